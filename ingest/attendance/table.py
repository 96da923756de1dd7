"""Rows under the heading of a table of attendance. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.attendance.columns import Column, Place, Role, assigned, has_marks, is_sure
from ingest.attendance.marks import is_blank, is_cross, is_told, told
from ingest.attendance.people import is_person
from ingest.french import fold
from ingest.model import Presence

_LONGEST_NAME = 90
_LONGEST_MARK = 60
_TOTAL = ("total", "sous-total", "nombre", "effectif", "quorum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One row of a table as it was read: texts and places, from left to right."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]
    is_placed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row says of one person. `has_mark`: something stands in a column of marks."""

    name: str
    organisation: str | None
    college: str | None
    status: Presence
    mark: str | None
    has_mark: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose heading was read; `left` is its left edge there."""

    columns: tuple[Column, ...]
    is_placed: bool
    left: float

    @property
    def has_marks(self) -> bool:
        return has_marks(self.columns)

    def row(self, cells: Cells, left: float, default: Presence) -> Row | None:
        """The person of a row, None when it is no row of this table.

        `left` is the table's left edge on the row's page; `default` the status that a list's title
        gives where the table has no column for it.
        """
        under = self._under(cells, left)
        if under is None:
            return None
        parts = {role: self._joined(cells, under, role) for role in Role}
        name = " ".join(
            text
            for text, index in zip(cells.texts, under, strict=True)
            if text and self.columns[index].role in (Role.NAME, Role.FIRST_NAME)
        )
        if not _could_be_name(name):
            return None
        marks = [
            (text, place, self.columns[index])
            for text, place, index in zip(cells.texts, cells.places, under, strict=True)
            if self.columns[index].role in (Role.MARK, Role.WORDS) and not is_blank(text)
        ]
        if any(len(text) > _LONGEST_MARK for text, _, _ in marks):
            return None
        if not any(is_cross(text) or is_told(text) for text, _, _ in marks) and not (
            is_person(name, strict=False)
        ):
            return None
        status, mark = self._status(marks, cells, left) if self.has_marks else (default, None)
        return Row(
            name=name,
            organisation=parts[Role.ORGANISATION] or None,
            college=parts[Role.COLLEGE] or None,
            status=status,
            mark=mark,
            has_mark=bool(marks),
        )

    def _under(self, cells: Cells, left: float) -> list[int] | None:
        if cells.is_placed == self.is_placed:
            return assigned(cells.places, self.columns, left - self.left)
        if len(cells.texts) <= len(self.columns):  # only the order of the cells is known
            return list(range(len(cells.texts)))
        return None

    def _joined(self, cells: Cells, under: Sequence[int], role: Role) -> str:
        return " ".join(
            text
            for text, index in zip(cells.texts, under, strict=True)
            if text and self.columns[index].role is role
        )

    def _status(
        self, marks: Sequence[tuple[str, Place, Column]], cells: Cells, left: float
    ) -> tuple[Presence, str | None]:
        """The status that the marks of a row give, and the words that tell it."""
        found: list[tuple[Presence, str]] = []
        for text, place, column in marks:
            shift = left - self.left
            sure = cells.is_placed == self.is_placed and is_sure(place, column, self.columns, shift)
            if is_told(text) and not (len(text) == 1 and column.role is Role.MARK):
                found.append((told(text), text))
            elif column.role is Role.WORDS:
                found.append((Presence.PRESENT if is_cross(text) else Presence.UNKNOWN, text))
            elif sure:
                found.append((column.status, column.label))
            else:
                found.append((Presence.UNKNOWN, text))
        known = {status for status, _ in found if status is not Presence.UNKNOWN}
        if len(known) == 1:
            status = known.pop()
            return status, next(mark for told_, mark in found if told_ is status)
        return Presence.UNKNOWN, ", ".join(mark for _, mark in found) or None


def _could_be_name(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    folded = fold(text)
    return (
        letters >= 2
        and len(text) <= _LONGEST_NAME
        and 2 * letters > len(text)
        and not folded.startswith(_TOTAL)
    )
