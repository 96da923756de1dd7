"""Who says what in minutes: reports, pronouns, lists, and what nobody is told to say."""

from __future__ import annotations

import pytest

from tests.ingest.spoken import Spoken


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("Mme Vernoux indique que le délai est de neuf jours.", "neuf jours", "Mme Vernoux"),
        ("M. Tarquin (FHF) souligne la fatigue des équipes.", "fatigue", "M. Tarquin (FHF)"),
        ("Le Dr Ossart s’inquiète de la fermeture.", "fermeture", "Le Dr Ossart"),
        ("Le directeur général de l’ARS précise les dates.", "dates", "directeur général de l’ARS"),
        ("La présidente, Mme Orvel, rappelle le calendrier.", "calendrier", "Mme Orvel"),
        ("M. Tarquin, directeur du foyer, craint un départ.", "un départ", "M. Tarquin"),
        ("Mme Orvel et M. Tarquin regrettent ce choix.", "ce choix", "Mme Orvel et M. Tarquin"),
        ("Enfin, l’ARS répond que non.", "que non", "ARS"),
        ("Jeanne MORVILLE fait observer que rien ne change.", "rien ne change", "Jeanne MORVILLE"),
        ("Sur ce point, la FEHAP a demandé un report.", "un report", "FEHAP"),
        ("Selon Mme Vernoux, il en faudrait douze.", "douze", "Mme Vernoux"),
        ("Il en faudrait douze, estime Mme Vernoux.", "douze", "Mme Vernoux"),
        ("Mme Vernoux n’est pas favorable à la fusion.", "la fusion", "Mme Vernoux"),
        ("Le représentant des usagers ne s’y oppose pas.", "ne s’y", "Le représentant des usagers"),
        ("Concernant les transports M. Tarquin demande un plan.", "un plan", "M. Tarquin"),
        ("M. de La Tour prend la parole sur les urgences.", "les urgences", "M. de La Tour"),
        ("Un participant a fait remarquer le bruit.", "le bruit", "Un participant"),
        ("Réponse de l’ARS : la ligne sera rouverte en mai.", "rouverte", "ARS"),
        ("Question de M. Tarquin : la ligne sera-t-elle rouverte ?", "sera-t-elle", "M. Tarquin"),
        ("ARS (Mme Orvel) : la ligne sera rouverte en mai.", "rouverte", "ARS (Mme Orvel)"),
        ("Monsieur TARQUIN insiste sur le bruit.", "le bruit", "Monsieur TARQUIN"),
        ("Mme le Dr Ossart alerte sur le bruit.", "le bruit", "Mme le Dr Ossart"),
        (
            "Les représentants des usagers dénoncent le bruit.",
            "bruit",
            "Les représentants des usagers",
        ),
        (
            "La directrice de la CPAM explique que le bruit gêne.",
            "gêne",
            "La directrice de la CPAM",
        ),
        ("Mme Orvel, pour la CFDT, s’oppose au projet.", "au projet", "Mme Orvel"),
        ("M. Tarquin – FHF – souligne le bruit.", "le bruit", "M. Tarquin"),
        ("M. Tarquin de la FHF souligne le bruit.", "le bruit", "M. Tarquin"),
        ("M. Tarquin et l’ARS s’accordent à dire que c’est tard.", "tard", "M. Tarquin et l’ARS"),
        ("Interrogée par M. Tarquin, Mme Orvel confirme la date.", "la date", "Mme Orvel"),
        ("Le Président de la CRSA remercie les équipes.", "équipes", "Président de la CRSA"),
        ("Madame Jeanne de Saint-Aubin s’étonne du prix.", "prix", "Madame Jeanne de Saint-Aubin"),
        ("M. Tarquin : je souhaite que cela figure au compte rendu.", "figure", "M. Tarquin"),
    ],
)
def test_a_report_names_its_speaker(sentence: str, words: str, speaker: str) -> None:
    found = Spoken(sentence).by(words)
    assert found is not None
    assert found.removeprefix("Le ").startswith(speaker.removeprefix("Le "))


@pytest.mark.parametrize(
    "sentence",
    [
        "Il est indiqué que le délai est de neuf jours.",
        "Il a été rappelé que le délai est de neuf jours.",
        "Le délai est de neuf jours.",
        "Plusieurs membres demandent que le délai soit de neuf jours.",
        "Certains estiment que le délai est de neuf jours.",
        "On constate que le délai est de neuf jours.",
        "La loi précise que le délai est de neuf jours.",
        "L’article 4 dit que le délai est de neuf jours.",
        "Le schéma régional propose un délai de neuf jours.",
        "Le prix demande réflexion depuis neuf jours.",
        "Mme Vernoux est absente depuis neuf jours.",
        "M. Tarquin quitte la séance après neuf jours.",
        "Il faut compter neuf jours.",
        "Les délais présentés par Mme Vernoux sont de neuf jours.",
        "Mme Vernoux (présente), M. Tarquin (excusé), neuf jours",
        "M. Tarquin, représentant la FHF depuis neuf jours",
        "Le rapport indique que le délai est de neuf jours.",
        "Le tableau présente un délai de neuf jours.",
        "Point 3 : délai de neuf jours",
        "Intervention de Mme Vernoux sur le délai de neuf jours",
        "Présents : Mme Vernoux, M. Tarquin, neuf jours",
        "La présidente : Mme Vernoux, élue depuis neuf jours",
        "Le centre assure les soins depuis neuf jours.",
        "Le délai, jugé long par la presse, est de neuf jours.",
        "La demande de l’association a neuf jours.",
        "ARS : agence régionale de santé, saisie depuis neuf jours",
        "EHPAD : le délai moyen est toujours de neuf jours.",
        "Ordre du jour : réponse de l’ARS, délai de neuf jours",
    ],
)
def test_nobody_is_given_what_the_document_does_not_attribute(sentence: str) -> None:
    assert Spoken(sentence).by("neuf jours") is None


