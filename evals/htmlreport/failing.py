"""Which cases of a suite fail, and which turned since another run. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.records import Metric, Record, Score

_LEAST = 1e-9
"""Differences below this come from the arithmetic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A score of one case in two runs; `direction` is 1 for the better, -1 for the worse."""

    metric: Metric
    before: Score
    after: Score
    direction: int


def judged(metrics: Sequence[Metric]) -> Mapping[str, Metric]:
    """The metrics that say better or worse, by the name of the score that they look at.

    A score that only a mean of several uses is looked at through that mean.
    """
    parts = {name: metric for metric in metrics if metric.better for name in metric.of}
    return parts | {metric.name: metric for metric in metrics if not metric.of and metric.better}


def fails(metric: Metric, score: Score) -> bool:
    """Below its full units where more is better, above 0 where less is better.

    Never a figure that only informs, nor a score of no unit.
    """
    if not metric.better or score.units <= 0:
        return False
    return score.hits < score.units - _LEAST if metric.better > 0 else score.hits > _LEAST


def failed(metrics: Sequence[Metric], record: Record) -> tuple[Metric, ...]:
    """The metrics on which a case fails, in the order of the suite, without repeats."""
    by_score = judged(metrics)
    names = {
        metric.name
        for name, metric in by_score.items()
        if name in record.scores and fails(metric, record.scores[name])
    }
    return tuple(metric for metric in metrics if metric.name in names)


def turned(metrics: Sequence[Metric], before: Record, after: Record) -> tuple[Turn, ...]:
    """The judged scores that both records hold and that differ."""
    turns = []
    for name, metric in judged(metrics).items():
        old, new = before.scores.get(name), after.scores.get(name)
        if old is None or new is None or old.units <= 0 or new.units <= 0:
            continue
        gap = (new.hits / new.units - old.hits / old.units) * metric.better
        if abs(gap) > _LEAST:
            turns.append(Turn(metric=metric, before=old, after=new, direction=1 if gap > 0 else -1))
    return tuple(turns)
