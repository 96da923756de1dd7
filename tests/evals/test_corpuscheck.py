"""Cases held against themselves and against documents made by hand: no index is needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.documents import make_document

from evals.cases import Case, Evidence, load_cases
from evals.corpuscheck import Findings, against_answers, against_corpus, resolved
from evals.lines import Located
from evals.problems import Problem
from ingest import Document, Page

PAGES = (
    "Le comité du Val-Doré a tenu douze réunions publiques en 2021.",
    "La navette de nuit a transporté 640 voyageurs entre mars et juin.\n"
    "Le coût de la navette est de 18 400 € pour l’année.",
    "Le prochain bilan sera présenté à Clairval.",
)
PAGED = make_document("cr-2021", PAGES)
PAGELESS = replace(
    make_document("note-2020", ["Trois postes restent vacants."]),
    pages=(Page(number=None, start=0, end=29),),
)
DOCUMENTS = {one.id: one for one in (PAGED, PAGELESS)}
PATH = Path("questions.jsonl")


def case(*evidence: Evidence, **changed: Any) -> Case:
    values: dict[str, Any] = {
        "id": "q-1",
        "type": "factoid",
        "question": "Combien de voyageurs ?",
        "answerable": True,
        "answer": "640 voyageurs entre mars et juin.",
        "key_facts": (("640",),),
        "evidence": evidence,
    }
    return Case(**(values | changed))


def findings(*evidence: Evidence) -> Findings:
    at = Located(path=PATH, line=7, value=case(*evidence))
    return against_corpus([at], list(DOCUMENTS), DOCUMENTS.__getitem__)


def problem(*evidence: Evidence) -> str:
    found = findings(*evidence)
    (one,) = found.problems
    assert (one.path, one.line, found.notices) == (PATH, 7, ())
    return one.message


def notice(*evidence: Evidence) -> str:
    found = findings(*evidence)
    (one,) = found.notices
    assert (one.path, one.line, found.problems) == (PATH, 7, ())
    return one.message


def test_a_quote_that_stands_there_is_no_finding() -> None:
    quote = "LA NAVETTE de nuit\na transporté 640 voyageurs"
    assert findings(Evidence(doc="cr-2021", quote=quote, page=2)) == Findings()
    assert findings(Evidence(doc="cr-2021", quote="18 400 €")) == Findings()


def test_an_unknown_document_is_told_with_the_nearest() -> None:
    message = problem(Evidence(doc="cr-2012", quote="douze réunions publiques"))
    assert message.startswith("« evidence[1] » : le document « cr-2012 » n’est pas dans le corpus")
    assert "noms proches : cr-2021. Corrigez" in message
    far = problem(Evidence(doc="xyz", quote="douze réunions publiques"))
    assert "noms proches" not in far


def test_a_quote_that_is_elsewhere_is_told_with_the_first_words_not_found() -> None:
    # Six words, four runs; "a transporté 700", "transporté 700 voyageurs" are not there: half.
    message = problem(
        Evidence(doc="cr-2021", quote="douze réunions publiques"),
        Evidence(doc="cr-2021", quote="de nuit a transporté 700 voyageurs"),
    )
    assert message.startswith("« evidence[2] » : la citation n’est pas dans « cr-2021 » (50 % ")
    assert "à partir de « a transporte 700 »" in message
    assert "assistant text cr-2021" in message


def test_a_quote_found_at_four_fifths_counts_and_is_told() -> None:
    # Seven words, five runs; only the last, "voyageurs entre mai", is not there.
    message = notice(Evidence(doc="cr-2021", quote="nuit a transporté 640 voyageurs entre mai"))
    assert "trouvée à 80 % seulement dans « cr-2021 » (elle compte)" in message
    assert "« voyageurs entre mai »" in message


def test_a_page_that_is_not_there_is_told() -> None:
    quote = "douze réunions publiques"
    assert "la page 4 n’existe pas, « cr-2021 » a 3 pages." in problem(
        Evidence(doc="cr-2021", quote=quote, page=4)
    )
    assert "n’a pas de pages : retirez « page »" in problem(
        Evidence(doc="note-2020", quote="Trois postes restent", page=1)
    )


def test_a_quote_at_another_page_counts_and_is_told() -> None:
    message = notice(Evidence(doc="cr-2021", quote="douze réunions publiques", page=2))
    assert message == "« evidence[1] » : la citation est à la page 1, pas à la page 2."


def test_a_quote_that_runs_into_the_next_page_is_at_its_first() -> None:
    quote = "réunions publiques en 2021. La navette de nuit"
    assert findings(Evidence(doc="cr-2021", quote=quote, page=1)) == Findings()


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        (Evidence(doc="cr-2021", quote="", page=1, span=(3, 400)), "sort du texte, long de 63"),
        (Evidence(doc="cr-2021", quote="", span=(0, 9)), "a des pages : donnez « page »"),
        (Evidence(doc="note-2020", quote="", span=(28, 29)), "ne contient aucun mot"),
        (Evidence(doc="note-2020", quote="", page=2, span=(0, 9)), "la page 2 n’existe pas"),
    ],
)
def test_a_span_that_tells_no_words_is_told(gold: Evidence, message: str) -> None:
    assert message in problem(gold)


def test_a_span_becomes_the_words_of_its_page() -> None:
    told = case(
        Evidence(doc="cr-2021", quote="", page=2, span=(3, 10)),
        Evidence(doc="note-2020", quote="", span=(0, 12)),
        Evidence(doc="cr-2021", quote="douze réunions", page=1, span=(0, 5)),
    )
    assert findings(*told.evidence) == Findings()
    assert [gold.quote for gold in resolved(told, DOCUMENTS.__getitem__).evidence] == [
        "navette",
        "Trois postes",
        "douze réunions",
    ]


def test_all_findings_are_told_at_once_with_their_lines() -> None:
    cases = [
        Located(path=PATH, line=2, value=case(Evidence(doc="absent", quote="un mot"))),
        Located(path=PATH, line=5, value=case(Evidence(doc="cr-2021", quote="nulle part ici"))),
    ]
    found = against_corpus(cases, list(DOCUMENTS), DOCUMENTS.__getitem__)
    assert [one.line for one in found.problems] == [2, 5]


def test_a_document_is_read_once_and_only_when_it_is_known() -> None:
    asked: list[str] = []

    def read(doc: str) -> Document:
        asked.append(doc)
        return DOCUMENTS[doc]

    gold = Evidence(doc="cr-2021", quote="douze réunions publiques")
    at = Located(path=PATH, line=1, value=case(gold, gold, Evidence(doc="absent", quote="mot")))
    against_corpus([at], list(DOCUMENTS), read)
    assert asked == ["cr-2021"]


def against_itself(**changed: Any) -> tuple[Problem, ...]:
    return against_answers([Located(path=PATH, line=3, value=case(**changed))])


def test_a_forbidden_form_must_not_stand_in_a_right_answer() -> None:
    assert against_itself(forbidden=(("700",), ("64 voyageurs",))) == ()
    (in_answer,) = against_itself(forbidden=(("700",), ("650", "mars")))
    assert (in_answer.line, "« forbidden[2] » : la forme « mars »" in in_answer.message) == (
        3,
        True,
    )
    (in_fact,) = against_itself(key_facts=(("640", "six cent quarante"),), forbidden=(("six",),))
    assert "(« six cent quarante »)" in in_fact.message


@pytest.mark.model
def test_the_evidence_of_the_dev_questions_is_in_the_real_texts(shared: Path) -> None:
    cases = load_cases(shared / "evals" / "questions-dev.jsonl")
    for gold in {gold for case in cases for gold in case.evidence}:
        text = (shared / "corpus" / "texts" / f"{gold.doc}.txt").read_text(encoding="utf-8")
        document = make_document(gold.doc, [text])
        at = Located(path=PATH, line=1, value=case(gold))
        assert against_corpus([at], [gold.doc], lambda doc, d=document: d).problems == ()
