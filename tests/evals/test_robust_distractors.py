"""Near-duplicate minutes of another body: the same words, other places, persons and figures."""

from __future__ import annotations

from evals.cases import Case, Evidence
from evals.metrics import fact_stated, words
from evals.robustness.distractors import distractors, spread
from evals.robustness.relocation import Relocation, proper_names
from tests.fakes.documents import make_document

TEXT = (
    "La commission de Bretagne siège à Saint-Elme.\n"
    "Le conseil de Saint-Elme compte 34 membres, dont M. Yann Trevidic, maire.\n"
    "Dans les Hauts-de-France, 12 communes bretonnes ont répondu. L’ARS du Grand Est aussi.\n"
    "Plusieurs membres de la commission demandent un médiateur à Lanvern."
)
MINUTES = make_document("bretagne-cr", [TEXT], facts={"region": "Bretagne", "body": "CRSA"})
PROPER = proper_names([MINUTES])


def relocation(region: str = "Occitanie") -> Relocation:
    return Relocation(region, PROPER, MINUTES.text, "7")


def case(question: str, quote: str, fact: str) -> Case:
    return Case(
        id=question,
        type="factoid",
        question=question,
        answerable=True,
        answer="",
        key_facts=((fact,),),
        evidence=(Evidence(doc="bretagne-cr", quote=quote),),
    )


MEMBERS = case(
    "Combien de membres à Saint-Elme ?", "Le conseil de Saint-Elme compte 34 membres", "34"
)


def test_names_are_words_with_a_capital_inside_sentences() -> None:
    assert {"Saint-Elme", "Lanvern", "Yann", "Trevidic"} <= PROPER
    assert not {"La", "Plusieurs", "Dans", "L"} & PROPER


def test_regions_take_the_form_that_their_place_asks() -> None:
    moved = relocation().names
    assert moved("La commission de Bretagne") == "La commission d’Occitanie"
    assert moved("dans les Hauts-de-France") == "en Occitanie"
    assert moved("L’ARS du Grand Est") == "L’ARS d’Occitanie"
    assert moved("CRSA Bretagne (BRE)") == "CRSA Occitanie (OCC)"
    assert moved("la réunion de Bretagne") == "la réunion d’Occitanie"
    assert moved("les communes bretonnes") == "les communes régionales"


def test_a_person_keeps_the_first_name_and_changes_the_family_name() -> None:
    moved = relocation().names("M. Yann Trevidic, maire")
    assert moved.startswith("M. Yann ")
    assert "Trevidic" not in moved


def test_the_same_name_gets_the_same_stand_in() -> None:
    moved = relocation().passage(TEXT)
    stand_in = moved.split("siège à ")[1].split(".")[0]
    assert f"conseil de {stand_in} compte" in moved
    assert relocation().passage(TEXT) == moved


def test_a_passage_keeps_its_words_and_loses_its_facts() -> None:
    moved = relocation().passage(TEXT)
    for fact in ("34", "Trevidic", "Saint-Elme", "Bretagne", "Lanvern", "12 communes"):
        assert not fact_stated((fact,), moved)
    shared = set(words(TEXT)) & set(words(moved))
    assert len(shared) > 0.6 * len(set(words(TEXT)))


def test_a_distractor_shares_words_but_not_the_key_facts() -> None:
    found = distractors([MEMBERS], {"bretagne-cr": MINUTES}, variants=10, most=5, seed=3)
    assert found.cases == (MEMBERS,)
    assert len(found.variants) == 10
    texts = [one.text for variant in found.variants for one in variant]
    assert len(set(texts)) == 10
    for text in texts:
        assert "Bretagne" not in text
        assert not fact_stated(("34",), text)
        assert "membres, dont M. Yann" in text
    assert len({one.id for variant in found.variants for one in variant}) == 10


def test_questions_that_a_distractor_would_answer_rightly_are_not_tried() -> None:
    quote = "demandent un médiateur à Lanvern"
    nowhere = case("Que demandent les membres ?", quote, "Lanvern")
    same = case("Que demande-t-on à Lanvern ?", quote, "médiateur")
    lost = case("Et à Lanvern ?", "ces mots ne sont nulle part", "34")
    found = distractors([nowhere, same, lost], {"bretagne-cr": MINUTES}, variants=3, most=5, seed=3)
    assert found.cases == ()
    assert all(variant == () for variant in found.variants)


def test_cases_are_drawn_at_even_steps() -> None:
    cases = [case(str(number), "", "") for number in range(10)]
    assert [one.id for one in spread(cases, 3)] == ["0", "3", "6"]
    assert spread(cases, 99) == cases
    assert spread([], 3) == []
