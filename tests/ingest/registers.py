"""Registers of attendance built for tests: invented persons in tables set in many ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ingest import Attendee, Document, Limits, identify
from ingest.pipeline import build
from ingest.readers import reader_for

CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=10.5)
BOLD = ParagraphStyle("bold", parent=CELL, fontName="Helvetica-Bold")
TITLE = ParagraphStyle("title", parent=BOLD, fontSize=12, leading=15, spaceAfter=6)
WIDTHS = (110, 150, 60, 60)

FIRST = "Anselme Bertille Cyprien Delphine Evrard Fantine Gaspard Honorine Isidore Jeanne-Marie "
SURNAMES = (
    "ABADIOL BRUMEZEL CHARDOUNE DELVINCAY ESTRABEL FOUCHEROL GRANDMESNIL HURTEVAULT ISSARLEIX "
    "JOUVANCEAU KERBAZEC LAMBRECQ MONTFLOURE NIVERNOLD OSTREVAND PLANCHEMER"
).split()


@dataclass(frozen=True)
class Member:
    """A person of a register; `mark` is the heading under which the cross stands."""

    name: str
    organisation: str
    mark: str | None


def members(count: int, marks: Sequence[str | None] = ("Présent", "Excusé")) -> list[Member]:
    """Invented members: long and short names and organisations, marks in turn."""
    first = FIRST.split()
    offices = (
        "URPS infirmiers",
        "Directrice générale de l’association des Quatre Vents du Haut Plateau",
        "CDCA 99",
        "Vice-président de la communauté de communes des Rives et des Collines réunies",
        "UDAF",
    )
    return [
        Member(
            name=f"{SURNAMES[n % len(SURNAMES)]} {first[(n * 7 + n // 16) % len(first)]}",
            organisation=offices[n % len(offices)],
            mark=marks[n % len(marks)],
        )
        for n in range(count)
    ]


def table(
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    *,
    ruled: bool = True,
    middle: bool = False,
    more: Sequence[tuple[object, ...]] = (),
    repeat: int = 0,
) -> Table:
    """A table of paragraphs; `middle` centres cells by height; `more` are commands of style."""
    styles: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP"), *more]
    if ruled:
        styles.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    cells = [
        [c if not isinstance(c, str) else Paragraph(c, BOLD if n == 0 else CELL) for c in row]
        for n, row in enumerate(rows)
    ]
    return Table(
        cells, colWidths=list(widths), style=TableStyle(styles), repeatRows=repeat, hAlign="LEFT"
    )


def marked(people: Sequence[Member], headings: Sequence[str], sign: str = "X") -> list[list[str]]:
    """The rows of people under columns of marks."""
    return [
        [p.name, p.organisation, *(sign if p.mark == heading else "" for heading in headings)]
        for p in people
    ]


def pdf_of(path: Path, story: Sequence[object], **options: Any) -> Path:
    SimpleDocTemplate(str(path), pagesize=options.pop("pagesize", A4), **options).build(list(story))
    return path


def title(text: str) -> Paragraph:
    return Paragraph(text, TITLE)


def read_in_process(path: Path) -> Document:
    """The document of a file, read in this process."""
    source = identify(path)
    return build(reader_for(source.media_type)(path, Limits())[0], source, Limits())


def rows_of(path: Path) -> list[tuple[str, str | None, str]]:
    """(name, organisation, status) of each row of the file's register."""
    return [short(row) for row in read_in_process(path).attendance]


def short(row: Attendee) -> tuple[str, str | None, str]:
    return row.name, row.organisation, row.status.value


def wanted(people: Sequence[Member]) -> list[tuple[str, str | None, str]]:
    """What the register of `people` has to hold."""
    told = {"Présent": "present", "Excusé": "excused"}
    return [(p.name, p.organisation, told.get(p.mark or "", "unknown")) for p in people]
