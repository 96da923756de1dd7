"""Some pairs of a set, by chance but with its labels in their shares."""

from __future__ import annotations

import random
from collections.abc import Mapping

from evals.public.entailment import Label, Pair


def stratified(pairs: Mapping[str, Pair], limit: int | None, seed: int) -> tuple[Pair, ...]:
    """At most `limit` pairs in the order of the set; all of them for None.

    Each label gets its share, rounded by largest remainder. With one seed a smaller sample is
    within a larger one but for that rounding.
    """
    if limit is None or limit >= len(pairs):
        return tuple(pairs.values())
    by_label: dict[Label, list[Pair]] = {label: [] for label in Label}
    for pair in pairs.values():
        by_label[pair.label].append(pair)
    chosen: set[str] = set()
    for label, places in _places(by_label, limit).items():
        order = by_label[label].copy()
        random.Random(f"{seed} {label}").shuffle(order)
        chosen |= {pair.id for pair in order[:places]}
    return tuple(pair for pair in pairs.values() if pair.id in chosen)


def _places(by_label: Mapping[Label, list[Pair]], limit: int) -> dict[Label, int]:
    total = sum(map(len, by_label.values()))
    exact = {label: limit * len(held) / total for label, held in by_label.items()}
    places = {label: int(share) for label, share in exact.items()}
    left = limit - sum(places.values())
    for label in sorted(exact, key=lambda one: places[one] - exact[one])[:left]:
        places[label] += 1
    return places
