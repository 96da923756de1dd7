"""The columns of a table of attendance, told from its heading row, and what stands under them.
Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ingest.attendance.marks import is_told, told
from ingest.attendance.people import is_person
from ingest.french import fold
from ingest.model import Presence

Place = tuple[float, float]
Named = tuple[str, Place]
_CLEARLY = 0.5
_YES_OR_NO = {"oui": Presence.PRESENT, "non": Presence.UNKNOWN}


class Role(Enum):
    """What a column holds."""

    NAME = "name"
    FIRST_NAME = "first name"
    ORGANISATION = "organisation"
    COLLEGE = "college"
    MARK = "mark"
    WORDS = "words"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column by its heading. A cross in a MARK column means `status`; a column of WORDS says it
    in each cell."""

    role: Role
    place: Place
    label: str
    status: Presence = Presence.UNKNOWN


_HEADINGS = (
    (Role.FIRST_NAME, r"prenoms?"),
    (Role.NAME, r"(?:civilite[ ,/&–—-]*)?(?:noms?|prenoms?)(?: de famille| d'usage| complets?)?"
                r"(?:[ ,/&–—-]*(?:et )?(?:noms?|prenoms?))?(?: (?:des|du|de la) .*| \(.*\))?|"
                r"(?:les )?(?:membres?|participants?|personnes?|titulaires?|identites?|elus?|"
                r"invites?|conseillers?|suppleants?)(?: .*)?"),
    (Role.COLLEGE, r"(?:n° ?(?:de )?)?(?:sous[- ])?colleges?(?: .*)?|categories?(?: .*)?"),
    (Role.WORDS, r"presences?|statuts?|p ?/ ?e(?: ?/ ?a)?|"
                 r"presents? ?/ ?excuses?(?: ?/ ?absents?)?|present(?:e|\(e\))? ou "
                 r"excuse(?:e|\(e\))?|etat|participation"),
    (Role.MARK, r"p|e|a|pres\.?|exc\.?|abs\.?|presente?s?|excusee?s?|absente?s?|"
                r"absente?s? excusee?s?|absente?s? non excusee?s?|non excusee?s?|"
                r"pouvoirs?(?: .*)?|procurations?(?: .*)?|"
                r"mandats?(?: .*)?|representee?s?(?: par)?|suppleee?s?(?: par)?|"
                r"(?:en )?(?:visio(?:conference)?|distanciel|presentiel)"),
    (Role.OTHER, r"emargements?|signatures?|observations?|remarques?|(?:e-?)?mail|courriel|"
                 r"tel.*|n°"),
    (Role.ORGANISATION, r"(?:structure|organisme|organisation|institution|qualite|fonction|"
                        r"etablissement|representation|representant|association|titre|service|"
                        r"entite|instance|employeur|profession|commune|collectivite|provenance|"
                        r"au titre)s?(?: .*|[ /,–—-].*)?"),
)  # fmt: skip


def heading_role(text: str) -> Role | None:
    """What the column under this heading holds; None when the heading is none we know."""
    folded = re.sub(r"\((?:e|s|es|x)\)|·e·?s?|\.e\.?s?", "", fold(text)).strip(" :.*")
    for role, pattern in _HEADINGS:
        if folded and re.fullmatch(pattern, folded):
            return role
    return None


def columns_of(
    texts: Sequence[str], places: Sequence[Place], below: Sequence[Named]
) -> tuple[Column, ...]:
    """The columns that a row heads; () when it is no heading row of people.

    `below` are the names of persons, with their places, in the rows that follow. Headings that
    stand so near that they were read as one cell are parted where each word of it is a heading.
    """
    found: list[Column] = []
    for text, place in zip(*_parted(texts, places), strict=True):
        role = heading_role(text) if text else Role.OTHER
        if role is None:
            found.append(Column(role=Role.OTHER, place=place, label=text))
        else:
            found.append(Column(role=role, place=place, label=text, status=told(text)))
    if any(is_person(c.label) and heading_role(c.label) is None for c in found):
        return ()
    roles = [column.role for column in found]
    marks = roles.count(Role.MARK) + roles.count(Role.WORDS)
    known = sum(role is not Role.OTHER for role in roles)
    if known < 2 or (marks == 0 and not {Role.NAME, Role.FIRST_NAME} & set(roles)):
        return ()
    if 2 * known < sum(bool(column.label) for column in found):
        return ()
    return _with_names(found, below)


def _with_names(columns: list[Column], below: Sequence[Named]) -> tuple[Column, ...]:
    """The columns with one of NAME: without a heading for it, that which holds names, or the
    first. Where names stand under "Présents" and "Excusés" themselves, those are lists."""
    if any(column.role is Role.NAME for column in columns):
        return tuple(columns)
    holding = sorted({nearest(place, columns) for _, place in below})
    named = [i for i in holding if columns[i].role in (Role.OTHER, Role.ORGANISATION)]
    if not named and any(_is_coming(columns[i]) for i in holding):
        return tuple(replace(c, role=Role.LIST) if _is_coming(c) else c for c in columns)
    free = [
        index
        for index, column in enumerate(columns)
        if column.role is Role.FIRST_NAME
        or (column.role is Role.OTHER and (not column.label or index == 0))
    ]
    chosen = next(iter(named or free), None)
    if chosen is None:
        return ()
    columns[chosen] = replace(columns[chosen], role=Role.NAME)
    return tuple(columns)


