"""The registers of the real corpus against labels made by hand, before the code."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest import Attendee, identify, read

pytestmark = pytest.mark.model

LABELS = Path(__file__).parent / "labels" / "attendance.jsonl"
FILES = {
    "normandie-crsa-segur-2020": "pdf/normandie-crsa-segur-2020.pdf",
    "occitanie-crsa-cr-2020-05-28": "docx/occitanie-crsa-cr-2020-05-28.docx",
}
TABLES_OF_COUNCILS = 18
LEAST = 0.98


@cache
def labels() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


@cache
def rows(path: Path) -> tuple[Attendee, ...]:
    return read(identify(path))[0].attendance


def tidy(text: str) -> str:
    """White space folded; a word that its cell cut at a hyphen is whole."""
    return re.sub(r"(?<=\w)- ", "-", " ".join(unicodedata.normalize("NFC", text).split()))


def words(pieces: list[Any] | None, text: str) -> str | None:
    """What a label's spans of the text print."""
    if pieces is None:
        return None
    assert all(not isinstance(piece, str) for piece in pieces)
    return tidy(" ".join(text[start:end] for start, end in pieces))


def compared(shared: Path, doc: str, *, councils: bool | None = None) -> tuple[Counter[str], int]:
    """How many labelled rows have each thing right, and how many rows no label knows.

    `councils` limits the labels to the tables of the territorial councils, or to the others.
    """
    text = (shared / "corpus" / "texts" / f"{doc}.txt").read_bytes().decode("utf-8")
    left: dict[tuple[int | None, str], list[Attendee]] = {}
    for row in rows(shared / "corpus" / FILES[doc]):
        left.setdefault((row.page, tidy(row.name)), []).append(row)
    right: Counter[str] = Counter()
    for label in labels():
        if label["doc"] != doc:
            continue
        held = left.get((label["page"], words(label["name"], text) or ""), [])
        row = held.pop(0) if held else None
        if councils is not None and councils != (label["table"] <= TABLES_OF_COUNCILS):
            continue
        right["labelled"] += 1
        if row is None:
            continue
        organisation = tidy(row.organisation) if row.organisation else None
        right["name"] += 1
        right["organisation"] += organisation == words(label["organisation"], text)
        right["status"] += row.status.value == label["status"]
        right["date"] += row.date == label["meeting"]["date"]
        right["body"] += row.body == words(label["meeting"]["body"], text)
        wanted = {words(label["college"], text)}
        if label["college"] is None:
            wanted.add(words(label["section"], text))
        right["college"] += row.college in wanted
    return right, sum(map(len, left.values()))


def test_the_tables_of_the_territorial_councils(shared: Path) -> None:
    right, invented = compared(shared, "normandie-crsa-segur-2020", councils=True)
    assert right["labelled"] == 249
    assert invented == 0
    for what in ("name", "organisation", "status", "date", "body", "college"):
        assert right[what] >= LEAST * 249, (what, right)


@pytest.mark.parametrize("doc", FILES)
def test_the_lists(shared: Path, doc: str) -> None:
    right, invented = compared(shared, doc, councils=False if doc.startswith("norm") else None)
    assert invented == 0
    for what in ("name", "organisation", "status", "date"):
        assert right[what] >= LEAST * right["labelled"], (what, right)


@pytest.mark.parametrize(
    "doc", ["bfc-crsa-segur-2020", "idf-schoene-convergences-2020", "normandie-cnr-sante-2022"]
)
def test_a_document_without_a_register_gives_no_row(shared: Path, doc: str) -> None:
    assert rows(shared / "corpus" / "pdf" / f"{doc}.pdf") == ()
