"""The claims of a run with the words that each cites, read from the detail of its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evals.runs.model import SuiteRun


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedClaim:
    """A sentence shown for a case; `words` are its citations as shown, none for a bare claim."""

    case: str
    text: str
    words: tuple[str, ...]


def claims_of(suite: SuiteRun) -> tuple[CitedClaim, ...] | None:
    """In the order of the cases; a mark that points nowhere adds no words.

    None when there is no claim at all, or one has another shape than ours.
    """
    found: list[CitedClaim] = []
    for record in suite.records:
        if record.detail.get("claims") is None:
            continue
        try:
            found += _of_record(record.id, record.detail)
        except (KeyError, TypeError, AttributeError):
            return None
    return tuple(found) or None


def _of_record(case: str, detail: Mapping[str, Any]) -> list[CitedClaim]:
    quotes = [str(one["quote"]) for one in detail["citations"]]
    return [
        CitedClaim(
            case=case,
            text=str(one["text"]),
            words=tuple(quotes[at] for at in one["citations"] if 0 <= at < len(quotes)),
        )
        for one in detail["claims"]
    ]
