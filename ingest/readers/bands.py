"""Tables without rules whose rows are told apart by the blanks between them. Pure.

Lines that nearly touch are one band of the page; bands whose text stands in the same columns are
the rows of a table, each cell with all its lines, however they are aligned by height.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.grid import Grid, GridRow, text_of
from ingest.readers.lines import Fragment, is_label

_TOUCH = 0.45
_SAME = 0.1
_NEXT = 40
_FAR = 3.0
_GUTTER = 0.8
_LEAST_ROWS = 3
_MOST_LINES = 6
_LONGEST_CELL = 200
_SHORT_WORDS = 5
_MOSTLY = 0.6
_MOST_GROUPS = 2

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Band:
    """Text runs that nearly touch by height: their places in the page's list, and their columns."""

    held: tuple[int, ...]
    columns: tuple[Place, ...]
    top: float
    bottom: float


def find(fragments: Sequence[Fragment], free: Iterable[int]) -> list[Grid]:
    """The tables without rules among the `free` fragments, from top to bottom.

    Only those with a cell of several lines: the others are read line by line. A table has a column
    of short cells and no long ones, else it is text in columns; bullets and numbers of lists are no
    column.
    """
    bands = _bands(fragments, free)
    found: list[Grid] = []
    start = taken = 0
    while start < len(bands):
        run, columns = _run(fragments, bands[start:])
        if _is_table(fragments, run, columns):
            heading = [
                band for band in bands[max(taken, start - 1) : start] if _heads(band, run[0])
            ]
            found.append(_grid(fragments, heading, run, columns))
            taken = start + len(run)
        start += max(1, len(run))
    return found


def _bands(fragments: Sequence[Fragment], free: Iterable[int]) -> list[_Band]:
    ordered = sorted(free, key=lambda i: (fragments[i].top, fragments[i].left))
    blanks = _least_blanks([fragments[i] for i in ordered])
    groups: list[list[int]] = []
    bottom = 0.0
    for index in ordered:
        fragment = fragments[index]
        usual = blanks.get(round(fragment.size), 0.0) + _SAME * fragment.size
        if groups and fragment.top - bottom <= min(_TOUCH * fragment.size, usual):
            groups[-1].append(index)
            bottom = max(bottom, fragment.bottom)
        else:
            groups.append([index])
            bottom = fragment.bottom
    return [
        _Band(
            held=tuple(group),
            columns=_merged((fragments[i].left, fragments[i].right) for i in group),
            top=min(fragments[i].top for i in group),
            bottom=max(fragments[i].bottom for i in group),
        )
        for group in groups
    ]


def _least_blanks(ordered: Sequence[Fragment]) -> dict[int, float]:
    """The least blank between two lines under each other, by the size of their print: what parts
    the lines of one cell."""
    found: dict[int, float] = {}
    for index, upper in enumerate(ordered):
        for lower in ordered[index + 1 : index + 1 + _NEXT]:
            blank = lower.top - upper.bottom
            if blank > upper.size:
                break
            if min(upper.right, lower.right) <= max(upper.left, lower.left):
                continue
            if blank > -_SAME * upper.size:
                size = round(upper.size)
                found[size] = min(found.get(size, blank), blank)
    return found


def _merged(places: Iterable[Place], gap: float = 0.0) -> tuple[Place, ...]:
    """The places with those that overlap as one, from left to right."""
    found: list[Place] = []
    for left, right in sorted(places):
        if found and left - found[-1][1] <= gap:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return tuple(found)


def _run(
    fragments: Sequence[Fragment], bands: Sequence[_Band]
) -> tuple[list[_Band], tuple[Place, ...]]:
    """The first bands that stand in common columns, perhaps with group titles between."""
    run: list[_Band] = []
    waiting: list[_Band] = []
    columns: tuple[Place, ...] = ()
    for band in bands:
        size = fragments[band.held[0]].size
        last = (waiting or run)[-1] if waiting or run else None
        if last is not None and band.top - last.bottom > _FAR * size:
            break
        own = _merged(band.columns, _GUTTER * size)
        if len(own) < 2:
            waiting.append(band)
            if not run or len(waiting) > _MOST_GROUPS:
                break
            continue
        grown = _merged([*columns, *own])
        if columns and (len(grown) < len(columns) or len(grown) < len(own)):
            break
        run += [*waiting, band]
        waiting, columns = [], grown
    return run, columns


def _is_table(
    fragments: Sequence[Fragment], run: Sequence[_Band], columns: Sequence[Place]
) -> bool:
    rows = [band for band in run if len(band.columns) > 1]
    if len(rows) < _LEAST_ROWS or len(columns) < 2:
        return False
    cells = [_cells(fragments, band, columns) for band in rows]
    lines = [_lines(cell) for row in cells for cell in row if cell]
    if max(lines) < 2 or max(lines) > _MOST_LINES:
        return False
    texts = [[text_of(cell) for cell in row] for row in cells]
    if any(len(text) > _LONGEST_CELL for row in texts for text in row):
        return False
    worded = [at for at in range(len(columns)) if not all(map(is_label, _filled(texts, at)))]
    return len(worded) > 1 and any(
        len(_filled(texts, at)) >= _MOSTLY * len(texts)
        and all(len(text.split()) <= _SHORT_WORDS for text in _filled(texts, at))
        for at in worded
    )


def _filled(texts: Sequence[Sequence[str]], at: int) -> list[str]:
    """The cells of one column that hold text."""
    return [row[at] for row in texts if row[at]]


def _cells(
    fragments: Sequence[Fragment], band: _Band, columns: Sequence[Place]
) -> list[list[Fragment]]:
    held = [fragments[i] for i in band.held]
    return [[f for f in held if left <= (f.left + f.right) / 2 <= right] for left, right in columns]


def _lines(cell: Sequence[Fragment]) -> int:
    """How many lines a cell has."""
    return len(_merged((f.top + 0.25 * f.size, f.bottom - 0.25 * f.size) for f in cell))


def _heads(band: _Band, first: _Band) -> bool:
    """Whether a band that fits no column stands right above a table as its heading row."""
    return len(band.columns) > 1 and first.top - band.bottom <= band.bottom - band.top


def _grid(
    fragments: Sequence[Fragment],
    heading: Sequence[_Band],
    run: Sequence[_Band],
    columns: Sequence[Place],
) -> Grid:
    rows = []
    for band in (*heading, *run):
        held = [fragments[i] for i in band.held]
        if band in heading:
            places = band.columns
            texts = tuple(text_of(cell) for cell in _cells(fragments, band, places))
        elif len(band.columns) > 1:
            texts = tuple(text_of(cell) for cell in _cells(fragments, band, columns))
            places = tuple(columns)
        else:
            texts, places = (text_of(held),), band.columns
        rows.append(
            GridRow(
                texts=texts,
                places=places,
                size=max(held, key=lambda fragment: len(fragment.text)).size,
                bold=all(fragment.bold for fragment in held),
            )
        )
    return Grid(
        left=columns[0][0],
        top=(*heading, *run)[0].top,
        right=columns[-1][1],
        bottom=run[-1].bottom,
        rows=tuple(rows),
        held=frozenset(i for band in (*heading, *run) for i in band.held),
    )
