"""A document cut into leaves to read: its pages, or extracts where the format has no pages."""

from __future__ import annotations

from dataclasses import dataclass

from ingest import SPEECH, Document, Section

EXTRACT_CHARS = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A span of `Document.text` shown at once; `page` is None where the format has no pages."""

    page: int | None
    printed: str | None
    ocr: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a line, lit or not."""

    text: str
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph, heading or list item: its pieces joined are its text."""

    pieces: tuple[Piece, ...]
    heading: bool


def leaves(document: Document) -> tuple[Leaf, ...]:
    """The leaves in reading order; they cover the pages, and an extract ends at a line's end."""
    found = []
    for page in document.pages:
        spans = [(page.start, page.end)]
        if page.number is None:
            spans = _extracts(document.text, page.start, page.end)
        for start, end in spans:
            found.append(
                Leaf(page=page.number, printed=page.printed, ocr=page.ocr, start=start, end=end)
            )
    return tuple(found)


def leaf_at(found: tuple[Leaf, ...], offset: int) -> int:
    """The index of the leaf that holds `offset`, else of the last one that starts before it."""
    before = [i for i, leaf in enumerate(found) if leaf.start <= offset]
    return before[-1] if before else 0


def cited_span(document: Document, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """The cited span, None when the document no longer says these words there."""
    return (start, end) if quote and document.text[start:end] == quote else None


def section_at(document: Document, offset: int) -> tuple[str, ...]:
    """The title path of the innermost section that holds `offset`, empty when there is none."""
    around = [s for s in document.sections if s.kind != SPEECH and s.start <= offset < s.end]
    return min(around, key=_length).title_path if around else ()


def lines(document: Document, leaf: Leaf, span: tuple[int, int] | None) -> tuple[Line, ...]:
    """The lines of a leaf that are not blank, with the part of `span` that stands on it lit."""
    low, high = span or (0, 0)
    titles = {s.start for s in document.sections if s.title_path and s.kind != SPEECH}
    found = []
    at = leaf.start
    for raw in document.text[leaf.start : leaf.end].splitlines(keepends=True):
        start, text = at, raw.rstrip()
        at += len(raw)
        if not text.strip():
            continue
        a, b = (min(max(offset - start, 0), len(text)) for offset in (low, high))
        pieces = (
            Piece(text=text[:a], lit=False),
            Piece(text=text[a:b], lit=True),
            Piece(text=text[b:], lit=False),
        )
        found.append(Line(pieces=tuple(p for p in pieces if p.text), heading=start in titles))
    return tuple(found)


def _extracts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    while end - start > EXTRACT_CHARS:
        cut = text.rfind("\n", start, start + EXTRACT_CHARS) + 1
        cut = cut if cut > start else start + EXTRACT_CHARS
        spans.append((start, cut))
        start = cut
    return [*spans, (start, end)]


def _length(section: Section) -> int:
    return section.end - section.start
