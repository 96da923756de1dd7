"""A run over a system of the test's own: what is kept, what it scores, what a crash costs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant import Answer, Citation, Question, Searched
from evals.cases import Case, Evidence, Exchange
from evals.pagecheck import NOT_FOUND, Found
from evals.report import LABELS, table
from evals.response import Cited
from evals.runner import PASSAGES, CaseRecord, figures, run
from ingest import Chunk
from vectorstore import Filters, Passage

QUOTE = "Le conseil a tenu douze réunions publiques en 2021."


def case(name: str, **changed: object) -> Case:
    values: dict[str, object] = {
        "id": name,
        "type": "factoid",
        "question": name,
        "answerable": True,
        "answer": "Douze.",
        "key_facts": (("douze", "12"),),
        "evidence": (Evidence(doc="cr", quote=QUOTE),),
    }
    return Case(**(values | changed))  # type: ignore[arg-type]


def unanswerable(name: str, **changed: object) -> Case:
    plain = {"type": "unanswerable", "answerable": False, "key_facts": (), "evidence": ()}
    return case(name, **(plain | changed))


def passage(text: str, doc: str = "cr") -> Passage:
    chunk = Chunk(
        id=f"{doc}-0",
        document_id=doc,
        start=0,
        end=len(text),
        page_start=1,
        page_end=1,
        section=(),
    )
    return Passage(chunk=chunk, title=doc, text=text, score=1.0)


def citation(quote: str, n: int = 1, page: int = 1) -> Citation:
    return Citation(
        n=n,
        doc="cr",
        title="CR",
        body=None,
        date=None,
        page_start=page,
        page_end=page,
        printed_page=None,
        section=(),
        speaker=None,
        ocr=False,
        quote=quote,
        char_start=0,
        char_end=len(quote),
    )


def answer(text: str, citations: Sequence[Citation] = (), reason: str | None = None) -> Answer:
    return Answer(
        id="a",
        question="?",
        resolved_question="?",
        filters=Filters(),
        abstained=reason is not None,
        reason=reason,
        text=text,
        claims=(),
        citations=tuple(citations),
        dropped=0,
        searched=Searched(documents=1, passages=1, terms=()),
        nearest=(),
        notices=(),
        engine="extractive",
        model=None,
        corpus_version="v",
        elapsed_ms=0,
    )


class Scripted:
    """Answers each question as the test says; a question without a script crashes."""

    def __init__(self, script: dict[str, tuple[list[Passage], Answer]]) -> None:
        self.script = script
        self.asked: list[tuple[Question, int | None]] = []

    def search(self, question: Question, limit: int) -> list[Passage]:
        self.asked.append((question, limit))
        return self.script[question.text][0]

    def ask(self, question: Question) -> Answer:
        self.asked.append((question, None))
        return self.script[question.text][1]


GOOD = ([passage(QUOTE)], answer("Douze réunions [1].", [citation(QUOTE)]))
REFUSED = ([passage("Autre chose.")], answer("Rien trouvé.", reason="Rien trouvé."))


def on_page_one(cited: Cited) -> Found:
    return Found(verbatim=True, share=1.0, words="") if cited.page_start == 1 else NOT_FOUND


def records(cases: list[Case], system: Scripted) -> tuple[CaseRecord, ...]:
    return run("essai", cases, system, on_page_one).records


def test_a_good_answer_scores_one_everywhere() -> None:
    (record,) = records([case("q")], Scripted({"q": GOOD}))
    assert record.error is None
    assert (record.evidence_2000, record.evidence_4000, record.mrr_10) == (1, 1, 1)
    assert (record.key_facts, record.gold_cited) == (1, 1)
    assert (record.verbatim, record.on_page) == ((True,), (True,))


def test_history_and_depth_reach_the_system() -> None:
    system = Scripted({"q": GOOD})
    records([case("q", history=(Exchange(question="avant ?", answer="oui"),))], system)
    (search, limit), (ask, _) = system.asked
    assert search == ask
    assert limit == PASSAGES
    assert [(turn.question, turn.answer) for turn in ask.history] == [("avant ?", "oui")]


def test_a_crash_is_kept_counts_zero_and_stops_nothing() -> None:
    first, second = records([case("perdue"), case("q")], Scripted({"q": GOOD}))
    assert first.error == "KeyError: 'perdue'"
    assert (first.evidence_4000, first.key_facts, first.gold_cited) == (0, 0, 0)
    assert (first.abstained, first.on_page) == (False, None)
    assert second.error is None
    assert figures((first, second))["key_facts"].value == 0.5


def test_a_crash_of_the_page_reader_is_kept_too() -> None:
    def broken(cited: Cited) -> Found:
        raise RuntimeError("pdf abîmé")

    (record,) = run("essai", [case("q")], Scripted({"q": GOOD}), broken).records
    assert record.error == "RuntimeError: pdf abîmé"
    assert (record.key_facts, record.on_page) == (1, None)


def test_a_crash_of_the_answer_leaves_what_the_search_found() -> None:
    class Mute(Scripted):
        def ask(self, question: Question) -> Answer:
            raise TimeoutError

    (record,) = records([case("q")], Mute({"q": GOOD}))
    assert (record.error, record.evidence_4000, record.key_facts) == ("TimeoutError: ", 1, 0)


def test_a_crash_on_an_unanswerable_question_is_no_refusal() -> None:
    found = figures(records([unanswerable("perdue")], Scripted({})))
    assert found["refusal_recall"].value == 0


def test_duplicate_citations_count_once() -> None:
    twice = answer("Douze [1][2][3].", [citation(QUOTE), citation(QUOTE, 2), citation(QUOTE, 3, 2)])
    (record,) = records([case("q")], Scripted({"q": ([], twice)}))
    assert record.on_page == (True, False)


def test_citations_are_counted_over_all_questions_together() -> None:
    many = answer("…", [citation(f"phrase {n} du texte", n, page=2) for n in range(3)])
    found = figures(records([case("q"), case("r")], Scripted({"q": GOOD, "r": ([], many)})))
    figure = found["quotes_on_page"]
    assert (figure.value, figure.n, figure.units) == (0.25, 2, 4)


def test_an_answer_without_citation_does_not_lift_the_share_on_page() -> None:
    bare = ([], answer("Douze."))
    found = figures(records([case("q")], Scripted({"q": bare})))
    assert found["quotes_on_page"].value is None
    assert found["gold_cited"].value == 0


def test_without_a_reader_pages_are_not_measured() -> None:
    result = run("essai", [case("q")], Scripted({"q": GOOD}), None)
    assert result.records[0].verbatim is None
    assert figures(result.records)["quotes_on_page"].value is None


def test_refusals_by_hand() -> None:
    """Three refusals, two of them right; three unanswerable questions in two strata."""
    cases = [
        case("q1"),
        case("q2"),
        unanswerable("u1", stratum="hors sujet"),
        unanswerable("u2", false_premise=True),
        unanswerable("u3", stratum="hors sujet"),
    ]
    script = {"q1": GOOD, "q2": REFUSED, "u1": REFUSED, "u2": REFUSED, "u3": GOOD}
    found = figures(records(cases, Scripted(script)))
    assert found["refusal_precision"].value == pytest.approx(2 / 3)
    assert found["refusal_recall"].value == pytest.approx(2 / 3)
    assert found["refusal_recall:hors sujet"].value == 0.5
    assert found["refusal_recall:false-premise"].value == 1
    assert found["key_facts"].value == 0.5


def test_refusing_all_and_answering_all_both_show() -> None:
    cases = [case("q1"), case("q2"), unanswerable("u1")]
    names = [one.id for one in cases]
    refused = figures(records(cases, Scripted(dict.fromkeys(names, REFUSED))))
    assert refused["refusal_recall"].value == 1
    assert refused["refusal_precision"].value == pytest.approx(1 / 3)
    assert refused["key_facts"].value == 0
    answered = figures(records(cases, Scripted(dict.fromkeys(names, GOOD))))
    assert answered["refusal_recall"].value == 0
    assert answered["refusal_precision"].value is None


def test_progress_is_told_after_each_case() -> None:
    done: list[int] = []
    run("essai", [case("q"), case("x")], Scripted({"q": GOOD}), None, progress=done.append)
    assert done == [1, 2]


def test_an_empty_run_has_no_figures() -> None:
    assert all(figure.value is None for figure in figures(()).values())


def test_the_table_is_aligned_and_tells_n_types_and_crashes() -> None:
    cases = [case("q"), unanswerable("u", stratum="off-topic"), case("perdue", type="list")]
    result = run("essai", cases, Scripted({"q": GOOD, "u": REFUSED}), on_page_one)
    shown = table(result)
    assert shown.startswith("Jeu « essai » : 3 questions")
    lines = shown.splitlines()
    for label in LABELS.values():
        assert sum(line.startswith(label + "  ") for line in lines) == 1
    (facts,) = [line for line in lines if line.startswith(LABELS["key_facts"])]
    assert facts.split()[-5:] == ["0,500", "0,000", "–", "1,000", "2"]
    assert "Refus : rappel, hors sujet" in shown
    assert [line.split()[:2] for line in lines if line.startswith(("list", "unans"))] == [
        ["list", "1"],
        ["unanswerable", "1"],
    ]
    assert "perdue : KeyError" in shown
    edge = lines[2].index("valeur") + len("valeur")
    values = [line[edge - 5 : edge].strip() for line in lines[3 : 3 + len(LABELS)]]
    assert all(value == "—" or len(value) == len("0,500") for value in values)
