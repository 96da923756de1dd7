"""Where what one says ends and what another says begins, inside a paragraph."""

from __future__ import annotations

import pytest

from tests.ingest.spoken import Spoken

FIRST = "Mme Vernoux indique que le délai est long."


@pytest.mark.parametrize(
    "sentence",
    [
        "Pour Mme Orvel, la gare est trop loin.",
        "Pour l’ARS, la gare est trop loin.",
        "Du côté de l’ARS, on assure que la gare est trop loin.",
        "Côté FHF, la gare est trop loin.",
        "Quant à Mme Orvel, la gare est trop loin.",
        "Celui-ci répond que la gare est trop loin.",
        "Il ajoute que la gare est trop loin.",
        "Les membres s’accordent un temps de réflexion : la gare est trop loin.",
    ],
)
def test_a_sentence_that_may_be_another_s_ends_the_speech(sentence: str) -> None:
    spoken = Spoken(f"{FIRST} {sentence} La route est sûre.")
    assert spoken.by("délai est long") == "Mme Vernoux"
    assert spoken.by("gare est trop loin") is None
    assert spoken.by("route est sûre") is None


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Quant à Mme Orvel, elle juge que la gare est trop loin.", "Mme Orvel"),
        ("Quant à M. Tarquin, il juge que la gare est trop loin.", "M. Tarquin"),
        ("Pour Mme Orvel, elle juge que la gare est trop loin.", None),
        ("Pour M. Tarquin, Mme Orvel demande si la gare est trop loin.", "Mme Orvel"),
        ("Pour les usagers, la gare est trop loin.", "Mme Vernoux"),
        ("Pour l’hôpital, la gare est trop loin.", "Mme Vernoux"),
        ("Pour finir, la gare est trop loin.", "Mme Vernoux"),
        ("Elle ajoute que la gare est trop loin.", "Mme Vernoux"),
        ("Il convient de dire que la gare est trop loin.", "Mme Vernoux"),
        ("Les membres de sa famille vivent trop loin.", "Mme Vernoux"),
        ("Les membres s’interrogent : la gare est trop loin.", "Les membres"),
        ("Les membres s’interrogent sur la gare, qui est trop loin.", "Les membres"),
        ("L’ARS s’interroge sur la gare, qui est trop loin.", "ARS"),
    ],
)
def test_who_is_meant_after_a_first_speaker(sentence: str, speaker: str | None) -> None:
    words = "trop loin"
    assert Spoken(f"{FIRST} {sentence}").by(words) == speaker


@pytest.mark.parametrize(
    ("written", "speaker"),
    [
        (
            "D’après Mme Orvel, deux cars suffisent ; selon M. Tarquin, il en faut dix.",
            "M. Tarquin",
        ),
        ("Mme Orvel estime le nombre à deux ; d’après M. Tarquin, il en faut dix.", "M. Tarquin"),
        ("Selon Mme Orvel, c’est peu, tandis que selon M. Tarquin, il en faut dix.", "M. Tarquin"),
        ("Selon Mme Orvel, c’est peu ; pour M. Tarquin, il en faut dix.", None),
        ("Selon Mme Orvel, c’est peu ; pour finir, il en faut dix.", "Mme Orvel"),
        ("Mme Orvel indique que, selon M. Tarquin, il en faut dix.", "Mme Orvel"),
    ],
)
def test_a_clause_of_another_is_not_the_first_one_s(written: str, speaker: str | None) -> None:
    spoken = Spoken(written)
    assert spoken.by("faut dix") == speaker
    assert spoken.by("Orvel") == "Mme Orvel"


@pytest.mark.parametrize(
    ("first", "pronoun", "speaker"),
    [
        ("Mme Orvel interpelle M. Tarquin.", "Celui-ci", "M. Tarquin"),
        ("M. Ossart interpelle M. Tarquin.", "Celui-ci", "M. Tarquin"),
        ("M. Tarquin interpelle Mme Orvel (ARS).", "Cette dernière", "Mme Orvel (ARS)"),
        ("La gare est loin, estime M. Tarquin.", "Ce dernier", "M. Tarquin"),
        ("M. Tarquin présente le rapport.", "Celui-ci", None),
        ("M. Tarquin interpelle Mme Orvel.", "Celui-ci", None),
        ("Mme Orvel a saisi l’ARS.", "Celle-ci", None),
        ("M. Tarquin salue M. Ossart et le préfet.", "Celui-ci", None),
    ],
)
def test_celui_ci_is_the_last_person_named_or_nobody(
    first: str, pronoun: str, speaker: str | None
) -> None:
    again = "Elle" if pronoun.startswith(("Celle", "Cette")) else "Il"
    written = f"{first} {pronoun} répond que le plan est clos. {again} ajoute qu’il est public."
    assert Spoken(written).by("plan est clos") == speaker
    assert Spoken(written).by("public") == speaker
    assert Spoken(written.replace(f" {pronoun}", f"\n{pronoun}")).by("plan est clos") == speaker


@pytest.mark.parametrize(
    ("tag", "speaker"),
    [
        ("regrette une infirmière", "une infirmière"),
        ("regrette une infirmière, tandis que le maire de Laval affirme : « Non. »", "une infirm"),
        ("regrette Mme Orvel", "Mme Orvel"),
        ("regrette une brancardière de Laval", None),
        ("note le rapport", None),
        ("selon le rapport", None),
        ("selon la FHF", "FHF"),
        ("dit-il", "M. Tarquin"),
        ("dit-elle", None),
    ],
)
def test_a_tag_after_the_quotation_wins_over_the_name_above(tag: str, speaker: str | None) -> None:
    found = Spoken(f"M. Tarquin\n« Nous manquons de bras », {tag}.").by("manquons de bras")
    assert found is None if speaker is None else (found or "").startswith(speaker)


def test_the_quotation_before_a_tag_is_its_speaker_s() -> None:
    spoken = Spoken(
        "« Nous manquons de bras », regrette une infirmière, tandis que le maire de Laval "
        "affirme : « Le bus restera. »"
    )
    assert spoken.by("manquons de bras") == spoken.by("regrette") == "une infirmière"
    assert spoken.by("bus restera") == "le maire de Laval"
