"""What the styles of an OpenDocument text say: headings, weight, hidden text, list marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from ingest.readers.labels import BULLET, integer, shown
from ingest.readers.packages import attribute, child, name_of

_TITLE = re.compile(r"^(?:title|titre)(?:[ _]principal)?$", re.IGNORECASE)
_ENCODED = re.compile(r"_([0-9a-f]{2,4})_")
_DEEPEST = 20

Levels = dict[int, Element]


class Styles:
    """Styles of the document and of its style part, with what they inherit."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, Levels] = {}
        self.outline: Levels = {}
        for root in roots:
            for part in root.iter() if root is not None else ():
                kind, name = name_of(part), attribute(part, "name")
                if kind == "style" and name:
                    self._styles[attribute(part, "family") or "", name] = part
                elif kind == "list-style" and name:
                    self.lists[name] = _levels(part)
                elif kind == "outline-style":
                    self.outline = _levels(part)

    def chain(self, family: str, name: str | None) -> list[Element]:
        """The named style and its ancestors, nearest first."""
        found: list[Element] = []
        while (family, name or "") in self._styles and len(found) < _DEEPEST:
            style = self._styles[family, name or ""]
            found.append(style)
            name = attribute(style, "parent-style-name")
        return found

    def is_title(self, name: str | None) -> bool:
        """Whether a paragraph style is the document's title."""
        return any(_TITLE.match(_plain(style)) for style in self.chain("paragraph", name))

    def level(self, name: str | None) -> int | None:
        """The heading depth that a paragraph style gives, None in running text."""
        for style in self.chain("paragraph", name):
            stated = attribute(style, "default-outline-level")
            if stated is not None:
                return integer(stated, 0) or None
        return None

    def list_of(self, name: str | None) -> str | None:
        """The list style of a paragraph style, "" when it takes the paragraph out of lists."""
        return self._said("paragraph", name, None, "list-style-name")

    def is_bold(self, family: str, name: str | None) -> bool | None:
        """Whether a style is bold; None when it does not say."""
        said = self._said(family, name, "text-properties", "font-weight")
        return None if said is None else said == "bold" or integer(said, 0) >= 600

    def hides(self, family: str, name: str | None) -> bool:
        """Whether a style makes its text hidden."""
        return self._said(family, name, "text-properties", "display") == "none"

    def _said(self, family: str, name: str | None, part: str | None, key: str) -> str | None:
        for style in self.chain(family, name):
            said = attribute(child(style, part) if part else style, key)
            if said is not None:
                return said
        return None


class Numbering:
    """Counters of lists and of numbered headings."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}
        self._headings: dict[int, int] = {}

    def restart(self, key: str) -> None:
        """A new list begins: nothing is counted yet."""
        self._counts[key] = {}

    def item(self, key: str, style: str | None, depth: int, start: str | None) -> str | None:
        """The mark of the next item of a list at `depth` from 1; `start` is the item's own number.

        None when the list shows none.
        """
        levels = self._styles.lists.get(style or "", {})
        counts = self._counts.setdefault(key, {})
        return _mark(levels, counts, depth, start) if levels else BULLET

    def heading(self, depth: int, start: str | None) -> str | None:
        """The number before the next heading of a depth, None when headings show none."""
        return _mark(self._styles.outline, self._headings, depth, start)


def _mark(levels: Levels, counts: dict[int, int], depth: int, start: str | None) -> str | None:
    level = levels.get(depth)
    if level is None:
        return None
    if "number" not in name_of(level) and "outline" not in name_of(level):
        return BULLET
    first = integer(attribute(level, "start-value"), 1)
    counts[depth] = integer(start, counts.get(depth, first - 1) + 1)
    for deeper in [place for place in counts if place > depth]:
        del counts[deeper]
    form = attribute(level, "num-format")
    if not form:
        return None
    upper = range(depth - integer(attribute(level, "display-levels"), 1) + 1, depth + 1)
    numbers = ".".join(_number(levels, counts, place) for place in upper if place > 0)
    before, after = (attribute(level, key) or "" for key in ("num-prefix", "num-suffix"))
    return f"{before}{numbers}{after}".strip()


def _number(levels: Levels, counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    first = integer(attribute(level, "start-value"), 1)
    return shown(counts.get(depth, first), attribute(level, "num-format") or "1")


def _levels(part: Element) -> Levels:
    return {integer(attribute(level, "level"), 1): level for level in part}


def _plain(style: Element) -> str:
    """A style's name as shown: blanks and accents are encoded in the stored one."""
    shown_name = attribute(style, "display-name")
    if shown_name:
        return shown_name
    return _ENCODED.sub(lambda m: chr(int(m.group(1), 16)), attribute(style, "name") or "")
