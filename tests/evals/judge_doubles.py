"""What the tests of the judge share: small labelled sets, and models that answer by the claim."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant import Completion
from evals.records import Record

SAID = {"Vrai": "prouve", "Faux": "contredit", "Flou": "neutre"}
"""What a perfect judge says of a claim, by its first word."""

_LABELS = {"Vrai": "entailment", "Faux": "contradiction", "Flou": "neutral"}


def ruling_text(verdict: str) -> str:
    return json.dumps({"verdict": verdict})


def claim_of(human: str) -> str:
    """The claim in what a judge is asked."""
    return human.partition("<affirmation>\n")[2].partition("\n</affirmation>")[0]


def perfect(human: str) -> str:
    return ruling_text(SAID[claim_of(human).split()[0]])


class Scripted:
    """A model that answers at once; `digests` are told one by one after each answer."""

    num_ctx = 8192

    def __init__(
        self,
        says: Callable[[str], str | Completion | Exception] = perfect,
        *,
        name: str = "juge:3b",
        digest: str = "d1" * 32,
    ) -> None:
        self.name, self.digest = name, digest
        self.now = digest
        self.asked: list[str] = []
        self._says = says

    def complete(
        self, system: str, human: str, schema: Mapping[str, Any], *, most: int
    ) -> Completion:
        self.asked.append(human)
        said = self._says(human)
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, Completion) else Completion(text=said)

    def current_digest(self) -> str:
        return self.now


def write_sets(folder: Path, each: int = 10) -> Path:
    """A set for each task: `each` pairs of every label, named by their right verdict."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "rte3_fr_test.jsonl", [f"{kind} {n}" for kind in SAID for n in range(each)])
    binary = [f"{kind} {n}" for kind in ("Faux", "Flou") for n in range(each)]
    _write(folder / "daccord.jsonl", binary)
    return folder


def _write(path: Path, claims: Sequence[str]) -> None:
    lines = [
        {
            "id": f"{path.stem}-{at}",
            "premise": f"Texte du numéro {at}.",
            "hypothesis": claim,
            "label": _LABELS[claim.split()[0]],
        }
        for at, claim in enumerate(claims)
    ]
    path.write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")


def answered(case: str, *claims: tuple[str, Sequence[str]]) -> Record:
    """The record of a question answered by claims with the words that each cites."""
    words = list(dict.fromkeys(word for _, cited in claims for word in cited))
    return Record(
        id=case,
        group="liste",
        scores={},
        detail={
            "citations": [{"doc": "d", "quote": word} for word in words],
            "claims": [
                {"text": text, "citations": [words.index(word) for word in cited]}
                for text, cited in claims
            ],
        },
    )
