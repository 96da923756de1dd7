"""Where the words of a question's evidence stand in a document as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from evals.cases import Case, Evidence
from evals.metrics import words
from ingest import Document, Word, tokens

Span = tuple[int, int]


def located(quote: str, text: str) -> Span | None:
    """The span of `text` whose words are those of `quote` in a row, the first one; else None."""
    wanted = words(quote)
    held, folded = _read(text)
    size = len(wanted)
    for at in range(len(folded) - size + 1 if size else 0):
        if folded[at : at + size] == wanted:
            return held[at].start, held[at + size - 1].end
    return None


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[list[Word], list[str]]:
    """The words of a document, read once for all that is looked up in it."""
    held = tokens(text)
    return held, [one.folded for one in held]


def evidence_spans(
    case: Case, documents: Mapping[str, Document]
) -> list[tuple[Evidence, Span]] | None:
    """Each piece of evidence with its place; None unless all are found."""
    found = []
    for gold in case.evidence:
        document = documents.get(gold.doc)
        span = located(gold.quote, document.text) if document else None
        if span is None:
            return None
        found.append((gold, span))
    return found


def around(text: str, span: Span, least: int = 200) -> Span:
    """The whole lines that hold `span`, with the lines beside them when they are short."""
    start, end = _lines(text, span)
    if end - start < least:
        return _lines(text, (max(0, start - 1), min(len(text), end + 1)))
    return start, end


def _lines(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return start, len(text) if end < 0 else end


def joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap made one."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start <= kept[-1][1] + 1:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
