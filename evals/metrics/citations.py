"""Citations against the gold quotes of a case. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases import Case, Evidence
from evals.metrics.text import covered_words, words
from evals.response import Cited

OVERLAP = 0.5
"""Share of the shorter of two texts from which both are about the same words."""


def gold_cited(case: Case, citations: Sequence[Cited]) -> float | None:
    """Share of the gold quotes that a citation of their document overlaps.

    Overlap: at least OVERLAP of the words of the shorter of the two lie in a 3-gram that the
    longer one holds too (all its words in sequence when it has fewer than three). Without a
    citation 0; None when the case is unanswerable or has no evidence.
    """
    if not case.answerable or not case.evidence:
        return None
    return sum(is_cited(gold, citations) for gold in case.evidence) / len(case.evidence)


def is_cited(gold: Evidence, citations: Sequence[Cited]) -> bool:
    """Whether a citation of its document overlaps the gold quote."""
    quote = words(gold.quote)
    for citation in citations:
        if citation.doc != gold.doc:
            continue
        shorter, longer = sorted((quote, words(citation.quote)), key=len)
        if shorter and covered_words(shorter, longer) / len(shorter) >= OVERLAP:
            return True
    return False


def distinct(citations: Sequence[Cited]) -> tuple[Cited, ...]:
    """The citations without repeats (same document, pages and words), in order."""
    return tuple(dict.fromkeys(citations))
