"""Ruled tables of a page: lines that cross make cells, and the text in a cell is one. Pure.

Follows the method of A. Nurminen, "Algorithmic extraction of data in tables in PDF documents"
(2013): rules that touch make one table, each box between them is a cell unless a border is missing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.lines import Fragment

_NEAR = 2.0
_TOUCH = 3.5
_MOST_BOXES = 10_000
_MOST_RULES = 4_000
_LONGEST_CELL = 600
_CUT_WORD = re.compile(r"[^\W_]-$")

Group = list[int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright stroke; points, y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: the text of each cell and its borders (left, right); "" where a cell is empty or
    goes on from the row above."""

    texts: tuple[str, ...]
    places: tuple[tuple[float, float], ...]
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its edges, its rows with text, and the text runs that it holds."""

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[GridRow, ...]
    held: frozenset[int]


def find(rules: Sequence[Rule], fragments: Sequence[Fragment]) -> list[Grid]:
    """The tables of at least two columns with text, from top to bottom.

    A grid with long text in a cell lays a page out and is no table. `held` are places in
    `fragments`.
    """
    levels = _merged([r for r in rules if r.is_level], level=True)
    uprights = _merged([r for r in rules if not r.is_level], level=False)
    if not uprights or len(levels) + len(uprights) > _MOST_RULES:
        return []
    found = [_grid(*part, fragments) for part in _connected(levels, uprights)]
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.top, grid.left))


def _merged(rules: Sequence[Rule], *, level: bool) -> list[Rule]:
    """Strokes on one line that touch become one; the two edges of a thin bar too."""
    along = [(r.top, r.left, r.right) if level else (r.left, r.top, r.bottom) for r in rules]
    lines: list[list[tuple[float, float, float]]] = []
    for piece in sorted(along):
        if lines and piece[0] - lines[-1][0][0] <= _NEAR:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    found: list[Rule] = []
    for line in lines:
        at = median(piece[0] for piece in line)
        spans: list[list[float]] = []
        for _, start, end in sorted(line, key=lambda piece: piece[1:]):
            if spans and start - spans[-1][1] <= _TOUCH:
                spans[-1][1] = max(spans[-1][1], end)
            else:
                spans.append([start, end])
        for start, end in spans:
            found.append(Rule(start, at, end, at) if level else Rule(at, start, at, end))
    return found


def _connected(
    levels: Sequence[Rule], uprights: Sequence[Rule]
) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """The levels and uprights of each set of strokes that touch."""
    rules = [*levels, *uprights]
    parent = list(range(len(rules)))
    for i, level in enumerate(levels):
        for j, upright in enumerate(uprights, start=len(levels)):
            across = level.left - _TOUCH <= upright.left <= level.right + _TOUCH
            if across and upright.top - _TOUCH <= level.top <= upright.bottom + _TOUCH:
                parent[_root(parent, i)] = _root(parent, j)
    groups: dict[int, Group] = {}
    for index in range(len(rules)):
        groups.setdefault(_root(parent, index), []).append(index)
    for group in groups.values():
        yield (
            [rules[i] for i in group if i < len(levels)],
            [rules[i] for i in group if i >= len(levels)],
        )


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _grid(
    levels: Sequence[Rule], uprights: Sequence[Rule], fragments: Sequence[Fragment]
) -> Grid | None:
    """The table that these strokes rule; None when they are no table."""
    if len(levels) < 2 or not uprights:
        return None
    ends = [edge for rule in levels for edge in (rule.left, rule.right)]
    xs = _clustered([*(rule.left for rule in uprights), min(ends), max(ends)])
    ys = _clustered([rule.top for rule in levels])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_BOXES:
        return None
    inside: dict[int, list[int]] = {}
    cells = _cells(xs, ys, levels, uprights)
    for index, fragment in enumerate(fragments):
        middle = (fragment.left + fragment.right) / 2
        column, row = bisect_right(xs, middle) - 1, bisect_right(ys, fragment.middle) - 1
        if 0 <= column < columns and 0 <= row < rows:
            inside.setdefault(cells[row * columns + column], []).append(index)
    texts = {root: text_of([fragments[i] for i in held]) for root, held in inside.items()}
    if any(len(text) > _LONGEST_CELL for text in texts.values()):
        return None
    if len({root % columns for root in texts}) < 2:
        return None
    found = []
    for row in range(rows):
        made = _row(row, xs, cells, texts, inside, fragments)
        if made:
            found.append(made)
    held = frozenset(i for indexes in inside.values() for i in indexes)
    return Grid(xs[0], ys[0], xs[-1], ys[-1], tuple(found), held)


def _clustered(values: Iterable[float]) -> list[float]:
    """The values in order, those within a hair of each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _cells(
    xs: Sequence[float], ys: Sequence[float], levels: Sequence[Rule], uprights: Sequence[Rule]
) -> list[int]:
    """For each box, row by row, the first box of the cell that it belongs to."""
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(columns * rows))
    for row in range(rows):
        y = (ys[row] + ys[row + 1]) / 2
        walls = [r.left for r in uprights if r.top <= y <= r.bottom]
        for column in range(columns - 1):
            if not any(abs(x - xs[column + 1]) <= _TOUCH for x in walls):
                _join(parent, row * columns + column, row * columns + column + 1)
    for column in range(columns):
        x = (xs[column] + xs[column + 1]) / 2
        floors = [r.top for r in levels if r.left <= x <= r.right]
        for row in range(rows - 1):
            if not any(abs(y - ys[row + 1]) <= _TOUCH for y in floors):
                _join(parent, row * columns + column, (row + 1) * columns + column)
    return [_root(parent, index) for index in range(columns * rows)]


def _join(parent: list[int], a: int, b: int) -> None:
    a, b = _root(parent, a), _root(parent, b)
    parent[max(a, b)] = min(a, b)


def _row(
    row: int,
    xs: Sequence[float],
    cells: Sequence[int],
    texts: dict[int, str],
    inside: dict[int, list[int]],
    fragments: Sequence[Fragment],
) -> GridRow | None:
    """The cells of one row from left to right; None when no text begins in it."""
    columns = len(xs) - 1
    roots: list[int] = []
    places: list[tuple[float, float]] = []
    for column in range(columns):
        root = cells[row * columns + column]
        if roots and roots[-1] == root:
            places[-1] = places[-1][0], xs[column + 1]
        else:
            roots.append(root)
            places.append((xs[column], xs[column + 1]))
    own = [root if root // columns == row else None for root in roots]
    held = [fragments[i] for root in own if root is not None for i in inside.get(root, [])]
    if not held:
        return None
    return GridRow(
        texts=tuple("" if root is None else texts.get(root, "") for root in own),
        places=tuple(places),
        size=max(held, key=lambda fragment: len(fragment.text)).size,
        bold=all(fragment.bold for fragment in held),
    )


def text_of(fragments: Sequence[Fragment]) -> str:
    """The text of one cell, line after line; a hyphen at a line's end stays, without a blank."""
    lines: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.middle, f.left)):
        if lines and fragment.middle < max(f.bottom for f in lines[-1]) - 0.3 * fragment.size:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    text = ""
    for line in lines:
        words = " ".join(f.text.strip() for f in sorted(line, key=lambda f: f.left))
        blank = "" if not text or _CUT_WORD.search(text) else " "
        text += blank + words.replace("\t", " ")
    return text
