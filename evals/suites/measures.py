"""What a figure on questions is: its meaning for a reader, and how one case is scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evals.records import Metric, Score
from evals.suites.seen import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`score` gives None where it does not apply; `units` are those that a crash leaves."""

    metric: Metric
    score: Callable[[Seen], Score | float | None]
    units: Callable[[Seen], int]

    def of(self, seen: Seen) -> Score | None:
        """Raises whatever `score` does."""
        given = self.score(seen)
        return given if given is None or isinstance(given, Score) else Score(hits=given)

    def worst(self, units: int) -> Score:
        """What a crash is worth: all units where less is better, else nothing of them."""
        return Score(hits=units if self.metric.better < 0 else 0, units=units)


def with_evidence(seen: Seen) -> int:
    return int(seen.case.answerable and bool(seen.case.evidence))


def with_facts(seen: Seen) -> int:
    return int(seen.case.answerable and bool(seen.case.key_facts))


def answerable(seen: Seen) -> int:
    return int(seen.case.answerable)


def unanswerable(seen: Seen) -> int:
    return int(not seen.case.answerable)


def answered(seen: Seen) -> int:
    return int(not seen.abstained)


def refused(seen: Seen) -> int:
    return int(seen.abstained)


def citations(seen: Seen) -> int:
    return len(seen.citations)


def always(seen: Seen) -> int:
    return 1
