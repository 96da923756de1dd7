"""The independent reader: words that are on the cited page, and words that are not."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evals.metrics import plain_words
from evals.pagecheck import PageCheck, poppler_missing
from evals.response import Cited

PAGES = [
    [
        "La conférence rappelle que les transports de nuit restent rares",
        "dans les vallées, et que le dévelop-",
        "pement des navettes dépend des communes.",
    ],
    ["Le vote du 4 mai a retenu 1 250 propositions", "sur la permanence des soins."],
    ["Une troisième page parle d'autre chose", "et se termine par une phrase qui court"],
    ["jusque sur la quatrième page du document."],
]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "compte-rendu.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for lines in PAGES:
        for row, line in enumerate(lines):
            canvas.drawString(72, 760 - 16 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def cited(quote: str, start: int | None, end: int | None = None) -> Cited:
    return Cited(doc="cr", quote=quote, page_start=start, page_end=end)


def test_the_right_page_is_true_and_the_next_one_false(pdf: Path) -> None:
    check = PageCheck({"cr": pdf})
    quote = "le vote du 4 mai a retenu 1\u00a0250 propositions sur la permanence"
    right = check.locate(cited(quote, 2, 2))
    assert (right.verbatim, right.share, right.on_page) == (True, 1, True)
    assert right.words == quote
    for page in (1, 3):
        wrong = check.locate(cited(quote, page, page))
        assert (wrong.verbatim, wrong.on_page) == (False, False)


def test_a_hyphen_at_a_line_end_is_undone(pdf: Path) -> None:
    found = PageCheck({"cr": pdf}).locate(cited("le développement des navettes dépend", 1))
    assert found.verbatim


def test_a_quote_over_two_pages_needs_both_in_order(pdf: Path) -> None:
    check = PageCheck({"cr": pdf})
    quote = "une phrase qui court jusque sur la quatrième page"
    assert check.locate(cited(quote, 3, 4)).verbatim
    assert not check.locate(cited(quote, 3, 3)).on_page
    assert not check.locate(cited(quote, 4, 4)).on_page
    swapped = "jusque sur la quatrième page une phrase qui court"
    assert not check.locate(cited(swapped, 3, 4)).verbatim


@pytest.mark.parametrize(("start", "end"), [(1, 2), (2, 3), (1, 3), (1, 99), (2, 99), (3, 2)])
def test_a_quote_of_one_page_is_not_found_on_a_wider_range(pdf: Path, start: int, end: int) -> None:
    found = PageCheck({"cr": pdf}).locate(
        cited("a retenu 1 250 propositions sur la permanence des soins", start, end)
    )
    assert (found.verbatim, found.on_page, found.words) == (False, False, "")


def test_a_quote_of_two_pages_is_not_found_on_three(pdf: Path) -> None:
    quote = "une phrase qui court jusque sur la quatrième page"
    check = PageCheck({"cr": pdf})
    assert not check.locate(cited(quote, 2, 4)).on_page
    assert not check.locate(cited(quote, 3, 5)).on_page


def test_a_last_page_that_is_not_there_is_not_needed(pdf: Path) -> None:
    assert not PageCheck({"cr": pdf}).locate(cited("jusque sur la quatrième page", 4, 5)).on_page


def test_a_near_quote_of_one_page_is_not_found_on_a_wider_range(tmp_path: Path) -> None:
    # 42 words: the last one wrong costs one 3-gram of 40.
    tokens = [f"mot{letter}{other}" for letter in "abcdef" for other in "tuvwxyz"]
    path = tmp_path / "long.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for row in range(6):
        canvas.drawString(72, 760 - 16 * row, " ".join(tokens[7 * row : 7 * row + 7]))
    canvas.showPage()
    canvas.drawString(72, 760, "La page qui suit parle d'autre chose.")
    canvas.save()
    quote = " ".join([*tokens[:-1], "autrement"])
    check = PageCheck({"cr": path})
    assert check.locate(cited(quote, 1)).share == pytest.approx(39 / 40)
    assert check.locate(cited(quote, 1)).on_page
    assert not check.locate(cited(quote, 1, 2)).on_page


def test_one_changed_word_in_a_long_quote_is_near_but_not_verbatim(pdf: Path) -> None:
    # 30 words of two pages: the last one wrong costs one 3-gram of 28.
    text = " ".join(" ".join(lines) for lines in (PAGES[1], PAGES[2]))
    tokens = plain_words(text)
    assert len(tokens) == 30
    found = PageCheck({"cr": pdf}).locate(cited(" ".join([*tokens[:-1], "autrement"]), 2, 3))
    assert found.verbatim is False
    assert found.share == pytest.approx(27 / 28)
    assert found.on_page
    assert found.words.split() == list(tokens[:-1])


def test_a_changed_number_is_not_on_the_page(pdf: Path) -> None:
    found = PageCheck({"cr": pdf}).locate(cited("a retenu 1 350 propositions", 2))
    assert (found.verbatim, found.on_page, found.words) == (False, False, "")


@pytest.mark.parametrize(
    ("quote", "page"), [("le vote", None), ("le vote", 9), ("le vote", 0), ("…", 2), ("", 2)]
)
def test_without_page_or_words_nothing_is_found(pdf: Path, quote: str, page: int | None) -> None:
    assert not PageCheck({"cr": pdf}).locate(cited(quote, page)).on_page


def test_an_unknown_document_is_not_found() -> None:
    assert not PageCheck({}).locate(cited("le vote", 1)).on_page


def test_a_file_that_poppler_cannot_read_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "faux.pdf"
    broken.write_bytes(b"%PDF-1.7\nrien")
    with pytest.raises(RuntimeError, match=r"faux\.pdf"):
        PageCheck({"cr": broken}).locate(cited("le vote", 1))


def test_a_docx_is_read_from_its_xml(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {word}><w:body><w:p><w:r><w:t>Les élus dem</w:t></w:r><w:r><w:t>andent"
        "</w:t></w:r></w:p><w:p><w:r><w:t>un</w:t><w:tab/><w:t>bilan.</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    path = tmp_path / "cr.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", body)
        archive.writestr("word/styles.xml", f"<w:t {word}>caché</w:t>")
    check = PageCheck({"cr": path})
    assert check.locate(cited("Les élus demandent un bilan", None)).verbatim
    assert not check.locate(cited("caché", None)).on_page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_text_is_read_as_its_bytes_are(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes("# Relevé\r\nl’été\tà Nîmes".encode(encoding))
    check = PageCheck({"cr": path})
    assert check.locate(cited("Relevé l'été à Nîmes", None)).verbatim
    assert not check.locate(cited("Relevé d'hiver à Nîmes", None)).on_page


def test_without_poppler_the_next_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert poppler_missing() is None
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "poppler-utils" in (poppler_missing() or "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("dévelop-\n  pement", "développement"),
        ("dévelop\u00adpement", "développement"),
        ("sous-\nsection", "sous-section"),
        ("ﬁnances", "finances"),
        ("l’ARS", "l'ARS"),
        ("- un\n- deux", "un deux"),
        ("les 8‑9 juin", "les 8-9 juin"),
    ],
)
def test_typography_does_not_matter(written: str, read: str) -> None:
    assert plain_words(written) == plain_words(read)


def test_a_dash_between_blanks_joins_nothing() -> None:
    assert plain_words("un -\n deux") == ("un", "deux")


def test_a_sentence_that_another_block_cuts_is_read_in_the_order_of_drawing(tmp_path: Path) -> None:
    path = tmp_path / "colonnes.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(72, 700, "La navette passe deux fois par jour")
    canvas.drawString(72, 100, "sauf pendant les vacances.")
    canvas.drawString(72, 400, "Un encadré sépare les deux lignes.")
    canvas.save()
    quote = "La navette passe deux fois par jour sauf pendant les vacances"
    assert PageCheck({"cr": path}).locate(cited(quote, 1)).verbatim
    assert not PageCheck({"cr": path}).locate(cited("par jour un encadré sauf", 1)).on_page


def test_a_document_is_read_once_for_all_its_pages(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    real = subprocess.run

    def counted(command: list[str], **given: object) -> object:
        started.append(command)
        return real(command, **given)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    check = PageCheck({"cr": pdf})
    for page in (1, 2, 3, 4, 9):
        check.locate(cited("permanence des soins", page))
    assert len(started) == 3
