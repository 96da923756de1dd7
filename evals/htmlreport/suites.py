"""All that the page says of one suite."""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection
from dataclasses import dataclass

from evals.htmlreport import wording
from evals.htmlreport.cases import CaseView, case_views
from evals.htmlreport.differences import ComparisonView, comparison_view
from evals.htmlreport.figures import MetricView, metric_views
from evals.runs.compare import SuiteComparison
from evals.runs.model import SuiteRun

HEADLINES = 3
"""Figures of a suite that the page begins with: the first of its metrics that judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteView:
    """`latency` is French, and empty when no case was timed."""

    name: str
    title: str
    total: int
    failing: int
    crashed: int
    metrics: tuple[MetricView, ...]
    latency: str
    latency_before: str
    comparison: ComparisonView | None
    compared: bool
    cases: tuple[CaseView, ...]
    documents: str
    corpus: str
    fingerprint: str

    @property
    def headlines(self) -> tuple[MetricView, ...]:
        return tuple(one for one in self.metrics if one.judged)[:HEADLINES]


def suite_view(
    suite: SuiteRun, baseline: SuiteRun | None, compared: SuiteComparison | None
) -> SuiteView:
    """`compared` is None exactly when `baseline` is."""
    cases = case_views(suite, baseline)
    comparison = None
    if baseline is not None and compared is not None:
        anchors = {one.anchor for one in cases}
        comparison = comparison_view(compared, [*suite.records, *baseline.records], anchors)
    return SuiteView(
        name=suite.info.name,
        title=suite.info.title,
        total=len(suite.records),
        failing=sum(bool(one.failed) for one in cases),
        crashed=sum(bool(one.errors) for one in cases),
        metrics=metric_views(suite, baseline),
        latency=latency(suite.times.values()),
        latency_before=latency(baseline.times.values()) if baseline else "",
        comparison=comparison,
        compared=baseline is not None,
        cases=cases,
        documents=suite.info.documents,
        corpus=suite.info.corpus,
        fingerprint=suite.info.fingerprint,
    )


def latency(times: Collection[int]) -> str:
    """Median and 95th percentile (nearest rank) of milliseconds, with how many cases were timed."""
    if not times:
        return ""
    ranked = sorted(times)
    late = ranked[math.ceil(0.95 * len(ranked)) - 1]
    return (
        f"médiane {wording.duration(statistics.median(ranked))}, "
        f"95{wording.WIDE}% des cas en moins de {wording.duration(late)} "
        f"({wording.plural(len(ranked), 'cas mesuré', 'cas mesurés')})"
    )
