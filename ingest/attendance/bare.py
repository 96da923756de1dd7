"""Rows of a table without heading, under the title of a list. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.attendance.lists import Lead
from ingest.attendance.marks import is_blank, is_cross
from ingest.attendance.own import own
from ingest.attendance.people import is_person
from ingest.attendance.table import Cells, Row
from ingest.model import Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """Whether the rows of a table have crosses, and whether all of them stand in one column."""

    any: bool
    in_one_column: bool


def ticks(rows: Sequence[Cells]) -> Ticks:
    places = [
        place
        for cells in rows
        for text, place in zip(cells.texts, cells.places, strict=True)
        if _is_tick(text)
    ]
    if not places:
        return Ticks(any=False, in_one_column=True)
    return Ticks(
        any=True,
        in_one_column=max(left for left, _ in places) < min(right for _, right in places),
    )


def bare_row(cells: Cells, lead: Lead, table: Ticks) -> Row | None:
    """The person of a row, with the status of the list or of the row's own words or cross."""
    texts = [text for text in cells.texts if text]
    for taken in (1, 2):
        name = " ".join(texts[:taken])
        if is_person(name, strict=False) and len(texts) >= taken:
            return _row(name, texts[taken:], lead, table)
    return None


def _row(name: str, others: Sequence[str], lead: Lead, table: Ticks) -> Row:
    words = [told for text in others if (told := own(text, lead.status))]
    organisations = [
        text
        for text in others
        if not (is_blank(text) or _is_tick(text) or own(text, Presence.PRESENT))
    ]
    has_tick = any(_is_tick(text) for text in others)
    status, mark = lead.status, lead.label
    if words:
        status, mark = words[0].status, words[0].words
    elif table.any and not (has_tick and table.in_one_column):
        status = Presence.UNKNOWN
    return Row(
        name=name,
        organisation=organisations[0] if organisations else None,
        status=status,
        mark=mark,
        has_mark=bool(words) or has_tick,
    )


def _is_tick(text: str) -> bool:
    return is_cross(text) and not is_blank(text) and not text[0].isdigit()
