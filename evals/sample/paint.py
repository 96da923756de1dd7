"""Painting of laid-out pages into a PDF whose bytes depend on nothing but the pages."""

import io
from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from evals.sample.flow import BoxMark, Page, TextMark
from evals.sample.typesetting import REGULAR


def paint(pages: Sequence[Page], size: tuple[float, float], meta: dict[str, str]) -> bytes:
    """The PDF of the pages, with the title and the body of `meta` in its properties."""
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        lang="fr-FR",
        initialFontName=REGULAR,
    )
    canvas.setTitle(meta["title"])
    canvas.setAuthor(meta["body"])
    depth = -1
    for number, page in enumerate(pages, start=1):
        for place, bookmark in enumerate(page.bookmarks):
            depth = min(bookmark.level - 1, depth + 1)
            key = f"p{number}-{place}"
            canvas.bookmarkHorizontal(key, 0, bookmark.y)
            canvas.addOutlineEntry(bookmark.title, key, level=depth)
        for mark in page.marks:
            _draw(canvas, mark)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, mark: TextMark | BoxMark) -> None:
    if isinstance(mark, TextMark):
        _draw_text(canvas, mark)
    else:
        _draw_box(canvas, mark)


def _draw_text(canvas: Canvas, mark: TextMark) -> None:
    text = canvas.beginText(mark.x, mark.y)
    text.setFillColor(HexColor(mark.colour))
    text.setWordSpace(mark.stretch)
    for font, piece in mark.pieces:
        text.setFont(font, mark.size)
        text.textOut(piece)
    canvas.drawText(text)


def _draw_box(canvas: Canvas, mark: BoxMark) -> None:
    canvas.setLineWidth(0.6)
    if mark.stroke:
        canvas.setStrokeColor(HexColor(mark.stroke))
    if mark.fill:
        canvas.setFillColor(HexColor(mark.fill))
    canvas.rect(
        mark.x,
        mark.y,
        mark.width,
        mark.height,
        stroke=1 if mark.stroke else 0,
        fill=1 if mark.fill else 0,
    )
