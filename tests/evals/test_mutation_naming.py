"""People, bodies, regions and acronyms: changed, exchanged, or written otherwise."""

from __future__ import annotations

import pytest
from mutation_material import rewritten

from evals.mutations import naming
from evals.mutations.material import acronyms
from evals.mutations.people import people


def test_people_are_told_by_a_title_or_by_what_they_say() -> None:
    text = "Mme Le Goff et M. Jean de Brive parlent. Anne-Marie DURIEU rappelle la règle."
    assert [(one.title, one.name, one.surname) for one in people(text)] == [
        ("Mme", "Le Goff", "Le Goff"),
        ("M.", "Jean de Brive", "Brive"),
        ("", "Anne-Marie DURIEU", "DURIEU"),
    ]
    assert people("Les CPTS rappelle. La CRSA indique. Anne DURIEU écoute.") == ()


def test_a_stranger_of_the_same_title_takes_the_place() -> None:
    assert rewritten(
        naming.name,
        "Mme Orsel ouvre la séance.",
        elsewhere="M. Vidal et Mme Tardieu ont écrit.",
    ) == ["Mme Tardieu ouvre la séance."]


def test_nobody_known_here_is_a_stranger() -> None:
    passage = "Mme Orsel ouvre la séance. Mme Tardieu la clôt."
    assert (
        rewritten(
            naming.name, "Mme Orsel ouvre la séance.", passage, elsewhere="Mme Tardieu écrit."
        )
        == []
    )


def test_another_of_the_passage_unless_speaking() -> None:
    passage = "M. Orsel dirige le foyer. M. Vidal estime que cela suffit."
    assert rewritten(naming.name_inside, "M. Orsel dirige le foyer.", passage) == [
        "M. Vidal dirige le foyer."
    ]
    assert rewritten(naming.name_inside, "M. Vidal estime que cela suffit.", passage) == []
    assert rewritten(naming.speaker, "M. Vidal estime que cela suffit.", passage) == [
        "M. Orsel estime que cela suffit."
    ]
    assert rewritten(naming.speaker, "M. Orsel dirige le foyer.", passage) == []


def test_two_people_exchanged_only_around_a_verb() -> None:
    assert rewritten(naming.swapped, "M. Orsel remplace M. Vidal au bureau.") == [
        "M. Vidal remplace M. Orsel au bureau."
    ]
    assert rewritten(naming.swapped, "Mme Orsel répond à M. Vidal sur ce point.") == [
        "M. Vidal répond à Mme Orsel sur ce point."
    ]
    assert rewritten(naming.swapped, "M. Orsel et M. Vidal ont voté.") == []


@pytest.mark.parametrize("seed", range(6))
def test_a_body_gives_way_to_one_of_its_gender(seed: int) -> None:
    [altered] = rewritten(naming.body, "L’ARS publie la carte.", seed=seed)
    assert altered.split(" publie")[0] in (
        "La CRSA L’URPS La CDU La HAS La CPAM La MDPH La CPTS".replace(" L", "|L").split("|")
    )


def test_a_numbered_body_takes_the_number_of_another() -> None:
    assert rewritten(
        naming.body, "Le CTS 62 approuve ce texte.", elsewhere="Le CTS 59 a répondu."
    ) == ["Le CTS 59 approuve ce texte."]


def test_a_body_beside_its_own_words_or_of_a_profession_is_left() -> None:
    assert rewritten(naming.body, "Les conseils territoriaux de santé (CTS) votent.") == []
    assert rewritten(naming.body, "L’URPS infirmiers approuve.") == []


@pytest.mark.parametrize(
    ("sentence", "opening"),
    [
        ("On compte 12 foyers en Bretagne.", "On compte 12 foyers en "),
        ("Le plan des Hauts-de-France est prêt.", "Le plan des Pays de la Loire"),
        ("Un foyer ouvre dans l’Oise.", "Un foyer ouvre dans l’"),
        ("Le préfet du Morbihan répond.", "Le préfet du "),
    ],
)
def test_a_place_gives_way_to_one_that_takes_its_article(sentence: str, opening: str) -> None:
    [altered] = rewritten(naming.region, sentence)
    assert altered.startswith(opening)
    assert altered != sentence


def test_a_town_with_the_name_of_a_place_is_left() -> None:
    assert rewritten(naming.region, "La mairie de Bourg-en-Bretagne Nord ouvre.") == []


def test_acronyms_are_read_beside_their_words() -> None:
    text = "L’union des aidants de la vallée (UAV) et la ligue (XYZ) répondent."
    assert acronyms(text) == {"UAV": "union des aidants de la vallée"}


def test_an_acronym_both_ways() -> None:
    passage = "L’union des aidants (UA) agit. L’UA a reçu 40 appels."
    assert rewritten(naming.acronym, "L’UA a reçu 40 appels.", passage) == [
        "L’union des aidants a reçu 40 appels."
    ]
    assert rewritten(naming.acronym, "L’union des aidants (UA) agit.", passage) == ["L’UA agit."]


def test_reported_speech_the_other_way() -> None:
    assert rewritten(naming.reported, "Mme Orsel indique que le foyer ouvre lundi.") == [
        "Selon Mme Orsel, le foyer ouvre lundi."
    ]
    assert rewritten(naming.reported, "L’agence rappelle qu’il faut deux clés.") == [
        "Selon l’agence, il faut deux clés."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mme Orsel indique que le foyer ouvre, mais qu’il reste fermé.",
        "Mme Orsel le confirme et précise que le foyer ouvre.",
        "Mme Orsel demande que le foyer ouvre.",
    ],
)
def test_speech_that_binds_more_is_left(sentence: str) -> None:
    assert rewritten(naming.reported, sentence) == []
