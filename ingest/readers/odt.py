"""OpenDocument texts, from their XML: what a reader of the accepted text would see, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from ingest.errors import DamagedFile, EncryptedFile, NoText
from ingest.limits import Limits
from ingest.model import Line, RawDocument, RawPage
from ingest.readers.labels import integer
from ingest.readers.odt_styles import Numbering, Styles
from ingest.readers.packages import (
    Package,
    attribute,
    child,
    name_of,
    opened,
    title_in,
)
from ingest.readers.tables import Cell, table_lines

# Not text of the document, or not shown: changes that were made, comments, declarations, forms.
_LEFT_OUT = frozenset(
    "tracked-changes annotation annotation-end forms scripts event-listeners sequence-decls "
    "variable-decls user-field-decls dde-connection-decls alphabetical-index-auto-mark-file "
    "note-citation ruby-text object object-ole image plugin applet floating-frame shapes".split()
)
# The title and description of a picture; a field of the text has the same names.
_OF_PICTURES = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_BLOCKS = frozenset({"p", "h", "list", "numbered-paragraph", "table", "section"})
_BOXES = frozenset(
    "text-box rect line polyline polygon regular-polygon path circle ellipse connector caption "
    "measure custom-shape".split()
)
_ROWS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_MOST_REPEATED = 1_000
_BLANKS = re.compile(r"[ \t\r\n]+")


def read(path: Path, limits: Limits) -> list[RawDocument]:
    """One page-less document: headings, paragraphs, list items, tables a row a line, the notes.

    Insertions are kept; deletions, hidden text, comments, headers and footers are left out.
    Raises EncryptedFile when a password is needed, DamagedFile when the package cannot be
    read, NoText when it holds none.
    """
    damaged = DamagedFile(
        "Ce document OpenDocument (.odt) est endommagé : son contenu ne peut pas être lu.",
        "Ouvrez-le dans LibreOffice, réenregistrez-le au format .odt, puis recommencez.",
    )
    with opened(path, limits, damaged) as package:
        return [_document(package)]


def _document(package: Package) -> RawDocument:
    _refuse_encrypted(package.optional("META-INF/manifest.xml"))
    root = package.part("content.xml")
    body = child(root, "body", "text")
    if body is None:
        raise KeyError("office:text")
    styles = Styles([package.optional("styles.xml"), root])
    walk = _Walk(styles, Numbering(styles))
    lines = walk.inside(body)
    for note in walk.notes:
        lines += walk.inside(note)
    if not lines:
        raise NoText(
            "Ce document OpenDocument ne contient aucun texte : c’est sans doute une image.",
            "Exportez-le en PDF, passez-le par un logiciel de reconnaissance de texte (OCR), puis "
            "ajoutez le résultat.",
        )
    return RawDocument(
        pages=(RawPage(number=None, lines=tuple(lines), reader="odt"),),
        title=title_in(package.optional("meta.xml"), "meta", "title"),
    )


def _refuse_encrypted(manifest: Element | None) -> None:
    if manifest is not None and any(name_of(e) == "encryption-data" for e in manifest.iter()):
        raise EncryptedFile(
            "Ce document OpenDocument (.odt) est protégé par un mot de passe.",
            "Ouvrez-le avec son mot de passe, enregistrez-en une copie sans protection, "
            "puis ajoutez cette copie.",
        )


@dataclass(slots=True)
class _List:
    """A list being read: its style, its counters' key, its depth, the mark of the open item."""

    style: str | None
    key: str
    depth: int
    label: str | None = None


