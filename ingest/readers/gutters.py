"""Where a page parts into columns: blank vertical bands with text on both sides. Pure.

A gutter holds over a stretch of the page only: text or a drawn line across it ends the stretch.
The tallest gutter is cut first, so that a column is never cut by a lower one beside it (XY cuts,
Nagy and Seth 1984, with local bands).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.grid import Rule
from ingest.readers.lines import Fragment

_LEAST_GAP = 0.5
_WIDE_GAP = 1.2
_LEAST_ROWS = 3
_RAGGED_ROWS = 6
_MIN_COLUMN_WORDS = 4
_CANDIDATES = 16
_SMALL = 0.93
_REACH = 12.0
_HEADING_BLANK = 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A gutter at x, that holds for what stands between top and bottom."""

    x: float
    top: float
    bottom: float

    def parts(self, pieces: Sequence[Fragment]) -> tuple[list[Fragment], ...]:
        """The pieces above, left of, right of and below the gutter."""
        inside = [p for p in pieces if self.top <= p.middle <= self.bottom]
        return (
            [p for p in pieces if p.middle < self.top],
            [p for p in inside if p.right <= self.x],
            [p for p in inside if p.right > self.x],
            [p for p in pieces if p.middle > self.bottom],
        )


def tallest(pieces: Sequence[Fragment], rules: Sequence[Rule]) -> Cut | None:
    """The gutter with the tallest columns beside it, None where the pieces read as one block."""
    best: tuple[float, Cut] | None = None
    for x in _candidates(pieces):
        for top, bottom in _stretches(pieces, rules, x):
            cut = Cut(x=x, top=top, bottom=bottom)
            _, left, right, _ = cut.parts(pieces)
            height = _height(left, right, x)
            if height > 0 and (best is None or height > best[0] + 1.0):
                best = (height, cut)
    return _shortened(pieces, best[1]) if best else None


def _candidates(pieces: Sequence[Fragment]) -> list[float]:
    """Left edges that pieces share and that have text on their left, the commonest first."""
    ordered = sorted(pieces, key=lambda p: p.top)
    edges: Counter[int] = Counter()
    for index, piece in enumerate(ordered):
        for other in itertools.islice(ordered, index + 1, None):
            if other.top >= piece.bottom:
                break
            first, second = sorted((piece, other), key=lambda p: p.left)
            if second.left - first.right >= _LEAST_GAP * min(first.size, second.size):
                edges[round(second.left)] += 1
    common = sorted(edges.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
    return [edge - 1.0 for edge, _ in common]


def _stretches(
    pieces: Sequence[Fragment], rules: Sequence[Rule], x: float
) -> Iterator[tuple[float, float]]:
    """The parts of the page's height that nothing goes through x in."""
    edge = max((p.right for p in pieces if p.right <= x), default=x)
    stops = sorted(
        [p.middle for p in pieces if p.left < x < p.right]
        + [r.top for r in rules if r.left < edge - _REACH and x + _REACH < r.right]
    )
    edges = [float("-inf"), *stops, float("inf")]
    for top, bottom in itertools.pairwise(edges):
        if bottom - top > 0.01:
            yield top + 0.005, bottom - 0.005


def _height(left: Sequence[Fragment], right: Sequence[Fragment], x: float) -> float:
    """How tall the columns beside a gutter are where both have text; 0 where they are none."""
    if not left or not right:
        return 0.0
    top = max(min(p.top for p in left), min(p.top for p in right))
    bottom = min(max(p.bottom for p in left), max(p.bottom for p in right))
    beside = [_rows([p for p in side if top <= p.middle <= bottom]) for side in (left, right)]
    counts = [len(_rows(side)) for side in (left, right)]
    if min(counts) < _LEAST_ROWS or not all(beside) or max(map(len, beside)) < _LEAST_ROWS:
        return 0.0
    size = median(p.size for p in (*left, *right))
    gap = min(p.left for p in right) - max(p.right for p in left)
    if gap < _LEAST_GAP * size:
        return 0.0
    if not _is_aligned(beside[1]) and (gap < _WIDE_GAP * size or min(counts) < _RAGGED_ROWS):
        return 0.0
    return 0.0 if _is_table(*beside) else bottom - top


def _rows(pieces: Iterable[Fragment]) -> list[list[Fragment]]:
    """Pieces that stand on one line together, from left to right; lines from top to bottom."""
    rows: list[list[Fragment]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.left)):
        if rows and piece.middle - rows[-1][0].middle < 0.5 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _is_aligned(rows: Sequence[Sequence[Fragment]]) -> bool:
    """Whether the rows begin at few places: blanks that meet by chance end anywhere."""
    edges = Counter(round(row[0].left) for row in rows)
    shared = max(
        sum(count for other, count in edges.items() if abs(other - edge) <= 1) for edge in edges
    )
    return shared >= 0.4 * len(rows)


def _is_table(left: Sequence[Sequence[Fragment]], right: Sequence[Sequence[Fragment]]) -> bool:
    """Short cells that stand on the same lines are rows of a table, not columns of text."""
    words = min(
        median(sum(len(p.text.split()) for p in row) for row in side) for side in (left, right)
    )
    if words >= _MIN_COLUMN_WORDS or (_goes_on(left) and _goes_on(right)):
        return False
    few, many = sorted((left, right), key=len)
    level = sum(
        1 for a in few if any(abs(a[0].middle - b[0].middle) < 0.15 * a[0].size for b in many)
    )
    return level > 0.5 * len(few)


def _goes_on(rows: Sequence[Sequence[Fragment]]) -> bool:
    """Whether most lines begin within a sentence, as cells seldom do."""
    return 2 * sum(row[0].text[0].islower() for row in rows) > len(rows)


def _shortened(pieces: Sequence[Fragment], cut: Cut) -> Cut:
    """The cut ended before a line that is set for the whole width though it does not fill it:
    a heading between columns that end over it and begin again under it, or notes in small
    print."""
    _, left, right, _ = cut.parts(pieces)
    rows, beside = _rows(left), _rows(right)
    body = median(p.size for p in left)
    for before, after in itertools.pairwise(range(len(rows))):
        stop = (max(p.bottom for p in rows[before]) + min(p.top for p in rows[after])) / 2
        above = [p for row in beside for p in row if p.middle < stop]
        below = [p for row in beside for p in row if p.middle >= stop]
        if above and (
            _are_notes(rows[after:], above, below, body)
            or _is_heading(rows[after:], above, below, body)
        ):
            return Cut(x=cut.x, top=cut.top, bottom=stop)
    return cut


def _are_notes(
    rows: Sequence[Sequence[Fragment]],
    above: Sequence[Fragment],
    below: Sequence[Fragment],
    body: float,
) -> bool:
    under = max(p.bottom for p in above) < min(p.top for p in rows[0]) + 0.3 * body
    return under and not below and all(p.size < _SMALL * body for row in rows for p in row)


def _is_heading(
    rows: Sequence[Sequence[Fragment]],
    above: Sequence[Fragment],
    below: Sequence[Fragment],
    body: float,
) -> bool:
    """Whether the first rows are set off, with a blank beside them that is theirs."""
    if not below:
        return False
    first, last = max(p.bottom for p in above), min(p.top for p in below)
    text = next((row for row in rows if not _is_display(row, body)), None)
    if text is None or text is rows[0] or last - first < _HEADING_BLANK * body:
        return False
    starts = min(p.top for p in text)
    return first <= min(p.middle for p in rows[0]) and abs(last - starts) < 0.35 * body


def _is_display(row: Sequence[Fragment], body: float) -> bool:
    return all(p.bold or p.size > 1.12 * body for p in row)
