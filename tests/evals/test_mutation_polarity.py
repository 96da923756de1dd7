"""Negations, opposites, quantifiers, forces and acts of speech."""

from __future__ import annotations

import pytest
from mutation_material import rewritten

from evals.mutations import polarity
from evals.mutations.antonyms import ANTONYMS
from evals.mutations.lexicon import FORCES, QUANTIFIERS, SPEECH


@pytest.mark.parametrize(
    ("sentence", "altered"),
    [
        ("Le foyer est ouvert.", "Le foyer n’est pas ouvert."),
        ("Les foyers ont fermé.", "Les foyers n’ont pas fermé."),
        ("Le foyer sera ouvert.", "Le foyer ne sera pas ouvert."),
        ("La ligue s’est réunie.", "La ligue ne s’est pas réunie."),
        ("Le foyer a un jardin.", "Le foyer n’a pas de jardin."),
        ("Le foyer a une entrée.", "Le foyer n’a pas d’entrée."),
    ],
)
def test_a_clause_is_denied(sentence: str, altered: str) -> None:
    assert rewritten(polarity.negation_added, sentence) == [altered]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le foyer n’est pas ouvert.",
        "Aucun foyer ne sera ouvert.",
        "La ligue l’a dit.",
        "Le foyer est également ouvert.",
        "Le foyer a reçu des dons sans aucune aide.",
        "On trouve un foyer à l’est du bourg.",
    ],
)
def test_no_second_negation_nor_a_misplaced_one(sentence: str) -> None:
    assert rewritten(polarity.negation_added, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "altered"),
    [
        ("Le foyer n’est pas ouvert.", "Le foyer est ouvert."),
        ("Elle dit que le foyer ne ferme pas.", "Elle dit que le foyer ferme."),
        ("Il note que n’ont pas voté les élus.", "Il note qu’ont voté les élus."),
        ("Le foyer n’est plus ouvert.", "Le foyer est toujours ouvert."),
        ("Le foyer n’a pas encore fermé.", "Le foyer a déjà fermé."),
        ("Ce n’est pas un refus.", "C’est un refus."),
    ],
)
def test_a_denial_is_taken_back(sentence: str, altered: str) -> None:
    assert rewritten(polarity.negation_removed, sentence) == [altered]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le foyer n’a pas de jardin.",
        "Le foyer n’a pas trouvé d’aide.",
        "Aucun élu ne vote jamais seul.",
        "Il n’est pas seulement ouvert le soir.",
        "Elle craint que le foyer ne ferme plus tôt.",
    ],
)
def test_what_would_not_be_french_is_left(sentence: str) -> None:
    assert rewritten(polarity.negation_removed, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "altered"),
    [
        ("Le budget augmente peu.", "Le budget diminue peu."),
        ("L’augmentation est forte.", "La diminution est forte."),
        ("Un avis favorable est rendu.", "Un avis défavorable est rendu."),
        ("Les lits publics manquent.", "Les lits privés manquent."),
        ("Le vote a lieu avant la pause.", "Le vote a lieu après la pause."),
    ],
)
def test_a_word_becomes_its_opposite(sentence: str, altered: str) -> None:
    assert altered in rewritten(polarity.antonym, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Il faut agir avant de partir.",
        "Mme Orsel présente le bilan.",
        "Le vote du 12 juin dernier compte.",
        "La santé publique progresse.",
        "Les lits publics et privés manquent.",
        "Ils travaillent en présence.",
    ],
)
def test_a_set_phrase_has_no_opposite(sentence: str) -> None:
    assert rewritten(polarity.antonym, sentence) == []


def test_every_opposite_cites_a_page_and_differs() -> None:
    assert len(ANTONYMS) > 200
    for word, opposite in ANTONYMS.items():
        assert opposite.word != word
        assert opposite.source.startswith("https://www.cnrtl.fr/antonymie/")


def test_every_swap_cites_a_page() -> None:
    for swap in (*QUANTIFIERS, *FORCES, *SPEECH):
        assert swap.source.startswith("https://fr.wiktionary.org/wiki/")


@pytest.mark.parametrize(
    ("sentence", "altered"),
    [
        ("Tous les foyers sont ouverts.", "Une minorité des foyers sont ouverts."),
        ("Certaines équipes suffisent.", "Toutes les équipes suffisent."),
        ("Il y a moins de 30 lits.", "Il y a plus de 30 lits."),
        ("Il est adopté à l’unanimité.", "Il est adopté aux deux tiers des voix."),
    ],
)
def test_what_a_quantity_covers_changes(sentence: str, altered: str) -> None:
    assert rewritten(polarity.quantifier, sentence) == [altered]


def test_a_pronoun_is_no_quantifier_to_replace() -> None:
    assert rewritten(polarity.quantifier, "Certaines ont fermé hier.") == []
    assert rewritten(polarity.quantifier, "Elle ne ferme pas toujours à midi.") == []


@pytest.mark.parametrize(
    ("sentence", "altered"),
    [
        ("Le foyer doit ouvrir.", "Le foyer peut ouvrir."),
        ("Elle propose de fermer.", "Elle décide de fermer."),
        ("Le foyer sera ouvert lundi.", "Le foyer a été ouvert lundi."),
        ("Les postes seraient financés.", "Les postes sont financés."),
    ],
)
def test_force_changes(sentence: str, altered: str) -> None:
    assert rewritten(polarity.force, sentence) == [altered]


def test_cannot_and_must_not_are_too_near() -> None:
    assert rewritten(polarity.force, "Le foyer ne peut être fermé.") == []
    assert rewritten(polarity.force, "Le foyer sera ouvert si le bail est signé.") == []


def test_an_act_of_speech_becomes_another() -> None:
    assert rewritten(polarity.speech, "M. Orsel demande que le foyer ouvre.") == [
        "M. Orsel obtient que le foyer ouvre."
    ]
    assert rewritten(polarity.speech, "Il ferme à la demande des élus.") == []
