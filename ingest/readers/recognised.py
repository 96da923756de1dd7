"""Words recognised on a picture become lines, as the text runs of a PDF page do. Pure."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.model import Line
from ingest.readers.layout import order
from ingest.readers.lines import Fragment

LEAST_CONFIDENCE = 0.7
"""A page that is recognised less surely than this is not told: docs/decisions/0006-scans.md."""
LEAST_LETTERS = 12
_SURE_LINE = 0.45
_LEAST_WORD = 0.1
_FEW_LETTERS = 4
_SMALLEST, _LARGEST = 0.6, 1.7
_SURE_SIGN = 0.6
_SURE_START = 0.8
_GAP = 1.5
_LONG_LINE = 5
_STEEP = 0.1
_BODY = 0.15
_ASCENDING = frozenset("bdfhklßÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸàâäéèêëîïôöùûüÿ")
_DESCENDING = frozenset("gjpqyçÇQ")
_BULLETS = frozenset("e°¢©®*+»")
_APOSTROPHE = re.compile(r"(?<=\w)['‘](?=\w)")
_SPECKS = ".,:;'‘’`´·_|~^\"“”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word on a picture: its place in pixels (y grows downwards), how sure it is in 0..1, and
    the (block, paragraph, line) in which the recognition saw it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    row: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The lines of a page in reading order and how sure its letters are, 0..1.

    No lines when nothing on the page is sure enough to be told.
    """

    lines: tuple[Line, ...]
    confidence: float


def recognised(words: Sequence[Word], dpi: int) -> Recognised:
    """The lines that the words make, specks and pictures taken for letters left out."""
    sure = _sure(words)
    letters = sum(_letters(word.text) for word in sure)
    weighed = sum(word.confidence * _letters(word.text) for word in sure)
    confidence = weighed / letters if letters else 0.0
    if letters < LEAST_LETTERS or confidence < LEAST_CONFIDENCE:
        return Recognised(lines=(), confidence=round(confidence, 3))
    lines = order(fragments(_straight(_upright(sure)), dpi))
    return Recognised(lines=lines, confidence=round(confidence, 3))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    return [list(row) for _, row in itertools.groupby(words, key=lambda word: word.row)]


def _sure(words: Sequence[Word]) -> list[Word]:
    """The words but those of rows that are mostly guesses, and lone signs that are not sure."""
    found: list[Word] = []
    usual = _usual_letter(words)
    for row in _rows(words):
        letters = sum(_letters(word.text) for word in row)
        weighed = sum(word.confidence * _letters(word.text) for word in row)
        if letters and weighed >= _SURE_LINE * letters:
            found += [_without_specks(word) for word in row if not _is_speck(word, usual)]
    return found


def _usual_letter(words: Sequence[Word]) -> tuple[float, float]:
    """(width, height) in pixels of a letter of the page's surer words."""
    sure = [word for word in words if word.confidence >= _SURE_START and _letters(word.text)]
    if not sure:
        return 0.0, 0.0
    widths = [(word.right - word.left) / len(word.text) for word in sure]
    return median(widths), median(word.bottom - word.top for word in sure)


def _is_speck(word: Word, usual: tuple[float, float]) -> bool:
    """Whether a word, or more easily a lone sign, is a spot of the paper more likely than print.

    Tesseract gives no confidence at all to some words that it reads well, long ones with an
    apostrophe above all: those have the width and the height of as many printed letters.
    """
    if word.confidence < _LEAST_WORD:
        return _letters(word.text) < _FEW_LETTERS or not _has_size(word, usual)
    if _letters(word.text):
        return False
    return word.confidence < _SURE_SIGN or (word.text not in ":;" and not word.text.strip(_SPECKS))


def _has_size(word: Word, usual: tuple[float, float]) -> bool:
    width, height = (word.right - word.left) / len(word.text), word.bottom - word.top
    sizes = ((width, usual[0]), (height, usual[1]))
    return all(_SMALLEST * most <= size <= _LARGEST * most for size, most in sizes)


def _without_specks(word: Word) -> Word:
    """The word without spots read as signs that no word begins with, when it is not sure."""
    text = word.text.lstrip(_SPECKS)
    if word.confidence >= _SURE_START or _letters(text) < 2 or not text[0].isalpha():
        return word
    return replace(word, text=text)


def _upright(words: Sequence[Word]) -> list[Word]:
    """The words of a page laid sideways or upside down in the places of an upright one.

    The recognition turns such a page for itself and tells places as they were: the way in which
    the words of its rows follow each other gives the turn away.
    """
    right = down = 0.0
    for row in _rows(words):
        right += (row[-1].left + row[-1].right - row[0].left - row[0].right) / 2
        down += (row[-1].top + row[-1].bottom - row[0].top - row[0].bottom) / 2
    if abs(right) >= abs(down):
        return list(words) if right >= 0 else [_half_turned(word) for word in words]
    return [_quarter_turned(word, goes_down=down > 0) for word in words]


