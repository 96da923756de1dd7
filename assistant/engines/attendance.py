"""Rows of registers that answer another question than the one asked. Pure.

A row shows a name and a mark; whether the mark says present or excused, and at which meeting, is
known from the register alone. A row of the other status, or of another meeting, reads like an
answer and is a wrong one.
"""

from __future__ import annotations

import re

from assistant.context import Span
from ingest import STOP_WORDS, Attendee, Document, Presence, fold, words

_EXCUSED = re.compile(r"\bexcus|\babsen")
_PRESENT = re.compile(r"\bpresent(?:e?s?)\b|\bassist(?:e|er|ait|aient)\b|\bparticip")


def misleads(question: str, document: Document, span: Span) -> bool:
    """Whether `span` is a row of a register whose status, or meeting, is not that of the question.

    A row whose status is unknown proves neither presence nor absence. A question that names both
    statuses, or no meeting of the document, rules out none of them.
    """
    row = _row(document, span)
    if row is None:
        return False
    wanted = asked_status(question)
    if wanted is not None and row.status is not wanted:
        return True
    named = _named(question, document)
    return bool(named) and row.body not in named


def asked_status(question: str) -> Presence | None:
    """The one status that the question asks for, by its words."""
    folded = fold(question)
    excused, present = bool(_EXCUSED.search(folded)), bool(_PRESENT.search(folded))
    if excused == present:
        return None
    return Presence.EXCUSED if excused else Presence.PRESENT


def _row(document: Document, span: Span) -> Attendee | None:
    overlapping = (r for r in document.attendance if r.start < span[1] and span[0] < r.end)
    return next(overlapping, None)


def _named(question: str, document: Document) -> set[str]:
    """The meetings of the document of which the question says a word that the others lack."""
    bodies = {row.body for row in document.attendance if row.body}
    own = {body: {w for w in words(body) if w not in STOP_WORDS} for body in bodies}
    asked = set(words(question))
    found = set()
    for body, said in own.items():
        shared = {w for other, theirs in own.items() if other != body for w in theirs}
        if (said - shared) & asked:
            found.add(body)
    return found
