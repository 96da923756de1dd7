"""Whether two runs of the same cases differ by more than chance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evals.runs.statistics import (
    DRAWS,
    MOST_ENUMERATED,
    SEED,
    Floats,
    Tally,
    bounds,
    mcnemar,
    resampled,
    share,
    shares,
)

_BLOCK = 250
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`delta` is after minus before, with its 95 % interval over cases (None under two cases).

    All three are None when one of the runs has nothing to count; `p` is None too.
    """

    delta: float | None
    low: float | None
    high: float | None
    p: float | None
    changed: tuple[str, ...]


def pair(before: Tally, after: Tally) -> Pairing:
    """Compares the same cases, column by column (`ids` are equal).

    `p` is two-sided: McNemar's exact test when each score is 0 or 1, else the share of the
    exchanges of the two runs, case by case, that part them at least as much: all of them when few
    cases differ, otherwise DRAWS with a fixed seed. An exchange that leaves one side with nothing
    to count is taken as parting them.
    """
    counting = before.counts() | after.counts()
    one, other = before.keep(counting), after.keep(counting)
    differ = ((one.hits != other.hits) | (one.units != other.units)).any(axis=0)
    changed = tuple(id for id, moved in zip(one.ids, differ, strict=True) if moved)
    delta = share(*_sums(other)) - share(*_sums(one))
    if math.isnan(delta):
        return Pairing(delta=None, low=None, high=None, p=None, changed=changed)
    low, high = bounds(resampled(other) - resampled(one)) if len(one.ids) > 1 else (None, None)
    if _is_binary(one) and _is_binary(other):
        p = mcnemar(int((one.hits > other.hits).sum()), int((one.hits < other.hits).sum()))
    else:
        p = _exchanged(one, other, one.keep(differ), other.keep(differ), abs(delta))
    return Pairing(delta=delta, low=low, high=high, p=p, changed=changed)


def _sums(cases: Tally) -> tuple[Floats, Floats]:
    return cases.hits.sum(axis=1), cases.units.sum(axis=1)


def _is_binary(cases: Tally) -> bool:
    return (
        len(cases.hits) == 1
        and bool((cases.units == 1).all())
        and bool(np.isin(cases.hits, (0, 1)).all())
    )


def _exchanged(one: Tally, other: Tally, moved: Tally, met: Tally, least: float) -> float:
    gained = np.concatenate((met.hits - moved.hits, met.units - moved.units)).T
    (hits_before, units_before), (hits_after, units_after) = _sums(one), _sums(other)
    wide = total = 0
    for swaps in _swaps(len(moved.ids)):
        by_hits, by_units = np.hsplit(swaps @ gained, 2)
        first = shares(hits_before + by_hits, units_before + by_units)
        second = shares(hits_after - by_hits, units_after - by_units)
        gap = np.abs(second - first)
        wide += int((np.isnan(gap) | (gap >= least - _ROUNDING)).sum())
        total += len(swaps)
    if len(moved.ids) <= MOST_ENUMERATED:
        return wide / total
    return (wide + 1) / (total + 1)


def _swaps(n: int) -> Iterator[Floats]:
    """Lines of 0 and 1, in blocks: every one when they are few, else DRAWS of them."""
    if n <= MOST_ENUMERATED:
        yield (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(np.float64)
        return
    random = np.random.default_rng([SEED, n])
    width = math.ceil(n / 8)
    for _ in range(DRAWS // _BLOCK):
        drawn = np.frombuffer(random.bytes(_BLOCK * width), np.uint8).reshape(_BLOCK, width)
        yield np.unpackbits(drawn, axis=1)[:, :n].astype(np.float64)
