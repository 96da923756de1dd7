"""How good a ranking is, from the gain of each place. Pure; one implementation for every suite.

`gains` holds what stands at each place, best first: 0 for nothing of use, 1 for a hit, more where
relevance is graded. `ideal` holds the gain of every relevant thing there is, found or not, in any
order. Nothing counts beyond place `k`, from 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def ndcg(gains: Sequence[float], ideal: Sequence[float], k: int) -> float:
    """Discounted gain over that of the best possible ranking, 0..1; 0 when nothing is relevant.

    The gain counts as it is and is divided by log2(1 + place), as in Järvelin and Kekäläinen
    (2002) and trec_eval's ndcg_cut; with binary relevance 2^gain - 1 would give the same.
    """
    best = _discounted(sorted(ideal, reverse=True), k)
    return _discounted(gains, k) / best if best else 0.0


def reciprocal_rank(gains: Sequence[float], k: int) -> float:
    """1 / place of the first gain above 0, else 0."""
    for place, gain in enumerate(gains[:k], start=1):
        if gain > 0:
            return 1 / place
    return 0.0


def recall(gains: Sequence[float], relevant: int, k: int) -> float:
    """The share of the `relevant` things (1 or more) that stand in the first `k` places."""
    return sum(gain > 0 for gain in gains[:k]) / relevant


def _discounted(gains: Sequence[float], k: int) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains[:k], start=1))
