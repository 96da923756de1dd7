"""What people think of questions, answers and claims, one line each, never written over.

A line of a judgement file (QUESTIONS.avis.jsonl beside a questions file, avis.jsonl in the folder
of a run) is one JSON object:

    annotator   the name that the person gave
    kind        case, answer or claim
    item        the identifier of the case; of an answer SUITE/CASE, of a claim SUITE/CASE#NUMBER
    version     fingerprint of what was looked at: another one is another thing
    label       one of LABELS[kind]
    comment     free text, may be empty
    date        when, ISO 8601 with the offset to UTC
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from evals.corpora import fingerprint
from evals.review import ledger

LABELS: Mapping[str, Mapping[str, str]] = {
    "case": {"keep": "à garder", "fix": "à corriger", "drop": "à écarter"},
    "answer": {"right": "juste", "partial": "partiel", "wrong": "faux"},
    "claim": {"supported": "soutenu", "unsupported": "non soutenu"},
}
LONGEST_NAME = 80

Opinions = dict[str, dict[str, "Judgement"]]
"""By annotator, then by item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    annotator: str
    kind: str
    item: str
    version: str
    label: str
    comment: str
    date: str

    def __post_init__(self) -> None:
        """Raises TypeError or ValueError for what no line may say."""
        if not all(isinstance(getattr(self, one.name), str) for one in fields(self)):
            raise TypeError("a judgement is made of texts")
        if not self.annotator or self.annotator != name_of(self.annotator):
            raise ValueError(f"no name: {self.annotator!r}")
        if self.label not in LABELS.get(self.kind, {}):
            raise ValueError(f"no judgement of a {self.kind}: {self.label!r}")


def beside(questions: Path) -> Path:
    """The file of judgements of a questions file."""
    return questions.with_name(f"{questions.stem}.avis.jsonl")


def of_run(folder: Path) -> Path:
    """The file of judgements of a run's answers."""
    return folder / "avis.jsonl"


def version_of(thing: object) -> str:
    """The fingerprint of what a person looks at (a case, an answer with its citations)."""
    return fingerprint([thing])


def name_of(typed: str) -> str:
    """A name on one line with single blanks, at most LONGEST_NAME signs; empty when none."""
    return " ".join(typed.split())[:LONGEST_NAME].strip()


def add(path: Path, judgements: Iterable[Judgement]) -> None:
    """Raises OSError, filelock.Timeout."""
    ledger.append(path, map(asdict, judgements))


def read(path: Path) -> ledger.Ledger[Judgement]:
    """All of them in order, those of other versions too. Raises OSError."""
    return ledger.read(path, _parsed)


def first(judgements: Iterable[Judgement], kind: str, versions: Mapping[str, str]) -> Opinions:
    """What each annotator said at first of each item as it is now (`versions`, by item).

    Later ones may come of a talk between annotators, and say nothing of how far they agree.
    """
    found: Opinions = {}
    for one in judgements:
        if one.kind == kind and versions.get(one.item) == one.version:
            found.setdefault(one.annotator, {}).setdefault(one.item, one)
    return found


def latest(judgements: Iterable[Judgement], kind: str, versions: Mapping[str, str]) -> Opinions:
    """What each annotator said last of each item as it is now."""
    return first(reversed(list(judgements)), kind, versions)


def unsettled(opinions: Opinions) -> dict[str, tuple[Judgement, ...]]:
    """Items of which two annotators do not say the same, with what each says, by item."""
    by_item: dict[str, list[Judgement]] = {}
    for annotator in sorted(opinions):
        for item, one in opinions[annotator].items():
            by_item.setdefault(item, []).append(one)
    return {
        item: tuple(said)
        for item, said in sorted(by_item.items())
        if len({one.label for one in said}) > 1
    }


def _parsed(raw: Mapping[str, Any]) -> Judgement:
    return Judgement(**{one.name: raw[one.name] for one in fields(Judgement)})
