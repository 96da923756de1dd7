"""What a web page holds and does not show: by its tag, its attributes, the page's own styles.

Text is out only where no screen shows it: a rule that hides under a condition (`@media`) hides
nothing here, a rule that shows under one shows. Sheets in other files are not there to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# HTML standard, section 15.3.1 "Hidden elements", and what stands in for pictures, films, programs
# and menus where those are not shown; `del` is what was removed from the document (4.7.2).
_NEVER_SHOWN = frozenset(
    "area base basefont datalist head link meta noembed noframes noscript param rp script style "
    "template title audio canvas del iframe object select video "
    "desc metadata defs symbol annotation annotation-xml".split()
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_PIECE = re.compile(r"[^{};]*[{};]")
_DECLARED = re.compile(
    r"(?:^|;)\s*(display|visibility|mso-hide|opacity|font-size)\s*:\s*([\w.-]+)\s*(!\s*important)?",
    re.IGNORECASE,
)
# States and parts of elements: what they say is not said of the element as the page shows it.
_NOT_THE_ELEMENT = re.compile(
    r"::|:(?:before|after|first-l|hover|focus|active|visited|target|checked)"
)
_NOTHING = {"0", "0.0", "0px", "0pt", "0em", "0rem"}
_HIDING = {
    "display": {"none"},
    "visibility": {"hidden", "collapse"},
    "mso-hide": {"all"},
    "opacity": _NOTHING,
    "font-size": _NOTHING,
}
# Any other value of these shows the element again; a size or an opacity shows nothing by itself.
_SHOWING = frozenset({"display", "visibility"})

Place = tuple[int, int]
Weight = tuple[bool, bool, tuple[int, int, int], Place]


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    name: str
    hides: bool
    weight: Weight


def is_hidden(tag: str, attributes: Mapping[str, str | None], *, by_sheet: bool) -> bool:
    """Whether an element is not shown; `by_sheet` is what the page's style sheets say of it."""
    if tag in _NEVER_SHOWN or (tag == "dialog" and "open" not in attributes):
        return True
    if (attributes.get("aria-hidden") or "").lower() == "true":
        return True
    stated = _said_by(attributes.get("style") or "")
    if stated is not None:
        return stated
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return True
    return by_sheet


def _said_by(style: str) -> bool | None:
    """Whether a `style` attribute hides its element; None when it says nothing of it."""
    said = [(name.lower(), value.lower()) for name, value, _ in _DECLARED.findall(style)]
    if any(value in _HIDING[name] for name, value in said):
        return True
    return False if any(name in _SHOWING for name, _ in said) else None


def hidden_by_sheets(tree: LexborHTMLParser) -> frozenset[int]:
    """The `mem_id` of the elements that the page's own style sheets hide."""
    sheets = (node.text() for node in tree.css("style"))
    rules = [rule for number, text in enumerate(sheets) for rule in _rules(text, number)]
    hiding = [rule for rule in rules if rule.hides]
    shown = [rule for rule in rules if not rule.hides]
    found: set[int] = set()
    for rule in hiding:
        for node in _matched(tree, rule.selector):
            if not any(
                other.name == rule.name
                and other.weight > rule.weight
                and _matches(node, other.selector)
                for other in shown
            ):
                found.add(node.mem_id)
    return frozenset(found)


def _rules(text: str, sheet: int) -> Iterator[_Rule]:
    """The rules of a sheet that show or hide; hiding ones only where no condition stands."""
    path: list[str] = []
    body = ""
    for place, piece in enumerate(_PIECE.findall(_COMMENT.sub(" ", text))):
        words, mark = piece[:-1].strip(), piece[-1]
        if mark == "{":
            path.append(words)
            body = ""
            continue
        body += f";{words}"
        if mark == "}" and path:
            selectors = path.pop()
            is_print = any(p.startswith("@media") and "print" in p for p in path)
            if not selectors.startswith("@") and not is_print:
                yield from _declared(selectors, body, bool(path), (sheet, place))
            body = ""


def _declared(selectors: str, body: str, conditional: bool, place: Place) -> Iterator[_Rule]:
    for name, value, important in _DECLARED.findall(body):
        hides = value.lower() in _HIDING[name.lower()]
        if hides and conditional:
            continue
        for selector in re.split(r",(?![^(\[]*[)\]])", selectors):
            if selector.strip() and not _NOT_THE_ELEMENT.search(selector):
                weight = (bool(important), conditional, _specificity(selector), place)
                yield _Rule(selector.strip(), name.lower(), hides, weight)


def _specificity(selector: str) -> tuple[int, int, int]:
    """Ids, classes and the like, elements (W3C Selectors 4, section 17)."""
    ids = len(re.findall(r"#[\w-]+", selector))
    classes = len(re.findall(r"\.[\w-]+|\[[^\]]*\]|:(?!not|is|where)[\w-]+", selector))
    names = len(re.findall(r"(?:^|[\s>+~(])[a-z][\w-]*", selector, re.IGNORECASE))
    return ids, classes, names


def _matched(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    from selectolax.lexbor import SelectolaxError

    try:
        return tree.css(selector)
    except SelectolaxError:
        return []


def _matches(node: LexborNode, selector: str) -> bool:
    from selectolax.lexbor import SelectolaxError

    try:
        return node.css_matches(selector)
    except SelectolaxError:
        return False
