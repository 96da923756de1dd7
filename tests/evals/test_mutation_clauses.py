"""Clauses moved, left out or sewn together; active and passive."""

from __future__ import annotations

import pytest
from mutation_material import rewritten

from evals.mutations import clauses, voice


def test_a_fronted_complement_goes_to_the_end() -> None:
    assert rewritten(clauses.moved, "En juin 2021, le foyer a fermé deux ailes.") == [
        "Le foyer a fermé deux ailes en juin 2021."
    ]


def test_a_final_cause_goes_to_the_front() -> None:
    assert rewritten(clauses.moved, "Le foyer ferme, parce que le bail finit.") == [
        "Parce que le bail finit, le foyer ferme."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "En juin, elle dit que le foyer ferme.",
        "Elle dit que le foyer ferme, parce que le bail finit.",
        "Selon elle, le foyer ferme deux ailes.",
    ],
)
def test_what_would_bear_on_something_else_stays(sentence: str) -> None:
    assert rewritten(clauses.moved, sentence) == []


def test_brackets_are_left_out_unless_they_limit() -> None:
    assert rewritten(clauses.parenthesis, "Mme Orsel (usagers) ouvre le foyer.") == [
        "Mme Orsel ouvre le foyer."
    ]
    assert rewritten(clauses.parenthesis, "Le foyer ouvre (sauf le lundi) à tous.") == []


@pytest.mark.parametrize(
    ("sentence", "altered"),
    [
        ("Elle accepte ce plan, à condition que le bail dure.", "Elle accepte ce plan."),
        ("Le foyer ouvre lundi, sauf grève.", "Le foyer ouvre lundi."),
        ("Le foyer peut fermer une aile en cas de grippe.", "Le foyer peut fermer une aile."),
        ("Si le bail est signé, le foyer ouvrira lundi.", "Le foyer ouvrira lundi."),
        ("Le foyer ouvrira lundi, si le bail est signé.", "Le foyer ouvrira lundi."),
        ("Les prix, sauf erreur, restent fixes.", "Les prix restent fixes."),
    ],
)
def test_a_condition_is_dropped(sentence: str, altered: str) -> None:
    assert rewritten(clauses.condition, sentence) == [altered]


@pytest.mark.parametrize(
    "sentence",
    [
        "Si le foyer est aimé, le bourg le sait.",
        "Elle demande si le foyer ouvre.",
        "Le foyer aide les gens hors les murs.",
        "Les autres ouvriront, à l’exception du bourg, où tout existe.",
    ],
)
def test_what_sets_no_condition_stays(sentence: str) -> None:
    assert rewritten(clauses.condition, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("La ligue a créé un nouveau foyer.", "Un nouveau foyer a été créé par la ligue."),
        ("M. Orsel présente la carte.", "La carte est présentée par M. Orsel."),
        ("Le plan a été validé par les élus.", "Les élus ont validé le plan."),
        ("L’aide a été versée par l’État en juin.", "L’État a versé l’aide en juin."),
        ("Le plan est porté par la ligue.", "La ligue porte le plan."),
        ("Deux lits seront financés par la ligue.", "La ligue financera deux lits."),
    ],
)
def test_active_and_passive(sentence: str, other: str) -> None:
    assert rewritten(voice.voice, sentence) == [other]


@pytest.mark.parametrize(
    "sentence",
    [
        "La ligue a augmenté le prix.",
        "La ligue a fourni un car pour les sorties.",
        "La ligue a reçu les dons.",
        "Le plan est complété par la ligue.",
        "La ligue dit que le plan a été validé par les élus.",
    ],
)
def test_a_voice_that_cannot_be_told_stays(sentence: str) -> None:
    assert rewritten(voice.voice, sentence) == []


def test_two_halves_are_sewn_at_the_same_joint() -> None:
    one = "Le foyer ferme ses portes, parce que le bail finit."
    other = "La crèche du bourg reste vide, parce que le prix monte."
    assert rewritten(clauses.stitched, one, f"{one} {other}") == [
        "Le foyer ferme ses portes, parce que le prix monte."
    ]


def test_two_halves_are_sewn_at_the_verb_of_one_number() -> None:
    one = "Mme Orsel indique que le foyer ferme lundi."
    other = "M. Vidal répond que le bail dure deux ans."
    assert rewritten(clauses.stitched, one, f"{one} {other}") == [
        "Mme Orsel répond que le bail dure deux ans."
    ]
    plural = "Les élus du bourg ont voté deux budgets."
    assert rewritten(clauses.stitched, one, f"{one} {plural}") == []
    noun = "La demande de lits est forte en hiver."
    assert rewritten(clauses.stitched, one, f"{one} {noun}") == []
