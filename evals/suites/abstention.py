"""Public abstention set: does the product refuse when none of the passages it may read answers?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Answer, Question
from evals.corpora import Corpus, fingerprint, prepared
from evals.public.abstention import CANDIDATES, CORPUS, QUERIES, Asking, load_askings
from evals.public.files import absent
from evals.records import Metric, Record, Score
from evals.suite import Bench
from vectorstore import Filters

METRICS = (
    Metric(
        name="refusal_recall",
        label="Refus justes",
        definition="Part des questions sans réponse dans leurs passages que le produit refuse.",
    ),
    Metric(
        name="answered",
        label="Questions répondables répondues",
        definition="Part des questions dont un passage répond que le produit ne refuse pas, que "
        "sa réponse soit bonne ou non.",
    ),
    Metric(
        name="balanced",
        label="Exactitude équilibrée",
        definition="Moyenne des deux parts précédentes : 0,5 pour qui refuse tout ou rien.",
        of=("refusal_recall", "answered"),
    ),
    Metric(
        name="wrong_refusals",
        label="Refus à tort",
        definition="Part des questions dont un passage répond et que le produit refuse.",
        better=-1,
    ),
    Metric(
        name="refusal_precision",
        label="Précision des refus",
        definition="Part des refus qui portent sur une question sans réponse.",
    ),
)

Ask = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstentionSuite:
    """The set in `folder`; each question may be answered from its own passages only."""

    name: str
    title: str
    folder: Path

    @property
    def metrics(self) -> Sequence[Metric]:
        return METRICS

    def missing(self) -> str | None:
        return absent([self.folder / name for name in (CORPUS, QUERIES, CANDIDATES)])

    def fingerprint(self) -> str:
        """Raises SuiteError, InvalidCases."""
        askings = load_askings(self.folder).values()
        return fingerprint([(one.id, one.text, one.answerable, one.candidates) for one in askings])

    @contextmanager
    def open(self, bench: Bench) -> Iterator[AbstentionSession]:
        """Raises SuiteError, InvalidCases, StoreError."""
        askings = load_askings(self.folder)
        corpus = Corpus(name=f"public-{self.folder.name}", paths=(self.folder / CORPUS,))
        with prepared(corpus, bench) as ready:
            yield AbstentionSession(
                askings=askings,
                ask=ready.assistant.ask,
                documents=ready.documents,
                corpus=ready.corpus,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstentionSession:
    """Questions asked one at a time, each within its own passages."""

    askings: Mapping[str, Asking]
    ask: Ask
    documents: str
    corpus: str

    @property
    def cases(self) -> Sequence[str]:
        return tuple(self.askings)

    def measure(self, case: str) -> Record:
        """When the product crashes, each score at its worst and a line in `errors`."""
        asking = self.askings[case]
        answer: Answer | None = None
        errors: tuple[str, ...] = ()
        try:
            filters = Filters(doc=asking.candidates)
            answer = self.ask(Question(text=asking.text, filters=filters))
        except Exception as crash:  # noqa: BLE001 - a crash on one question is a result
            errors = (f"{type(crash).__name__} : {crash}",)
        return Record(
            id=asking.id,
            group="répondable" if asking.answerable else "sans réponse",
            scores=scores(asking.answerable, answer.abstained if answer else None),
            detail=_detail(asking, answer),
            errors=errors,
        )


def scores(answerable: bool, abstained: bool | None) -> dict[str, Score]:
    """What applies to the question; None for a crash, which is neither a right answer nor a right
    refusal and, where there is an answer, as bad as a wrong refusal."""
    found: dict[str, Score] = {}
    if answerable:
        found["answered"] = Score(hits=float(abstained is False))
        found["wrong_refusals"] = Score(hits=float(abstained is not False))
    else:
        found["refusal_recall"] = Score(hits=float(abstained is True))
    if abstained:
        found["refusal_precision"] = Score(hits=float(not answerable))
    return found


def _detail(asking: Asking, answer: Answer | None) -> dict[str, Any]:
    expected = "une réponse" if asking.answerable else "un refus"
    detail: dict[str, Any] = {
        "question": asking.text,
        "expected": f"Attendu : {expected}.",
        "passages_read": list(asking.candidates),
    }
    if answer is not None:
        detail |= {
            "answer": answer.text,
            "abstained": answer.abstained,
            "reason": answer.reason,
            "citations": [
                {
                    "doc": one.doc,
                    "page_start": one.page_start,
                    "page_end": one.page_end,
                    "quote": one.quote,
                    "on_page": None,
                }
                for one in answer.citations
            ],
        }
    return detail
