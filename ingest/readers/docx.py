"""Word documents, from their XML: what a reader of the accepted text would see, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from ingest.errors import DamagedFile, NoText, UnsupportedType
from ingest.limits import Limits
from ingest.model import Line, RawDocument, RawPage
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_styles import Styles, is_on, value
from ingest.readers.labels import integer
from ingest.readers.packages import (
    Package,
    attribute,
    child,
    name_of,
    opened,
    title_in,
)
from ingest.readers.symbols import symbol
from ingest.readers.tables import Cell, table_lines

_LEFT_OUT = frozenset(
    "del moveFrom instrText delText delInstrText rPr pPr tblPr tblGrid sectPr commentReference "
    "footnoteRef endnoteRef Fallback object rt".split()
)
_THROUGH = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_MOST_COLUMNS = 63  # Word's own bound on the columns of a table


def read(path: Path, limits: Limits) -> list[RawDocument]:
    """One page-less document: paragraphs, list items, tables a row a line, then the notes.

    Insertions are kept; deletions, hidden text, comments, headers and footers are left out.
    Raises DamagedFile when the package cannot be read, UnsupportedType or NoText when the
    document takes in another file (`altChunk`), which only Word puts together.
    """
    damaged = DamagedFile(
        "Ce document Word est endommagé : son contenu ne peut pas être lu.",
        "Ouvrez-le dans Word ou LibreOffice, réenregistrez-le au format .docx, puis recommencez.",
    )
    with opened(path, limits, damaged) as package:
        return [_document(package)]


def _document(package: Package) -> RawDocument:
    main = _main_part(package)
    folder = main.rpartition("/")[0]
    root = package.part(main)
    body = child(root, "body")
    if body is None:
        raise KeyError("body")
    styles = Styles(package.optional(f"{folder}/styles.xml"))
    walk = _Walk(styles, Numbering(package.optional(f"{folder}/numbering.xml"), styles))
    lines = walk.inside(body)
    for part, note in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
        notes = package.optional(f"{folder}/{part}")
        for element in notes if notes is not None else ():
            if name_of(element) == note and attribute(element, "type") in (None, "normal"):
                lines += walk.inside(element)
    if any(name_of(element) == "altChunk" for element in root.iter()):
        raise _assembled(bool(lines))
    return RawDocument(
        pages=(RawPage(number=None, lines=tuple(lines), reader="docx"),),
        title=title_in(package.optional("docProps/core.xml"), "title"),
    )


def _main_part(package: Package) -> str:
    """The part that the package says to be its document."""
    for link in package.optional("_rels/.rels") or ():
        if (attribute(link, "Type") or "").endswith("/officeDocument"):
            return (attribute(link, "Target") or "").lstrip("/")
    return "word/document.xml"


def _assembled(has_text: bool) -> UnsupportedType | NoText:
    kind = UnsupportedType if has_text else NoText
    return kind(
        "Ce document Word inclut un autre fichier, que seul Word assemble : ce texte ne peut pas "
        "être lu ici.",
        "Ouvrez-le dans Word, enregistrez-le de nouveau au format .docx, puis ajoutez cette copie.",
    )


class _Walk:
    """Collects lines in document order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.lines: list[Line] = []
        self._before = ""

    def blocks(self, parent: Element) -> None:
        """The paragraphs and tables under `parent`, through content controls and insertions."""
        for element in parent:
            name = name_of(element)
            if name == "p":
                self.paragraph(element)
            elif name == "tbl":
                self._flush()
                self.lines += table_lines(self.rows(element))
            elif name not in _LEFT_OUT and name != "pict" and not _is_prompt(element):
                self.blocks(element)

    def paragraph(self, element: Element) -> None:
        """A line; then the lines of the text boxes that are anchored in it.

        A paragraph whose end was deleted as a tracked change runs into the next.
        """
        boxes: list[Element] = []
        properties = child(element, "pPr")
        text = self._before + "".join(self.text(element, properties, boxes))
        self._before = ""
        if child(properties, "rPr", "del") is not None:
            self._before = text
        elif text.strip():
            text = text.strip()
            level = self.styles.level(properties)
            label = self.numbering.label(properties)
            self.lines.append(
                Line(
                    text=f"{label} {text}" if label else text,
                    level=level,
                    bold=self.styles.is_bold(element),
                    bullet=label is not None and level is None,
                    paragraph=True,
                )
            )
        for box in boxes:
            self.lines += self.inside(box)

    def rows(self, table: Element) -> list[list[Cell]]:
        """The cells of a table row by row; the later places of a merged cell are empty."""
        found = []
        for row in _named(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is None and not is_on(child(properties, "hidden")):
                before = integer(value(properties, "gridBefore"), 0, _MOST_COLUMNS)
                cells = [self.cell(cell) for cell in _named(row, "tc")]
                found.append([Cell()] * before + cells)
        return found

    def cell(self, element: Element) -> Cell:
        properties = child(element, "tcPr")
        merge = child(properties, "vMerge")
        goes_on = merge is not None and attribute(merge, "val") in (None, "continue")
        is_gone = child(properties, "cellDel") is not None
        return Cell(
            lines=() if goes_on or is_gone else tuple(self.inside(element)),
            columns=max(1, integer(value(properties, "gridSpan"), 1, _MOST_COLUMNS)),
        )

    def inside(self, parent: Element) -> list[Line]:
        """The lines of the body, a note, a cell or a text box."""
        inner = _Walk(self.styles, self.numbering)
        inner.blocks(parent)
        inner._flush()
        return inner.lines

    def _flush(self) -> None:
        """What ran into no next paragraph is one by itself."""
        if text := self._before.strip():
            self.lines.append(Line(text=text, paragraph=True))
        self._before = ""

    def text(
        self, element: Element, properties: Element | None, boxes: list[Element]
    ) -> Iterator[str]:
        """The visible characters of a paragraph; text boxes met on the way go to `boxes`."""
        for part in element:
            name = name_of(part)
            if name == "t":
                yield part.text or ""
            elif name in {"tab", "ptab"}:
                yield "\t"
            elif name in {"br", "cr"}:
                yield " "
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield symbol(attribute(part, "font"), attribute(part, "char"))
            elif name == "checkBox":
                yield "☒" if _is_checked(part) else "☐"
            elif name == "txbxContent":
                boxes.append(part)
            elif name == "r" and self.styles.hides(part, properties):
                continue
            elif name not in _LEFT_OUT and not _is_prompt(part):
                yield from self.text(part, properties, boxes)


def _is_prompt(element: Element) -> bool:
    """Whether a content control still shows what it asks for ("Choisissez un élément")."""
    return is_on(child(element, "sdtPr", "showingPlcHdr"))


def _is_checked(box: Element) -> bool:
    stated = child(box, "checked")
    return is_on(stated if stated is not None else child(box, "default"))


def _named(parent: Element, wanted: str) -> Iterator[Element]:
    """The elements of one name under `parent`, through content controls and insertions."""
    for element in parent:
        name = name_of(element)
        if name == wanted:
            yield element
        elif name in _THROUGH:
            yield from _named(element, wanted)
