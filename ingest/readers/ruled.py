"""A page's lines in reading order with its tables read cell by cell. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.model import Line
from ingest.readers import bands
from ingest.readers.grid import Grid, Rule, find
from ingest.readers.lines import Fragment

Order = Callable[[Sequence[Fragment]], tuple[Line, ...]]


def with_tables(
    fragments: Sequence[Fragment], rules: Sequence[Rule], order: Order
) -> tuple[Line, ...]:
    """The lines that `order` gives for what stands above, between and under the tables, and a line
    a row of each table; a table with text beside it is left to `order`."""
    letters: Counter[int] = Counter()
    for fragment in fragments:
        letters[fragment.turn] += len(fragment.text)
    if not letters:
        return order(fragments)
    turn = letters.most_common(1)[0][0]
    main = [fragment for fragment in fragments if fragment.turn == turn]
    ruled = [grid for grid in find(turned(rules, turn), main) if not _has_neighbour(grid, main)]
    held = frozenset(i for grid in ruled for i in grid.held)
    free = bands.find(main, [i for i in range(len(main)) if i not in held])
    grids = sorted([*ruled, *free], key=lambda grid: grid.top)
    if not grids:
        return order(fragments)
    held = frozenset(i for grid in grids for i in grid.held)
    left = [fragment for index, fragment in enumerate(main) if index not in held]
    lines: list[Line] = []
    for grid in grids:
        above = [f for f in left if f.middle < grid.top]
        left = [f for f in left if f.middle >= grid.top]
        lines += _opened(order(above), lines)
        lines += _rows(grid)
    lines += _opened(order(left), lines)
    return (*lines, *order([fragment for fragment in fragments if fragment.turn != turn]))


def turned(rules: Sequence[Rule], turn: int) -> list[Rule]:
    """The rules in the frame of text turned by `turn`, as `pdfium.page_fragments` places it."""
    if turn == 90:
        return [Rule(-r.bottom, r.left, -r.top, r.right) for r in rules]
    if turn == 180:
        return [Rule(-r.right, -r.bottom, -r.left, -r.top) for r in rules]
    if turn == 270:
        return [Rule(r.top, -r.right, r.bottom, -r.left) for r in rules]
    return list(rules)


def _has_neighbour(grid: Grid, fragments: Sequence[Fragment]) -> bool:
    return any(
        grid.top < fragment.middle < grid.bottom
        for index, fragment in enumerate(fragments)
        if index not in grid.held
    )


def _opened(lines: Sequence[Line], before: Sequence[Line]) -> list[Line]:
    """The lines, the first opening a paragraph where a table stands before it."""
    if not lines or not before:
        return list(lines)
    return [replace(lines[0], paragraph=True), *lines[1:]]


def _rows(grid: Grid) -> list[Line]:
    found = []
    for row in grid.rows:
        last = max(index for index, text in enumerate(row.texts) if text)
        found.append(
            Line(
                text="\t".join(row.texts[: last + 1]),
                size=row.size,
                bold=row.bold,
                paragraph=True,
                cells=row.places[: last + 1],
            )
        )
    return found
