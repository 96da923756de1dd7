"""Sheets become a PDF, their runs of text in an order of the file's own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.typesetting import BOLD, Mark, Sheet

_, HEIGHT = A4
ORDERS = ("natural", "shuffled", "interleaved")


def drawn(marks: Sequence[Mark], order: str, rng: random.Random) -> list[Mark]:
    """The marks as the content stream has them; `interleaved` goes across the page line by line."""
    if order == "shuffled":
        return rng.sample(list(marks), len(marks))
    if order == "interleaved":
        return sorted(marks, key=lambda mark: (round(mark.y), mark.x))
    return list(marks)


def by_words(marks: Sequence[Mark]) -> list[Mark]:
    """Each word drawn on its own, as Word and InDesign may do."""
    found = []
    for mark in marks:
        if mark.turn:
            found.append(mark)
            continue
        x = mark.x
        for word in mark.text.split(" "):
            found.append(Mark(x, mark.y, word, mark.size, mark.font, mark.turn))
            x += stringWidth(f"{word} ", mark.font, mark.size)
    return found


@dataclass(frozen=True, slots=True)
class Running:
    """Headers, footers, printed numbers and a side tab, on every page of a file."""

    header: str = ""
    footer: str = ""
    offset: int | None = None
    outer: bool = False
    tab: str = ""


def write(
    path: Path,
    sheets: Sequence[Sheet],
    order: str,
    rng: random.Random,
    *,
    words: bool,
    running: Running,
) -> None:
    """The PDF of the sheets."""
    canvas = Canvas(str(path), pagesize=A4)
    for number, sheet in enumerate(sheets, start=1):
        for left, top, width, height in sheet.frames:
            canvas.rect(left, HEIGHT - top - height, width, height)
        marks = [*sheet.marks, *_running_marks(running, number)]
        marks = by_words(marks) if words else marks
        for mark in drawn(marks, order, rng):
            canvas.saveState()
            canvas.translate(mark.x, HEIGHT - mark.y)
            canvas.rotate(mark.turn)
            canvas.setFont(mark.font, mark.size)
            canvas.drawString(0, 0, mark.text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()


def _running_marks(running: Running, number: int) -> list[Mark]:
    marks = []
    if running.header:
        marks.append(Mark(56, 40, running.header, 8))
    if running.footer:
        marks.append(Mark(56, 812, running.footer, 8))
    if running.offset is not None:
        left = running.outer and number % 2 == 0
        marks.append(
            Mark(56 if left and not running.footer else 530, 812, str(number + running.offset), 8)
        )
    if running.tab:
        marks.append(Mark(588, 500, running.tab, 9, BOLD, 90))
    return marks
