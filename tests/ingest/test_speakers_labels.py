"""Who says what in the real corpus, against labels written by hand before the code.

`labels/README.md` says how they were made. A label is right when its words have the speaker that it
names, or none where it names none.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from ingest import Document, fold, identify, read, speaker_of

pytestmark = pytest.mark.model

LABELS = Path(__file__).parent / "labels" / "speakers.jsonl"
DOCX = "occitanie-crsa-cr-2020-05-28"
RIGHT = 0.95
ARTICLE = re.compile(r"^(?:l['’]|le |la |les )", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one label: "right", "missed", "other" or "invented"."""

    kind: str
    outcome: str
    doubtful: bool
    place: str


def letters(text: str) -> tuple[str, list[int]]:
    """The folded letters and digits of a text, and where each stands."""
    found = [(f, i) for i, c in enumerate(text) for f in fold(c) if f.isalnum()]
    return "".join(f for f, _ in found), [i for _, i in found]


def key(name: str) -> str:
    return letters(ARTICLE.sub("", " ".join(name.split())))[0]


@cache
def verdicts(shared: Path) -> tuple[Verdict, ...]:
    labels: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["doc"]].append(label)
    return tuple(v for doc, own in labels.items() for v in _of_document(shared, doc, own))


def _of_document(shared: Path, doc: str, labels: list[dict[str, object]]) -> list[Verdict]:
    folder = "docx" if doc == DOCX else "pdf"
    document = read(identify(shared / "corpus" / folder / f"{doc}.{folder}"))[0]
    source = (shared / "corpus" / "texts" / f"{doc}.txt").read_bytes().decode()
    own, source_letters = letters(document.text), letters(source)
    return [_verdict(document, own, source, source_letters, label) for label in labels]


def _verdict(
    document: Document,
    own: tuple[str, list[int]],
    source: str,
    source_letters: tuple[str, list[int]],
    label: dict[str, object],
) -> Verdict:
    start, end = int(str(label["start"])), int(str(label["end"]))
    span = _find(own[0], letters(source[start:end])[0], _share(source_letters, start) * len(own[0]))
    spans = label["speaker"] or []
    assert isinstance(spans, list)
    wanted = [key(source[a:b]) for a, b in spans]
    said = None if span is None else (own[1][span[0]], own[1][span[1] - 1] + 1)
    found = speaker_of(document.sections, *said) if said else None
    return Verdict(
        kind=str(label["kind"]),
        outcome=_outcome(wanted, found),
        doubtful=bool(label.get("doubt")),
        place=f"{label['doc']} p. {label['page']} [{start}:{end}]",
    )


def _share(source_letters: tuple[str, list[int]], start: int) -> float:
    return bisect_left(source_letters[1], start) / len(source_letters[0])


def _find(text: str, words: str, near: float) -> tuple[int, int] | None:
    """Where the words stand nearest to a place; whole, or from their opening to their end."""
    whole = [m.start() for m in re.finditer(re.escape(words), text)]
    if whole:
        at = min(whole, key=lambda place: abs(place - near))
        return at, at + len(words)
    opening, ending = words[:40], words[-40:]
    pairs = [
        (a.start(), b.end())
        for a in re.finditer(re.escape(opening), text)
        for b in re.finditer(re.escape(ending), text)
        if 0 < b.end() - a.start() < 1.6 * len(words)
    ]
    return min(pairs, key=lambda pair: abs(pair[0] - near), default=None)


def _outcome(wanted: list[str], found: str | None) -> str:
    if found is None:
        return "missed" if wanted else "right"
    if not wanted:
        return "invented"
    told = key(found)
    if len(wanted) == 1:
        return "right" if told.startswith(wanted[0]) else "other"
    return "right" if all(owner in told for owner in wanted) else "other"


def test_at_least_95_percent_of_the_labels_are_right(shared: Path) -> None:
    found = verdicts(shared)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in found:
        counts[verdict.kind][verdict.outcome] += 1
    right = sum(verdict.outcome == "right" for verdict in found)
    failed = [(v.place, v.kind, v.outcome) for v in found if v.outcome != "right"]
    assert len(found) >= 120
    assert right / len(found) >= RIGHT, (dict(counts), failed)


def test_no_speaker_is_invented_where_the_document_tells_none(shared: Path) -> None:
    """Readings that can be defended both ways are left out, as the labels mark them."""
    assert [v.place for v in verdicts(shared) if v.outcome == "invented" and not v.doubtful] == []


def test_hardly_any_words_are_given_to_another(shared: Path) -> None:
    found = verdicts(shared)
    given = [v for v in found if v.outcome in ("right", "other")]
    assert sum(v.outcome == "other" for v in found) <= 0.01 * len(given)
