"""A figure over many questions, with its interval. Pure and repeatable: the seed is fixed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

SEED = 20201
RESAMPLES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share with its 95 % bootstrap interval over questions.

    `n` is the number of questions that count, `units` what they hold in all (citations for a
    figure on citations, else the same as `n`). `value`, `low` and `high` are None when nothing
    counts; the interval is None with a single question. An interval of equal values has no width:
    it shows what the sample holds, not what was never seen.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    units: int


def ratio(pairs: Iterable[tuple[float, int]]) -> Figure:
    """Sum of the first over sum of the second of one (successes, units) pair a question.

    Questions are drawn with replacement, percentiles 2.5 and 97.5 of RESAMPLES draws. Pairs
    without units do not count.
    """
    kept = [(hits, units) for hits, units in pairs if units]
    if not kept:
        return Figure(value=None, low=None, high=None, n=0, units=0)
    value = _share(kept)
    low = high = None
    if len(kept) > 1:
        draw = random.Random(SEED)
        shares = sorted(_share(draw.choices(kept, k=len(kept))) for _ in range(RESAMPLES))
        low, high = shares[int(RESAMPLES * 0.025)], shares[int(RESAMPLES * 0.975) - 1]
    return Figure(
        value=value, low=low, high=high, n=len(kept), units=sum(units for _, units in kept)
    )


def mean(values: Iterable[float | None]) -> Figure:
    """The macro mean over questions; None does not count."""
    return ratio((value, 1) for value in values if value is not None)


def _share(pairs: list[tuple[float, int]]) -> float:
    return sum(hits for hits, _ in pairs) / sum(units for _, units in pairs)
