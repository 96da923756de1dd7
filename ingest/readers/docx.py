"""Word documents, from their XML: what a reader of the accepted text would see, in order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from ingest.errors import DamagedFile, ReaderMemory
from ingest.limits import Limits
from ingest.model import Line, RawDocument, RawPage
from ingest.readers.docx_styles import Numbering, Styles, attribute, child, name_of

_LEFT_OUT = frozenset(
    "del moveFrom instrText delText delInstrText rPr pPr tblPr tblGrid sectPr commentReference "
    "footnoteRef endnoteRef Fallback pict object".split()
)
_CELL_PARAGRAPHS = 4


def read(path: Path, limits: Limits) -> list[RawDocument]:
    """One page-less document: paragraphs, list items, tables a row a line, then the notes.

    Insertions are kept and deletions left out; headers and footers are left out. Raises
    DamagedFile when the package cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return [_document(package, limits)]
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError, ValueError) as error:
        raise DamagedFile(
            "Ce document Word est endommagé : son contenu ne peut pas être lu.",
            "Ouvrez-le dans Word ou LibreOffice, réenregistrez-le au format .docx, puis "
            "recommencez.",
        ) from error


def _document(package: zipfile.ZipFile, limits: Limits) -> RawDocument:
    body = child(_part(package, "word/document.xml", limits), "body")
    if body is None:
        raise KeyError("body")
    walk = _Walk(
        Styles(_optional(package, "word/styles.xml", limits)),
        Numbering(_optional(package, "word/numbering.xml", limits)),
    )
    walk.blocks(body)
    for part, note in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        root = _optional(package, part, limits)
        for element in root if root is not None else ():
            if name_of(element) == note and attribute(element, "type") in (None, "normal"):
                walk.blocks(element)
    core = _optional(package, "docProps/core.xml", limits)
    title = child(core, "title") if core is not None else None
    return RawDocument(
        pages=(RawPage(number=None, lines=tuple(walk.lines), reader="docx"),),
        title=(title.text or "").strip() or None if title is not None else None,
    )


def _part(package: zipfile.ZipFile, name: str, limits: Limits) -> ElementTree.Element:
    if package.getinfo(name).file_size > limits.expanded_bytes:
        raise ReaderMemory(
            "Une fois décompressé, ce document Word est trop grand pour être lu sans risque.",
            "Vérifiez d’où il vient ; s’il est sûr, découpez-le en plusieurs documents.",
        )
    with package.open(name) as stream:
        data = stream.read(limits.expanded_bytes + 1)
    if b"<!DOCTYPE" in data[:2000]:
        raise ValueError("a document type declaration")
    return ElementTree.fromstring(data)


def _optional(package: zipfile.ZipFile, name: str, limits: Limits) -> ElementTree.Element | None:
    try:
        return _part(package, name, limits)
    except (KeyError, ElementTree.ParseError):
        return None


class _Walk:
    """Collects lines in document order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.lines: list[Line] = []

    def blocks(self, parent: ElementTree.Element) -> None:
        """The paragraphs and tables under `parent`, through content controls and insertions."""
        for element in parent:
            name = name_of(element)
            if name == "p":
                self.paragraph(element)
            elif name == "tbl":
                self.table(element)
            elif name not in _LEFT_OUT:
                self.blocks(element)

    def paragraph(self, element: ElementTree.Element) -> None:
        boxes: list[ElementTree.Element] = []
        text = "".join(_text(element, boxes)).strip()
        properties = child(element, "pPr")
        if text:
            level = self.styles.level(properties)
            label = self.numbering.label(properties, self.styles)
            bullet = label is not None and level is None
            self.lines.append(
                Line(
                    text=f"{label} {text}" if label else text,
                    level=level,
                    bold=self.styles.is_bold(element),
                    bullet=bullet,
                    paragraph=True,
                )
            )
        for box in boxes:
            self.blocks(box)

    def table(self, element: ElementTree.Element) -> None:
        """A row a line, cells parted by tabs; a table that only lays text out gives its blocks."""
        rows = [list(_named(row, "tc")) for row in _named(element, "tr")]
        contents = [[self.inside(cell) for cell in row] for row in rows]
        is_layout = all(len(row) == 1 for row in contents) or any(
            len(lines) > _CELL_PARAGRAPHS for row in contents for lines in row
        )
        for row in contents:
            if is_layout:
                self.lines.extend(line for lines in row for line in lines)
                continue
            cells = [" ".join(line.text.replace("\t", " ") for line in lines) for lines in row]
            if any(cells):
                self.lines.append(Line(text="\t".join(cells).rstrip("\t"), paragraph=True))

    def inside(self, cell: ElementTree.Element) -> list[Line]:
        inner = _Walk(self.styles, self.numbering)
        inner.blocks(cell)
        return inner.lines


def _named(parent: ElementTree.Element, wanted: str) -> Iterator[ElementTree.Element]:
    """The elements of one name under `parent`, through content controls and insertions."""
    for element in parent:
        name = name_of(element)
        if name == wanted:
            yield element
        elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
            yield from _named(element, wanted)


def _text(element: ElementTree.Element, boxes: list[ElementTree.Element]) -> Iterator[str]:
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
        elif name == "txbxContent":
            boxes.append(part)
        elif name == "pict" or name not in _LEFT_OUT:
            yield from _text(part, boxes)
