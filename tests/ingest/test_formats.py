"""Word, text, Markdown and JSON Lines become the same kind of document."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import (
    DamagedFile,
    Document,
    IngestError,
    Limits,
    NoText,
    ReaderMemory,
    UnsupportedType,
    identify,
    read,
    split,
)
from tests.ingest.builders import count_words, docx

pytestmark = pytest.mark.model


def _read(path: Path) -> Document:
    return read(identify(path))[0]


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def _cell(text: str) -> str:
    return f"<w:tc>{_p(_run(text))}</w:tc>"


def test_word_text_is_what_is_accepted_in_document_order(tmp_path: Path) -> None:
    body = (
        _p(
            _run("Le comité "),
            f'<w:ins w:id="1">{_run("propose")}</w:ins>',
            '<w:del w:id="2"><w:r><w:delText>refuse</w:delText></w:r></w:del>',
            _run(" une mesure."),
        )
        + f"<w:tbl><w:tr>{_cell('NOM')}{_cell('Qualité')}</w:tr>"
        + f"<w:tr>{_cell('MARTIN')}{_cell('Maire')}</w:tr></w:tbl>"
        + f"<w:sdt><w:sdtContent>{_p(_run('Dans un contrôle.'))}</w:sdtContent></w:sdt>"
        + _p(_run("Lien : "), f"<w:hyperlink>{_run('le site')}</w:hyperlink>")
    )
    found = _read(docx(tmp_path / "a.docx", body))
    assert found.text.split("\n") == [
        "Le comité propose une mesure.",
        "NOM\tQualité",
        "MARTIN\tMaire",
        "Dans un contrôle.",
        "Lien : le site",
    ]
    assert [page.number for page in found.pages] == [None]


def test_word_headings_and_lists_come_from_styles_and_numbering(tmp_path: Path) -> None:
    import docx as python_docx

    made = python_docx.Document()
    made.add_heading("Compte rendu du 3 mars 2021", level=1)
    made.add_paragraph("Introduction du compte rendu.")
    made.add_heading("Propositions", level=2)
    made.add_paragraph("former les équipes", style="List Bullet")
    made.add_paragraph("première étape", style="List Number")
    made.add_paragraph("seconde étape", style="List Number")
    made.sections[0].header.paragraphs[0].text = "En-tête qui ne doit pas sortir"
    made.save(str(tmp_path / "a.docx"))
    found = _read(tmp_path / "a.docx")
    assert found.text.split("\n")[2:] == [
        "Propositions",
        "• former les équipes",
        "1. première étape",
        "2. seconde étape",
    ]
    assert [section.title_path[1:] for section in found.sections] == [(), ("Propositions",)]


def test_strict_word_files_read_alike(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", _p(_run("Texte strict.")))
    data = path.read_bytes()
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert transitional in data
    import zipfile

    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").replace(transitional, strict)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", document)
    assert _read(path).text == "Texte strict."


@pytest.mark.parametrize("body", ["<w:p><w:r>", "", '<!DOCTYPE x [<!ENTITY a "aa">]>'])
def test_a_broken_word_file_is_an_error_of_its_own(tmp_path: Path, body: str) -> None:
    with pytest.raises((DamagedFile, NoText)):
        _read(docx(tmp_path / "a.docx", body))


def test_a_word_file_that_expands_beyond_the_bound_is_stopped(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", _p(_run("a" * 2_000_000)))
    assert path.stat().st_size < 3_000_000
    with pytest.raises(ReaderMemory):
        read(identify(path), Limits(expanded_bytes=1_000_000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_text_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    text = "Réunion à huis clos : l’évaluation coûte 12 500 € cette année."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert _read(tmp_path / "a.txt").text == text


def test_bytes_that_are_text_in_no_known_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"debut " * 900 + bytes([0x81, 0x8D, 0x8F, 0x90]) * 900)
    with pytest.raises(UnsupportedType):
        _read(tmp_path / "a.txt")


def test_wrapped_text_becomes_paragraphs_and_cells_stay(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "La commission a rappelé que les usagers doivent être associés à\n"
        "chaque étape du projet régional de santé.\n\n"
        "NOM\tQualité\nMARTIN\tMaire\n\nFin.\n"
    )
    assert _read(tmp_path / "a.txt").text.split("\n") == [
        "La commission a rappelé que les usagers doivent être associés à chaque étape du projet "
        "régional de santé.",
        "NOM\tQualité",
        "MARTIN\tMaire",
        "Fin.",
    ]


def test_markdown_headings_lists_and_tables(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Avis de la commission\n\nUn texte **important**\nsur deux lignes.\n\n"
        "## Propositions\n\n- former\n- ouvrir\n\n| Nom | Rôle |\n|---|---|\n| Anne | Maire |\n"
    )
    found = _read(tmp_path / "a.md")
    assert found.text.split("\n") == [
        "Avis de la commission",
        "Un texte important sur deux lignes.",
        "Propositions",
        "• former",
        "• ouvrir",
        "Nom\tRôle",
        "Anne\tMaire",
    ]
    assert found.sections[1].title_path == ("Avis de la commission", "Propositions")


def _json_lines(path: Path, *values: object) -> Path:
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values))
    return path


def test_json_lines_are_a_document_each(tmp_path: Path) -> None:
    path = _json_lines(
        tmp_path / "a.jsonl",
        {"id": "un", "title": "Premier avis rendu", "text": "Texte un."},
        {"id": "deux", "title": "Avis", "text": "Texte deux."},
        {"id": "note-de-trois", "text": "un texte sans titre,"},
    )
    found = read(identify(path))
    assert [(d.id, d.text) for d in found[:2]] == [("un", "Texte un."), ("deux", "Texte deux.")]
    assert [d.title for d in found] == ["Premier avis rendu", "Avis", "Note de trois"]


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        ('{"id": "x", "text"', "pas du JSON"),
        ('["x"]', "objet"),
        ('{"text": "b"}', "« id »"),
        ('{"id": "x", "text": " "}', "« text »"),
        ('{"id": "un", "text": "b"}', "ligne 1"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str, word: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "un", "text": "a"}\n\n' + bad + "\n")
    with pytest.raises(DamagedFile) as caught:
        _read(tmp_path / "a.jsonl")
    assert "ligne 3" in caught.value.message
    assert word in caught.value.message


def test_nothing_but_blanks_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" \n\n\t\n")
    with pytest.raises(NoText) as caught:
        _read(tmp_path / "a.txt")
    assert "blancs" in caught.value.message
    for scanned in ("numéris", "OCR", "image"):
        assert scanned not in caught.value.message + caught.value.advice


def test_a_file_that_vanished_is_an_error_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("texte")
    source = identify(tmp_path / "a.txt")
    os.remove(source.path)
    with pytest.raises(IngestError) as caught:
        read(source)
    assert caught.value.kind == "path-refused"


def test_too_much_text_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mot " * 5_000)
    with pytest.raises(ReaderMemory):
        read(identify(tmp_path / "a.txt"), Limits(characters=10_000))


def test_the_same_bytes_give_the_same_ids_and_another_id_gives_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Une phrase. " * 200)
    first, second = _read(tmp_path / "a.txt"), _read(tmp_path / "a.txt")
    assert first == second
    ids = [chunk.id for chunk in split(first, count_words, 256)]
    assert ids == [chunk.id for chunk in split(second, count_words, 256)]
    renamed = split(replace(first, id="a-1234"), count_words, 256)
    assert not set(ids) & {chunk.id for chunk in renamed}
