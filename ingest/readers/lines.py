"""Text runs of one column become lines: rows, table cells, starts of paragraphs. Pure."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.french import STOP_WORDS, fold
from ingest.model import Line

_LABEL = re.compile(r"^(?:[^\w\s«»“”\"'’()\[\]?!;:,.%€]{1,2}|[oO]|\d{1,2}[.)]|[a-z][.)])$")
_CELL_GAP = 1.2
_WORD_GAP = 0.15
_OVERLAP = 0.5
_NEARBY = 4
_BESIDE = 64
_CAPITALS = 16
_ENDS = ".:;?!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A run of text on one baseline; points, y grows downwards, in the frame of its `turn`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    turn: int = 0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Text that stands together on a row."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, from left to right; more than one makes a row of a table."""

    cells: tuple[Cell, ...]
    left: float
    right: float
    top: float
    size: float
    bold: bool

    @property
    def text(self) -> str:
        return "\t".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """What is usual in a column: the step from line to line, the right edge, the print size."""

    leading: float
    right: float
    size: float

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Column:
        """The measures of at least one row."""
        steps = [b.top - a.top for a, b in itertools.pairwise(rows) if b.top > a.top]
        letters: Counter[float] = Counter()
        for row in rows:
            letters[row.size] += len(row.text)
        return cls(
            leading=median(steps) if steps else 0.0,
            right=max(row.right for row in rows),
            size=letters.most_common(1)[0][0],
        )


def lines_of(fragments: Sequence[Fragment]) -> list[Line]:
    """The lines of one column from top to bottom; a row of a table is one, tabs between cells.

    `paragraph` is set on each line but the first, where only the words can tell.
    """
    rows = _aligned(_unwrapped(_without_lone_cells([_row(row) for row in on_lines(fragments)])))
    if not rows:
        return []
    column = Column.of(rows)
    lines: list[Line] = []
    for index, row in enumerate(rows):
        places = tuple((cell.left, cell.right) for cell in row.cells)
        line = Line(text=row.text, size=row.size, bold=row.bold, cells=places)
        if index:
            starts = _starts(rows[index - 1], row, lines[-1], column)
            line = replace(line, paragraph=starts)
        lines.append(line)
    return lines


def on_lines(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Runs that stand on one line together, from left to right; lines from top to bottom."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.middle, f.left)):
        if rows and _level(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda f: f.left) for row in rows]


def joined(before: Fragment, after: Fragment) -> Fragment:
    """Two runs of a line as one, with a blank between where the page has one."""
    apart = is_label(before.text) or _is_blank(after.left - before.right, after.size)
    return replace(
        max(before, after, key=lambda part: len(part.text)),
        text=before.text + (" " if apart else "") + after.text,
        left=before.left,
        top=min(before.top, after.top),
        right=max(before.right, after.right),
        bottom=max(before.bottom, after.bottom),
        bold=before.bold and after.bold,
    )


def _is_blank(gap: float, size: float) -> bool:
    """Whether two runs are words apart: a step between them, or one set over the other's end."""
    return gap > _WORD_GAP * size or gap < -_OVERLAP * size


def _level(row: list[Fragment], fragment: Fragment) -> bool:
    """Whether `fragment` stands on the line of `row`: its largest member decides, but what
    stands over or under a member is on another line (beside large print, two may be)."""
    anchor = max(row, key=lambda f: f.bottom - f.top)
    least = min(anchor.bottom - anchor.top, fragment.bottom - fragment.top)
    overlap = min(anchor.bottom, fragment.bottom) - max(anchor.top, fragment.top)
    return overlap > 0.5 * least and not any(_covers(f, fragment) for f in row[-_BESIDE:])


def _covers(a: Fragment, b: Fragment) -> bool:
    shared = min(a.right, b.right) - max(a.left, b.left)
    least = min(a.right - a.left, b.right - b.left)
    return shared > 0.5 * least and abs(a.middle - b.middle) > 0.3 * min(a.size, b.size)


def _row(parts: Sequence[Fragment]) -> Row:
    cells = [Cell(parts[0].text, parts[0].left, parts[0].right)]
    for before, part in itertools.pairwise(parts):
        gap = part.left - before.right
        labelled = is_label(cells[-1].text)
        if gap > _CELL_GAP * part.size and not labelled:
            cells.append(Cell(part.text, part.left, part.right))
        else:
            blank = " " if labelled or _is_blank(gap, part.size) else ""
            cells[-1] = Cell(cells[-1].text + blank + part.text, cells[-1].left, part.right)
    return Row(
        cells=tuple(cells),
        left=parts[0].left,
        right=max(part.right for part in parts),
        top=min(part.top for part in parts),
        size=max(parts, key=lambda part: len(part.text)).size,
        bold=all(part.bold for part in parts),
    )


def _without_lone_cells(rows: Sequence[Row]) -> list[Row]:
    """Wide gaps that no row nearby shares are blanks of justified lines, not cells."""
    found = []
    for index, row in enumerate(rows):
        around = [*rows[max(0, index - _NEARBY) : index], *rows[index + 1 : index + 1 + _NEARBY]]
        if len(row.cells) > 1 and not any(_share_column(row, other) for other in around):
            text = " ".join(cell.text for cell in row.cells)
            row = replace(row, cells=(Cell(text, row.left, row.right),))
        found.append(row)
    return found


def _share_column(row: Row, other: Row) -> bool:
    """Whether a cell after the first stands under one of the other row, at any edge."""
    return any(
        abs(a.left - b.left) < 3
        or abs(a.right - b.right) < 3
        or abs(a.left + a.right - b.left - b.right) < 6
        for a in row.cells[1:]
        for b in other.cells[1:]
    )


