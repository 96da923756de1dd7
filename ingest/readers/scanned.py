"""Which pages of a PDF are pictures of text: told from what is drawn on them and what was read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.french import STOP_WORDS, fold, words
from ingest.model import Line, RawPage
from ingest.quality import quality

_MOST_OBJECTS = 20_000
_DEEPEST = 4
_INVISIBLE = 3
_SOME_PICTURE = 0.02
_FULL_PAGE = 0.5
_OUTLINES = 40
_FEW_LETTERS = 150
_ENOUGH_WORDS = 40
_USUAL_SHARE = 0.25
POOR = 0.5
"""Text under a full-page picture that is less legible than this is recognised anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is drawn on a page: the share of it under pictures, drawn shapes, and whether its
    text is there but not to be seen, as programs put it under a scan."""

    pictures: float
    shapes: int
    hidden: bool


def look(document: Any, index: int) -> Look:
    """What stands on page `index` (from 0) of an open pdfium document."""
    from pypdfium2 import raw

    page = document[index]
    try:
        area = max(1.0, page.get_width() * page.get_height())
        pictures, shapes = 0.0, 0
        seen: set[bool] = set()
        form: Any = None
        for item in itertools.islice(page.get_objects(max_depth=_DEEPEST), _MOST_OBJECTS):
            if item.level == 0:
                form = item
            if item.type == raw.FPDF_PAGEOBJ_IMAGE:
                # A place inside a form is told in the form's own frame: the form's is the page's.
                left, bottom, right, top = (form if item.level else item).get_bounds()
                pictures += max(0.0, right - left) * max(0.0, top - bottom) / area
            elif item.type == raw.FPDF_PAGEOBJ_TEXT:
                seen.add(raw.FPDFTextObj_GetTextRenderMode(item) != _INVISIBLE)
            elif item.type == raw.FPDF_PAGEOBJ_PATH:
                shapes += 1
        return Look(pictures=min(1.0, pictures), shapes=shapes, hidden=seen == {False})
    finally:
        page.close()


def judged(page: RawPage, seen: Look) -> RawPage:
    """The page marked `picture` when its text has to be recognised, `ocr` when it was already.

    A page without text is a picture when anything is drawn on it; one that a picture fills, when
    it has but a few words (a running header) or words that hardly make sense.
    """
    count = letters(page.lines)
    if not count:
        return replace(page, picture=seen.pictures >= _SOME_PICTURE or seen.shapes >= _OUTLINES)
    if seen.pictures < _FULL_PAGE:
        return page
    thin = count < _FEW_LETTERS or legible(page.lines) < POOR
    return replace(page, picture=thin, ocr=seen.hidden)


def letters(lines: Sequence[Line]) -> int:
    """How many letters and digits the lines hold."""
    return sum(sum(map(str.isalnum, line.text)) for line in lines)


def legible(lines: Sequence[Line]) -> float:
    """How much the lines look like French text, 0..1; few words are given the benefit.

    Beside the quality of the words themselves: about four words in ten of French prose are
    articles, prepositions and the like, and hardly any of those that a bad recognition makes up.
    """
    text = "\n".join(line.text for line in lines)
    found = [fold(word) for word in words(text)]
    score = quality(text)
    if len(found) < _ENOUGH_WORDS:
        return score
    share = sum(word in STOP_WORDS for word in found) / len(found)
    return score * min(1.0, share / _USUAL_SHARE)


def better(page: RawPage, lines: tuple[Line, ...], confidence: float) -> RawPage:
    """The page with the recognised lines where they tell more than its own, else as it was."""
    own, new = letters(page.lines), letters(lines)
    if own < _FEW_LETTERS:
        wins = new > 0 and (not own or new >= 1.5 * own + 40)
    else:
        wins = new >= 0.5 * own and legible(lines) > legible(page.lines) + 0.1
    if not wins:
        return replace(page, picture=False)
    return RawPage(
        number=page.number, lines=lines, reader="tesseract", ocr=True, confidence=confidence
    )
