"""Quotations between marks, one in another, over paragraphs. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

OPENING = '«“"'
_CLOSES = {"«": "»", "“": "”", "„": "”"}
_MARKS = re.compile('[«»“”„"]')
_STRAIGHT = '"'
_ORPHANS = 3
_DOUBLE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation with its marks; `depth` is 1 for one that stands in no other.

    `closed` is False where a mark is missing: it then ends with its paragraph, or where another
    speaker begins.
    """

    start: int
    end: int
    depth: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Open:
    """An opening mark that waits: its place, its closing mark, the end of its paragraph."""

    place: int
    closing: str
    own_end: int


def quotes(text: str, blocks: Sequence[tuple[int, int]], stops: Collection[int]) -> list[Quote]:
    """The quotations of the paragraphs `blocks`, by their start; they nest, never cross.

    One may go over several paragraphs; a paragraph whose start is in `stops` ends all that are
    open. A paragraph that opens with a mark ends one that an earlier paragraph left open. A
    closing mark without opening, at a paragraph's end, closes what begins after the last quotation
    or stop, a few paragraphs above at most.
    """
    found: list[Quote] = []
    opened: list[_Open] = []
    last = 0
    free, paragraphs = (blocks[0][0] if blocks else 0), 0
    for start, end in blocks:
        if start in stops or _opens_anew(text, start, end):
            found += _left_open(opened, last, held=True)
            opened = []
        paragraphs += 1
        if start in stops or paragraphs > _ORPHANS:
            free, paragraphs = start, 1
        for match in _MARKS.finditer(text, start, end):
            at, mark = match.start(), match.group()
            if opened and mark == opened[-1].closing:
                found.append(Quote(start=opened.pop().place, end=at + 1, depth=len(opened) + 1))
                free, paragraphs = (free, paragraphs) if opened else (end + 1, 0)
            elif mark in _CLOSES or mark == _STRAIGHT:
                opened.append(_Open(at, _CLOSES.get(mark, _STRAIGHT), end))
            elif mark == "»" and not opened and not text[at + 1 : end].strip(" .\u00a0"):
                found.append(Quote(start=free, end=at + 1, depth=1, closed=False))
                free, paragraphs = end + 1, 0
        opened = [o for o in opened if o.closing != _STRAIGHT]
        last = end
    found += _left_open(opened, last, held=False)
    return _nested(found)


def _opens_anew(text: str, start: int, end: int) -> bool:
    """Whether a paragraph opens a quotation that is not a short one at its head."""
    closing = _CLOSES.get(text[start : start + 1])
    if closing is None:
        return False
    at = text.find(closing, start, end)
    return at < 0 or not text[at + 1 : end].strip(" .,;»\u00a0")


def _left_open(opened: Sequence[_Open], last: int, *, held: bool) -> list[Quote]:
    """What was left open: the outermost holds to the last paragraph when a stop ends it."""
    return [
        Quote(start=o.place, end=o.own_end if rank or not held else last, depth=1, closed=False)
        for rank, o in enumerate(opened)
    ]


def _nested(found: Sequence[Quote]) -> list[Quote]:
    """By their start with their depth, without those that cross another and without the first
    of two opening marks for one closing mark."""
    ordered = sorted(found, key=lambda q: (q.start, -q.end))
    kept: list[Quote] = []
    around: list[Quote] = []
    for rank, quote in enumerate(ordered):
        after = ordered[rank + 1] if rank + 1 < len(ordered) else None
        double = (
            not quote.closed
            and after is not None
            and after.closed
            and after.start - quote.start <= _DOUBLE
            and after.end <= quote.end
        )
        while around and around[-1].end <= quote.start:
            around.pop()
        crosses = bool(around) and around[-1].end < quote.end
        if double or crosses or quote.start >= quote.end:
            continue
        around.append(quote)
        kept.append(replace(quote, depth=len(around)))
    return kept
