"""Rows under the heading of a table of attendance. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.attendance.columns import Column, Place, Role, assigned, has_marks, is_sure
from ingest.attendance.lists import in_cell
from ingest.attendance.marks import is_blank, is_cross, is_told, told
from ingest.attendance.own import own
from ingest.attendance.people import is_person
from ingest.french import fold
from ingest.model import Presence

_LONGEST_NAME = 90
_LONGEST_MARK = 60
_TOTAL = ("total", "sous-total", "nombre", "effectif", "quorum")

_VACANT = re.compile(
    r"\bvacante?s?\b|\ba (?:designer|nommer|pourvoir|renouveler|elire)\b|"
    r"\bnon (?:designe|pourvu|nomme|attribue)e?s?\b|"
    r"\ben (?:cours|attente)(?: de (?:designation|nomination|renouvellement))?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One row of a table as it was read: texts and places, from left to right."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]
    is_placed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row says of one person. `has_mark`: something tells of coming."""

    name: str
    organisation: str | None
    status: Presence
    mark: str | None
    has_mark: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What a row holds: the persons that it names, if any, and its college.

    `is_open`: it names nobody because the seat is vacant or its cell is empty.
    """

    rows: tuple[Row, ...]
    college: str | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A cell that is not empty, with the index of its column."""

    text: str
    place: Place
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose heading was read; `left` is its left edge there."""

    columns: tuple[Column, ...]
    is_placed: bool
    left: float

    @property
    def has_marks(self) -> bool:
        return has_marks(self.columns)

    def read(self, cells: Cells, left: float, default: Presence) -> Seat | None:
        """Whom a row names; None when it has not the shape of a row of this table.

        `left` is the table's left edge on the row's page; `default` the status that a list's title
        gives where the table has no column for it.
        """
        under = self._under(cells, left)
        if under is None:
            return None
        held = [
            _Held(text=text, place=place, column=index)
            for text, place, index in zip(cells.texts, cells.places, under, strict=True)
            if text
        ]
        if any(column.role is Role.LIST for column in self.columns):
            return self._lists(held)
        marks = self._marks(held)
        if any(len(cell.text) > _LONGEST_MARK for cell in marks):
            return None
        persons = self._persons(held)
        is_shared = len(persons) > 1 and not self._parts(Role.MARK)
        shift = left - self.left if cells.is_placed == self.is_placed else None
        read = [self._row(own, default, shift, is_shared=is_shared) for own in persons]
        rows = tuple(row for row in read if row is not None)
        if not rows and not all(_is_mark(cell.text) for cell in marks):
            return None
        names = [cell.text for cell in held if self.columns[cell.column].role is Role.NAME]
        return Seat(
            rows=rows,
            college=self._joined(held, Role.COLLEGE),
            is_open=not rows and all(map(_is_vacant, names)),
        )

    def _lists(self, held: Sequence[_Held]) -> Seat | None:
        """The persons of lists that stand beside each other, under the coming of each list."""
        rows = []
        for cell in held:
            column = self.columns[cell.column]
            persons = in_cell(cell.text) if column.role is Role.LIST else []
            beside = [
                other.text
                for other in held
                if other.column == cell.column + 1
                and self.columns[other.column].role is Role.ORGANISATION
            ]
            for person in persons:
                told = own(person.after, column.status)
                rows.append(
                    Row(
                        name=person.name,
                        organisation=person.organisation or (beside[0] if beside else None),
                        status=told.status if told else column.status,
                        mark=told.words if told else column.label,
                        has_mark=True,
                    )
                )
        if not rows:
            return None
        return Seat(rows=tuple(rows), college=self._joined(held, Role.COLLEGE), is_open=False)

    def _persons(self, held: Sequence[_Held]) -> list[list[_Held]]:
        """The cells of each person: one for each column of names that holds a person's name."""
        names = self._names()
        named = {
            cell.column for cell in held if cell.column in names and _is_person_here(cell.text)
        }
        if len(names) < 2 or not named or any(c.role is Role.FIRST_NAME for c in self.columns):
            return [list(held)]
        return [[cell for cell in held if self._is_of(cell.column, name)] for name in sorted(named)]

    def _is_of(self, column: int, name: int) -> bool:
        """Whether a column tells of the person in the column `name`, alone or among others."""
        role = self.columns[column].role
        if role is Role.NAME:
            return column == name
        if role is Role.COLLEGE or not self._parts(role):
            return True
        return max((other for other in self._names() if other < column), default=None) == name

    def _parts(self, role: Role) -> bool:
        """Whether columns of this role stand between those of names: each person has their own."""
        names = self._names()
        between = self.columns[names[0] : names[-1]] if names else ()
        return any(_kind(column.role) is _kind(role) for column in between)

    def _names(self) -> list[int]:
        return [index for index, column in enumerate(self.columns) if column.role is Role.NAME]

    def _row(
        self, held: Sequence[_Held], default: Presence, shift: float | None, *, is_shared: bool
    ) -> Row | None:
        """The person of these cells; where a mark is for several, nothing tells whose it is."""
        name = " ".join(
            cell.text
            for cell in held
            if self.columns[cell.column].role in (Role.NAME, Role.FIRST_NAME)
            and not _is_vacant(cell.text)
        )
        marks = self._marks(held)
        if not _could_be_name(name) or not (
            any(_is_mark(cell.text) for cell in marks) or is_person(name, strict=False)
        ):
            return None
        status, mark = self._status(marks, shift) if self.has_marks else (default, None)
        return Row(
            name=name,
            organisation=self._joined(held, Role.ORGANISATION),
            status=Presence.UNKNOWN if is_shared else status,
            mark=mark,
            has_mark=bool(marks),
        )

    def _marks(self, held: Sequence[_Held]) -> list[_Held]:
        return [
            cell
            for cell in held
            if _kind(self.columns[cell.column].role) is Role.MARK and not is_blank(cell.text)
        ]

    def _under(self, cells: Cells, left: float) -> list[int] | None:
        if cells.is_placed == self.is_placed:
            return assigned(cells.places, self.columns, left - self.left)
        if len(cells.texts) <= len(self.columns):  # only the order of the cells is known
            return list(range(len(cells.texts)))
        return None

    def _joined(self, held: Sequence[_Held], role: Role) -> str | None:
        texts = [cell.text for cell in held if self.columns[cell.column].role is role]
        return " ".join(texts) or None

    def _status(self, marks: Sequence[_Held], shift: float | None) -> tuple[Presence, str | None]:
        """The status that the marks of a row give, and the words that tell it.

        `shift` is None where nothing is known of the places of the marks.
        """
        found: list[tuple[Presence, str]] = []
        for cell in marks:
            text, column = cell.text, self.columns[cell.column]
            sure = shift is not None and is_sure(cell.place, column, self.columns, shift)
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


def _kind(role: Role) -> Role:
    """Columns of marks are of one kind, whether crosses or words stand in them."""
    return Role.MARK if role is Role.WORDS else role


def _is_mark(text: str) -> bool:
    return is_cross(text) or is_told(text)


def _is_vacant(text: str) -> bool:
    return bool(_VACANT.search(fold(text)))


def _is_person_here(text: str) -> bool:
    return is_person(text, strict=False) and not _is_vacant(text)


def _could_be_name(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    folded = fold(text)
    return (
        letters >= 2
        and len(text) <= _LONGEST_NAME
        and 2 * letters > len(text)
        and not folded.startswith(_TOTAL)
    )
