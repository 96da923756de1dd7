"""The rows of tables among a document's blocks, as cells. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from ingest.attendance.columns import Named
from ingest.attendance.people import CIVILITY, leading_person
from ingest.attendance.table import Cells
from ingest.flow import Block, Flow

_BELOW = 5


def cells_of(flow: Flow, block: Block) -> Cells:
    """The block's cells; by their order where the reader did not give their places."""
    texts = tuple(flow.text[block.start : block.end].split("\t"))
    stripped = tuple(text.strip() for text in texts)
    if len(texts) == len(block.cells):
        return Cells(texts=stripped, places=block.cells, is_placed=True)
    places = tuple((float(i), float(i + 1)) for i in range(len(texts)))
    return Cells(texts=stripped, places=places, is_placed=False)


def rows_from(flow: Flow, index: int) -> Iterator[Cells]:
    """The rows that stand together from the block at `index` on."""
    blocks = islice(flow.blocks, index, None)
    return takewhile(lambda cells: len(cells.texts) > 1, (cells_of(flow, b) for b in blocks))


def named_below(flow: Flow, index: int) -> list[Named]:
    """The cells of the rows right below that open with a person's name and civility.

    Without one the short name of a hospital ("CH du Val") looks like a person's.
    """
    return [
        (text, place)
        for cells in islice(rows_from(flow, index + 1), _BELOW)
        for text, place in zip(cells.texts, cells.places, strict=True)
        if CIVILITY.match(text) and leading_person(text)
    ]
