"""Pictures of pages: the cited words lit exactly, or nothing lit."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.documents import make_document
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from assistant.pageview import HIGHLIGHT_RGB, Picture, PictureError, needles, picture, runs
from ingest import Document

pytestmark = pytest.mark.model

PAGES = (
    ("Compte rendu de la séance", "Le minibus dessert onze ha-", "meaux chaque mardi à 12,5 %.",
     "Décision : oui, à l’unanimité.", "Décision : oui, à l’unanimité."),
    ("Une autre page",),
)  # fmt: skip
TEXTS = (
    "Le minibus dessert onze hameaux chaque mardi à 12,5 %.\n"
    "Décision : oui, à l’unanimité.\nDécision : oui, à l’unanimité.",
    "Une autre page",
)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return drawn(tmp_path / "avis.pdf", PAGES)


def drawn(path: Path, pages: Sequence[Sequence[str]], rotate: int = 0) -> Path:
    canvas = Canvas(str(path), pagesize=(400, 500))
    for lines in pages:
        canvas.setPageRotation(rotate)
        for at, line in enumerate(lines):
            canvas.drawString(40, 450 - 30 * at, line)
        canvas.showPage()
    canvas.save()
    return path


def read(path: Path) -> Document:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return replace(make_document("avis", TEXTS), sha256=sha256)


def span(document: Document, words: str, after: int = 0) -> tuple[int, int]:
    start = document.text.index(words, after)
    return start, start + len(words)


def lit_rows(shown: Picture) -> list[tuple[int, int]]:
    """The heights of the lit bands, in points from the top of a page 500 points high."""
    image = Image.open(io.BytesIO(shown.png)).convert("RGB")
    rows = [
        y
        for y in range(image.height)
        if any(
            max(abs(a - b) for a, b in zip(image.getpixel((x, y)), HIGHLIGHT_RGB, strict=True)) < 24  # type: ignore[arg-type]
            for x in range(0, image.width, 3)
        )
    ]
    bands: list[tuple[int, int]] = []
    for y in rows:
        if bands and y - bands[-1][1] <= 2:
            bands[-1] = (bands[-1][0], y)
        else:
            bands.append((y, y))
    scale = 500 / image.height
    return [(round(a * scale), round(b * scale)) for a, b in bands]


def test_a_passage_broken_over_lines_is_lit_where_it_stands(pdf: Path) -> None:
    document = read(pdf)
    shown = picture(document, pdf, 1, span(document, "onze hameaux chaque mardi à 12,5 %."))
    assert shown.lit
    (top, _), (_, bottom) = bands = lit_rows(shown)
    assert len(bands) == 2
    assert 66 <= top <= 76
    assert 108 <= bottom <= 118


def test_of_two_equal_sentences_the_cited_one_is_lit(pdf: Path) -> None:
    document = read(pdf)
    words = "Décision : oui, à l’unanimité."
    first = span(document, words)
    second = span(document, words, first[1])
    (upper,) = lit_rows(picture(document, pdf, 1, first))
    (lower,) = lit_rows(picture(document, pdf, 1, second))
    assert 126 <= upper[0] <= upper[1] <= 148
    assert 156 <= lower[0] <= lower[1] <= 178


def test_nothing_is_lit_on_a_page_without_the_passage_or_without_a_passage(pdf: Path) -> None:
    document = read(pdf)
    for page, cited in ((2, span(document, "onze")), (1, None)):
        shown = picture(document, pdf, page, cited)
        assert not shown.lit
        assert lit_rows(shown) == []


def test_words_that_the_page_has_more_often_than_the_text_are_not_lit(tmp_path: Path) -> None:
    path = drawn(
        tmp_path / "avis.pdf", [(*PAGES[0], "Le minibus dessert onze ha-", "meaux"), PAGES[1]]
    )
    document = read(path)
    shown = picture(document, path, 1, span(document, "Le minibus dessert onze hameaux"))
    assert not shown.lit
    assert lit_rows(shown) == []


def test_a_turned_page_is_lit_where_its_words_are(tmp_path: Path) -> None:
    path = drawn(tmp_path / "avis.pdf", PAGES, rotate=180)
    document = read(path)
    shown = picture(document, path, 2, span(document, "autre page"))
    assert shown.lit
    ((top, bottom),) = lit_rows(shown)
    assert 444 <= top <= bottom <= 466


def test_lines_out_of_order_are_lit_one_by_one() -> None:
    document = make_document("d", ["Alpha bravo charlie.\nDelta echo foxtrot."])
    wanted = needles(document, 1, (0, len(document.text)))
    page = "Delta echo foxtrot. Intrus. Alpha bravo charlie."
    assert [page[a:b] for a, b in runs(wanted, page)] == [
        "Alpha bravo charlie.", "Delta echo foxtrot.",
    ]  # fmt: skip
    assert runs(wanted, page.replace("foxtrot", "golf")) == []


COLUMNS = (
    ("Le conseil rappelle que les con-", "Le minibus dessert onze hameaux"),
    ("sultations avancées ont été eﬀec-", "chaque mardi, et le téléphérique"),
    ("tives dans les deux vallées.", "relie la clinique au bourg."),
)
LEFT = (
    "Le conseil rappelle que les consultations avancées ont été effectives dans les deux vallées."
)


def test_a_passage_that_the_file_draws_across_the_columns_is_lit_line_by_line() -> None:
    right = "Le minibus dessert onze hameaux chaque mardi, et le téléphérique relie la clinique."
    document = make_document("d", [f"{LEFT}\n{right}"])
    page = "\r\n".join(f"{left}\r\n{beside}" for left, beside in COLUMNS)
    wanted = needles(document, 1, (0, len(LEFT)))
    assert [page[a:b] for a, b in runs(wanted, page)] == [
        "Le conseil rappelle que les con", "sultations avancées ont été eﬀec",
        "tives dans les deux vallées",
    ]  # fmt: skip
    twice = page + "\r\nsultations avancées ont été eﬀec-"
    assert runs(wanted, twice) == []
    assert runs(wanted, page.replace("deux", "trois")) == []


def test_one_column_of_two_is_lit_on_the_page_that_draws_them_together(tmp_path: Path) -> None:
    path = tmp_path / "avis.pdf"
    canvas = Canvas(str(path), pagesize=(400, 500))
    canvas.setFont("Helvetica", 9)
    for row, (left, right) in enumerate(COLUMNS):
        canvas.drawString(30, 450 - 30 * row, left.replace("ﬀ", "ff"))
        canvas.drawString(220, 450 - 30 * row, right)
    canvas.save()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    text = f"{LEFT}\n{' '.join(right for _, right in COLUMNS)}"
    document = replace(make_document("avis", [text]), sha256=sha256)
    shown = picture(document, path, 1, (0, len(LEFT)))
    assert shown.lit
    assert [top // 10 for top, _ in lit_rows(shown)] == [4, 7, 10]
    image = Image.open(io.BytesIO(shown.png)).convert("RGB")
    beside = image.crop((image.width * 215 // 400, 0, image.width, image.height))
    colours = [colour for _, colour in beside.getcolors(1 << 20)]  # type: ignore[union-attr]
    assert all(abs(red - blue) < 60 for red, _, blue in colours)  # type: ignore[misc]


def test_a_passage_in_words_drawn_in_no_order_is_not_lit() -> None:
    document = make_document("d", [LEFT])
    page = " ".join(reversed(LEFT.split()))
    assert runs(needles(document, 1, (0, len(LEFT))), page) == []


def test_signs_beside_the_words_are_lit_with_them() -> None:
    document = make_document("d", ["Il a dit « oui, 41 % »."])
    start = document.text.index("«")
    wanted = needles(document, 1, (start, len(document.text)))
    page = "Il a dit « oui, 41\u00a0%\r\n ». Puis"
    assert [page[a:b] for a, b in runs(wanted, page)] == ["« oui, 41\u00a0%\r\n »."]


def test_words_too_short_to_be_sure_of_are_not_lit() -> None:
    document = make_document("d", ["oui"])
    assert runs(needles(document, 1, (0, 3)), "oui") == []


def test_a_changed_or_missing_file_is_not_shown(pdf: Path) -> None:
    document = read(pdf)
    drawn(pdf, [("Tout autre chose",)])
    with pytest.raises(PictureError, match="a changé") as changed:
        picture(document, pdf, 1, None)
    assert f"assistant ingest {pdf}" in changed.value.advice
    pdf.unlink()
    with pytest.raises(PictureError, match="plus à sa place"):
        picture(document, pdf, 1, None)


def test_a_broken_file_stops_its_own_drawing_only(tmp_path: Path) -> None:
    path = tmp_path / "casse.pdf"
    path.write_bytes(b"%PDF-1.7\ngarbage")
    document = read(path)
    with pytest.raises(PictureError, match="ne peut pas être dessinée"):
        picture(document, path, 1, None)


def test_a_document_that_is_no_pdf_has_no_picture(pdf: Path) -> None:
    document = replace(read(pdf), media_type="text/plain")
    with pytest.raises(PictureError, match="PDF"):
        picture(document, pdf, 1, None)