def _is_coming(column: Column) -> bool:
    """Whether the column is headed by the coming itself, not by a proxy or a deputy."""
    return column.role is Role.MARK and is_told(column.label)


def _parted(texts: Sequence[str], places: Sequence[Place]) -> tuple[list[str], list[Place]]:
    found: list[str] = []
    where: list[Place] = []
    for text, (left, right) in zip(texts, places, strict=True):
        words = text.split()
        whole = heading_role(text) is not None or len(words) < 2
        if whole or any(heading_role(word) is None for word in words):
            found.append(text)
            where.append((left, right))
            continue
        step = (right - left) / len(text)
        start = 0
        for word in words:
            start = text.index(word, start)
            found.append(word)
            where.append((left + step * start, left + step * (start + len(word))))
            start += len(word)
    return found, where


def under(columns: Sequence[Column], above: Sequence[Column]) -> tuple[Column, ...]:
    """A second heading row: where it says nothing, the heading above holds."""
    found = []
    for column in columns:
        if column.label:
            found.append(column)
        else:
            upper = min(above, key=lambda other: distance(column.place, other.place))
            found.append(replace(upper, place=column.place))
    return tuple(found)


def yes_or_no(
    texts: Sequence[str], places: Sequence[Place], above: Sequence[Column]
) -> tuple[Column, ...]:
    """The columns with "Oui" and "Non" in the place of the "Présence" that they stand under; ()
    where a row is no such second heading.

    Who did not come is not said to be excused.
    """
    told = [(text, place) for text, place in zip(texts, places, strict=True) if text]
    over = {nearest(place, above) for _, place in told}
    words = [index for index, column in enumerate(above) if column.role is Role.WORDS]
    if sorted(fold(text) for text, _ in told) != ["non", "oui"] or not words:
        return ()
    if not over <= {words[0], *(i for i, column in enumerate(above) if not column.label)}:
        return ()
    marks = [
        Column(role=Role.MARK, place=place, label=text, status=_YES_OR_NO[fold(text)])
        for text, place in told
    ]
    kept = [column for index, column in enumerate(above) if index not in {words[0], *over}]
    return tuple(sorted([*kept, *marks], key=lambda column: column.place))


def heads_again(columns: Sequence[Column]) -> bool:
    """Whether a row read as a heading may be one within an open table.

    A person's row may hold words that head columns too ("Excusé", "Pouvoir à ..."); a heading
    names what stands beside the marks, or holds nothing but headings.
    """
    names = any(
        column.role in (Role.NAME, Role.FIRST_NAME, Role.ORGANISATION)
        and heading_role(column.label) is column.role
        for column in columns
    )
    return names or all(not column.label or heading_role(column.label) for column in columns)


def has_marks(columns: Sequence[Column]) -> bool:
    return any(column.role in (Role.MARK, Role.WORDS, Role.LIST) for column in columns)


def assigned(places: Sequence[Place], columns: Sequence[Column], shift: float) -> list[int]:
    """For each cell the column that it stands under, left to right; at least distance wins.

    `shift` is how far the table stands right of where its heading was read.
    """
    moved = [(left - shift, right - shift) for left, right in places]
    if len(moved) > len(columns):
        return [nearest(place, columns) for place in moved]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for count, place in enumerate(moved, start=1):
        grown: dict[int, tuple[float, tuple[int, ...]]] = {}
        for cost, taken in best:
            first = taken[-1] + 1 if taken else 0
            for index in range(first, len(columns) - (len(moved) - count)):
                candidate = (cost + distance(place, columns[index].place), (*taken, index))
                if index not in grown or candidate < grown[index]:
                    grown[index] = candidate
        best = list(grown.values())
    return list(min(best)[1])


def nearest(place: Place, columns: Sequence[Column]) -> int:
    return min(range(len(columns)), key=lambda index: distance(place, columns[index].place))


def distance(place: Place, column: Place) -> float:
    """How far a cell is from a column: the blank between them, then between their middles."""
    gap = max(0.0, place[0] - column[1], column[0] - place[1])
    middle = abs(place[0] + place[1] - column[0] - column[1]) / 2
    edge = abs(place[0] - column[0])
    return gap + 0.01 * min(middle, edge)


def is_sure(place: Place, column: Column, columns: Sequence[Column], shift: float) -> bool:
    """Whether a mark stands under its column's heading, clearly nearer than to another."""
    at = (place[0] + place[1]) / 2 - shift
    own = abs(at - (column.place[0] + column.place[1]) / 2)
    others = [
        abs(at - (c.place[0] + c.place[1]) / 2)
        for c in columns
        if c is not column and c.role in (Role.MARK, Role.WORDS)
    ]
    width = column.place[1] - column.place[0]
    if column.place[0] <= at <= column.place[1]:
        return True
    return own <= 1.5 * width and all(own < _CLEARLY * other for other in others)
