"""The same attendance table in a Word document, an OpenDocument text and a web page."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import Document, identify, read
from tests.ingest.builders import docx
from tests.ingest.opendocument import odt

TITLE = "Commission de la région – séance du 3 mars 2021"
HEADER = ("Collège", "Nom", "Organisme", "Présent", "Excusé")
# A college over two rows: the second has no cell of its own for it.
ROWS = (
    ("Collège 1", "Mme Anne MARTIN", "Conseil régional", "X", ""),
    (None, "M. Paul DURAND", "Département", "", "X"),
    ("Collège 2", "Mme Léa PETIT", "Association d’usagers", "X", ""),
)
EXPECTED = [
    ("Collège 1", "Mme Anne MARTIN", "Conseil régional", "present"),
    ("Collège 1", "M. Paul DURAND", "Département", "excused"),
    ("Collège 2", "Mme Léa PETIT", "Association d’usagers", "present"),
]


def _as_html(path: Path) -> Path:
    def cell(text: str | None, row: int) -> str:
        if text is None:
            return ""
        return f"<td rowspan=2>{text}" if (text, row) == ("Collège 1", 0) else f"<td>{text}"

    rows = "".join(
        f"<tr>{''.join(cell(text, number) for text in row)}" for number, row in enumerate(ROWS)
    )
    head = "".join(f"<th>{name}" for name in HEADER)
    path.write_text(f"<!DOCTYPE html><h1>{TITLE}</h1><table><tr>{head}{rows}</table>")
    return path


def _as_word(path: Path) -> Path:
    def cell(text: str | None, row: int) -> str:
        merge = "<w:vMerge/>" if text is None else ""
        merge = '<w:vMerge w:val="restart"/>' if (text, row) == ("Collège 1", 1) else merge
        words = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
        return f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p>{words}</w:p></w:tc>"

    rows = "".join(
        f"<w:tr>{''.join(cell(text, number) for text in row)}</w:tr>"
        for number, row in enumerate((HEADER, *ROWS))
    )
    heading = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    return docx(path, heading.format(TITLE) + f"<w:tbl>{rows}</w:tbl>")


def _as_opendocument(path: Path) -> Path:
    def cell(text: str | None, row: int) -> str:
        if text is None:
            return "<table:covered-table-cell/>"
        spans = ' table:number-rows-spanned="2"' if (text, row) == ("Collège 1", 1) else ""
        return f"<table:table-cell{spans}><text:p>{text}</text:p></table:table-cell>"

    rows = "".join(
        f"<table:table-row>{''.join(cell(text, number) for text in row)}</table:table-row>"
        for number, row in enumerate((HEADER, *ROWS))
    )
    heading = f'<text:h text:outline-level="1">{TITLE}</text:h>'
    return odt(path, f"{heading}<table:table>{rows}</table:table>")


@pytest.fixture(params=["html", "docx", "odt"])
def minutes(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    write = {"html": _as_html, "docx": _as_word, "odt": _as_opendocument}[request.param]
    return read(identify(write(tmp_path / f"seance.{request.param}")))[0]


def test_the_rows_are_the_same_in_every_format(minutes: Document) -> None:
    found = [(a.college, a.name, a.organisation, str(a.status)) for a in minutes.attendance]
    assert found == EXPECTED
    assert {attendee.date for attendee in minutes.attendance} == {"2021-03-03"}
    for attendee in minutes.attendance:
        assert attendee.name in minutes.text[attendee.start : attendee.end]
