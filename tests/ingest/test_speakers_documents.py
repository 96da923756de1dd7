"""Speakers in documents as they are read: Word minutes, a synthesis in PDF, its passages."""

from __future__ import annotations

from pathlib import Path

import docx as word
import pytest

from ingest import SPEECH, Document, identify, read, speaker_of, split
from tests.ingest.builders import count_words, pdf, prose


def by(document: Document, words: str) -> str | None:
    start = document.text.index(words)
    return speaker_of(document.sections, start, start + len(words))


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Document:
    made = word.Document()
    made.add_heading("Compte rendu du bureau", level=1)
    made.add_heading("1. Approbation du compte rendu", level=2)
    made.add_paragraph("Le compte rendu est approuvé à l’unanimité des membres présents.")
    made.add_heading("2. Transports", level=2)
    made.add_paragraph(
        "Mme Orvel (FHF) indique que la ligne de nuit a fermé en mars. Les patients attendent."
    )
    made.add_paragraph("Elle propose :")
    made.add_paragraph("une navette le lundi ;", style="List Bullet")
    made.add_paragraph("une navette le jeudi.", style="List Bullet")
    made.add_paragraph("La séance est levée à 17 h.")
    path = tmp_path_factory.mktemp("speakers") / "bureau.docx"
    made.save(str(path))
    return read(identify(path))[0]


def test_word_minutes_tell_who_speaks_under_each_agenda_item(minutes: Document) -> None:
    assert (
        by(minutes, "la ligne de nuit") == by(minutes, "une navette le jeudi") == "Mme Orvel (FHF)"
    )
    assert by(minutes, "approuvé à l’unanimité") is None
    assert by(minutes, "17 h") is None
    paths = {s.title_path for s in minutes.sections if s.kind == SPEECH}
    assert paths == {("Compte rendu du bureau", "2. Transports")}


def test_a_passage_has_a_speaker_when_one_says_all_of_it(minutes: Document) -> None:
    told = {minutes.text[c.start : c.end]: c.speaker for c in split(minutes, count_words, 30)}
    assert any("ligne de nuit" in text and told[text] == "Mme Orvel (FHF)" for text in told)
    assert all(told[text] is None for text in told if "unanimité" in text or "levée" in text)


def test_a_passage_of_two_speakers_has_none(tmp_path: Path) -> None:
    path = tmp_path / "avis.txt"
    path.write_text("M. Tarquin demande un bus. Mme Orvel répond que non.\n", encoding="utf-8")
    document = read(identify(path))[0]
    assert [chunk.speaker for chunk in split(document, count_words, 256)] == [None]


def test_a_quotation_over_a_page_break_keeps_its_speaker(tmp_path: Path) -> None:
    first = [
        "Synthese des contributions des territoires de la region sur les transports du soir",
        "et les soins de nuit, telle que le comite de redaction l'a ecrite au printemps.",
        "",
        "CTS 18 : « La ligne de nuit a ferme en mars, et les patients du sud du departement",
        "attendent leur retour plus de deux heures dans le hall de l'hopital, parfois debout,",
        "faute de vehicule disponible entre la fin des visites et",
    ]
    second = [
        "le premier train du matin. Nous demandons une navette. »",
        "",
        "Le comite n'a pas repris cette demande dans les propositions communes.",
    ]
    lines = [[line for line in prose(part) if line[2]] for part in (first, second)]
    document = read(identify(pdf(tmp_path / "synthese.pdf", lines)))[0]
    assert by(document, "La ligne de nuit") == "CTS 18"
    assert by(document, "Nous demandons une navette") == "CTS 18"
    assert by(document, "n'a pas repris") is None
    assert len(document.pages) == 2


def test_agenda_items_of_plain_minutes_are_sections(tmp_path: Path) -> None:
    path = tmp_path / "cr.txt"
    path.write_text(
        "Point 1 – Approbation du compte rendu\n\nLe compte rendu est approuvé.\n\n"
        "Point 2 – Transports\n\nMme Orvel demande une navette.\n",
        encoding="utf-8",
    )
    document = read(identify(path))[0]
    titles = [s.title_path for s in document.sections if s.kind != SPEECH]
    assert titles == [("Point 1 – Approbation du compte rendu",), ("Point 2 – Transports",)]
    assert by(document, "une navette") == "Mme Orvel"
