"""The suites over public sets, from answers that are known: each figure worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant import Answer, ClaimCheck, Question, Source, Verdict
from evals.cases import Case
from evals.public.abstention import Asking
from evals.public.entailment import Label, Pair
from evals.public.retrieval import Query, RetrievalSet
from evals.records import Metric, Record
from evals.response import Reading, Response
from evals.runs.statistics import figure
from evals.suite import Bench
from evals.suites.abstention import METRICS as ABSTENTION
from evals.suites.abstention import AbstentionSession, AbstentionSuite
from evals.suites.entailment import METRICS as ENTAILMENT
from evals.suites.entailment import EntailmentSession, EntailmentSuite
from evals.suites.retrieval import METRICS as RETRIEVAL
from evals.suites.retrieval import RetrievalSession, RetrievalSuite
from tests.evals.public_sets import DOCUMENTS, abstention_folder, retrieval_folder


def values(record: Record) -> dict[str, float]:
    assert all(score.units == 1 for score in record.scores.values())
    return {name: score.hits for name, score in record.scores.items()}


def figures(metrics: Sequence[Metric], records: Sequence[Record]) -> dict[str, float | None]:
    return {metric.name: figure(metric, records).value for metric in metrics}


class Ranking:
    """A system that gives the passages of these documents, or crashes without any."""

    def __init__(self, *docs: str) -> None:
        self._docs = docs

    def respond(self, case: Case) -> Response:
        if not self._docs:
            raise RuntimeError(f"no passage for {case.question}")
        passages = tuple(Reading(doc=doc, text=f"Texte de {doc}") for doc in self._docs)
        return Response(passages=passages, answer=None)


def retrieval(system: Ranking, relevant: Mapping[str, float] | None = None) -> Record:
    query = Query(id="q", text="Que fait la barque ?", relevant=relevant or {"a": 1.0})
    texts = {doc: f"Document {doc}" for doc in "abc"}
    session = RetrievalSession(
        loaded=RetrievalSet(queries={"q": query}, texts=texts),
        system=system,
        documents="d",
        corpus="c",
    )
    assert session.cases == ("q",)
    record = session.measure("q")
    assert Record.from_json(record.as_json()) == record
    return record


def test_a_document_stands_where_its_first_passage_stands() -> None:
    found = values(retrieval(Ranking("b", "b", "b", "a", "b", "a")))
    assert found["mrr_10"] == 0.5
    assert found["ndcg_10"] == pytest.approx(0.6309, abs=0.0001)
    assert (found["recall_10"], found["recall_100"]) == (1.0, 1.0)


def test_gains_are_graded_and_what_is_missing_counts() -> None:
    # DCG 1 + 2/log2(4) = 2; the best order 2, 1, 1 gives 2 + 1/log2(3) + 1/2 = 3.1309.
    relevant = {"a": 2.0, "b": 1.0, "c": 1.0}
    found = values(retrieval(Ranking("b", "x", "a"), relevant))
    assert found["ndcg_10"] == pytest.approx(2 / 3.1309, abs=0.0001)
    assert found["mrr_10"] == 1.0
    assert found["recall_10"] == pytest.approx(2 / 3)


def test_what_comes_eleventh_is_only_in_the_first_hundred() -> None:
    found = values(retrieval(Ranking(*"bcdefghijk", "a")))
    assert found == {"ndcg_10": 0.0, "mrr_10": 0.0, "recall_10": 0.0, "recall_100": 1.0}


def test_a_search_that_crashes_is_told_and_found_nothing() -> None:
    record = retrieval(Ranking())
    assert record.errors == ("RuntimeError : no passage for Que fait la barque ?",)
    assert set(values(record).values()) == {0.0}
    assert set(record.scores) == {metric.name for metric in RETRIEVAL}


def test_a_retrieval_record_shows_what_was_expected_and_what_came() -> None:
    record = retrieval(Ranking("b", "a"))
    assert record.detail["evidence"] == [
        {"doc": "a", "page": None, "quote": "Document a", "read": True}
    ]
    assert record.detail["passages"][0] == {"n": 1, "doc": "b", "text": "Texte de b"}
    assert record.documents == ("a",)


class Gate:
    """A judge that says what it is told, or crashes without a verdict."""

    def __init__(self, verdict: Verdict | None) -> None:
        self._verdict = verdict

    def __call__(self, claim: str, sources: Sequence[Source]) -> ClaimCheck:
        if self._verdict is None:
            raise RuntimeError("no verdict")
        assert [one.text for one in sources] == ["Il pleut."]
        return ClaimCheck(
            verdict=self._verdict, supported_by=(), score=0.0, reasons=(), evidence=()
        )


def judged(label: Label, verdict: Verdict | None, *, binary: bool = False) -> Record:
    pair = Pair(
        id="p",
        premise="Il pleut.",
        hypothesis="Il neige.",
        label=label,
        group="g",
        binary=binary,
        original="Il pleut.",
    )
    session = EntailmentSession(pairs={"p": pair}, judge=Gate(verdict), documents="d", corpus="c")
    assert session.cases == ("p",)
    record = session.measure("p")
    assert Record.from_json(record.as_json()) == record
    return record


@pytest.mark.parametrize(
    ("label", "verdict", "expected"),
    [
        (
            Label.ENTAILMENT,
            Verdict.SUPPORTED,
            {"entailed_kept": 1, "three_classes": 1, "consistent_spared": 1},
        ),
        (
            Label.ENTAILMENT,
            Verdict.CONTRADICTED,
            {
                "entailed_kept": 0,
                "three_classes": 0,
                "consistent_spared": 0,
                "contradiction_precision": 0,
            },
        ),
        (
            Label.NEUTRAL,
            Verdict.UNSUPPORTED,
            {"unfounded_stopped": 1, "three_classes": 1, "consistent_spared": 1},
        ),
        (
            Label.NEUTRAL,
            Verdict.SUPPORTED,
            {"unfounded_stopped": 0, "three_classes": 0, "consistent_spared": 1},
        ),
        (
            Label.CONTRADICTION,
            Verdict.CONTRADICTED,
            {
                "unfounded_stopped": 1,
                "three_classes": 1,
                "contradiction_stopped": 1,
                "contradiction_recall": 1,
                "contradiction_precision": 1,
            },
        ),
        (
            Label.CONTRADICTION,
            Verdict.UNSUPPORTED,
            {
                "unfounded_stopped": 1,
                "three_classes": 0,
                "contradiction_stopped": 1,
                "contradiction_recall": 0,
            },
        ),
    ],
)
def test_a_verdict_is_scored_where_its_label_applies(
    label: Label, verdict: Verdict, expected: dict[str, float]
) -> None:
    assert values(judged(label, verdict)) == expected


def test_a_binary_set_only_tells_of_contradictions() -> None:
    neutral = judged(Label.NEUTRAL, Verdict.SUPPORTED, binary=True)
    assert values(neutral) == {"consistent_spared": 1}
    against = judged(Label.CONTRADICTION, Verdict.SUPPORTED, binary=True)
    assert values(against) == {"contradiction_stopped": 0, "contradiction_recall": 0}


@pytest.mark.parametrize("label", list(Label))
def test_a_gate_that_crashes_is_told_and_right_nowhere(label: Label) -> None:
    record = judged(label, None)
    assert record.errors == ("RuntimeError : no verdict",)
    assert set(values(record).values()) == {0.0}
    assert "verdict" not in record.detail


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_gate_that_always_says_the_same_is_at_chance(verdict: Verdict) -> None:
    records = [judged(label, verdict) for label in (*Label, Label.ENTAILMENT)]
    found = figures(ENTAILMENT, records)
    assert found["balanced"] == 0.5
    assert found["contradiction_balanced"] == 0.5


def test_a_pair_is_shown_with_its_edit_and_its_verdict() -> None:
    record = judged(Label.CONTRADICTION, Verdict.SUPPORTED)
    assert record.detail["claim"] == "Il neige."
    assert record.detail["edit"] == {"kind": "g", "before": "Il pleut.", "after": "Il neige."}
    assert (record.detail["label"], record.detail["verdict"]) == ("contradiction", "supported")


def answered(answerable: bool, abstained: bool | None) -> Record:
    asking = Asking(id="q", text="Qui garde ?", answerable=answerable, candidates=("a", "b"))

    def ask(question: Question) -> Answer:
        assert question.filters.doc == ("a", "b")
        if abstained is None:
            raise RuntimeError("no answer")
        given = SimpleNamespace(text="…", abstained=abstained, reason=None, citations=())
        return cast(Answer, given)

    session = AbstentionSession(askings={"q": asking}, ask=ask, documents="d", corpus="c")
    assert session.cases == ("q",)
    record = session.measure("q")
    assert Record.from_json(record.as_json()) == record
    return record


@pytest.mark.parametrize(
    ("answerable", "abstained", "expected"),
    [
        (True, False, {"answered": 1, "wrong_refusals": 0}),
        (True, True, {"answered": 0, "wrong_refusals": 1, "refusal_precision": 0}),
        (False, True, {"refusal_recall": 1, "refusal_precision": 1}),
        (False, False, {"refusal_recall": 0}),
        (True, None, {"answered": 0, "wrong_refusals": 1}),
        (False, None, {"refusal_recall": 0}),
    ],
)
def test_a_refusal_is_right_only_where_nothing_answers(
    answerable: bool, abstained: bool | None, expected: dict[str, float]
) -> None:
    record = answered(answerable, abstained)
    assert values(record) == expected
    assert bool(record.errors) is (abstained is None)


@pytest.mark.parametrize("abstained", [True, False])
def test_who_refuses_all_or_nothing_is_at_chance(abstained: bool) -> None:
    records = [
        replace(answered(is_there, abstained), id=str(is_there)) for is_there in (True, False)
    ]
    assert figures(ABSTENTION, records)["balanced"] == 0.5


def test_pairs_are_judged_by_the_product_without_an_index(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(
        '{"id": "1", "premise": "Le port compte 12 barques vertes.", '
        '"hypothesis": "Le port compte 12 barques vertes.", "label": "entailment"}\n'
        '{"id": "2", "premise": "Le port compte 12 barques vertes.", '
        '"hypothesis": "Le port compte 15 barques vertes.", "label": "contradiction"}\n',
        encoding="utf-8",
    )
    suite = EntailmentSuite(name="tiny", title="Petit", pairs=path)
    with suite.open(Bench(indexes=tmp_path / "indexes")) as session:
        records = [session.measure(case) for case in session.cases]
    assert figures(suite.metrics, records)["three_classes"] == 1.0
    assert not (tmp_path / "indexes").exists()


@pytest.mark.model
def test_documents_are_found_through_the_index_of_the_product(tmp_path: Path) -> None:
    suite = RetrievalSuite(name="tiny", title="Petit", folder=retrieval_folder(tmp_path))
    with suite.open(Bench(indexes=tmp_path / "indexes")) as session:
        records = [session.measure(case) for case in session.cases]
    assert [record.errors for record in records] == [(), ()]
    # The words of the first query stand in "a" (gain 2) alone: 2 / (2 + 1/log2(3)), and 1 of 2.
    assert [values(record)["ndcg_10"] for record in records] == [pytest.approx(0.7602, abs=1e-4), 1]
    assert figures(suite.metrics, records)["mrr_10"] == 1.0
    assert figures(suite.metrics, records)["recall_10"] == 0.75


@pytest.mark.model
def test_a_question_is_answered_from_its_own_passages_only(tmp_path: Path) -> None:
    suite = AbstentionSuite(name="tiny", title="Petit", folder=abstention_folder(tmp_path))
    with suite.open(Bench(indexes=tmp_path / "indexes")) as session:
        first, second = (session.measure(case) for case in session.cases)
    cited: list[dict[str, Any]] = first.detail["citations"]
    assert [one["quote"] for one in cited] == [DOCUMENTS[0]["text"]]
    assert {one["doc"] for one in second.detail["citations"]} <= {"b"}
