"""What a sentence needs beside it to be understood: who is quoted, what its list announces.

Pure functions over a document's text, in which each line is a paragraph, a heading or a list item.
"""

from __future__ import annotations

import re

from ingest import Document, fold, sentences, speaker_of

Span = tuple[int, int]

_BULLET = re.compile(r"\s*(?:[•▪◦‣●○*·➢➔→✓-]|[–—]|o\b|[a-z]\)|\d{1,2}[.)])\s+")
_ANAPHORIC = re.compile(
    r"(?:[«“\"]\s*)?(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|ce dernier"
    r"|cette derniere|ces derniers|ces dernieres|cela|ceci|c'est|ce sont)\b"
)
_MAX_QUOTE = 4_000
_MAX_LEAD = 300


def line_at(text: str, at: int) -> Span:
    """The line that holds offset `at`, without its line break."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def is_item(text: str, span: Span) -> bool:
    """Whether the line of `span` is a list item and the span starts it."""
    start, end = line_at(text, span[0])
    mark = _BULLET.match(text, start, end)
    return bool(mark) and span[0] <= mark.end()  # type: ignore[union-attr]


def bare(text: str) -> str:
    """A sentence on one line, without its list mark."""
    mark = _BULLET.match(text)
    return " ".join(text[mark.end() if mark else 0 :].split())


def lead_in(text: str, at: int) -> Span | None:
    """The line ending with a colon that announces the list item at `at`."""
    start, end = line_at(text, at)
    if not _BULLET.match(text, start, end):
        return None
    while start > 0:
        start, end = line_at(text, start - 1)
        stripped = text[start:end].rstrip()
        if not stripped:
            continue
        if stripped.endswith(":"):
            return _last_sentence(text, start, end)
        if not _BULLET.match(text, start, end):
            return None
    return None


def items_after(text: str, span: Span) -> list[Span]:
    """The list items that a sentence ending with a colon announces, in order."""
    if not text[span[0] : span[1]].rstrip().endswith(":"):
        return []
    _, end = line_at(text, span[0])
    items = []
    while end < len(text):
        start, end = line_at(text, end + 1)
        if not text[start:end].strip():
            continue
        if not _BULLET.match(text, start, end):
            break
        items.append((start, start + len(text[start:end].rstrip())))
    return items


def quoted_by(document: Document, span: Span) -> Span | None:
    """The words before the colon of `X : « ... »` when `span` stands inside those quotes.

    Quotes that are never closed reach over what others say: words that the document gives to
    another speaker, or that are nobody's while these are somebody's, announce nothing here.
    """
    found = _opened_before(document.text, span[0])
    if found is None or _speaker(document, found) != _speaker(document, span):
        return None
    return found


def _opened_before(text: str, at: int) -> Span | None:
    if text[at : at + 1] == "«" and (found := _named_before(text, at)):
        return found
    floor = max(0, at - _MAX_QUOTE)
    depth = 0
    for index in range(at - 1, floor - 1, -1):
        if text[index] == "»":
            depth += 1
        elif text[index] == "«":
            if depth == 0:
                return _named_before(text, index)
            depth -= 1
    return None


def _speaker(document: Document, span: Span) -> str | None:
    return speaker_of(document.sections, *span)


def _named_before(text: str, quote: int) -> Span | None:
    end = quote
    while end > 0 and text[end - 1] in " \n\t\u00a0\u202f":
        end -= 1
    if end == 0 or text[end - 1] != ":":
        return None
    start, line_end = line_at(text, end - 1)
    return _last_sentence(text, start, min(line_end, end))


def spoken_before(document: Document, span: Span) -> Span | None:
    """The nearest earlier sentence that names whom "il" or "elle" at the start of `span` means.

    None when another than the speaker of `span` says that sentence.
    """
    text = document.text
    sentence = text[span[0] : span[1]]
    if not _ANAPHORIC.match(fold(sentence)):
        return None
    floor = max(0, span[0] - _MAX_QUOTE)
    earlier = sentences(text[floor : span[0]])[-6:]
    for start, end in reversed(earlier):
        said = text[floor + start : floor + end]
        if len(said.split()) > 1 and not _ANAPHORIC.match(fold(said)):
            found = floor + start, floor + end
            speakers = {_speaker(document, found), _speaker(document, span)} - {None}
            return found if len(speakers) < 2 else None
    return None


def _last_sentence(text: str, start: int, end: int) -> Span | None:
    spans = sentences(text[start:end])
    if not spans:
        return None
    a, b = spans[-1]
    return (start + a, start + b) if b - a <= _MAX_LEAD else None
