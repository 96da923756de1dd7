"""Labels of the list items and numbered headings of a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from ingest.readers.docx_styles import Styles, value
from ingest.readers.labels import BULLET, integer, shown
from ingest.readers.packages import attribute, child, name_of

_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}

Levels = dict[int, Element]


class Numbering:
    """Keeps the counters of every list; lists of one abstract definition count on together."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, Levels] = {}
        self._family: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        parts = list(root) if root is not None else []
        abstracts = {attribute(p, "abstractNumId"): p for p in parts if name_of(p) == "abstractNum"}
        lists = {attribute(p, "numId"): p for p in parts if name_of(p) == "num"}
        for identity, part in lists.items():
            abstract = abstracts.get(value(part, "abstractNumId"))
            linked = styles.named(value(abstract, "numStyleLink"))
            if linked is not None:
                other = lists.get(value(linked, "pPr", "numPr", "numId"))
                abstract = abstracts.get(value(other, "abstractNumId"), abstract)
            if identity is None or abstract is None:
                continue
            self._family[identity] = attribute(abstract, "abstractNumId") or ""
            self._levels[identity] = _levels(abstract)
            for change in (p for p in part if name_of(p) == "lvlOverride"):
                depth = integer(attribute(change, "ilvl"), 0)
                self._levels[identity] |= _levels(change)
                start = value(change, "startOverride")
                if start is not None:
                    self._restarts.setdefault(identity, {})[depth] = integer(start, 1)

    def label(self, properties: Element | None) -> str | None:
        """The mark before this paragraph ("•", "2.", "b)"), None when it is no list item."""
        sources = [
            properties,
            *(child(style, "pPr") for style in self._styles.chain(properties)),
        ]
        found = next(
            (p for p in (child(source, "numPr") for source in sources) if p is not None), None
        )
        identity, depth = value(found, "numId"), integer(value(found, "ilvl"), 0)
        level = self._levels.get(identity or "", {}).get(depth)
        kind = value(level, "numFmt")
        if identity is None or level is None or kind in {None, "none"}:
            return None
        if kind == "bullet":
            return BULLET
        self._count(identity, depth, level)
        pattern = value(level, "lvlText")
        return (
            re.sub(
                r"%([1-9])",
                lambda match: self._shown(identity, int(match.group(1)) - 1),
                "%1." if pattern is None else pattern,
            ).strip()
            or None
        )

    def _count(self, identity: str, depth: int, level: Element) -> None:
        family = self._family[identity]
        for place, start in self._restarts.pop(identity, {}).items():
            self._counts[family, place] = start - 1
        key = family, depth
        self._counts[key] = self._counts.get(key, _start(level) - 1) + 1
        for deeper, other in self._levels[identity].items():
            if deeper > depth and value(other, "lvlRestart") != "0":
                self._counts.pop((family, deeper), None)

    def _shown(self, identity: str, depth: int) -> str:
        level = self._levels[identity].get(depth)
        count = self._counts.get((self._family[identity], depth), _start(level))
        return shown(count, _FORMS.get(value(level, "numFmt") or "", "1"), doubled=True)


def _levels(parent: Iterable[Element]) -> Levels:
    return {integer(attribute(p, "ilvl"), 0): p for p in parent if name_of(p) == "lvl"}


def _start(level: Element | None) -> int:
    return integer(value(level, "start"), 1)
