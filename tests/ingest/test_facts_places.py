"""Facts are told by a document's own label, not by its agenda, its host or what it cites."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest import facts
from ingest.flow import Flow, flow
from ingest.model import Line, RawPage


def _flow(text: str) -> Flow:
    """A document of one line a block; "# " marks a heading."""
    lines = tuple(
        Line(text=line.removeprefix("# "), level=1 if line[:2] == "# " else None, paragraph=True)
        for line in text.strip().splitlines()
    )
    return flow([RawPage(number=1, lines=lines, reader="x")], [None])


def _facts(text: str, *, margins: Sequence[str] = (), stated: str | None = None) -> dict[str, str]:
    found = facts.find(_flow(text), stated, margins, "fichier")
    return {name: fact.value for name, fact in found.items()}


MINUTES = """
# Conseil territorial de santé du Cantal
Compte rendu de la séance du 4 avril 2024
# Présents
Mme Lise Roche, CPAM
# Ordre du jour
# 1. Approbation du compte rendu du 11 janvier 2024
Le compte rendu est approuvé.
# 2. Avis de la CRSA Grand Est sur le bilan
Présentation du bilan.
"""


def test_the_agenda_does_not_speak_for_the_minutes() -> None:
    assert _facts(MINUTES) == {
        "title": "Conseil territorial de santé du Cantal",
        "body": "CTS",
        "region": "Auvergne-Rhône-Alpes",
        "territory": "Cantal",
        "kind": "compte rendu",
        "date": "2024-04-04",
    }


def test_headings_of_items_are_no_title() -> None:
    text = "CRSA Corse – séance du 4 avril 2024\n# 1. Suites de la réunion du 11 janvier 2024\nVu."
    found = _facts(text)
    assert (found["title"], found["date"]) == ("CRSA Corse – séance du 4 avril 2024", "2024-04-04")


def test_a_meeting_cited_by_a_heading_is_not_the_document_s() -> None:
    text = """
# CRSA Normandie
Séance plénière du 4 avril 2024
# Participants
M. Paul Roche, FHF
# Suites de la séance du 11 janvier 2024
Le bilan est présenté et un avis est rendu.
# Prochaine séance plénière : 6 juin 2024
"""
    found = _facts(text)
    assert (found["date"], found.get("kind")) == ("2024-04-04", None)


def test_the_head_tells_the_region_before_later_headings() -> None:
    text = """
# Groupe de travail sur la psychiatrie
Agence régionale de santé de Normandie – réunion du 4 avril 2024
Présentation en séance par les équipes.
# Une expérience de la région Occitanie
Présentation.
"""
    assert _facts(text)["region"] == "Normandie"


def test_minutes_may_be_named_by_a_heading_after_the_first_sentence() -> None:
    text = (
        "Ce texte est diffusé aux membres.\n# Relevé de décisions\n# Séance du 4 avril 2024\nOui."
    )
    found = _facts(text)
    assert (found["kind"], found["date"]) == ("relevé de décisions", "2024-04-04")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Rapport annuel\nJuin 2022\nLe décret du 4 mai 2021 fixe la composition.", "2022-06"),
        ("Rapport annuel 2021\nJuin 2022\nLa CNS a rendu son avis le 4 mai 2021.", "2022-06"),
        ("Procès-verbal\nApprouvé le 6 juin 2024\nCTS du Lot\nRéunion du 4 avril 2024",
         "2024-04-04"),
        ("COMPTE-RENDU\nApprouvé lors de la séance du 6 juin 2024\nRéunion du 4 avril 2024",
         "2024-04-04"),
        ("Compte rendu approuvé le 6 juin 2024, séance du 4 avril 2024", "2024-04-04"),
        ("Avis sur le projet\nDocument de travail – version du 3 mai 2024\nSéance du 4 avril 2024",
         "2024-04-04"),
        ("Compte rendu\nRédigé le 3 mai 2024\nSéance du jeudi 4 avril 2024", "2024-04-04"),
        ("Avis sur le projet\nDocument de travail – version du 3 mai 2024", "2024-05-03"),
        ("Avis sur les soins\nAvis adopté le 4 avril 2024", "2024-04-04"),
        ("Rapport sur les soins\nAvril 2024\nRapport adopté le 4 avril 2024", "2024-04-04"),
        ("Avis sur les soins\nLille, le 4 avril 2024\nSaisine du 3 mai 2023", "2024-04-04"),
        ("CTS du Lot\nDate de diffusion : 3 mai 2024\nDate : jeudi 4 avril 2024", "2024-04-04"),
        ("Contribution de la CRSA\nContribution validée en bureau le 4 avril 2024", "2024-04-04"),
        ("Avis\nVu l’arrêté du 3 mai 2023 ;\nElle, réunie en séance le 4 avril 2024, approuve.",
         "2024-04-04"),
        ("Avis sur le décret du 4 avril 2024", None),
        ("Avis sur la loi du 4 avril 2024\nProchaine réunion le 6 juin 2024", None),
        ("Rapport sur les soins\nEnquête du 3 mai 2023\nRéunion du 4 avril 2024", "2024-04-04"),
        ("Prochaines dates : 4 avril 2024, 6 juin 2024", None),
        ("Projet régional de santé 2018-2028", None),
        ("Un premier texte.\nLe 4 avril 2024, le ministre a lancé une concertation.", None),
        ("Un premier texte.\nElle s’est réunie à Caen le jeudi 4 avril 2024.", "2024-04-04"),
        ("Un premier texte est joint.\nMarie Roche, le 4 avril 2024", "2024-04-04"),
        ("Un premier texte.\nPrésents à la séance du 4 avril 2024", "2024-04-04"),
    ],
)  # fmt: skip
def test_the_words_before_a_date_weigh_it(text: str, date: str | None) -> None:
    assert _facts(text).get("date") == date


def test_what_was_done_to_a_document_is_not_its_title() -> None:
    text = "# Procès-verbal\n# Approuvé le 6 juin 2024\n# CTS du Lot\n# Réunion du 4 avril 2024"
    assert _facts(text)["title"] == "CTS du Lot"


def test_the_first_line_speaks_like_a_title() -> None:
    text = """
Avis de la CRSA Occitanie sur le projet régional
La Corse a rendu un avis. La Corse et sa CRSA travaillent.
En Corse, les délais sont longs.
"""
    assert _facts(text)["region"] == "Occitanie"


LETTERHEAD = "Agence régionale de santé Auvergne-Rhône-Alpes"
UNDER_LETTERHEAD = """
Compte rendu
Conseil territorial de santé du Cantal
Séance du 4 avril 2024
"""


@pytest.mark.parametrize("is_margin", [True, False])
def test_a_letterhead_does_not_speak_for_the_body_that_it_hosts(is_margin: bool) -> None:
    text = UNDER_LETTERHEAD if is_margin else LETTERHEAD + UNDER_LETTERHEAD
    assert _facts(text, margins=[LETTERHEAD] if is_margin else []) == {
        "title": "Compte rendu",
        "body": "CTS",
        "region": "Auvergne-Rhône-Alpes",
        "territory": "Cantal",
        "kind": "compte rendu",
        "date": "2024-04-04",
    }


def test_a_letterhead_speaks_when_nothing_else_does() -> None:
    found = _facts("Note sur les soins\nUn texte.", margins=["ARS Normandie"])
    assert (found["body"], found["region"]) == ("ARS", "Normandie")


def test_running_text_tells_a_kind_only_of_itself() -> None:
    assert "kind" not in _facts("Le bilan est présenté. Un avis est rendu.")
    assert _facts("Un texte. Le présent avis porte sur les soins.")["kind"] == "avis"
