"""What a record of the questions suite tells, also when something crashes."""

from __future__ import annotations

import pytest
from question_world import (
    SENTENCES,
    cited,
    good,
    one,
    passages,
    question,
    records,
    without_answer,
)

from evals.cases import Case
from evals.records import Record
from evals.response import Cited, Response


class TestCrashes:
    def test_a_system_that_crashes_scores_nothing_and_refuses_nothing(self, locate: object) -> None:
        def broken(case: Case) -> Response:
            raise TimeoutError("trop\nlong")

        asked, unasked = (one(broken, locate, case) for case in (question(0), without_answer(0)))
        assert asked.errors == ("système : TimeoutError : trop long",)
        assert asked.scores["wrong_refusals"].hits == 1, "the worst where less is better"
        assert {one.hits for name, one in asked.scores.items() if name != "wrong_refusals"} == {0}
        assert asked.scores["headline"].units == 2
        assert set(asked.scores) >= {"evidence_2000", "key_facts", "nothing_forbidden", "handled"}
        assert not {"length", "refusal_precision"} & set(asked.scores)
        assert unasked.scores["refusal_recall"].hits == 0
        assert unasked.scores["headline"].units == 1

    def test_a_page_reader_that_crashes_takes_only_what_needs_it(self) -> None:
        def unread(citation: Cited) -> object:
            raise RuntimeError("pdf abîmé")

        record = one(good, unread, question(0))
        lost = {line.split(" : ")[0] for line in record.errors}
        assert lost == {
            "headline",
            "handled",
            "citation_recall",
            "citation_precision",
            "quotes_verbatim",
            "quotes_on_page",
        }
        assert {record.scores[name].hits for name in lost} == {0}
        assert record.scores["key_facts"].hits == 1
        assert record.detail["citations"][0]["on_page"] is None
        assert record.detail["claims"] == [{"text": SENTENCES[0], "citations": [0]}]
        assert record.detail["evidence"][0]["read"] is True

    def test_a_crash_of_one_score_leaves_the_others(
        self, locate: object, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*given: object) -> float:
            raise ZeroDivisionError

        monkeypatch.setattr("evals.metrics.gold_cited", broken)
        record = one(good, locate, question(0))
        assert record.errors == ("gold_cited : ZeroDivisionError :",)
        assert record.scores["gold_cited"].hits == 0
        assert record.scores["headline"].hits == 2

    def test_a_crash_of_a_score_where_less_is_better_is_full(
        self, locate: object, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*given: object) -> float:
            raise ZeroDivisionError

        monkeypatch.setattr("evals.metrics.refusals.wrong", broken)
        assert one(good, locate, question(0)).scores["wrong_refusals"].hits == 1
        assert "wrong_refusals" not in one(good, locate, without_answer(0)).scores


def test_a_record_tells_what_a_person_needs_and_goes_to_json_and_back(locate: object) -> None:
    record = one(good, locate, question(3))
    assert Record.from_json(record.as_json()) == record
    assert record.group == "fait précis"
    assert record.documents == ("d3",)
    assert record.detail["expected"] == "104 lits."
    assert record.detail["passages_read"] == [f"d3 : {SENTENCES[3]}…"]
    evidence = {"doc": "d3", "page": None, "quote": SENTENCES[3]}
    assert record.detail["evidence"] == [evidence | {"read": True, "cited": True}]
    unasked = one(good, locate, without_answer(0))
    assert "hors sujet" in unasked.detail["expected"]
    assert (unasked.detail["abstained"], unasked.detail["notes"]) == (True, [])


def test_evidence_is_read_or_cited_or_both(locate: object) -> None:
    def marks(response: Response) -> tuple[object, object]:
        (gold,) = one(lambda case: response, locate, question(0)).detail["evidence"]
        return gold["read"], gold.get("cited", "not looked at")

    read, elsewhere = passages(0), passages(1)
    assert marks(Response(passages=read, answer="x", citations=(cited(1),))) == (True, False)
    assert marks(Response(passages=elsewhere, answer="x", citations=(cited(0),))) == (False, True)
    assert marks(Response(passages=read, answer=None)) == (True, "not looked at")


def test_the_same_case_gives_the_same_record(locate: object) -> None:
    assert records(good, locate) == records(good, locate)
