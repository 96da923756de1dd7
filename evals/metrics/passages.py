"""What a reader meets in the passages, in the order in which a system ranks them. Pure.

A share is between 0 and 1; None says that the metric does not apply to the case (it then counts
nowhere), 0 that it applies and failed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from evals.cases import Case, Evidence
from evals.metrics.text import trigram_share, words
from evals.ranking import ndcg
from evals.response import Reading

BUDGETS = (2000, 4000)
"""Characters that a person reads before giving up, and twice that."""

FOUND = 0.8
"""Share of a gold quote's 3-grams from which it counts as read."""

HELD = 0.5
"""Share of a gold quote's 3-grams from which one passage counts as the place of the quote."""


def read_within(readings: Sequence[Reading], budget: int) -> list[Reading]:
    """The first `budget` characters in rank order; the passage that crosses the line is cut."""
    read: list[Reading] = []
    left = budget
    for reading in readings:
        if left <= 0:
            break
        read.append(Reading(doc=reading.doc, text=reading.text[:left]))
        left -= len(reading.text)
    return read


def evidence_recall(case: Case, readings: Sequence[Reading], budget: int) -> float | None:
    """Share of the gold quotes found in the first `budget` characters read.

    A quote is found when at least FOUND of its 3-grams stand in the passages of its own document
    (3-grams never run from one passage into the next). None when the case is unanswerable or has
    no evidence.
    """
    if not case.answerable or not case.evidence:
        return None
    read = read_within(readings, budget)
    return sum(is_read(gold, read) for gold in case.evidence) / len(case.evidence)


def is_read(gold: Evidence, read: Sequence[Reading]) -> bool:
    """Whether FOUND of the quote's 3-grams stand in what was read of its document."""
    texts = [words(part.text) for part in read if part.doc == gold.doc]
    return trigram_share(words(gold.quote), texts) >= FOUND


def reciprocal_rank(case: Case, readings: Sequence[Reading], depth: int = 10) -> float | None:
    """1 / rank of the first passage that alone holds HELD of one gold quote's 3-grams.

    The passage must be of the quote's document. 0 when none of the first `depth` does; None when
    the case is unanswerable or has no evidence.
    """
    if not case.answerable or not case.evidence:
        return None
    for rank, reading in enumerate(readings[:depth], start=1):
        text = [words(reading.text)]
        for gold in case.evidence:
            if gold.doc == reading.doc and trigram_share(words(gold.quote), text) >= HELD:
                return 1 / rank
    return 0.0


def recall_at(case: Case, readings: Sequence[Reading], k: int) -> float | None:
    """Share of the gold quotes found in the first `k` passages, as `evidence_recall` finds them."""
    return evidence_recall(case, readings[:k], sum(len(one.text) for one in readings[:k]))


def ndcg_at(case: Case, readings: Sequence[Reading], k: int = 10) -> float | None:
    """nDCG where the relevant things are the gold quotes, each at the place of the first passage
    of its document that holds HELD of its 3-grams.

    A passage with two quotes gives its gain once at its place and once at the next free one: a
    ranking is perfect when its first i passages hold i quotes or more, for each i, and a splitter
    that keeps two quotes together gains nothing over it. A quote held twice counts once. None
    when the case is unanswerable or has no evidence.
    """
    if not case.answerable or not case.evidence:
        return None
    read = [(one.doc, [words(one.text)]) for one in readings[:k]]
    gains = [0.0] * (k + len(case.evidence))
    place = -1
    for first in sorted(_first_held(gold, read) for gold in case.evidence):
        if first < k:
            place = max(first, place + 1)
            gains[place] = 1.0
    return ndcg(gains, [1.0] * len(case.evidence), k)


def _first_held(gold: Evidence, read: Sequence[tuple[str, list[list[str]]]]) -> int:
    """The place from 0 of the first passage that holds the quote; past the last when none does."""
    quote = words(gold.quote)
    for place, (doc, text) in enumerate(read):
        if doc == gold.doc and trigram_share(quote, text) >= HELD:
            return place
    return sys.maxsize
