"""Rows of registers of the other status, or of another meeting, are no answer."""

from __future__ import annotations

import pytest

from assistant.engines.attendance import asked_status, misleads
from ingest import Attendee, Document, Page, Presence

TEXT = "LEROY Anne X\nMOREL Paul X\nPETIT Jean\nDUVAL Luc X\nLe conseil se réunit."
ROWS = (
    ("LEROY Anne X", "CTS de Brumeville", Presence.PRESENT),
    ("MOREL Paul X", "CTS de Brumeville", Presence.EXCUSED),
    ("PETIT Jean", "CTS de Brumeville", Presence.UNKNOWN),
    ("DUVAL Luc X", "CTS de Port-Clair", Presence.EXCUSED),
)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def row(words: str, body: str, status: Presence) -> Attendee:
    start, end = span(words)
    return Attendee(
        page=1,
        body=body,
        date=None,
        college=None,
        name=words.removesuffix(" X"),
        organisation=None,
        status=status,
        mark=None,
        start=start,
        end=end,
    )


DOCUMENT = Document(
    id="cr",
    title="Compte rendu",
    sha256="0",
    media_type="application/pdf",
    text=TEXT,
    pages=(Page(number=1, start=0, end=len(TEXT)),),
    sections=(),
    attendance=tuple(row(*one) for one in ROWS),
)


def kept(question: str) -> list[str]:
    return [words for words, *_ in ROWS if not misleads(question, DOCUMENT, span(words))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Qui était excusé ?", ["MOREL Paul X", "DUVAL Luc X"]),
        ("Quels membres étaient absents au CTS de Brumeville ?", ["MOREL Paul X"]),
        ("Qui était présent ?", ["LEROY Anne X"]),
        ("Qui a assisté au CTS de Port-Clair ?", []),
        ("Qui était au CTS de Port-Clair ?", ["DUVAL Luc X"]),
        ("Que fait Paul Morel ?", [words for words, *_ in ROWS]),
        ("Quels CTS se sont réunis ?", [words for words, *_ in ROWS]),
    ],
)
def test_only_rows_of_the_status_and_of_the_meeting_asked_for_stay(
    question: str, expected: list[str]
) -> None:
    assert kept(question) == expected


def test_what_is_no_row_is_never_ruled_out() -> None:
    assert not misleads("Qui était excusé ?", DOCUMENT, span("Le conseil se réunit."))


def test_a_question_of_both_statuses_asks_for_none_alone() -> None:
    assert asked_status("Qui était présent ou excusé ?") is None
    assert asked_status("Qui préside ?") is None
    assert asked_status("Qui s’est excusé ?") is Presence.EXCUSED
