"""How far two people agree beyond chance: Cohen's kappa with its interval. Pure.

J. Cohen, "A coefficient of agreement for nominal scales", 1960; the interval is that of J. Fleiss,
J. Cohen and B. Everitt, "Large sample standard errors of kappa and weighted kappa", 1969.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

LEVEL = 0.05
_Z = 1.959963984540054
_NOTHING = 1e-9
FEW = 30
"""Below so many items the interval, made for large samples, is only an indication."""


Pairs = Counter[tuple[str, str]]
"""How often the first gave one label and the second the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`n` items that both judged; `observed` and `expected` are shares of them.

    `kappa` is None without a common item, and when both gave one same label to all: chance would
    then do as well, and nothing tells agreement from habit. `low` and `high` bound it at 95 %;
    None with less than two items, and where the formula gives no width: one of them gave one same
    label to all (kappa is then 0 whatever the other said), or they never agree. With full
    agreement the exact bound of the observed share (Clopper and Pearson) takes its place.
    """

    n: int
    observed: float | None
    expected: float | None
    kappa: float | None
    low: float | None
    high: float | None


def cohen(first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    """The agreement of two annotators, from the label that each gave to each item."""
    pairs: Pairs = Counter((first[item], second[item]) for item in first.keys() & second.keys())
    n = pairs.total()
    if not n:
        return Agreement(n=0, observed=None, expected=None, kappa=None, low=None, high=None)
    rows, columns = _margins(pairs, 0), _margins(pairs, 1)
    observed = sum(count for (one, other), count in pairs.items() if one == other) / n
    expected = sum(rows[label] * columns[label] for label in rows)
    kappa = low = high = None
    if len(rows) > 1:
        kappa = (observed - expected) / (1 - expected)
        low, high = _bounds(pairs, kappa, observed, expected)
    return Agreement(n=n, observed=observed, expected=expected, kappa=kappa, low=low, high=high)


def standard_error(pairs: Pairs, kappa: float, expected: float) -> float:
    """Of kappa where it is not supposed nil: Fleiss, Cohen and Everitt, equation 13."""
    rows, columns = _margins(pairs, 0), _margins(pairs, 1)
    spread = 0.0
    for (row, column), count in sorted(pairs.items()):
        if row == column:
            weight = 1 - (rows[row] + columns[row]) * (1 - kappa)
        else:
            weight = (1 - kappa) * (rows[column] + columns[row])
        spread += count / pairs.total() * weight**2
    variance = spread - (kappa - expected * (1 - kappa)) ** 2
    return math.sqrt(max(0.0, variance) / pairs.total()) / (1 - expected)


def _margins(pairs: Pairs, side: int) -> dict[str, float]:
    """The share of each label that occurs on either side, as this side gave it."""
    given = Counter({label: 0 for pair in pairs for label in pair})
    for pair, count in pairs.items():
        given[pair[side]] += count
    return {label: count / pairs.total() for label, count in sorted(given.items())}


def _bounds(
    pairs: Pairs, kappa: float, observed: float, expected: float
) -> tuple[float, float] | tuple[None, None]:
    n = pairs.total()
    if n < 2:
        return None, None
    if observed == 1:
        share = (LEVEL / 2) ** (1 / n)
        return max(-1.0, (share - expected) / (1 - expected)), 1.0
    error = standard_error(pairs, kappa, expected)
    if error < _NOTHING:
        return None, None
    return max(-1.0, kappa - _Z * error), min(1.0, kappa + _Z * error)
