"""Small documents built for the tests of reading."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest import Document, Page, Section

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(path: Path, pages: Sequence[Iterable[tuple[float, float, str]]], size: int = 10) -> Path:
    """A PDF whose pages hold text at (x, y from the top), in points."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for x, y, text in page:
            canvas.drawString(x, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return path


def prose(lines: Sequence[str], x: float = 60, y: float = 80) -> list[tuple[float, float, str]]:
    """Lines of one column, one under the other."""
    return [(x, y + 12 * index, line) for index, line in enumerate(lines)]


def docx(path: Path, body: str) -> Path:
    """A Word document whose body is the given XML (prefix w)."""
    document = (
        f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", document)
    return path


def document(text: str, sections: Sequence[Section] = ()) -> Document:
    """A page-less document with the given text."""
    return Document(
        id="essai",
        title="Essai",
        sha256="0" * 64,
        media_type="text/plain",
        text=text,
        pages=(Page(number=None, start=0, end=len(text)),),
        sections=tuple(sections),
    )


def count_words(text: str) -> int:
    """A token counter for tests: four characters are a token."""
    return -(-len(text) // 4)
