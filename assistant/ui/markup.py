"""Text of documents and models made harmless: nothing of it is ever read as HTML or Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from assistant.ui.leaves import Line

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_TOKEN = re.compile(r"\\(?P<plain>.)|\[(?P<mark>\d+)\]|(?P<other>.)", re.DOTALL)
_TITLE = re.compile(r"\*\*(?P<title>(?:\\.|[^\\*])+)\*\*")


def plain(text: str) -> str:
    """Markdown that shows `text` as it is, on one line."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def page_html(lines: Iterable[Line]) -> str:
    """HTML of a leaf: one paragraph a line, cited words in <mark>; empty without a line."""
    body = "".join(_paragraph(line) for line in lines)
    return f'<div class="corpus sheet">{body}</div>' if body else ""


def text_html(text: str) -> str:
    """HTML of a text as it was typed, line by line."""
    return "".join(
        (
            '<div class="corpus">',
            *(f"<p>{escape(line)}</p>" for line in text.splitlines()),
            "</div>",
        )
    )


def quote_html(quote: str) -> str:
    """HTML of cited words by themselves."""
    return f'<blockquote class="corpus quote">{escape(quote)}</blockquote>'


def draft_html(draft: str) -> str:
    """HTML of what a model has written so far."""
    return f'<div class="corpus draft">{escape(draft)}</div>'


def answer_html(text: str, key: Callable[[int], str | None]) -> str:
    """HTML of an answer's Markdown: document titles, paragraphs, list items and [n] marks.

    `key(n)` names the button that opens citation n, None when there is no such citation.
    """
    html: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        title = _TITLE.fullmatch(line)
        if line.startswith("- "):
            item = f"<li>{_inline(line[2:], key)}</li>"
            if html and html[-1].endswith("</ul>"):
                html[-1] = html[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                html.append(f"<ul>{item}</ul>")
        elif title:
            html.append(f'<p class="from">{_inline(title["title"], key)}</p>')
        else:
            html.append(f"<p>{_inline(line, key)}</p>")
    return f'<div class="corpus">{"".join(html)}</div>'


def _paragraph(line: Line) -> str:
    html = "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.lit else escape(piece.text)
        for piece in line.pieces
    )
    return f'<p class="heading">{html}</p>' if line.heading else f"<p>{html}</p>"


def _inline(text: str, key: Callable[[int], str | None]) -> str:
    html = []
    for token in _TOKEN.finditer(text):
        button = key(int(token["mark"])) if token["mark"] else None
        if button:
            html.append(
                f'<a class="mark" href="#{escape(button)}" data-opens="{escape(button)}">'
                f"[{token['mark']}]</a>"
            )
        else:
            html.append(escape(token["plain"] or token[0]))
    return "".join(html)
