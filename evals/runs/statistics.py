"""Figures with their intervals, and tests between two runs of the same cases.

All draws come from fixed seeds: the same records give the same figures. Sources: percentile
bootstrap, Efron & Tibshirani (1993), chapter 13; bound when nothing varies, Clopper & Pearson
(1934); paired randomisation test, Noreen (1989); exact test of McNemar (1947); step-down
adjustment, Holm (1979), without the tests that no outcome could decide, Tarone (1990).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evals.records import Metric, Record

SEED = 20201
RESAMPLES = 2000
DRAWS = 10_000
MOST_ENUMERATED = 13
"""Cases that differ, up to which every exchange is counted: 2 ** 13 is less than DRAWS."""
LEVEL = 0.05
SMALL = 10
POOLED = f"autres (groupes de moins de {SMALL})"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share, or a mean of shares, with its 95 % interval.

    `n` is the number of cases that count, `units` what they hold in all: citations for a figure
    on citations, else (and for a mean of several shares) the same as `n`. `value`, `low` and
    `high` are None when nothing counts; the interval is None with a single case. Where all cases
    are wholly right, or wholly wrong, the interval is the exact binomial one over cases: all draws
    being equal proves nothing about what was never seen.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Hits and units of some cases: one row for each score of a metric, one column a case."""

    ids: tuple[str, ...]
    hits: Floats
    units: Floats

    def keep(self, columns: NDArray[np.bool_]) -> Tally:
        ids = tuple(id for id, kept in zip(self.ids, columns, strict=True) if kept)
        return Tally(ids=ids, hits=self.hits[:, columns], units=self.units[:, columns])

    def counts(self) -> NDArray[np.bool_]:
        """The cases in which at least one of the scores has units."""
        return np.asarray(self.units.any(axis=0))


def tally(metric: Metric, records: Sequence[Record]) -> Tally:
    """A case without the score has no hit and no unit."""
    names = metric.of or (metric.name,)
    found = [[one.scores.get(name) for one in records] for name in names]
    return Tally(
        ids=tuple(one.id for one in records),
        hits=_matrix([[one.hits if one else 0 for one in row] for row in found], len(records)),
        units=_matrix([[one.units if one else 0 for one in row] for row in found], len(records)),
    )


def figure(metric: Metric, records: Sequence[Record], *, by_document: bool = False) -> Figure:
    """Sum of hits over sum of units; for a metric `of` several scores, the mean of their shares.

    Cases are drawn with replacement; `by_document`, all cases of one first document together (a
    case of no document is alone). Draws in which a share has no unit are left out. With few
    documents the second interval is too narrow: say how many there are.
    """
    every = tally(metric, records)
    counting = every.counts()
    kept = every.keep(counting)
    value = share(kept.hits.sum(axis=1), kept.units.sum(axis=1))
    n = len(kept.ids)
    units = n if metric.of else int(kept.units.sum())
    if math.isnan(value):
        return Figure(value=None, low=None, high=None, n=n, units=units)
    if by_document:
        counted = [one for one, here in zip(records, counting, strict=True) if here]
        kept = _together(kept, [one.documents[0] if one.documents else one.id for one in counted])
    low, high = _interval(kept, value)
    return Figure(value=value, low=low, high=high, n=n, units=units)


def of_part(metric: Metric, records: Sequence[Record]) -> Figure:
    """The figure of a group of cases; without value where no case of it can add to the metric."""
    if metric.within and not any(metric.within in one.scores for one in records):
        return Figure(value=None, low=None, high=None, n=0, units=0)
    return figure(metric, records)


def share(hits: Floats, units: Floats) -> float:
    """The mean over rows of hits over units; nan when a row has no unit."""
    return float(shares(hits[None, :], units[None, :])[0])


def shares(hits: Floats, units: Floats) -> Floats:
    """`share` of each line of a matrix of lines by rows."""
    known = units > 0
    parts = np.divide(hits, units, out=np.full(hits.shape, np.nan), where=known)
    return np.asarray(parts.mean(axis=1))


def resampled(cases: Tally) -> Floats:
    """The shares of RESAMPLES draws of as many cases; nan where a row drew no unit."""
    weights = _weights(len(cases.ids))
    return shares(weights @ cases.hits.T, weights @ cases.units.T)


def bounds(draws: Floats) -> tuple[float, float] | tuple[None, None]:
    """Percentiles 2.5 and 97.5 of what is defined of `draws`."""
    defined = draws[~np.isnan(draws)]
    if not defined.size:
        return None, None
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high)


def groups(records: Sequence[Record]) -> dict[str, tuple[Record, ...]]:
    """Records by group, in alphabetical order; groups of less than SMALL cases together, last."""
    return _pooled(records, [(one.group,) for one in records])


def by_document(records: Sequence[Record]) -> dict[str, tuple[Record, ...]]:
    """The same by document; a case about two documents counts in both."""
    return _pooled(records, [one.documents for one in records])


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """The p values adjusted for how many they are, in the order given."""
    adjusted = [0.0] * len(values)
    reached = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda at: values[at])):
        reached = max(reached, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = reached
    return tuple(adjusted)


def mcnemar(lost: int, won: int) -> float:
    """Two-sided p of `lost` cases right before only, against `won` cases right after only."""
    n = lost + won
    ways = tail = 1
    for at in range(min(lost, won)):
        ways = ways * (n - at) // (at + 1)
        tail += ways
    return min(1.0, 2 * tail / (1 << n))


def _matrix(rows: list[list[float]], width: int) -> Floats:
    return np.array(rows, dtype=np.float64).reshape(len(rows), width)


def _together(cases: Tally, keys: Sequence[str]) -> Tally:
    """One column for each key, in the order of their first case."""
    places = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    joined = np.zeros((len(keys), len(places)))
    joined[np.arange(len(keys)), [places[key] for key in keys]] = 1
    return Tally(ids=tuple(places), hits=cases.hits @ joined, units=cases.units @ joined)


def _interval(cases: Tally, value: float) -> tuple[float, float] | tuple[None, None]:
    n = len(cases.ids)
    if n < 2:
        return None, None
    if value == 1 and bool((cases.hits == cases.units).all()):
        return (LEVEL / 2) ** (1 / n), 1.0
    if value == 0 and not cases.hits.any():
        return 0.0, 1 - (LEVEL / 2) ** (1 / n)
    return bounds(resampled(cases))


@lru_cache(maxsize=2)
def _weights(n: int) -> Floats:
    """How often each of `n` cases is in each draw: RESAMPLES lines."""
    picked = np.random.default_rng([SEED, n]).integers(0, n, (RESAMPLES, n), dtype=np.int32)
    return np.stack([np.bincount(line, minlength=n) for line in picked]).astype(np.float64)


def _pooled(
    records: Sequence[Record], keys: Sequence[tuple[str, ...]]
) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for one, names in zip(records, keys, strict=True):
        for name in names:
            found.setdefault(name, []).append(one)
    large = {name: tuple(found[name]) for name in sorted(found) if len(found[name]) >= SMALL}
    small: Mapping[str, Record] = {
        one.id: one for name in sorted(found) if name not in large for one in found[name]
    }
    return large | ({POOLED: tuple(small.values())} if small else {})
