"""What the commands say of scans: read and marked, or unread with the advice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cli_harness import Command
from fakes.documents import make_document
from fakes.scripted_assistant import cite
from fakes.tesseract import fake_tesseract, without_tesseract
from pypdf import PdfWriter

from assistant.pageview import picture
from assistant.ui import text
from ingest import identify, read
from tests.ingest.builders import pdf, prose
from tests.ingest.scans import pictures, scan

pytestmark = pytest.mark.model

READ = "La navette du samedi dessert onze hameaux du plateau depuis le printemps."
SEEN = "Le conseil de Valmont réclame une salle de garde pour les infirmières."
MARK = "texte reconnu sur une image, peut contenir des erreurs"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path / "données", capsys)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A page of text and a page that is a picture."""
    written = pdf(tmp_path / "texte.pdf", [prose([READ])])
    writer = PdfWriter()
    writer.append(written)
    writer.append(scan(tmp_path / "image.pdf", pictures(written, dpi=60), dpi=60))
    writer.write(tmp_path / "avis.pdf")
    return tmp_path / "avis.pdf"


def _seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        f"5\t1\t1\t1\t1\t{n}\t{200 + 170 * n}\t400\t160\t36\t91\t{word}"
        for n, word in enumerate(SEEN.split(), 1)
    ]
    fake_tesseract(tmp_path / "bin", monkeypatch, body=f"print({chr(10).join(rows)!r})")


def test_unread_pages_are_told_with_what_to_install(
    run: Command, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_tesseract(tmp_path / "rien", monkeypatch)
    plain = run("ingest", document)
    assert plain.code == 0
    assert "images dont le texte n’a pas été lu : page 2" in plain.out
    assert "apt-get install tesseract-ocr tesseract-ocr-fra" in plain.out
    (line,) = run("ingest", document, "--json").json["documents"]
    assert (line["pages_without_text"], line["pages_needing_ocr"]) == ([2], [2])
    (notice,) = line["notices"]
    assert (notice["kind"], notice["pages"]) == ("no-text", [2])
    assert "Tesseract n’est pas installé" in notice["message"]
    assert "Windows" in notice["advice"]
    assert "images dont le texte n’a pas été lu : page 2" in run("status").out


def test_a_scan_alone_fails_with_the_advice(
    run: Command, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_tesseract(tmp_path / "rien", monkeypatch)
    done = run("ingest", tmp_path / "image.pdf", "--json")
    (line,) = done.json["documents"]
    assert (done.code, line["status"], line["error"]["kind"]) == (1, "failed", "no-text")
    assert "tesseract-ocr-fra" in line["error"]["advice"]


def test_recognised_words_are_cited_with_their_mark(
    run: Command, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _seen(tmp_path, monkeypatch)
    plain = run("ingest", document)
    assert "texte reconnu sur des images, à relire : page 2" in plain.out
    question = "Que réclame le conseil de Valmont ?"
    answer = run("ask", question, "--json", "--engine", "extractive").json
    marked = {c["page_start"]: (c["ocr"], c["confidence"]) for c in answer["citations"]}
    assert marked == {2: (True, 0.91)}
    assert MARK in run("ask", question, "--engine", "extractive").out
    passages = run("search", question, "--json").json["passages"]
    assert [p["ocr"] for p in passages if "infirmières" in p["text"]] == [True]
    page = run("text", "avis", "--page", "2", "--json").json["pages"][0]
    assert (page["ocr"], page["confidence"], page["needs_ocr"]) == (True, 0.91, False)
    assert MARK in run("text", "avis", "--page", "2").out
    assert MARK not in run("text", "avis", "--page", "1").out


def test_a_recognised_page_is_shown_with_nothing_lit(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture knows no text: its words are nowhere to be found on it, so none is lit."""
    _seen(tmp_path, monkeypatch)
    found = read(identify(document))[0]
    page = found.pages[1]
    assert page.ocr
    drawn = picture(found, document, 2, (page.start, page.end))
    assert (drawn.png[:4], drawn.lit) == (b"\x89PNG", False)
    assert picture(found, document, 1, (0, found.text.index("."))).lit


def test_the_chat_and_its_copy_say_it_beside_the_citation() -> None:
    source = cite(make_document("avis", [READ]), "onze hameaux")
    seen = replace(source, ocr=True, confidence=0.9)
    assert text.place(source) == "p. 1"
    assert text.place(seen) == f"p. 1 ({MARK})"
