"""Quotations between marks, one in another, over paragraphs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

_CLOSES = {"«": "»", "“": "”", "„": "”"}
_STRAIGHT = '"'
_ORPHANS = 3
_DOUBLE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation with its marks; `depth` is 1 for one that stands in no other.

    `closed` is False where its closing mark is missing: it then ends with its paragraph, or where
    the caller says that another speaker begins.
    """

    start: int
    end: int
    depth: int
    closed: bool = True


def quotes(text: str, blocks: Sequence[tuple[int, int]], stops: Collection[int]) -> list[Quote]:
    """The quotations of the paragraphs `blocks`, by their start.

    One may go over several paragraphs; a paragraph whose start is in `stops` ends all that are
    open. A paragraph that opens with a mark ends one that an earlier paragraph left open.
    """
    found: list[Quote] = []
    opened: list[tuple[int, str, int]] = []  # place, closing mark, end of its paragraph
    last = 0
    free = blocks[0][0] if blocks else 0  # where what an orphan closing mark ends may begin
    paragraphs = 0
    for start, end in blocks:
        stops_here = start in stops
        if stops_here or _opens_anew(text, start, end):
            found += _unclosed(opened, last, held=True)
            opened = []
        paragraphs += 1
        if stops_here or paragraphs > _ORPHANS:
            free, paragraphs = start, 1
        for at in range(start, end):
            mark = text[at]
            if opened and mark == opened[-1][1]:
                place = opened.pop()[0]
                found.append(Quote(start=place, end=at + 1, depth=len(opened) + 1))
                if not opened:
                    free, paragraphs = end + 1, 0
            elif mark in _CLOSES:
                opened.append((at, _CLOSES[mark], end))
            elif mark == _STRAIGHT:
                opened.append((at, _STRAIGHT, end))
            elif mark == "»" and not opened and not text[at + 1 : end].strip(" .\u00a0"):
                found.append(Quote(start=max(free, 0), end=at + 1, depth=1, closed=False))
                free, paragraphs = end + 1, 0
        opened = [o for o in opened if o[1] != _STRAIGHT]
        last = end
    found += _unclosed(opened, last, held=False)
    return sorted(_without_doubles(found), key=lambda q: (q.start, -q.end))


def _opens_anew(text: str, start: int, end: int) -> bool:
    """Whether a paragraph opens a quotation that is not a short one at its head."""
    if text[start : start + 1] not in _CLOSES:
        return False
    closing = text.find(_CLOSES[text[start]], start, end)
    return closing < 0 or not text[closing + 1 : end].strip(" .,;»\u00a0")


def _without_doubles(found: Sequence[Quote]) -> list[Quote]:
    """Without the first of two opening marks for one closing mark; no two cross."""
    kept: list[Quote] = []
    for quote in sorted(found, key=lambda q: (q.start, -q.end)):
        double = not quote.closed and any(
            0 < other.start - quote.start <= _DOUBLE and other.end <= quote.end
            for other in found
            if other.closed
        )
        crosses = any(k.start < quote.start < k.end < quote.end for k in kept)
        if double or crosses or quote.start >= quote.end:
            continue
        around = [k for k in kept if k.start <= quote.start and quote.end <= k.end]
        kept.append(replace(quote, depth=len(around) + 1))
    return kept


def _unclosed(opened: list[tuple[int, str, int]], last: int, *, held: bool) -> list[Quote]:
    """What was left open: the outermost holds to the last paragraph when a stop ends it."""
    return [
        Quote(start=place, end=last if held and not rank else own, depth=rank + 1, closed=False)
        for rank, (place, _, own) in enumerate(opened)
    ]
