"""The questions suite as an instrument: what it gives to good, shuffled, lazy and broken systems.

The corpus is of values: one text a document, one question about each, and questions about nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from evals.cases import Case, Evidence
from evals.metrics import claims
from evals.pagecheck import PageCheck
from evals.records import Metric, Record
from evals.response import Cited, Reading, Response, Stated
from evals.runs.statistics import figure, groups, of_part
from evals.suites.questions import QuestionSession, measures_of

COUNT = 40
WITHOUT = 20
ANSWER_METRICS = ("headline", "key_facts", "gold_cited")
SEARCH_METRICS = ("evidence_2000", "evidence_4000", "recall_5", "ndcg_10", "mrr_10")

_LETTERS = random.Random(7)
NAMES = ["".join(_LETTERS.choices("bcdfglmnprst", k=7)).capitalize() for _ in range(COUNT)]
SENTENCES = [
    f"La commune de {name} a ouvert {number} lits de répit pendant l’hiver dernier."
    for number, name in enumerate(NAMES, start=101)
]
WRONG = 999


def question(number: int) -> Case:
    return Case(
        id=f"q-{number:02}",
        type="factoid",
        question=f"Combien de lits à {NAMES[number]} ?",
        answerable=True,
        answer=f"{101 + number} lits.",
        key_facts=((str(101 + number),),),
        evidence=(Evidence(doc=f"d{number}", quote=SENTENCES[number]),),
        forbidden=((str(WRONG),),),
    )


def without_answer(number: int) -> Case:
    strata = ("off-topic", "in-field", "false-premise")
    return Case(
        id=f"u-{number:02}",
        type="unanswerable",
        question=f"Combien de ponts à {NAMES[number]} ?",
        answerable=False,
        answer="",
        key_facts=(),
        evidence=(),
        stratum=strata[number % 3],
    )


CASES = [*map(question, range(COUNT)), *map(without_answer, range(WITHOUT))]
PLACE = {case.id: int(case.id[2:]) for case in CASES}
System = Callable[[Case], Response]


def passages(*numbers: int) -> tuple[Reading, ...]:
    return tuple(Reading(doc=f"d{number}", text=SENTENCES[number]) for number in numbers)


def cited(number: int) -> Cited:
    return Cited(doc=f"d{number}", quote=SENTENCES[number], page_start=None, page_end=None)


def told(number: int) -> Response:
    """A right answer about one commune."""
    return Response(
        passages=passages(number),
        answer=f"{SENTENCES[number]} [1]",
        claims=(Stated(text=SENTENCES[number], citations=(0,)),),
        citations=(cited(number),),
    )


REFUSAL = Response(passages=(), answer="Je n’ai rien trouvé.", abstained=True, reason="rien")


def good(case: Case) -> Response:
    return told(PLACE[case.id]) if case.answerable else REFUSAL


def refuse_all(case: Case) -> Response:
    return REFUSAL


def quote_all(case: Case) -> Response:
    """Every document, word for word, with a citation of each; its own question never first."""
    order = [(PLACE[case.id] + 20 + step) % COUNT for step in range(COUNT)]
    return Response(
        passages=passages(*order),
        answer="\n".join(f"{SENTENCES[number]} [{at}]" for at, number in enumerate(order, 1)),
        claims=tuple(
            Stated(text=SENTENCES[number], citations=(at,)) for at, number in enumerate(order)
        ),
        citations=tuple(map(cited, order)),
    )


def answers_of_others(case: Case) -> Response:
    other = told((PLACE[case.id] + 7) % COUNT)
    return other if case.answerable else REFUSAL


class Fake:
    def __init__(self, respond: System) -> None:
        self.respond = respond


@pytest.fixture(scope="module")
def locate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Cited], object]:
    folder = tmp_path_factory.mktemp("textes")
    for number, sentence in enumerate(SENTENCES):
        (folder / f"d{number}.txt").write_text(f"Titre\n\n{sentence}\n", encoding="utf-8")
    return PageCheck({path.stem: path for path in folder.iterdir()}).locate


Run = Callable[..., dict[str, float | None]]


@pytest.fixture
def run(locate: Callable[[Cited], object]) -> Run:
    def measure(system: System, cases: Sequence[Case] = CASES) -> dict[str, float | None]:
        made = records(system, locate, cases)
        metrics = [one.metric for one in measures_of(cases)]
        return {metric.name: figure(metric, made).value for metric in metrics}

    return measure


def session(system: System, locate: object, cases: Sequence[Case] = CASES) -> QuestionSession:
    return QuestionSession(
        questions={case.id: case for case in cases},
        measures=measures_of(cases),
        system=Fake(system),
        locate=locate,  # type: ignore[arg-type]
        documents="d",
        corpus="c",
    )


def records(system: System, locate: object, cases: Sequence[Case] = CASES) -> list[Record]:
    ready = session(system, locate, cases)
    return [ready.measure(case) for case in ready.cases]


def one(system: System, locate: object, case: Case) -> Record:
    return session(system, locate, [case]).measure(case.id)


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
        assert len({metric.name for metric in measured}) == len(measured) == 32
        assert len({metric.label for metric in measured}) == len(measured)
        assert all(metric.definition.endswith(".") for metric in measured)


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
