"""Registers of attendance: tables and lists of minutes become rows. Pure.

A row is made only where a heading or a title says that a list is one of attendance; what the
document does not tell stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

from ingest.attendance import register
from ingest.attendance.meetings import Meeting, titled
from ingest.attendance.people import CIVILITIES
from ingest.flow import Flow
from ingest.model import Attendee, Fact

__all__ = ["CIVILITIES", "find"]


def find(flow: Flow, facts: Mapping[str, Fact]) -> tuple[Attendee, ...]:
    """The rows of the document's registers, in text order.

    The meeting is that of the title above a list; else the document's own, from its title and
    facts.
    """
    known = {name: fact.value for name, fact in facts.items()}
    title = titled(known.get("title", ""))
    date = known.get("date", "")
    own = Meeting(
        body=title.body or known.get("body"),
        date=title.date or (date if len(date) == 10 else None),
    )
    return register.find(flow, own)
