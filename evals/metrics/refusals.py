"""Refusals, with "refuse" as the positive class. Pure; each score is one case's part of a ratio.

Recall: unanswerable questions that are refused. Precision: refusals of unanswerable questions.
F1 is 2 TP / (refusals + unanswerable questions), which is their harmonic mean.
"""

from __future__ import annotations

from evals.cases import Case
from evals.records import Score

STRATA = ("off-topic", "in-field", "false-premise")


def stratum(case: Case) -> str | None:
    """Which of STRATA an unanswerable question is of, None when its file does not tell."""
    if case.answerable:
        return None
    return case.stratum or ("false-premise" if case.false_premise else None)


def recall(case: Case, abstained: bool) -> Score | None:
    """None for an answerable question."""
    return None if case.answerable else Score(hits=abstained)


def precision(case: Case, abstained: bool) -> Score | None:
    """None when nothing was refused."""
    return Score(hits=not case.answerable) if abstained else None


def f1(case: Case, abstained: bool) -> Score | None:
    """None for an answer to an answerable question, which F1 leaves out."""
    units = abstained + (not case.answerable)
    return Score(hits=2 * (abstained and not case.answerable), units=units) if units else None


def wrong(case: Case, abstained: bool) -> Score | None:
    """Answerable questions that are refused; None for an unanswerable one."""
    return Score(hits=abstained) if case.answerable else None
