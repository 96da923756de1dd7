"""Saved web pages: what a browser would show of them, block by block, in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import NoText
from ingest.limits import Limits
from ingest.model import RawDocument, RawPage
from ingest.readers.charset import decode_page
from ingest.readers.html_hidden import hidden_by_sheets, is_hidden
from ingest.readers.html_lines import Collector
from ingest.readers.labels import BULLET, integer, shown
from ingest.readers.tables import Cell, table_lines

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# HTML standard, sections 15.3.3 to 15.3.11 and 15.5: what begins on a line of its own.
_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu "
    "nav ol optgroup p plaintext pre search section summary table caption tbody td th thead tfoot "
    "tr ul xmp text foreignobject".split()
)
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.I)
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext", "textarea"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_PART_WORDS = frozenset({"button", "img", "input", "svg", "math", "textarea", "progress", "meter"})
_REFERENCE = re.compile(r"[\s\[\](){}]*(?:\d{1,3}|[a-z]|\*+)[\s\[\](){}]*", re.IGNORECASE)
_MOST_COLUMNS = 1_000  # HTML standard, section 4.9.11
_MOST_ROWS = 65_534

Attributes = dict[str, str | None]
Close = Callable[[], object]


def read(path: Path, limits: Limits) -> list[RawDocument]:
    """One page-less document: headings, paragraphs, list items, tables a row a line.

    What the page does not show is left out (scripts, `hidden`, `display: none`, ...), and so are
    blocks of navigation that are mostly links. Raises UnsupportedType for bytes that are no text,
    NoText for a page that shows none.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(decode_page(path.read_bytes()))
    walk = _Walk(hidden_by_sheets(tree))
    if tree.root is not None:
        walk.tree(tree.root)
    lines = walk.out.frame.lines
    if not lines:
        raise NoText(
            "Cette page web n’affiche aucun texte : son contenu est sans doute chargé par un "
            "programme quand on l’ouvre.",
            "Ouvrez-la dans un navigateur, attendez que le texte paraisse, puis enregistrez-la de "
            "nouveau (page complète) ou imprimez-la en PDF.",
        )
    title = tree.css_first("head > title")
    return [
        RawDocument(
            pages=(RawPage(number=None, lines=tuple(lines), reader="html"),),
            title=" ".join(title.text().split()) or None if title is not None else None,
        )
    ]


class _Walk:
    """Goes through a page in document order, without recursion: pages nest deeply."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self.out = Collector()
        self._hidden = hidden
        self._tables: list[list[list[Cell]]] = []
        self._lists: list[tuple[str, int]] = []

    def tree(self, root: LexborNode) -> None:
        """Collects everything under `root`."""
        closing: list[Close] = []
        node = root
        while True:
            close = self._open(node)
            child = node.first_child if close is not None else None
            if close is not None and child is not None:
                closing.append(close)
                node = child
                continue
            if close is not None:
                close()
            while (after := node.next) is None:
                if not closing or node.parent is None:
                    return
                closing.pop()()
                node = node.parent
            node = after

    def _open(self, node: LexborNode) -> Close | None:
        """What to do when `node` ends, None to leave out what it holds."""
        tag = node.tag or "-"
        if tag == "-text":
            self.out.add(node.text_content or "")
            return None
        if tag.startswith("-"):
            return None
        attributes = node.attributes
        if is_hidden(tag, attributes, by_sheet=node.mem_id in self._hidden):
            return None
        if tag == "br":
            self.out.line_break()
            return None
        if tag == "sup" and _is_reference(node):
            return None
        is_block = tag in _BLOCKS or bool(_BLOCK_STYLE.search(attributes.get("style") or ""))
        if is_block:
            self.out.flush()
        return self._structure(tag, attributes) or (
            self._block(tag) if is_block else self._inline(tag)
        )

    def _structure(self, tag: str, attributes: Attributes) -> Close | None:
        """How headings, lists, tables and navigation end; None for other elements."""
        role = (attributes.get("role") or "").lower()
        if tag == "nav" or role == "navigation":
            self.out.enter()
            return self._navigation_ends
        if role == "heading" or re.fullmatch("h[1-6]", tag):
            depth = tag[1:] if tag[0] == "h" else attributes.get("aria-level")
            return self._heading(min(6, max(1, integer(depth, 2))))
        if tag in _LISTS:
            return self._list(tag, attributes)
        if tag == "li":
            return self._item(attributes)
        if tag == "table":
            self._tables.append([])
            return self._table_ends
        if tag == "tr" and self._tables:
            self._tables[-1].append([])
            return self.out.flush
        if tag in {"td", "th"} and self._tables and self._tables[-1]:
            return self._cell(tag, attributes)
        return None

    def _block(self, tag: str) -> Close:
        out = self.out
        out.preformatted += tag in _PREFORMATTED

        def close() -> None:
            out.flush()
            out.preformatted -= tag in _PREFORMATTED

        return close

    def _inline(self, tag: str) -> Close:
        out = self.out
        opening, closing = ("« ", " »") if tag == "q" else ("", "")
        if tag in _PART_WORDS:
            opening = closing = " "
        bold, link = tag in {"b", "strong"}, tag in {"a", "button"}
        out.bold += bold
        out.links += link
        out.mark(opening)

        def close() -> None:
            out.mark(closing)
            out.bold -= bold
            out.links -= link

        return close

    def _heading(self, level: int) -> Close:
        out = self.out
        out.flush()
        outer, out.level, out.label = out.level, level, ""

        def close() -> None:
            out.flush()
            out.level = outer

        return close

    def _list(self, tag: str, attributes: Attributes) -> Close:
        form = attributes.get("type") or "1"
        known = form if form in {"1", "a", "A", "i", "I"} else "1"
        first = integer(attributes.get("start"), 1)
        self._lists.append((known if tag == "ol" else BULLET, first))

        def close() -> None:
            self.out.flush()
            self._lists.pop()

        return close

    def _item(self, attributes: Attributes) -> Close:
        out = self.out
        form, number = self._lists[-1] if self._lists else (BULLET, 1)
        out.label = BULLET
        if form != BULLET:
            number = integer(attributes.get("value"), number)
            out.label = f"{shown(number, form)}."
            self._lists[-1] = form, number + 1

        def close() -> None:
            out.flush()
            out.label = ""

        return close

    def _cell(self, tag: str, attributes: Attributes) -> Close:
        out = self.out
        columns = min(_MOST_COLUMNS, max(1, integer(attributes.get("colspan"), 1)))
        rows = min(_MOST_ROWS, max(1, integer(attributes.get("rowspan"), 1)))
        out.enter()
        out.bold += tag == "th"
        label, out.label = out.label, ""

        def close() -> None:
            cell = out.leave()
            out.bold -= tag == "th"
            out.label = label
            self._tables[-1][-1].append(Cell(lines=tuple(cell.lines), columns=columns, rows=rows))

        return close

    def _table_ends(self) -> None:
        self.out.flush()
        self.out.frame.lines += table_lines(self._tables.pop())

    def _navigation_ends(self) -> None:
        block = self.out.leave()
        if 2 * block.linked <= block.characters:
            self.out.frame.lines += block.lines


def _is_reference(node: LexborNode) -> bool:
    """Whether a raised text is only the mark of a note: a link to another place of the page."""
    link = node.css_first("a[href^='#']")
    return link is not None and _REFERENCE.fullmatch(node.text()) is not None
