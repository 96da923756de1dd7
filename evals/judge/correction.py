"""A share as a judge with known errors sees it, and what it tells of the true share. Pure.

The judge finds p = t·s + (1 - t)·f of the claims, where t is the true share, s its sensitivity and
f its share of false findings; so t = (p - f) / (s - f), within 0 and 1 (Rogan & Gladen, Am. J.
Epidemiol. 107, 1978, p. 71). The interval is made of draws: p by bootstrap over cases, s and f
each from the Beta distribution with Jeffreys' prior (Brown, Cai & DasGupta, Statist. Sci. 16,
2001, p. 101), as the errors too were only seen on a sample (Lang & Reiczigel, Prev. Vet. Med. 113,
2014, p. 13).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.judge.rates import Finding
from evals.runs.statistics import RESAMPLES, SEED, Figure, Floats, Tally, bounds, resampled

SURE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The claims of one case: all, those put to the judge, those that it found."""

    case: str
    claims: int
    asked: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A share of all claims: as the judge sees it, and corrected by its errors.

    `fits` is false when its known errors cannot explain what it finds: it errs otherwise here than
    where it was examined, and nothing can be corrected.
    """

    raw: Figure
    corrected: Figure
    fits: bool = True


def seen(counts: Sequence[Count], right: Finding, wrong: Finding) -> Seen:
    """The share of claims with something that only claims put to the judge can have.

    `right` and `wrong` are the findings of its examination, true and false. A claim that was not
    put to it has not got it, and takes no part in the correction; when none was, both figures are
    0 without an interval. Corrected values are None where the judge finds no more in what is
    sought than elsewhere, and where the uncut estimate is beyond 0 or beyond 1 in SURE of the
    draws: nothing can be told then.
    """
    kept = [one for one in counts if one.claims]
    claims = sum(one.claims for one in kept)
    asked = sum(one.asked for one in kept)
    found = sum(one.found for one in kept)
    n = len(kept)
    if not claims:
        return Seen(raw=_figure(None, None, n, 0), corrected=_figure(None, None, n, 0))
    if not asked:
        certain = _figure(0.0, None, n, claims)
        return Seen(raw=certain, corrected=certain)
    p = found / asked
    put, among = _draws(kept, p)
    raw = _figure(found / claims, put * among, n, claims)
    exact = uncut_share(np.array([p]), _value(right), _value(wrong))[0]
    chance = np.random.default_rng([SEED, 1])
    drawn = uncut_share(among, _jeffreys(right, chance), _jeffreys(wrong, chance))
    known = drawn[~np.isnan(drawn)]
    beyond = max(np.count_nonzero(known > 1), np.count_nonzero(known < 0))
    fits = bool(beyond < SURE * known.size) or not known.size
    if np.isnan(exact) or not fits:
        return Seen(raw=raw, corrected=_figure(None, None, n, claims), fits=fits)
    value = asked / claims * min(max(float(exact), 0.0), 1.0)
    return Seen(raw=raw, corrected=_figure(value, put * drawn.clip(0, 1), n, claims))


def uncut_share(seen: Floats, sensitivity: Floats | float, false: Floats | float) -> Floats:
    """Rogan and Gladen's estimate before it is cut at 0 and 1; nan where sensitivity is not above
    `false`."""
    gap = np.asarray(sensitivity) - np.asarray(false)
    return np.asarray(np.divide(seen - false, gap, out=np.full(seen.shape, np.nan), where=gap > 0))


def _draws(kept: Sequence[Count], p: float) -> tuple[Floats, Floats]:
    """Draws of the share of claims that are put to the judge, and of what it finds among them.

    Where all cases agree (nothing found, or all), equal draws would prove nothing of what was
    never seen: they come from Jeffreys' distribution over the cases instead.
    """
    ids = tuple(one.case for one in kept)
    claims, asked, found = (
        np.array([values], dtype=np.float64)
        for values in zip(*((one.claims, one.asked, one.found) for one in kept), strict=True)
    )
    put = resampled(Tally(ids=ids, hits=asked, units=claims))
    among = resampled(Tally(ids=ids, hits=found, units=asked))
    if p in (0, 1):
        cases = int((asked > 0).sum())
        among = _jeffreys(Finding(hits=cases if p else 0, n=cases), np.random.default_rng(SEED))
    return put, among


def _jeffreys(finding: Finding, chance: np.random.Generator) -> Floats:
    misses = finding.n - finding.hits
    return chance.beta(finding.hits + 0.5, misses + 0.5, RESAMPLES)


def _value(finding: Finding) -> float:
    return finding.hits / finding.n


def _figure(value: float | None, draws: Floats | None, n: int, claims: int) -> Figure:
    """No interval with a single case, as everywhere in the suite."""
    low, high = bounds(draws) if draws is not None and n > 1 else (None, None)
    return Figure(value=value, low=low, high=high, n=n, units=claims)
