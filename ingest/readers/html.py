"""Saved web pages: what a browser would show of them, block by block, in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import NoText
from ingest.limits import Limits
from ingest.model import Line, RawDocument, RawPage
from ingest.readers.charset import decode_page
from ingest.readers.html_styles import hidden_by_sheets, hidden_by_style
from ingest.readers.labels import BULLET, integer, shown
from ingest.readers.tables import Cell, table_lines

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# HTML standard, section 15.3.1 "Hidden elements", and what stands in for pictures, films, programs
# and menus where those are not shown; `del` is what was removed from the document (4.7.2).
_NEVER_SHOWN = frozenset(
    "area base basefont datalist head link meta noembed noframes noscript param rp script style "
    "template title audio canvas del iframe object select video "
    "desc metadata defs symbol annotation annotation-xml".split()
)
# The same, sections 15.3.3 to 15.3.11 and 15.5: what begins on a line of its own.
_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu "
    "nav ol optgroup p plaintext pre search section summary table caption tbody thead tfoot tr ul "
    "xmp text foreignobject".split()
)
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext", "textarea"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_PART_WORDS = frozenset({"button", "img", "input", "svg", "math", "textarea", "progress", "meter"})
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_REFERENCE = re.compile(r"[\s\[\](){}]*(?:\d{1,3}|[a-z]|\*+)[\s\[\](){}]*", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.I)
_BOLD = frozenset({"b", "strong", "th"})
_MOST_COLUMNS = 1_000  # HTML standard, section 4.9.11
_MOST_ROWS = 65_534

Close = Callable[[], None]


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
    if not walk.frame.lines:
        raise NoText(
            "Cette page web n’affiche aucun texte : son contenu est sans doute chargé par un "
            "programme quand on l’ouvre.",
            "Ouvrez-la dans un navigateur, attendez que le texte paraisse, puis enregistrez-la de "
            "nouveau (page complète) ou imprimez-la en PDF.",
        )
    title = tree.css_first("head > title")
    return [
        RawDocument(
            pages=(RawPage(number=None, lines=tuple(walk.frame.lines), reader="html"),),
            title=_BLANKS.sub(" ", title.text()).strip() or None if title is not None else None,
        )
    ]


@dataclass(slots=True)
class _Frame:
    """What is being collected: the page, a cell or a block of navigation."""

    lines: list[Line] = field(default_factory=list)
    characters: int = 0
    linked: int = 0


class _Walk:
    """Collects lines in document order. Goes down the tree without recursion: pages nest deeply."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self.hidden = hidden
        self.frame = _Frame()
        self._frames: list[_Frame] = []
        self._tables: list[list[list[Cell]]] = []
        self._lists: list[tuple[str, int]] = []
        self._words: list[tuple[str, bool]] = []
        self._label = ""
        self._level: int | None = None
        self._after_break = False
        self._bold = self._links = self._preformatted = 0

    def tree(self, root: LexborNode) -> None:
        """The lines of everything under `root`."""
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
            self._text(node.text_content or "")
            return None
        if tag.startswith("-"):
            return None
        attributes = node.attributes
        if self._is_hidden(node, tag, attributes):
            return None
        if tag in {"br", "hr"}:
            self._break(tag)
            return None
        if tag == "sup" and _is_reference(node):
            return None
        role = (attributes.get("role") or "").lower()
        if tag in _BLOCKS or tag == "td" or _BLOCK_STYLE.search(attributes.get("style") or ""):
            self._flush()
        if tag == "nav" or role == "navigation":
            return self._navigation()
        if role == "heading" or re.fullmatch("h[1-6]", tag):
            depth = tag[1:] if tag[0] == "h" else attributes.get("aria-level")
            return self._heading(min(6, max(1, integer(depth, 2))))
        if tag in _LISTS:
            return self._list(tag, attributes)
        if tag == "li":
            return self._item(attributes)
        if tag in {"table", "tr", "td", "th"}:
            return self._part_of_table(tag, attributes)
        if tag in _BLOCKS or _BLOCK_STYLE.search(attributes.get("style") or ""):
            return self._block(tag)
        return self._inline(tag)

    def _is_hidden(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        if tag in _NEVER_SHOWN or (tag == "dialog" and "open" not in attributes):
            return True
        if (attributes.get("aria-hidden") or "").lower() == "true":
            return True
        stated = hidden_by_style(attributes.get("style") or "")
        if stated is not None:
            return stated
        if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
            return True
        return node.mem_id in self.hidden

    def _text(self, text: str) -> None:
        if not self._preformatted:
            self._words.append((_BLANKS.sub(" ", text), bool(self._bold)))
        else:
            rows = text.replace("\r\n", "\n").split("\n")
            for row in rows[:-1]:
                self._words.append((row, bool(self._bold)))
                self._break("br")
            self._words.append((rows[-1], bool(self._bold)))
        if self._links:
            self.frame.linked += len(text.strip())
        self.frame.characters += len(text.strip())

    def _break(self, tag: str) -> None:
        """A line ends: inside a paragraph (`br`) or not."""
        if tag == "br" and self._level is not None:
            self._words.append((" ", True))
            return
        had_words = self._flush()
        self._after_break = tag == "br" and had_words

    def _flush(self) -> bool:
        """Ends a line; says whether it had words."""
        text = "".join(text for text, _ in self._words)
        text = (text if self._preformatted else re.sub(" +", " ", text)).strip()
        if text:
            goes_on = self._after_break and not self._label
            self.frame.lines.append(
                Line(
                    text=f"{self._label} {text}" if self._label else text,
                    level=self._level,
                    bold=all(bold for text, bold in self._words if text.strip()),
                    bullet=bool(self._label),
                    paragraph=None if goes_on else True,
                )
            )
            self._label = ""
        self._words.clear()
        self._after_break = False
        return bool(text)

    def _block(self, tag: str) -> Close:
        self._preformatted += tag in _PREFORMATTED

        def close() -> None:
            self._flush()
            self._preformatted -= tag in _PREFORMATTED

        return close

    def _inline(self, tag: str) -> Close:
        opening, closing = ("« ", " »") if tag == "q" else ("", "")
        if tag in _PART_WORDS:
            opening = closing = " "
        bold, link = tag in _BOLD, tag in {"a", "button"}
        self._bold += bold
        self._links += link
        self._words.append((opening, bool(self._bold)))

        def close() -> None:
            self._words.append((closing, bool(self._bold)))
            self._bold -= bold
            self._links -= link

        return close

    def _heading(self, level: int) -> Close:
        outer, self._level = self._level, level
        self._label = ""

        def close() -> None:
            self._flush()
            self._level = outer

        return close

    def _list(self, tag: str, attributes: dict[str, str | None]) -> Close:
        form = attributes.get("type") or "1"
        known = form if form in {"1", "a", "A", "i", "I"} else "1"
        first = integer(attributes.get("start"), 1)
        self._lists.append((known if tag == "ol" else BULLET, first))

        def close() -> None:
            self._flush()
            self._lists.pop()

        return close

    def _item(self, attributes: dict[str, str | None]) -> Close:
        form, number = self._lists[-1] if self._lists else (BULLET, 1)
        self._label = BULLET
        if form != BULLET:
            number = integer(attributes.get("value"), number)
            self._label = f"{shown(number, form)}."
            self._lists[-1] = form, number + 1

        def close() -> None:
            self._flush()
            self._label = ""

        return close

    def _part_of_table(self, tag: str, attributes: dict[str, str | None]) -> Close:
        if tag == "table":
            self._tables.append([])
            return self._table_ends
        if tag == "tr" and self._tables:
            self._tables[-1].append([])
            return lambda: None
        if tag == "tr" or not self._tables or not self._tables[-1]:
            return self._block(tag)
        columns = min(_MOST_COLUMNS, max(1, integer(attributes.get("colspan"), 1)))
        rows = min(_MOST_ROWS, max(1, integer(attributes.get("rowspan"), 1)))
        self._enter_frame()
        self._bold += tag == "th"
        label, self._label = self._label, ""

        def close() -> None:
            self._flush()
            self._bold -= tag == "th"
            self._label = label
            cell = self._leave_frame()
            self._tables[-1][-1].append(Cell(lines=tuple(cell.lines), columns=columns, rows=rows))

        return close

    def _table_ends(self) -> None:
        self._flush()
        self.frame.lines += table_lines(self._tables.pop())

    def _navigation(self) -> Close:
        self._enter_frame()

        def close() -> None:
            self._flush()
            block = self._leave_frame()
            if 2 * block.linked <= block.characters:
                self.frame.lines += block.lines

        return close

    def _enter_frame(self) -> None:
        self._flush()
        self._frames.append(self.frame)
        self.frame = _Frame()

    def _leave_frame(self) -> _Frame:
        inner, self.frame = self.frame, self._frames.pop()
        self.frame.characters += inner.characters
        self.frame.linked += inner.linked
        return inner


def _is_reference(node: LexborNode) -> bool:
    """Whether a raised text is only the mark of a note: a link to another place of the page."""
    link = node.css_first("a[href^='#']")
    return link is not None and _REFERENCE.fullmatch(node.text()) is not None