def _unwrapped(rows: Sequence[Row]) -> list[Row]:
    """Rows of tables with the further lines of their cells put back into the cells.

    Such a line has fewer cells, each under one of the row above, and stands nearer to it than
    rows stand to each other.
    """
    full = [b.top - a.top for a, b in itertools.pairwise(rows) if len(a.cells) == len(b.cells) > 1]
    near = 0.85 * median(full) if full else 0.0
    found: list[Row] = []
    last_top = 0.0
    for row in rows:
        if found and _wraps(found[-1], row, row.top - last_top, near):
            found[-1] = _merged(found[-1], row)
        else:
            found.append(row)
        last_top = row.top
    return found


def _wraps(above: Row, row: Row, step: float, near: float) -> bool:
    if len(above.cells) < 2 or len(row.cells) >= len(above.cells):
        return False
    if not all(any(abs(cell.left - c.left) < 2 for c in above.cells) for cell in row.cells):
        return False
    if step > 1.6 * row.size or row.bold != above.bold:
        return False
    return row.left > above.left + 2 or step < near


def _merged(above: Row, row: Row) -> Row:
    cells = list(above.cells)
    for part in row.cells:
        index = min(range(len(cells)), key=lambda i: abs(cells[i].left - part.left))
        blank = "" if re.search(r"[^\W_]-$", cells[index].text) else " "
        cells[index] = replace(cells[index], text=cells[index].text + blank + part.text)
    return replace(above, cells=tuple(cells), right=max(above.right, row.right))


def _aligned(rows: Sequence[Row]) -> list[Row]:
    """Rows of tables with an empty cell wherever a column of the heading row has none."""
    found: list[Row] = []
    heading: Row | None = None
    for row in rows:
        if len(row.cells) > 2 and (heading is None or len(row.cells) >= len(heading.cells)):
            heading = row
        elif heading is not None and 1 < len(row.cells) < len(heading.cells):
            row = _spread(row, heading) if abs(row.size - heading.size) < 0.3 else row
        found.append(row)
    return found


def _spread(row: Row, heading: Row) -> Row:
    """The row's cells under those of `heading`; as it is when two would share a column."""
    places = [_column(cell, heading.cells) for cell in row.cells]
    if len(set(places)) < len(places) or places != sorted(places):
        return row
    cells = [Cell("", column.left, column.left) for column in heading.cells[: places[-1] + 1]]
    for place, cell in zip(places, row.cells, strict=True):
        cells[place] = cell
    return replace(row, cells=tuple(cells))


def _column(cell: Cell, columns: Sequence[Cell]) -> int:
    """The column that the cell overlaps or starts under, else the nearest by its middle."""

    def distance(index: int) -> tuple[float, float]:
        column = columns[index]
        overlap = min(cell.right, column.right) - max(cell.left, column.left)
        middle = abs(cell.left + cell.right - column.left - column.right) / 2
        return (0.0 if overlap > 0 or abs(cell.left - column.left) < 3 else 1.0, middle)

    return min(range(len(columns)), key=distance)


def _starts(last: Row, row: Row, line: Line, column: Column) -> bool:
    """Whether `row` begins a paragraph after the row `last`, whose line is `line`."""
    em, text, step = row.size, row.text, row.top - last.top
    if len(row.cells) > 1 or len(last.cells) > 1 or _is_item(text, line):
        return True
    if _is_display(last, column) and _is_display(row, column):
        return not _same_heading(last, row, step)
    if abs(em - last.size) > 0.08 * last.size:
        return True
    goes_on = _goes_on(line.text, text)
    if row.bold != last.bold and not goes_on:
        return True
    if step > 1.9 * em or step > 1.3 * column.leading > em:
        return True
    shift = row.left - last.left
    if abs(shift) > 2 and abs(row.left + row.right - last.left - last.right) < 4:
        return False  # centred lines
    first_word = (row.right - row.left) * len(text.split()[0]) / len(text)
    if last.right + first_word + 1.5 * em < column.right and not goes_on:
        return True  # the word would have fitted: the break was meant
    if shift > 0.8 * em:
        return not has_label(line.text)
    if shift < -0.8 * em:
        return has_label(line.text) or line.paragraph is False
    return False


def _is_display(row: Row, column: Column) -> bool:
    """Whether the row is set larger than the column's running text, or in capitals."""
    capitals = row.text.isupper() and (row.bold or len(row.text) >= _CAPITALS)
    return capitals or row.size > 1.1 * column.size


def _same_heading(last: Row, row: Row, step: float) -> bool:
    """Whether two lines in large print are one heading: near, alike, not a sentence each."""
    alike = row.bold == last.bold and abs(row.size - last.size) < 0.2 * last.size
    return alike and step < 1.6 * max(row.size, last.size) and last.text[-1] not in ".:;!"


def _goes_on(before: str, text: str) -> bool:
    """Whether the words say that a sentence goes on from one line to the next."""
    if before[-1] in _ENDS:
        return False
    return text[0].islower() or before[-1] in "-‐‑," or fold(before.split()[-1]) in STOP_WORDS


def _is_item(text: str, before: Line) -> bool:
    """Whether a line begins a list item; a dash or a number may also just stand there."""
    if not has_label(text):
        return False
    if text[0] in "–—" or text[0].isdigit():
        return before.text[-1] in ".:;,?!" or has_label(before.text)
    return True


def has_label(text: str) -> bool:
    """Whether the line begins with a bullet or a number that stands alone."""
    return is_label(text.split()[0])


def is_label(text: str) -> bool:
    """Whether the text is nothing but a bullet or a list item's number or letter."""
    return bool(_LABEL.match(text))
