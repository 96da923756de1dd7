"""Texts of strangers made fit for a page: nothing in them acts, nothing in them hides."""

from __future__ import annotations

import difflib
import re
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # those that turn the direction of what follows
    "\ud800-\udfff\ufffe\uffff]"  # halves of characters, and what is none: UTF-8 refuses them
)


def visible(text: str) -> str:
    """`text` with each character that a reader would not see, or that deceives, as ⟦U+....⟧."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", ends)


def shown(value: object) -> object:
    """`visible` for whatever a template writes that is not markup already."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def clipped(text: str, most: int) -> str:
    """At most `most` characters, then how many are left out."""
    if len(text) <= most:
        return text
    return f"{text[:most].rstrip()} […] ({len(text) - most} caractères de plus)"


def markdown(text: str) -> Markup:
    """Paragraphs, lists and emphasis; HTML is shown as text, links and pictures do not exist."""
    return Markup(_renderer().render(visible(text)))


def compared(before: str, after: str) -> tuple[Markup, Markup]:
    """Both texts, what was taken away in <del> in the first, what was put in <ins> in the other."""
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", visible(text)) for text in (before, after))
    removed, added = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed.append(_part("del", old[a:b], kind != "equal"))
        added.append(_part("ins", new[c:d], kind != "equal"))
    return Markup().join(removed), Markup().join(added)


def _part(tag: str, tokens: list[str], changed: bool) -> Markup:
    text = escape("".join(tokens))
    return Markup("<{0}>{1}</{0}>").format(tag, text) if changed and text else text


@cache
def _renderer() -> MarkdownIt:
    rules = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["image", "link", "autolink", "reference", "html_block", "html_inline"]
    )
    # A heading of an answer is no heading of the page.
    rules.add_render_rule("heading_open", lambda *_: "<p><strong>")
    rules.add_render_rule("heading_close", lambda *_: "</strong></p>\n")
    return rules
