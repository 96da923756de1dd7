"""Heading levels and list labels of Word documents, from their styles and numbering parts."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_HEADING = re.compile(r"^(?:heading|titre)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|titre)$", re.IGNORECASE)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def name_of(element: Element) -> str:
    """The element's name without its namespace: transitional and strict files read alike."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    if element is None:
        return None
    return next((part for part in element if name_of(part) == name), None)


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute of that name in any namespace."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def _value(element: Element | None, *path: str) -> str | None:
    for name in path:
        element = child(element, name)
    return attribute(element, "val")


class Styles:
    """Paragraph styles with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for style in root if root is not None else ():
            identity = attribute(style, "styleId")
            if name_of(style) == "style" and identity:
                self._styles[identity] = style

    def chain(self, properties: Element | None) -> list[Element]:
        """The style of a paragraph and those that it is based on, nearest first."""
        found: list[Element] = []
        identity = _value(properties, "pStyle")
        while identity in self._styles and len(found) < 20:
            style = self._styles[identity]
            found.append(style)
            identity = _value(style, "basedOn")
        return found

    def level(self, properties: Element | None) -> int | None:
        """Heading depth from 1 (a Title counts as 1), None in running text."""
        stated = _value(properties, "outlineLvl")
        for style in self.chain(properties):
            name = _value(style, "name") or ""
            heading = _HEADING.match(name)
            if heading:
                return int(heading.group(1))
            if _TITLE.match(name):
                return 1
            stated = stated or _value(style, "pPr", "outlineLvl")
        if stated and stated.isdigit() and int(stated) < 9:
            return int(stated) + 1
        return None

    def is_bold(self, paragraph: Element) -> bool:
        """Whether every run with text is bold, by itself."""
        runs = [
            run for run in paragraph.iter() if name_of(run) == "r" and child(run, "t") is not None
        ]
        return bool(runs) and all(_is_on(child(child(run, "rPr"), "b")) for run in runs)


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in {"0", "false", "off", "none"}


class Numbering:
    """Labels of list items; keeps the counters of every list."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        abstract: dict[str | None, dict[int, Element]] = {}
        for part in root if root is not None else ():
            if name_of(part) == "abstractNum":
                abstract[attribute(part, "abstractNumId")] = {
                    int(attribute(level, "ilvl") or 0): level
                    for level in part
                    if name_of(level) == "lvl"
                }
        for part in root if root is not None else ():
            identity = attribute(part, "numId")
            if name_of(part) == "num" and identity:
                self._levels[identity] = abstract.get(_value(part, "abstractNumId"), {})

    def label(self, properties: Element | None, styles: Styles) -> str | None:
        """The mark before this paragraph ("•", "2.", "b)"), None when it is no list item."""
        sources = [properties, *(child(style, "pPr") for style in styles.chain(properties))]
        found = next(
            (p for p in (child(source, "numPr") for source in sources) if p is not None), None
        )
        identity, depth = _value(found, "numId"), int(_value(found, "ilvl") or 0)
        if identity is None or identity not in self._levels or depth not in self._levels[identity]:
            return None
        levels = self._levels[identity]
        kind = _value(levels[depth], "numFmt")
        if kind in {None, "none"}:
            return None
        if kind == "bullet":
            return "•"
        key = identity, depth
        start = int(_value(levels[depth], "start") or 1)
        self._counts[key] = self._counts.get(key, start - 1) + 1
        for deeper in levels:
            if deeper > depth:
                self._counts.pop((identity, deeper), None)
        pattern = _value(levels[depth], "lvlText") or "%1."
        return re.sub(r"%([1-9])", lambda m: self._shown(identity, int(m.group(1)) - 1), pattern)

    def _shown(self, identity: str, depth: int) -> str:
        level = self._levels[identity].get(depth)
        count = self._counts.get((identity, depth), 1)
        kind = _value(level, "numFmt") or "decimal"
        if kind.endswith("Letter"):
            text = chr(ord("a") + (count - 1) % 26)
        elif kind.endswith("Roman"):
            text = _roman(count)
        else:
            return str(count)
        return text.upper() if kind.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text
