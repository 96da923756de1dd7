"""Several rankings become one, by weighted reciprocal ranks (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RANK_CONSTANT = 60
"""How much the first ranks stand out: the higher, the flatter (60 is the usual value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """An id found by at least one ranking; `ranks` are 1-based, by the ranking's name."""

    id: str
    score: float
    ranks: Mapping[str, int]


def fuse(
    rankings: Mapping[str, Sequence[str]],
    weights: Mapping[str, float],
    constant: int = RANK_CONSTANT,
) -> list[Fused]:
    """Every id ranked, best first: the sum of weight / (constant + rank); ties broken by id.

    Each ranking holds distinct ids, best first, and has its weight (0 or more).
    """
    ranks: dict[str, dict[str, int]] = {}
    for name, ids in rankings.items():
        for rank, id_ in enumerate(ids, start=1):
            ranks.setdefault(id_, {})[name] = rank
    fused = [
        Fused(
            id=id_,
            score=sum(weights[name] / (constant + rank) for name, rank in found.items()),
            ranks=found,
        )
        for id_, found in ranks.items()
    ]
    return sorted(fused, key=lambda one: (-one.score, one.id))
