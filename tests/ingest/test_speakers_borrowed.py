"""Words that a speaker reads or repeats are another's: that one's, or nobody's."""

from __future__ import annotations

import pytest

from tests.ingest.spoken import Spoken


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("M. Tarquin donne lecture du courrier de l’ARS", "ARS"),
        ("M. Tarquin lit un courrier de Mme Orvel", "Mme Orvel"),
        ("M. Tarquin lit un message de Mme Orvel daté du 4 mai", "Mme Orvel"),
        ("M. Tarquin lit la lettre adressée par Mme Orvel au préfet", "Mme Orvel"),
        ("M. Tarquin cite Mme Orvel", "Mme Orvel"),
        ("M. Tarquin cite le rapport de la Cour des comptes", "la Cour des comptes"),
        ("M. Tarquin a donné lecture de la contribution de la FHF", "FHF"),
        ("M. Tarquin rappelle les mots de Mme Orvel", "Mme Orvel"),
        ("M. Tarquin rapporte les propos du CTS 18", "CTS 18"),
        ("M. Tarquin : je vous lis le courrier de Mme Orvel, qui écrit", None),
        ("M. Tarquin rappelle que Mme Orvel avait déclaré", "Mme Orvel"),
        ("M. Tarquin rappelle qu’en mai dernier, Mme Orvel a répondu", "Mme Orvel"),
        ("M. Tarquin évoque la lettre où Mme Orvel écrit", "Mme Orvel"),
        ("M. Tarquin regrette que l’ARS ait tardé, car l’ARS avait affirmé", "ARS"),
        ("M. Tarquin : l’ARS nous a répondu", "ARS"),
        ("Selon M. Tarquin, l’ARS a répondu", "ARS"),
    ],
)
def test_words_that_a_speaker_repeats_are_their_author_s(
    introduction: str, speaker: str | None
) -> None:
    spoken = Spoken(f"{introduction} : « Le bus manque le soir. »")
    assert spoken.by("bus manque") == speaker
    assert spoken.by("Tarquin") == "M. Tarquin"


@pytest.mark.parametrize(
    "introduction",
    [
        "M. Tarquin lit",
        "M. Tarquin cite un proverbe",
        "M. Tarquin donne lecture de l’article 4",
        "M. Tarquin donne lecture du projet d’avis",
        "M. Tarquin lit le courrier que Mme Orvel a envoyé",
        "M. Tarquin rappelle les termes de la loi",
        "M. Tarquin rappelle que le rapport indiquait",
        "Selon M. Tarquin, le rapport indique",
        "M. Tarquin interroge Mme Orvel, qui répond",
        "M. Tarquin précise que Mme Orvel demande un bus et ajoute",
        "M. Tarquin indique qu’elle avait déclaré",
        "M. Tarquin conteste les propos de Mme Orvel",
    ],
)
def test_words_repeated_from_whom_the_document_does_not_tell_are_nobody_s(
    introduction: str,
) -> None:
    spoken = Spoken(f"{introduction} : « Le bus manque le soir. » La salle en convient.")
    assert spoken.by("bus manque") is None
    assert spoken.by("Tarquin") == "M. Tarquin"


@pytest.mark.parametrize(
    "introduction",
    [
        "M. Tarquin répond à la question de Mme Orvel :",
        "M. Tarquin interpelle Mme Orvel :",
        "M. Tarquin lit sa déclaration :",
        "M. Tarquin regrette le retard de l’ARS et ajoute :",
        "M. Tarquin rappelle qu’il avait déclaré :",
        "M. Tarquin pense que le délai est long et précise :",
        "M. Tarquin pose une question :",
        "M. Tarquin, directeur de l’ARS, déclare :",
        "M. Tarquin trouve que l’accueil de l’ARS est",
        "M. Tarquin :",
        "Selon M. Tarquin, il a toujours dit :",
    ],
)
def test_a_speaker_s_own_words_stay_his(introduction: str) -> None:
    assert Spoken(f"{introduction} « Le bus manque le soir. »").by("bus manque") == "M. Tarquin"


def test_words_repeated_need_no_colon_after_the_verb() -> None:
    spoken = Spoken("M. Tarquin rappelle que Mme Orvel avait déclaré « le bus manque » en mai.")
    assert spoken.by("bus manque") == "Mme Orvel"
    assert spoken.by("en mai") == "M. Tarquin"


def test_the_second_part_of_what_is_read_is_not_the_reader_s() -> None:
    spoken = Spoken("M. Tarquin lit le courrier : « Le bus manque », puis : « Le train aussi ».")
    assert spoken.by("bus manque") is None
    assert spoken.by("train aussi") is None


def test_a_document_that_speaks_in_somebody_s_account_is_not_he() -> None:
    spoken = Spoken("M. Tarquin présente le bilan. Le rapport indique : « Le bus manque. »")
    assert spoken.by("le bilan") == "M. Tarquin"
    assert spoken.by("bus manque") is None


def test_who_is_named_after_the_verb_goes_on_with_a_relative() -> None:
    spoken = Spoken("« Le bus manque », regrette M. Tarquin, qui ajoute : « Le train aussi. »")
    assert spoken.by("bus manque") == spoken.by("train aussi") == "M. Tarquin"


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("M. Tarquin lit le courrier de l’ARS :", "ARS"),
        ("M. Tarquin donne lecture de l’article 4 :", None),
        ("M. Tarquin déclare :", "M. Tarquin"),
    ],
)
def test_what_is_read_may_stand_in_the_next_paragraphs(
    introduction: str, speaker: str | None
) -> None:
    spoken = Spoken(f"{introduction}\n« Le bus manque. »\n« Le train aussi. »")
    assert spoken.by("bus manque") == spoken.by("train aussi") == speaker
