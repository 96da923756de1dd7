"""Numbers, years and months changed, or the same written otherwise."""

from __future__ import annotations

import re

import pytest
from mutation_material import rewritten

from evals.mutations import figures


def numbers_of(text: str) -> list[str]:
    return re.findall(r"\d[\d ]*(?:,\d+)?", text)


def test_a_counted_number_changes_and_nothing_else() -> None:
    [altered] = rewritten(figures.number, "Le bureau a reçu 48 lettres en tout.")
    assert re.fullmatch(r"Le bureau a reçu \d+ lettres en tout\.", altered)
    assert "48" not in altered


@pytest.mark.parametrize("seed", range(12))
def test_a_bound_only_moves_to_the_false_side(seed: int) -> None:
    [more] = rewritten(figures.number, "Il y a plus de 40 lits ouverts.", seed=seed)
    [less] = rewritten(figures.number, "Il y a moins de 40 lits ouverts.", seed=seed)
    assert int(numbers_of(more)[0]) > 40
    assert int(numbers_of(less)[0]) < 40


@pytest.mark.parametrize("seed", range(12))
def test_a_percentage_stays_one_and_a_held_number_is_not_taken(seed: int) -> None:
    [altered] = rewritten(
        figures.number,
        "Elle compte 90 % de réponses utiles.",
        "Elle compte 90 % de réponses utiles. Il en fallait 60 %.",
        seed=seed,
    )
    assert 2 <= int(numbers_of(altered)[0]) <= 100
    assert "60" not in altered


@pytest.mark.parametrize(
    "sentence",
    [
        "La séance du 12 mars a eu lieu.",
        "La séance ouvre à 9 h 35 précises.",
        "Le CTS 76 a voté cet avis.",
        "La page 14 donne la liste complète.",
        "Les propositions 3 et 5 sont votées.",
        "Le bilan de 2021 reste à faire.",
        "Le 1er point est clos.",
        "Une seule personne a voté contre.",
    ],
)
def test_what_counts_nothing_is_left(sentence: str) -> None:
    assert rewritten(figures.number, sentence) == []


def test_a_decimal_keeps_its_places_and_a_thousand_its_blank() -> None:
    [decimal] = rewritten(figures.number, "Le taux atteint 12,4 points au total.")
    assert re.search(r" \d+,\d points", decimal)
    [thousand] = rewritten(figures.number, "La ligue compte 2 300 adhérents à jour.")
    assert re.search(r"\d \d00|[1-9]00", thousand)


def test_a_number_in_words_becomes_another_word() -> None:
    [altered] = rewritten(figures.number, "Elle a réuni quinze membres ce jour.")
    assert not re.search(r"\d|quinze", altered)


def test_a_number_of_the_passage_for_another_thing() -> None:
    passage = "Le site a 30 lits et 45 agents. Il a coûté 9 000 euros."
    assert rewritten(figures.number_inside, "Le site a 30 lits.", passage) == ["Le site a 45 lits."]


def test_two_numbers_that_count_different_things_are_exchanged() -> None:
    assert rewritten(figures.numbers_swapped, "Le site a 30 lits pour loger 45 agents.") == [
        "Le site a 45 lits pour loger 30 agents."
    ]
    assert rewritten(figures.numbers_swapped, "Il faut entre 30 et 45 lits.") == []
    assert rewritten(figures.numbers_swapped, "Pour 30 % des sites, il faut payer 450 euros.") == []


def test_a_year_changes_but_not_to_one_of_the_passage() -> None:
    passage = "Le plan de 2020 est clos. Celui de 2021 aussi, comme celui de 2019."
    [altered] = rewritten(figures.year, "Le plan de 2020 est clos.", passage)
    assert re.fullmatch(r"Le plan de 20\d\d est clos\.", altered)
    assert not {"2019", "2020", "2021"} & set(altered.split())


@pytest.mark.parametrize("seed", range(12))
def test_a_month_changes_to_one_that_has_the_day(seed: int) -> None:
    [altered] = rewritten(figures.month, "Le vote du 31 mai est acquis.", seed=seed)
    assert altered.split()[4] in "janvier mars juillet août octobre décembre".split()


def test_the_same_number_written_otherwise() -> None:
    assert rewritten(figures.spelled_otherwise, "La ligue a ouvert 7 antennes.") == [
        "La ligue a ouvert sept antennes."
    ]
    assert rewritten(figures.spelled_otherwise, "La ligue a ouvert vingt antennes.") == [
        "La ligue a ouvert 20 antennes."
    ]
    assert rewritten(figures.spelled_otherwise, "La hausse est de 7 % cette année.") == []


def test_the_same_date_written_otherwise() -> None:
    assert rewritten(figures.date_otherwise, "Elle ouvre le 1er juillet 2022.") == [
        "Elle ouvre le 01/07/2022."
    ]
    assert rewritten(figures.date_otherwise, "Elle ouvre le 1er juillet.") == []
