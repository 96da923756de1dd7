"""One fact changed in a copy: it is there, it differs, and it is in the copy only."""

from __future__ import annotations

from dataclasses import replace

from evals.cases import Case, Evidence
from evals.metrics import fact_stated
from evals.robustness.edits import (
    densest,
    edit_of,
    edited_text,
    without_clashes,
)
from evals.robustness.places import around, evidence_spans, joined, located
from ingest import Document, Section
from tests.fakes.documents import make_document

MINUTES = make_document(
    "minutes",
    [
        "Compte rendu du conseil\nLe budget\nLe conseil de Saint-Elme vote 48 000 € pour le bus.\n"
        "M. Paul Ferrand préside la séance. Il ouvre 12 lits.",
        "M. Ferrand conclut. Les 12 lits ouvriront en mars.",
    ],
)


def case(quote: str, *facts: str, id_: str = "c-1") -> Case:
    return Case(
        id=id_,
        type="factoid",
        question="Combien pour le bus ?",
        answerable=True,
        answer="",
        key_facts=tuple((fact,) for fact in facts),
        evidence=(Evidence(doc="minutes", quote=quote),),
    )


BUS = case("le conseil de Saint-Elme vote 48 000 € pour le bus", "48 000")
HELD = {"minutes": MINUTES}


def test_words_are_found_whatever_their_case_and_signs() -> None:
    start, end = located("le CONSEIL de saint elme", MINUTES.text) or (0, 0)
    assert MINUTES.text[start:end] == "Le conseil de Saint-Elme"
    assert located("le conseil de Trévise", MINUTES.text) is None
    assert located("", MINUTES.text) is None
    assert evidence_spans(case("mots absents", "1"), HELD) is None


def test_a_short_line_comes_with_its_neighbours() -> None:
    text = "un\ndeux\ntrois\nquatre"
    start, end = around(text, (3, 7))
    assert text[start:end] == "un\ndeux\ntrois"
    start, end = around(text, (3, 7), least=2)
    assert text[start:end] == "deux"
    assert joined([(8, 12), (0, 7), (20, 22)]) == [(0, 12), (20, 22)]


def test_the_edited_fact_differs_and_is_in_the_copy_only() -> None:
    edit = edit_of(BUS, HELD, seed=1)
    assert edit is not None
    assert edit.old == "48 000"
    copy = edited_text(MINUTES, [edit])
    assert not fact_stated(("48 000",), copy)
    assert fact_stated((edit.new,), copy)
    assert not fact_stated((edit.new,), MINUTES.text)
    assert copy.replace(edit.new, "48 000").split() == MINUTES.text.split()


def test_the_same_seed_makes_the_same_edit() -> None:
    assert edit_of(BUS, HELD, seed=1) == edit_of(BUS, HELD, seed=1)


def test_a_value_that_stands_twice_is_not_edited() -> None:
    assert edit_of(case("Il ouvre 12 lits", "12 lits"), HELD, seed=1) is None


def test_a_fact_that_hangs_on_no_value_is_not_edited() -> None:
    assert edit_of(case("vote 48 000 € pour le bus", "bus"), HELD, seed=1) is None


def test_a_person_changes_name_everywhere() -> None:
    edit = edit_of(case("M. Paul Ferrand préside la séance", "Ferrand"), HELD, seed=1)
    assert edit is not None
    assert len(edit.places) == 2
    assert "Ferrand" not in edited_text(MINUTES, [edit])


def test_headings_stay_headings_in_the_copy() -> None:
    start = MINUTES.text.index("Le budget")
    section = Section(title_path=("a", "b"), kind="heading", start=start, end=start + 80)
    headed: Document = replace(MINUTES, sections=(section,))
    assert "\n\n## Le budget\n\n" in edited_text(headed, [])


def test_what_is_expected_is_the_new_value_from_the_copy() -> None:
    edit = edit_of(BUS, HELD, seed=1)
    assert edit is not None
    expected = edit.expected([edit], {"minutes": "minutes-rectifie"})
    assert expected.key_facts == ((edit.new,),)
    assert expected.evidence[0].doc == "minutes-rectifie"
    assert edit.new in expected.evidence[0].quote
    assert "48 000" not in expected.evidence[0].quote


def test_two_edits_of_one_place_do_not_both_stand() -> None:
    first = edit_of(BUS, HELD, seed=1)
    assert first is not None
    assert without_clashes([first, replace(first, new="77 000")]) == [first]
    assert len(without_clashes([first, first])) == 2


def test_the_densest_documents_are_copied_until_there_are_enough_edits() -> None:
    edit = edit_of(BUS, HELD, seed=1)
    assert edit is not None
    edits = [replace(edit, doc=doc) for doc in ("a", "a", "b", "b", "c")]
    chunks = {"a": 40, "b": 10, "c": 10}
    assert densest(edits, chunks, enough=2) == {"b"}
    assert densest(edits, chunks, enough=3) == {"b", "c"}
    assert densest(edits, chunks, enough=9) == {"a", "b", "c"}
    assert densest([], chunks, enough=9) == frozenset()