def test_the_sentences_that_follow_in_the_paragraph_stay_with_the_person() -> None:
    spoken = Spoken(
        "Mme Vernoux (ARS) présente la situation. Neuf centres sont ouverts. Le taux est de 12 %. "
        "M. Tarquin demande le détail. Elle le transmettra. Le compte rendu est adopté."
    )
    assert spoken.by("Neuf centres") == spoken.by("Le taux") == "Mme Vernoux (ARS)"
    assert spoken.by("le détail") == "M. Tarquin"
    assert spoken.by("Le compte rendu") is None


def test_a_pronoun_keeps_the_speaker_of_the_paragraph_before() -> None:
    spoken = Spoken(
        "M. Tarquin regrette le retard.\nIl ajoute que la salle est froide.\n"
        "Le chauffage date de 1970."
    )
    assert spoken.by("salle est froide") == "M. Tarquin"
    assert spoken.by("Le chauffage") is None


@pytest.mark.parametrize(
    ("first", "pronoun"),
    [
        ("M. Tarquin regrette le retard. M. Ossart le confirme.", "Il"),
        ("M. Tarquin regrette le retard.", "Elle"),
        ("Le retard est regrettable.", "Il"),
    ],
)
def test_a_pronoun_that_could_mean_another_means_nobody(first: str, pronoun: str) -> None:
    assert Spoken(f"{first}\n{pronoun} ajoute que la salle est froide.").by("salle") is None


def test_a_pronoun_goes_back_to_who_spoke_last_of_its_gender() -> None:
    spoken = Spoken(
        "Mme Orvel demande le calendrier. M. Tarquin répond qu’il suit. Elle insiste sur juin."
    )
    assert spoken.by("juin") == "Mme Orvel"


def test_two_persons_in_one_sentence_each_have_their_words() -> None:
    spoken = Spoken("M. Tarquin demande la date, et Mme Orvel répond que c’est en mai.")
    assert spoken.by("la date") == "M. Tarquin"
    assert spoken.by("en mai") == "Mme Orvel"


def test_a_list_belongs_to_who_announces_it() -> None:
    spoken = Spoken(
        "Mme Orvel propose :\n• un bus le matin ;\n• un bus le soir.\nLa séance est levée.\n"
        "Les suites :\n• rien de neuf"
    )
    assert spoken.by("un bus le matin") == spoken.by("un bus le soir") == "Mme Orvel"
    assert spoken.by("La séance") is None
    assert spoken.by("rien de neuf") is None


def test_an_account_that_a_person_announces_goes_on_to_the_next_speaker() -> None:
    spoken = Spoken(
        "M. Tarquin présente le bilan de l’hiver.\nLes lits ont manqué en janvier.\n"
        "Le renfort est venu en mars.\nMme Orvel l’en remercie.\nLe bilan sera diffusé."
    )
    assert spoken.by("en janvier") == spoken.by("en mars") == "M. Tarquin"
    assert spoken.by("l’en remercie") == "Mme Orvel"
    assert spoken.by("sera diffusé") is None


def test_votes_and_decisions_are_of_the_record() -> None:
    spoken = Spoken(
        "M. Tarquin souhaite un amendement. L’amendement est rejeté par 9 voix contre 4.\n"
        "Décision : le budget est adopté.\nElle sera appliquée en mai."
    )
    assert spoken.by("9 voix") is None
    assert spoken.by("budget est adopté") is None
    assert spoken.by("en mai") is None


@pytest.mark.parametrize(
    "note", ["NDLR : le chiffre exact est 12.", "Après vérification, le chiffre exact est 12."]
)
def test_a_note_of_the_writer_is_not_the_speaker_s(note: str) -> None:
    assert Spoken(f"M. Tarquin estime le nombre à dix. {note}").by("est 12") is None


def test_a_speaker_is_not_carried_over_a_heading() -> None:
    spoken = Spoken(
        "# 1. Transports\nM. Tarquin regrette le retard.\n# 2. Budget\nIl ajoute que tout va bien."
    )
    assert spoken.by("retard") == "M. Tarquin"
    assert spoken.by("tout va bien") is None
    assert [section.title_path for section in spoken.sections] == [("1. Transports",)]


def test_a_sentence_cut_by_a_page_stays_with_its_speaker() -> None:
    spoken = Spoken("M. Tarquin regrette que les bus ne soient\nplus gratuits. Il le redira.")
    assert spoken.by("plus gratuits") == spoken.by("redira") == "M. Tarquin"


def test_a_signed_text_is_its_signatory_s() -> None:
    letter = (
        "Je tiens à saluer les équipes, qui ont tenu tout l’hiver dans des conditions rudes.\n"
        "Notre région en sort plus forte, et je sais que ces travaux seront suivis d’effets. Les "
        "dix propositions qui suivent ont été écrites avec les usagers des cinq départements.\n"
        "Jeanne Morville,\nprésidente de la conférence"
    )
    assert Spoken("# Édito\n" + letter).by("plus forte") == "Jeanne Morville"
    assert Spoken(letter).by("dix propositions") == "Jeanne Morville"


def test_minutes_are_not_their_signatory_s() -> None:
    minutes = (
        "La séance est ouverte à 9 h. Le quorum est atteint, vingt-deux membres sont présents.\n"
        "Le budget est présenté, puis adopté par 22 voix sans débat. Les comptes seront publiés "
        "sur le site avant la fin du mois. La prochaine séance est fixée au 4 mai, à Laval.\n"
        "Jeanne Morville, présidente"
    )
    assert Spoken(minutes).sections == ()
