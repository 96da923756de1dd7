"""Several scorings become one, by weighted relative scores (pure).

Each scoring is brought to 0..1 (its best is 1), weighted and added: relative score
fusion. Against weighted reciprocal ranks it kept more of what a clear winner of one scoring knows
(docs/decisions/0002-search.md has the figures).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """An id found by at least one scoring; `ranks` are 1-based, by the scoring's name."""

    id: str
    score: float
    ranks: Mapping[str, int]


def fuse(scorings: Mapping[str, Scores], weights: Mapping[str, float]) -> list[Fused]:
    """Every id scored, best first: the weighted sum of its relative scores; ties broken by id.

    Scores are 0 or more (`spread` brings cosines there). An id that a scoring lacks gets 0 from
    it.
    """
    total: dict[str, float] = {}
    ranks: dict[str, dict[str, int]] = {}
    for name, scores in scorings.items():
        best = max(scores.values(), default=0.0)
        for rank, id_ in enumerate(sorted(scores, key=lambda i: (-scores[i], i)), start=1):
            ranks.setdefault(id_, {})[name] = rank
            share = scores[id_] / best if best > 0 else 0.0
            total[id_] = total.get(id_, 0.0) + weights[name] * share
    fused = [Fused(id=id_, score=score, ranks=ranks[id_]) for id_, score in total.items()]
    return sorted(fused, key=lambda one: (-one.score, one.id))


def spread(scores: Scores) -> dict[str, float]:
    """Similarities of which even the worst found is far from 0, stretched to start at 0."""
    floor = min(scores.values(), default=0.0)
    return {id_: score - floor for id_, score in scores.items()}