def _half_turned(word: Word) -> Word:
    return replace(word, left=-word.right, right=-word.left, top=-word.bottom, bottom=-word.top)


def _quarter_turned(word: Word, *, goes_down: bool) -> Word:
    if goes_down:
        return replace(word, left=word.top, right=word.bottom, top=-word.right, bottom=-word.left)
    return replace(word, left=-word.bottom, right=-word.top, top=word.left, bottom=word.right)


def _straight(words: Sequence[Word]) -> list[Word]:
    """The words with the slant of a sheet laid askew taken out of their places."""
    slopes: list[tuple[float, float]] = []
    for row in _rows(words):
        if len(row) >= _LONG_LINE and row[-1].right > row[0].left:
            slopes.append((_slope(row), row[-1].right - row[0].left))
    if not slopes:
        return list(words)
    slope = _weighed_median(slopes)
    if abs(slope) > _STEEP:
        return list(words)
    return [_turned(word, slope) for word in words]


def _slope(row: Sequence[Word]) -> float:
    """The rise of a row by least squares over the middles of its words."""
    xs = [(word.left + word.right) / 2 for word in row]
    ys = [(word.top + word.bottom) / 2 for word in row]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((a - x) ** 2 for a in xs)
    rise = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return rise / spread if spread else 0.0


def _weighed_median(values: Sequence[tuple[float, float]]) -> float:
    half, seen = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in sorted(values):
        seen += weight
        if seen >= half:
            return value
    return 0.0


def _turned(word: Word, slope: float) -> Word:
    """The word turned back around the page's corner; its box keeps its size."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    length = math.hypot(1.0, slope)
    right, down = (x + slope * y) / length - x, (y - slope * x) / length - y
    return replace(
        word,
        left=word.left + right,
        right=word.right + right,
        top=word.top + down,
        bottom=word.bottom + down,
    )


def fragments(words: Sequence[Word], dpi: int) -> list[Fragment]:
    """Runs of words on one row with no wide gap, in points."""
    rows = [sorted(row, key=lambda word: word.left) for row in _rows(words)]
    found: list[Fragment] = []
    for row, em in zip(rows, _sizes(rows), strict=True):
        found += [_fragment(run, em, 72 / dpi) for run in _runs(row, _GAP * em)]
    return found


def _sizes(rows: Sequence[Sequence[Word]]) -> list[float]:
    """The print size of each row in pixels.

    A row is set larger or smaller than most of the page when its letters are both higher and
    wider, or lower and narrower: places of single words err, and heights vary with the letters.
    """
    heights = [_height(row) for row in rows]
    widths = [_width(row) for row in rows]
    counts = [float(sum(len(word.text) for word in row)) for row in rows]
    body = _weighed_median(list(zip(heights, counts, strict=True)))
    wide = _weighed_median(list(zip(widths, counts, strict=True)))
    found = []
    for height, width in zip(heights, widths, strict=True):
        shares = sorted((height / body, width / wide))
        share = shares[0] if shares[0] > 1 + _BODY else 1.0
        found.append(body * (shares[1] if shares[1] < 1 - _BODY else share))
    return found


def _width(row: Sequence[Word]) -> float:
    """The mean width of a letter in pixels."""
    return sum(word.right - word.left for word in row) / sum(len(word.text) for word in row)


def _height(row: Sequence[Word]) -> float:
    """The print size in pixels as the heights of the words tell it.

    In common text faces capitals and ascenders rise 0.72 em over the baseline, small letters
    0.52 em, and descenders reach 0.21 em under it.
    """
    heights = []
    for word in row:
        rises = any(c in _ASCENDING or c.isupper() or c.isdigit() for c in word.text)
        falls = any(c in _DESCENDING for c in word.text)
        share = (0.72 if rises else 0.52) + (0.21 if falls else 0.0)
        heights.append(max(1.0, word.bottom - word.top) / share)
    return median(heights)


def _runs(row: Sequence[Word], gap: float) -> list[list[Word]]:
    runs = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if word.left - before.right > gap:
            runs.append([])
        runs[-1].append(word)
    return runs


def _fragment(run: Sequence[Word], em: float, scale: float) -> Fragment:
    texts = [_APOSTROPHE.sub("’", word.text) for word in run]
    if len(texts) > 1 and texts[0] in _BULLETS:
        texts[0] = "•"
    baseline = median(
        word.bottom - (0.21 * em if any(c in _DESCENDING for c in word.text) else 0.0)
        for word in run
    )
    return Fragment(
        text=" ".join(texts),
        left=run[0].left * scale,
        right=max(word.right for word in run) * scale,
        top=(baseline - 0.8 * em) * scale,
        bottom=(baseline + 0.25 * em) * scale,
        size=max(1.0, round(2 * em * scale) / 2),
    )