@dataclass(slots=True)
class _Paragraph:
    """What is met in a paragraph: its pieces with their weight, and the boxes anchored in it."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Walk:
    """Collects lines in document order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.lines: list[Line] = []
        self.notes: list[Element] = []
        self._list: _List | None = None

    def inside(self, parent: Element) -> list[Line]:
        """The lines of the body, a note, a cell or a box."""
        outer, self.lines = self.lines, []
        outer_list, self._list = self._list, None
        self.blocks(parent)
        found, self.lines, self._list = self.lines, outer, outer_list
        return found

    def blocks(self, parent: Element) -> None:
        """The paragraphs, lists and tables under `parent`, through sections, indexes and shapes."""
        for element in parent:
            name = name_of(element)
            if name in {"p", "h"}:
                self.paragraph(element)
            elif name in {"list", "numbered-paragraph"}:
                self.items(element)
            elif name == "table":
                self.lines += table_lines(list(self.rows(element)))
            elif name in _BOXES:
                self.lines += self.inside(element)
            elif not _is_left_out(element):
                self.blocks(element)

    def paragraph(self, element: Element) -> None:
        """A line; then the lines of the boxes that are anchored in it."""
        style = attribute(element, "style-name")
        if self.styles.hides("paragraph", style):
            return
        found = _Paragraph()
        self.text(element, found, bold=bool(self.styles.is_bold("paragraph", style)))
        text = "".join(piece for piece, _ in found.pieces).strip()
        if text:
            level = self._level(element, style)
            label = self._label(element, level)
            self.lines.append(
                Line(
                    text=f"{label} {text}" if label else text,
                    level=level,
                    bold=all(bold for piece, bold in found.pieces if piece.strip()),
                    bullet=label is not None and level is None,
                    paragraph=True,
                )
            )
        for box in found.boxes:
            self.lines += self.inside(box)

    def _level(self, element: Element, style: str | None) -> int | None:
        if self.styles.is_title(style):
            return 1
        if name_of(element) == "h":
            return max(1, integer(attribute(element, "outline-level"), 1))
        return self.styles.level(style)

    def _label(self, element: Element, level: int | None) -> str | None:
        """The mark of the item that this paragraph opens, or the number of a heading."""
        if self._list is not None:
            label, self._list.label = self._list.label, None
            return label
        style = attribute(element, "style-name")
        is_counted = name_of(element) == "h" and attribute(element, "is-list-header") != "true"
        if is_counted and level is not None and self.styles.list_of(style) != "":
            return self.numbering.heading(level, attribute(element, "start-value"))
        return None

    def items(self, element: Element) -> None:
        """The items of a list, each with its mark before its first paragraph."""
        outer = self._list
        style = attribute(element, "style-name") or (outer.style if outer else None)
        style = style or self.styles.list_of(_first_style(element))
        if outer is None:
            goes_on = attribute(element, "continue-numbering") == "true"
            if not goes_on and attribute(element, "continue-list") is None:
                self.numbering.restart(style or "")
            self._list = _List(style, style or "", 1)
        else:
            self._list = _List(style, outer.key, outer.depth + 1)
        own = self._list
        parts = [element] if name_of(element) == "numbered-paragraph" else list(element)
        for item in parts:
            if name_of(item) in {"list-item", "numbered-paragraph"}:
                start = attribute(item, "start-value")
                if _opens(item):
                    own.label = self.numbering.item(own.key, own.style, own.depth, start)
                self.blocks(item)
            elif name_of(item) == "list-header":
                own.label = None
                self.blocks(item)
        self._list = outer

    def rows(self, element: Element) -> Iterator[list[Cell]]:
        """The cells of a table row by row; the later places of a merged cell are empty."""
        for part in element:
            name = name_of(part)
            if name in _ROWS:
                yield from self.rows(part)
            elif name == "table-row" and attribute(part, "visibility") != "collapse":
                yield list(self.cells(part))

    def cells(self, row: Element) -> Iterator[Cell]:
        """The cells of a row, each as often as it is repeated."""
        covered = 0
        for place in row:
            name = name_of(place)
            times = integer(attribute(place, "number-columns-repeated"), 1)
            times = min(_MOST_REPEATED, max(1, times))
            if name == "covered-table-cell":
                yield from [Cell()] * (times - covered)
                covered = max(0, covered - times)
            elif name == "table-cell":
                columns = integer(attribute(place, "number-columns-spanned"), 1, _MOST_REPEATED)
                cell = Cell(lines=tuple(self.inside(place)), columns=max(1, columns))
                yield from [cell] * times
                covered = cell.columns - 1

    def text(self, element: Element, found: _Paragraph, *, bold: bool) -> None:
        """Adds the visible characters under `element` to `found`."""
        found.pieces.append((_BLANKS.sub(" ", element.text or ""), bold))
        for part in element:
            name = name_of(part)
            if name == "s":
                blanks = min(_MOST_REPEATED, max(1, integer(attribute(part, "c"), 1)))
                found.pieces.append((" " * blanks, bold))
            elif name == "tab":
                found.pieces.append(("\t", bold))
            elif name == "line-break":
                found.pieces.append((" ", bold))
            elif name == "note":
                body = child(part, "note-body")
                self.notes += [body] if body is not None else []
            elif name in _BOXES:
                found.boxes.append(part)
            elif name in _BLOCKS:
                found.boxes.append(_boxed(part))
            elif not _is_left_out(part):
                self._span(part, found, bold=bold)
            found.pieces.append((_BLANKS.sub(" ", part.tail or ""), bold))

    def _span(self, part: Element, found: _Paragraph, *, bold: bool) -> None:
        style = attribute(part, "style-name") if name_of(part) == "span" else None
        if style is None:
            self.text(part, found, bold=bold)
        elif not self.styles.hides("text", style):
            own = self.styles.is_bold("text", style)
            self.text(part, found, bold=bold if own is None else own)


def _is_left_out(element: Element) -> bool:
    return (
        name_of(element) in _LEFT_OUT
        or str(element.tag).startswith(_OF_PICTURES)
        or attribute(element, "display") == "none"
        or attribute(element, "is-hidden") == "true"
    )


def _boxed(block: Element) -> Element:
    box = Element("box")
    box.append(block)
    return box


def _opens(item: Element) -> bool:
    """Whether an item has a paragraph of its own before any list inside it."""
    first = next((name_of(part) for part in item), "")
    return first in {"p", "h"}


def _first_style(parent: Element) -> str | None:
    """The style of the first paragraph under an element."""
    first = next((part for part in parent.iter() if name_of(part) in {"p", "h"}), None)
    return attribute(first, "style-name")
