"""Lines become text: paragraphs joined, broken words mended, page spans kept exact. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.clean import SOFT_HYPHEN
from ingest.french import STOP_WORDS, fold
from ingest.hyphens import DROP, Words, between
from ingest.model import UNREAD, Line, Page, RawPage
from ingest.quality import quality

_ENDS = frozenset(".!?…:;»”")
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_WRAPPED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or row of a table: one line of the document's text.

    `cells` are the places of a row's cells, as in `Line`.
    """

    start: int
    end: int
    level: int | None = None
    bullet: bool = False
    bold: bool = False
    cells: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A document's text with its pages and blocks as spans."""

    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]


def flow(pages: Sequence[RawPage], printed: Sequence[str | None]) -> Flow:
    """One block a line, "\\n" between; a block that goes over a page break is joined.

    Pages are ordered, disjoint and cover the text, what parts two lines lying on the earlier
    one's page; a page without text is an empty span.
    """
    known = Words.of([line.text for page in pages for line in page.lines])
    parts: list[str] = []
    length = 0
    starts: list[int | None] = []
    opened: list[tuple[int, Line]] = []
    last: Line | None = None
    for page in pages:
        width = _width(page.lines)
        for index, line in enumerate(page.lines):
            glue = ""
            opens = last is None or _opens(last, line, width, is_first=index == 0)
            if last is not None:
                glue = "\n" if opens else between(last.text, line.text, known)
            if glue == DROP:
                parts[-1], glue, length = parts[-1][:-1], "", length - 1
            text = line.text.rstrip(SOFT_HYPHEN)
            length += len(glue)
            if opens:
                opened.append((length, line))
            if index == 0:
                starts.append(length)
            parts += [glue, text]
            length += len(text)
            last = line
        if not page.lines:
            starts.append(None)
    return _spans("".join(parts), pages, printed, starts, opened)


def _spans(
    text: str,
    pages: Sequence[RawPage],
    printed: Sequence[str | None],
    starts: Sequence[int | None],
    opened: Sequence[tuple[int, Line]],
) -> Flow:
    found: list[Page] = []
    end = len(text)
    for page, number, known_start in reversed(list(zip(pages, printed, starts, strict=True))):
        start = end if known_start is None else known_start
        if page is pages[0]:
            start = 0
        found.append(
            Page(
                number=page.number,
                start=start,
                end=end,
                printed=number,
                ocr=page.ocr,
                quality=min(quality(text[start:end]), page.confidence or 1.0),
                unread=page.reader == UNREAD,
                confidence=page.confidence,
                needs_ocr=page.picture,
            )
        )
        end = start
    ends = [start - 1 for start, _ in opened[1:]] + [len(text)]
    blocks = tuple(
        Block(
            start=start,
            end=end,
            level=line.level,
            bullet=line.bullet,
            bold=line.bold,
            cells=line.cells,
        )
        for (start, line), end in zip(opened, ends, strict=False)
    )
    return Flow(text=text, pages=tuple(reversed(found)), blocks=blocks)


def _width(lines: Sequence[Line]) -> float:
    """The length of a full line of the page, in characters."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0.0


def _opens(last: Line, line: Line, width: float, *, is_first: bool) -> bool:
    """Whether `line` begins a new block after `last`."""
    if line.level is not None or last.level is not None:
        return line.level != last.level or line.paragraph is not False
    if line.bullet or "\t" in line.text or "\t" in last.text:
        return True
    if line.paragraph is not None:
        return line.paragraph
    if is_first or line.size is not None:
        return not _continues(last, line, width)
    if width > _WRAPPED or len(last.text) < 0.6 * width:
        return True
    return last.text[-1] in _ENDS and len(last.text) < 0.85 * width and not line.text[0].islower()


def _continues(last: Line, line: Line, width: float) -> bool:
    """Whether a block goes on over a page or column break, told by its words."""
    if last.size and line.size and abs(last.size - line.size) > 0.08 * last.size:
        return False
    if last.text[-1] in _ENDS:
        return False
    if line.text[0].islower() or last.text[-1] in ",-‐‑\u00ad":
        return True
    words = _WORDS.findall(last.text)
    if words and (fold(words[-1]) in STOP_WORDS or last.text[-1] in "'’"):
        return True
    return not line.text[0].isalpha() and len(last.text) > 0.6 * width
