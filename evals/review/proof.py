"""Evidence held against the documents that are loaded, while its author looks at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.cases import Case, Evidence
from evals.corpuscheck import Read, against_answers, against_corpus
from evals.lines import Located
from ingest import Document

_PLACE = re.compile(r"^« evidence\[\d+\] » : ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """`problem` makes figures wrong, `doubt` is to be looked at; both French, empty when none."""

    problem: str = ""
    doubt: str = ""

    @property
    def stands(self) -> bool:
        return not (self.problem or self.doubt)


def check(evidence: Evidence, known: Sequence[str], read: Read) -> Proof:
    """Whether the words stand in their document, at their page. `known` are the documents loaded.

    The rules are those of `against_corpus`.
    """
    case = _located(
        Case(
            id="-",
            type="-",
            question="-",
            answerable=True,
            answer="",
            key_facts=(),
            evidence=(evidence,),
        )
    )
    found = against_corpus([case], known, read)
    said = [
        _PLACE.sub("", one[0].message) if one else "" for one in (found.problems, found.notices)
    ]
    return Proof(problem=said[0], doubt=said[1])


def clashes(case: Case) -> tuple[str, ...]:
    """Forbidden forms that a right answer holds, each told in French."""
    return tuple(one.message for one in against_answers([_located(case)]))


def span_of(document: Document, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """Where the quote stands in the document, from a place in [start, end) on; blanks and line
    ends count as one blank. None when it does not start there."""
    parts = [re.escape(word) for word in quote.split()]
    if not parts:
        return None
    found = re.compile(r"\s+".join(parts)).search(document.text, start)
    return found.span() if found and found.start() < end else None


def _located(case: Case) -> Located[Case]:
    return Located(path=Path(), line=1, value=case)
