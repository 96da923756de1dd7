"""Tables as readers find them, rows of cells, become lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Line

_CELL_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell's own lines, and how many columns and rows it takes (merged cells), from 1."""

    lines: Sequence[Line] = ()
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """The cell on one line, without tabs."""
        return " ".join(line.text.replace("\t", " ") for line in self.lines)


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[Line]:
    """A row a line, columns parted by tabs; a table that only lays text out gives its blocks.

    `Line.cells` holds the columns that each place between tabs takes, from 0. A merged cell's
    text stands in its first place, the other places that it covers are empty.
    """
    if only_lays_out(rows):
        return [line for row in rows for cell in row for line in cell.lines]
    found = []
    for places in _places(rows):
        while places and not places[-1][0]:
            places.pop()
        if places:
            text = "\t".join(text for text, _ in places)
            cells = tuple((float(n), float(n + wide)) for n, (_, wide) in enumerate(places))
            found.append(Line(text=text, paragraph=True, cells=cells))
    return found


def only_lays_out(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the table is a frame around text: one column, or a cell of many paragraphs."""
    return all(len(row) == 1 for row in rows) or any(
        len(cell.lines) > _CELL_PARAGRAPHS for row in rows for cell in row
    )


def _places(rows: Sequence[Sequence[Cell]]) -> list[list[tuple[str, int]]]:
    """Each row's text column by column, with the columns that it takes from there on."""
    found: list[list[tuple[str, int]]] = []
    taken: dict[int, int] = {}
    for row in rows:
        places: list[tuple[str, int]] = []
        below = {column: left - 1 for column, left in taken.items() if left > 1}
        for cell in row:
            while len(places) in taken:
                places.append(("", 1))
            if cell.rows > 1:
                covered = range(len(places), len(places) + cell.columns)
                below.update(dict.fromkeys(covered, cell.rows - 1))
            places += [(cell.text, cell.columns), *[("", 1)] * (cell.columns - 1)]
        found.append(places)
        taken = below
    return found
