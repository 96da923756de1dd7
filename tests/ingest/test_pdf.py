"""PDF pages: both readers, the better text, columns, tables, one bad page."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pypdf
import pytest

from ingest import (
    DamagedFile,
    Document,
    EncryptedFile,
    Limits,
    NoText,
    ReaderMemory,
    identify,
    read,
)
from ingest.readers import pdf as pdf_reader
from ingest.readers import pdfium
from tests.ingest.builders import pdf, prose

LEFT = [f"La colonne de gauche porte la ligne {word} du texte" for word in "abcdefgh"]
RIGHT = [f"La colonne de droite donne la ligne {word} ensuite" for word in "abcdefgh"]


def _read(path: Path) -> Document:
    return read(identify(path))[0]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_pages_keep_their_numbers_and_their_text(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [prose(["Première page."]), [], prose(["Troisième page."])])
    found = _read(path)
    assert [page.number for page in found.pages] == [1, 2, 3]
    assert [found.text[p.start : p.end].strip() for p in found.pages] == [
        "Première page.",
        "",
        "Troisième page.",
    ]
    assert [page.quality for page in found.pages] == [1.0, 0.0, 1.0]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = [
        (60.0, 60.0, "Un titre qui va d’un bord à l’autre de la page, au-dessus des deux colonnes"),
        *prose(LEFT, x=60, y=100),
        *prose(RIGHT, x=330, y=100),
    ]
    text = _flat(_read(pdf(tmp_path / "a.pdf", [page])).text)
    assert text.index("bord à l’autre") < text.index("gauche porte la ligne a")
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text
    assert text.index(LEFT[-1]) < text.index(RIGHT[0])


def test_a_content_stream_in_no_order_is_read_by_positions(tmp_path: Path) -> None:
    page = [*prose(LEFT, x=60, y=100), *prose(RIGHT, x=330, y=100)]
    shuffled = page[::-2] + page[-2::-2]
    assert sorted(shuffled) == sorted(page)
    found = _read(pdf(tmp_path / "a.pdf", [shuffled]))
    assert _flat(found.text) == " ".join(LEFT + RIGHT)


def test_a_table_is_a_row_a_line_with_wrapped_and_empty_cells(tmp_path: Path) -> None:
    columns = (60.0, 200.0, 380.0, 450.0)
    rows = [
        ("NOM", "Structure", "Présent", "Excusé"),
        ("MARTIN Anne", "Clinique du Parc", "X", ""),
        ("DURAND Paul", "Association des usagers", "", "X"),
        ("PETIT Léa", "Mairie", "X", ""),
    ]
    page = [
        (x, 100.0 + 24 * index, cell)
        for index, row in enumerate(rows)
        for x, cell in zip(columns, row, strict=True)
        if cell
    ]
    page.append((200.0, 100.0 + 24 * 2 + 11, "du territoire"))
    assert _read(pdf(tmp_path / "a.pdf", [page])).text.split("\n") == [
        "NOM\tStructure\tPrésent\tExcusé",
        "MARTIN Anne\tClinique du Parc\tX",
        "DURAND Paul\tAssociation des usagers du territoire\t\tX",
        "PETIT Léa\tMairie\tX",
    ]


def test_paragraphs_lists_and_headings_are_lines_of_their_own(tmp_path: Path) -> None:
    lines = [
        "Le conseil a rappelé que les acteurs du territoire se sont mobilisés pendant la crise",
        "et que cette mobilisation doit être reconnue.",
        "• former les équipes ;",
        "• ouvrir des places.",
        "Une nouvelle proposition est faite au comité pour que les délais soient plus courts dans",
        "les services.",
    ]
    assert _read(pdf(tmp_path / "a.pdf", [prose(lines)])).text.split("\n") == [
        f"{lines[0]} {lines[1]}",
        lines[2],
        lines[3],
        f"{lines[4]} {lines[5]}",
    ]


def _encrypted(path: Path, password: str) -> Path:
    plain = pdf(path.with_suffix(".clair"), [prose(["Texte protégé du compte rendu."])])
    writer = pypdf.PdfWriter(clone_from=plain)
    writer.encrypt(user_password=password, owner_password="maître", algorithm="AES-256")
    writer.write(path)
    return path


def test_an_empty_password_opens_the_file(tmp_path: Path) -> None:
    found = _read(_encrypted(tmp_path / "a.pdf", ""))
    assert found.text == "Texte protégé du compte rendu."


def test_a_password_is_asked_for_by_name(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile) as caught:
        _read(_encrypted(tmp_path / "a.pdf", "secret"))
    assert "mot de passe" in caught.value.message


def test_a_file_cut_at_its_start_is_damaged(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [prose(["Texte."])])
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises((DamagedFile, NoText)) as caught:
        _read(path)
    assert caught.value.advice


def test_a_file_that_lost_its_end_gives_the_pages_that_it_still_has(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [prose([f"Texte de la page {n}."]) for n in range(5)])
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"xref")])
    assert "Texte de la page 4." in _read(path).text


def test_pages_without_any_text_are_said_to_need_ocr(tmp_path: Path) -> None:
    with pytest.raises(NoText) as caught:
        _read(pdf(tmp_path / "a.pdf", [[], []]))
    assert "OCR" in caught.value.advice


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [[(60, 60, "x")]] * 4)
    with pytest.raises(ReaderMemory):
        read(identify(path), Limits(pages=3))


def _three(tmp_path: Path) -> Path:
    return pdf(tmp_path / "a.pdf", [prose([f"Texte de la page {n}."]) for n in "abc"])


def test_a_page_that_one_reader_loses_is_read_by_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _three(tmp_path)
    real = pdfium.page_fragments
    calls = iter(range(9))

    def fail_on_second(page: object, rules: object) -> object:
        if next(calls) == 1:
            raise ValueError("a page no reader expects")
        return real(page, rules)

    monkeypatch.setattr(pdfium, "page_fragments", fail_on_second)
    pages = pdf_reader.read(path, Limits())[0].pages
    assert [page.reader for page in pages] == ["pdfium", "pypdf", "pdfium"]
    assert [page.lines[0].text for page in pages] == [f"Texte de la page {n}." for n in "abc"]


def test_a_page_that_both_readers_lose_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _three(tmp_path)

    for name in ("_pdfium_lines", "_pypdf_lines"):
        real = getattr(pdf_reader, name)
        monkeypatch.setattr(pdf_reader, name, lambda d, i, real=real: _lost(real, d, i))
    pages = pdf_reader.read(path, Limits())[0].pages
    assert [len(page.lines) for page in pages] == [1, 0, 1]


def _lost(real: object, document: object, index: int) -> object:
    if index == 1:
        raise RecursionError
    assert callable(real)
    return real(document, index)


def test_glued_words_of_one_reader_give_way_to_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pdf(tmp_path / "a.pdf", [prose(["Publier des réutilisations de données ouvertes."])])
    real = pdf_reader._pdfium_lines

    def glued(document: object, index: int) -> object:
        return tuple(
            type(line)(text=line.text.replace(" ", ""), size=10.0) for line in real(document, index)
        )

    monkeypatch.setattr(pdf_reader, "_pdfium_lines", glued)
    page = pdf_reader.read(path, Limits())[0].pages[0]
    assert (page.reader, page.lines[0].text) == (
        "pypdf",
        "Publier des réutilisations de données ouvertes.",
    )


def test_bookmarks_give_the_sections_and_their_depth(tmp_path: Path) -> None:
    text = ["Premier axe", "Le texte du premier axe est ici.", "Mesure une", "Son détail est là."]
    plain = pdf(tmp_path / "plain.pdf", [prose(text), prose(["Second axe", "Autre texte ici."])])
    writer = pypdf.PdfWriter(clone_from=plain)
    first = writer.add_outline_item(title="Premier axe", page_number=0)
    writer.add_outline_item(title="Mesure une", page_number=0, parent=first)
    writer.add_outline_item(title="Second axe", page_number=1)
    writer.write(tmp_path / "a.pdf")
    found = _read(tmp_path / "a.pdf")
    assert [section.title_path for section in found.sections] == [
        ("Premier axe",),
        ("Premier axe", "Mesure une"),
        ("Second axe",),
    ]
    assert found.text[found.sections[1].start : found.sections[1].end].split("\n") == [
        "Mesure une",
        "Son détail est là.",
        "",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="interval timers are POSIX")
def test_pypdf_in_an_endless_loop_costs_its_share_of_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _three(tmp_path)

    def loop(document: object, index: int) -> object:
        while True:
            index += 1

    monkeypatch.setattr(pdf_reader, "_pypdf_lines", loop)
    started = time.monotonic()
    pages = pdf_reader.read(path, Limits(seconds=1.5))[0].pages
    assert time.monotonic() - started < 15
    assert [page.reader for page in pages] == ["pdfium"] * 3
    assert all(page.lines for page in pages)
