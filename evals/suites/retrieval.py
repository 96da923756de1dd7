"""Public retrieval sets: does the search bring the documents that people judged relevant?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Assistant
from evals.cases import Case
from evals.corpora import Corpus, Prepared, fingerprint, prepared
from evals.public.files import absent
from evals.public.retrieval import CORPUS, QRELS, QUERIES, Query, RetrievalSet, load
from evals.ranking import ndcg, recall, reciprocal_rank
from evals.records import Metric, Record, Score
from evals.response import Reading, Response
from evals.suite import Bench
from evals.system import System, asked, readings

PASSAGES = 200
"""Passages asked for: all that the product's search ranks, so that 100 documents are among them."""

METRICS = (
    Metric(
        name="ndcg_10",
        label="nDCG (10)",
        definition="Gain des dix premiers documents, divisé par log2(1 + rang) puis par celui du "
        "meilleur classement possible. Un document vaut le rang de son premier passage.",
    ),
    Metric(
        name="mrr_10",
        label="Rang réciproque (10)",
        definition="1 / rang du premier document pertinent ; 0 au-delà du dixième.",
    ),
    Metric(
        name="recall_10",
        label="Rappel (10)",
        definition="Part des documents pertinents qui sont parmi les dix premiers.",
    ),
    Metric(
        name="recall_100",
        label="Rappel (100)",
        definition="Part des documents pertinents qui sont parmi les cent premiers.",
    ),
)

_SHOWN = 5
_EXCERPT = 160


class Search:
    """The product's search alone, without an answer."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def respond(self, case: Case) -> Response:
        found = self._assistant.search(asked(case), PASSAGES)
        return Response(passages=readings(found), answer=None)


def product_search(ready: Prepared) -> System:
    return Search(ready.assistant)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSuite:
    """The set in `folder`, its documents read by the product and its queries put to `system`."""

    name: str
    title: str
    folder: Path
    system: Callable[[Prepared], System] = product_search

    @property
    def metrics(self) -> Sequence[Metric]:
        return METRICS

    def missing(self) -> str | None:
        return absent([self.folder / name for name in (CORPUS, QUERIES, QRELS)])

    def fingerprint(self) -> str:
        """Raises SuiteError, InvalidCases."""
        return fingerprint([(one.id, one.text, one.relevant) for one in self._queries()])

    @contextmanager
    def open(self, bench: Bench) -> Iterator[RetrievalSession]:
        """Raises SuiteError, InvalidCases, StoreError."""
        loaded = load(self.folder)
        corpus = Corpus(name=f"public-{self.folder.name}", paths=(self.folder / CORPUS,))
        with prepared(corpus, bench) as ready:
            yield RetrievalSession(
                loaded=loaded,
                system=self.system(ready),
                documents=ready.documents,
                corpus=ready.corpus,
            )

    def _queries(self) -> tuple[Query, ...]:
        return tuple(load(self.folder).queries.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSession:
    """Queries put to a system, one at a time."""

    loaded: RetrievalSet
    system: System
    documents: str
    corpus: str

    @property
    def cases(self) -> Sequence[str]:
        return tuple(self.loaded.queries)

    def measure(self, case: str) -> Record:
        """Scores 0 and a line in `errors` when the system crashes."""
        query = self.loaded.queries[case]
        passages: tuple[Reading, ...] = ()
        errors: tuple[str, ...] = ()
        try:
            passages = self.system.respond(_case(query)).passages
        except Exception as crash:  # noqa: BLE001 - a crash in one query is a result, not the end
            errors = (f"{type(crash).__name__} : {crash}",)
        ranked = by_first_passage(passages)
        return Record(
            id=query.id,
            group="requête",
            documents=tuple(sorted(query.relevant)),
            scores=_scores(query, [one.doc for one in ranked]),
            detail=self._detail(query, ranked),
            errors=errors,
        )

    def _detail(self, query: Query, ranked: Sequence[Reading]) -> dict[str, Any]:
        """Excerpts only: a set of 3,000 queries must stay a file that a browser can open."""
        first = {one.doc for one in ranked[:10]}
        return {
            "question": query.text,
            "evidence": [
                {
                    "doc": doc,
                    "page": None,
                    "quote": self.loaded.texts[doc][:_EXCERPT],
                    "read": doc in first,
                }
                for doc in sorted(query.relevant)
            ],
            "passages": [
                {"n": place, "doc": one.doc, "text": one.text[:_EXCERPT]}
                for place, one in enumerate(ranked[:_SHOWN], start=1)
            ],
        }


def by_first_passage(passages: Sequence[Reading]) -> tuple[Reading, ...]:
    """The first passage of each document, in order: a document is as good as its best passage."""
    first: dict[str, Reading] = {}
    for passage in passages:
        first.setdefault(passage.doc, passage)
    return tuple(first.values())


def _scores(query: Query, ranking: Sequence[str]) -> dict[str, Score]:
    gains = [query.relevant.get(doc, 0.0) for doc in ranking]
    ideal = list(query.relevant.values())
    return {
        "ndcg_10": Score(hits=ndcg(gains, ideal, 10)),
        "mrr_10": Score(hits=reciprocal_rank(gains, 10)),
        "recall_10": Score(hits=recall(gains, len(ideal), 10)),
        "recall_100": Score(hits=recall(gains, len(ideal), 100)),
    }


def _case(query: Query) -> Case:
    return Case(
        id=query.id,
        type="requête",
        question=query.text,
        answerable=True,
        answer="",
        key_facts=(),
        evidence=(),
    )
