"""What the styles of a Word document say of its paragraphs and runs."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ingest.readers.packages import attribute, child, name_of

_HEADING = re.compile(r"^(?:heading|titre)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|titre)$", re.IGNORECASE)
_DEEPEST = 20


def value(element: Element | None, *path: str) -> str | None:
    """The `val` of the element that such steps lead to."""
    return attribute(child(element, *path), "val")


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `w:b` is there and is not set off."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off", "none"}


class Styles:
    """Paragraph and character styles with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for style in root if root is not None else ():
            identity = attribute(style, "styleId")
            if name_of(style) == "style" and identity:
                self._styles[identity] = style
        self._some_hide = any(
            child(style, "rPr", "vanish") is not None for style in self._styles.values()
        )

    def chain(self, properties: Element | None, kind: str = "pStyle") -> list[Element]:
        """The style of a paragraph or run and those that it is based on, nearest first."""
        found: list[Element] = []
        identity = value(properties, kind)
        while identity in self._styles and len(found) < _DEEPEST:
            style = self._styles[identity]
            found.append(style)
            identity = value(style, "basedOn")
        return found

    def named(self, identity: str | None) -> Element | None:
        """The style of that id."""
        return self._styles.get(identity or "")

    def level(self, properties: Element | None) -> int | None:
        """Heading depth from 1 (a Title counts as 1), None in running text."""
        stated = value(properties, "outlineLvl")
        for style in self.chain(properties):
            name = value(style, "name") or ""
            heading = _HEADING.match(name)
            if heading:
                return int(heading.group(1))
            if _TITLE.match(name):
                return 1
            stated = stated or value(style, "pPr", "outlineLvl")
        if stated and stated.isdigit() and int(stated) < 9:
            return int(stated) + 1
        return None

    def is_bold(self, paragraph: Element) -> bool:
        """Whether every run with text is bold, by itself."""
        runs = [
            run for run in paragraph.iter() if name_of(run) == "r" and child(run, "t") is not None
        ]
        return bool(runs) and all(is_on(child(run, "rPr", "b")) for run in runs)

    def hides(self, run: Element, properties: Element | None) -> bool:
        """Whether a run is hidden text, by itself, its style or its paragraph's."""
        own = child(run, "rPr", "vanish")
        if own is not None:
            return is_on(own)
        if not self._some_hide:
            return False
        for style in [*self.chain(child(run, "rPr"), "rStyle"), *self.chain(properties)]:
            stated = child(style, "rPr", "vanish")
            if stated is not None:
                return is_on(stated)
        return False
