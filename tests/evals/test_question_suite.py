"""The questions suite as an instrument: what it gives to good, shuffled, lazy and broken systems.

The corpus is of values: one text a document, one question about each, and questions about nothing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from question_world import (
    ANSWER_METRICS,
    CASES,
    COUNT,
    NAMES,
    PLACE,
    SENTENCES,
    WITHOUT,
    WRONG,
    Run,
    answers_of_others,
    cited,
    good,
    one,
    passages,
    question,
    quote_all,
    records,
    refuse_all,
    told,
    without_answer,
)

from evals.cases import Case
from evals.metrics import claims
from evals.records import Metric
from evals.response import Cited, Response, Stated
from evals.runs.statistics import groups, of_part
from evals.suites.questions import measures_of


class TestShortcuts:
    def test_a_perfect_system_has_one_everywhere(self, run: Run) -> None:
        figures = run(good)
        assert {name for name, value in figures.items() if value != 1} == {
            "wrong_refusals",
            "length",
        }
        assert figures["wrong_refusals"] == 0

    def test_refusing_all_loses_the_headline(self, run: Run) -> None:
        figures = run(refuse_all)
        assert figures["headline"] == 0
        assert figures["handled"] == pytest.approx(WITHOUT / (COUNT + WITHOUT))
        assert figures["refusal_recall"] == 1
        assert figures["refusal_precision"] == pytest.approx(WITHOUT / (COUNT + WITHOUT))
        assert figures["wrong_refusals"] == 1
        assert figures["key_facts"] == 0

    def test_quoting_all_loses_the_headline(self, run: Run) -> None:
        """The facts come after 1,500 characters and no unanswerable question is refused, though
        every claim is proved and every gold quote cited."""
        figures = run(quote_all, [*CASES[:8], *CASES[-4:]])
        assert figures["headline"] == 0
        assert figures["citation_recall"] == 1
        assert figures["gold_cited"] == 1
        assert figures["refusal_recall"] == 0

    def test_answers_of_other_questions_fall_to_chance(self, run: Run) -> None:
        figures = run(answers_of_others)
        assert [figures[name] for name in ANSWER_METRICS] == [0, 0, 0]
        # what is said is still proved by what is cited: those figures tell nothing of relevance
        assert figures["citation_recall"] == 1

    def test_shuffled_passages_fall_to_chance(self, run: Run) -> None:
        """Each question given ten passages drawn among forty: its own is there once in four."""
        draw = random.Random(3)

        def shuffled(case: Case) -> Response:
            return Response(passages=passages(*draw.sample(range(COUNT), 10)), answer=None)

        figures = run(shuffled)
        for name in ("evidence_4000", "recall_10", "answer_10"):
            assert figures[name] == pytest.approx(0.25, abs=0.2)
        for name in ("recall_5", "ndcg_10", "mrr_10", "answer_5"):
            assert 0 <= (figures[name] or 0) < 0.3
        assert figures["headline"] is None

    def test_citations_of_other_questions_prove_nothing(self, run: Run) -> None:
        def astray(case: Case) -> Response:
            right = good(case)
            if not case.answerable:
                return right
            return Response(
                passages=right.passages,
                answer=right.answer,
                claims=right.claims,
                citations=(cited((PLACE[case.id] + 7) % COUNT),),
            )

        figures = run(astray)
        assert (figures["headline"], figures["citation_recall"]) == (0, 0)
        assert (figures["citation_precision"], figures["gold_cited"]) == (0, 0)
        assert (figures["key_facts"], figures["quotes_on_page"]) == (1, 1)

    def test_invented_citations_are_not_on_their_page(self, run: Run) -> None:
        def invents(case: Case) -> Response:
            text = f"La commune de {NAMES[PLACE[case.id]]} a ouvert {WRONG} lits de répit."
            quote = Cited(doc=f"d{PLACE[case.id]}", quote=text, page_start=None, page_end=None)
            claim = Stated(text=text, citations=(0,))
            return Response(passages=(), answer=text, claims=(claim,), citations=(quote,))

        figures = run(invents)
        assert figures["quotes_verbatim"] == 0
        assert figures["nothing_forbidden"] == 0
        assert figures["citation_recall"] == 0
        assert figures["headline"] == 0

    def test_numbers_altered_in_answers_are_seen(self, run: Run) -> None:
        def altered(case: Case) -> Response:
            right = good(case)
            if not case.answerable:
                return right
            text = (right.answer or "").replace(str(101 + PLACE[case.id]), str(WRONG))
            claim = Stated(text=claims.visible_text(text), citations=(0,))
            return Response(
                passages=right.passages, answer=text, claims=(claim,), citations=right.citations
            )

        figures = run(altered)
        assert (figures["key_facts"], figures["citation_recall"]) == (0, 0)
        assert (figures["nothing_forbidden"], figures["quotes_on_page"]) == (0, 1)


class TestEdges:
    def test_an_empty_answer(self, locate: object) -> None:
        record = one(lambda case: Response(passages=(), answer=""), locate, question(0))
        hits = {name: (score.hits, score.units) for name, score in record.scores.items()}
        assert hits["headline"] == (0, 2)
        assert hits["citation_recall"] == (0, 1)
        assert hits["citation_precision"] == (0, 1)
        assert hits["wrong_refusals"] == (0, 1)
        assert "quotes_on_page" not in hits
        assert "refusal_precision" not in hits

    def test_an_answer_without_citation(self, locate: object) -> None:
        record = one(lambda case: Response(passages=(), answer=SENTENCES[0]), locate, question(0))
        assert record.scores["key_facts"].hits == 1
        assert record.scores["citation_recall"].hits == 0
        assert record.scores["headline"].hits == 0
        assert any("non prouvée" in note for note in record.detail["notes"])

    def test_a_citation_shown_twice_counts_once(self, locate: object) -> None:
        def twice(case: Case) -> Response:
            answer = f"{SENTENCES[0]} [1] [2]"
            claim = Stated(text=SENTENCES[0], citations=(0, 1))
            citations = (cited(0), cited(0))
            return Response(passages=(), answer=answer, claims=(claim,), citations=citations)

        record = one(twice, locate, question(0))
        assert record.scores["quotes_on_page"].units == 1
        assert record.scores["citations"].hits == 1
        assert len(record.detail["citations"]) == 1
        assert record.detail["claims"] == [{"text": SENTENCES[0], "citations": [0], "proved": True}]

    def test_a_mark_of_no_citation_is_told_among_the_claims(self, locate: object) -> None:
        def stray(case: Case) -> Response:
            claim = Stated(text=SENTENCES[1], citations=(-1, 2, 1))
            citations = (cited(0), cited(0), cited(1))
            return Response(passages=(), answer=SENTENCES[1], claims=(claim,), citations=citations)

        claims = one(stray, locate, question(0)).detail["claims"]
        assert claims == [{"text": SENTENCES[1], "citations": [-1, 1, 0], "proved": True}]
        assert one(refuse_all, locate, question(0)).detail["claims"] == []

    def test_a_refusal_of_each_kind_of_question(self, locate: object) -> None:
        wrong = one(refuse_all, locate, question(0)).scores
        right = one(refuse_all, locate, without_answer(0)).scores
        assert (wrong["headline"].hits, wrong["headline"].units) == (0, 1)
        assert "headline" not in right
        assert (wrong["handled"].hits, right["handled"].hits) == (0, 1)
        assert "citation_recall" not in wrong
        assert wrong["nothing_forbidden"].hits == 1

    def test_without_gold_evidence_only_facts_count(self, locate: object) -> None:
        bare = Case(
            id="q-00",
            type="factoid",
            question="?",
            answerable=True,
            answer="",
            key_facts=(("101",),),
            evidence=(),
        )
        record = one(lambda case: told(0), locate, bare)
        assert record.scores["headline"].hits == 2
        assert not {"gold_cited", "evidence_2000", "ndcg_10"} & set(record.scores)
        assert record.documents == ()

    def test_a_system_that_writes_nothing_is_measured_on_its_passages(self, locate: object) -> None:
        record = one(lambda case: Response(passages=passages(0), answer=None), locate, question(0))
        assert record.scores["facts_read_1500"].hits == 1
        assert not {"headline", "key_facts", "citation_recall"} & set(record.scores)
        assert record.detail["notes"] == []

    def test_a_group_in_which_no_case_can_score_has_no_figure(self, locate: object) -> None:
        parts = groups(records(refuse_all, locate))
        metric = {one.metric.name: one.metric for one in measures_of(CASES)}
        assert of_part(metric["headline"], parts["fait précis"]).value == 0
        assert of_part(metric["headline"], parts["sans réponse"]).value is None
        assert of_part(metric["refusal_f1"], parts["sans réponse"]).value == 1
        assert of_part(metric["refusal_f1"], parts["fait précis"]).value is None

    def test_a_family_that_is_not_asked_about_has_no_figure(self) -> None:
        def names(cases: Sequence[Case]) -> list[str]:
            measured: list[Metric] = [one.metric for one in measures_of(cases)]
            return [metric.name for metric in measured if ":" in metric.name]

        assert names([question(0), without_answer(1)]) == [
            "refusal_recall:in-field",
            "refusal_precision:in-field",
        ]
        assert names([question(0)]) == []

    def test_each_metric_has_its_own_name_a_label_and_a_definition(self) -> None:
        measured = [one.metric for one in measures_of(CASES)]
        assert len({metric.name for metric in measured}) == len(measured) == 33
        assert len({metric.label for metric in measured}) == len(measured)
        assert all(metric.definition.endswith(".") for metric in measured)
