"""Rows of the registers of attendance, chosen by what a person asks. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ingest import dates, words
from vectorstore.model import RegisterQuery, RegisterRow


def chosen(rows: Iterable[RegisterRow], query: RegisterQuery) -> list[RegisterRow]:
    """The rows within `query`, in the order given."""
    return [row for row in rows if _is_within(row, query)]


def _is_within(row: RegisterRow, query: RegisterQuery) -> bool:
    attendee = row.attendee
    if query.status is not None and attendee.status is not query.status:
        return False
    return (
        _holds(attendee.name, query.person)
        and _holds(attendee.organisation or "", query.organisation)
        and _is_meeting(row, query.meeting)
    )


def _holds(text: str, wanted: str | None) -> bool:
    return wanted is None or set(words(wanted)) <= set(words(text))


def _is_meeting(row: RegisterRow, wanted: str | None) -> bool:
    """Whether a date in `wanted` is the meeting's, and its other words place the meeting: body,
    date, title or id of the document."""
    if wanted is None:
        return True
    date = row.attendee.date or ""
    told = dates(wanted)
    if any(not date.startswith(one.iso) for one in told):
        return False
    rest = wanted
    for one in reversed(told):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    known = " ".join((row.attendee.body or "", date.replace("-", " "), row.title, row.doc))
    return set(words(rest)) <= set(words(known.replace("-", " ").replace("_", " ")))
