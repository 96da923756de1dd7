"""Runs and comparisons as JSON for scripts: keys are added, never renamed or taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evals.records import Metric, Record
from evals.runs.compare import Comparison, Difference
from evals.runs.model import Run, SuiteRun
from evals.runs.statistics import by_document, figure, groups, of_part

Json = dict[str, Any]


def run_json(run: Run) -> Json:
    """Where the run is kept, what it was made with, and the figures of each suite."""
    return {
        "run": str(run.folder),
        "engine": run.engine,
        "model": run.model,
        "seed": run.seed,
        "settings": dict(run.settings),
        "versions": dict(run.versions),
        "suites": [_suite(suite) for suite in run.suites],
    }


def comparison_json(comparison: Comparison) -> Json:
    return {
        "regressed": comparison.regressed,
        "notices": list(comparison.notices),
        "suites": [
            {
                "name": suite.name,
                "title": suite.title,
                "regressed": suite.regressed,
                "only_before": list(suite.only_before),
                "only_after": list(suite.only_after),
                "new_errors": list(suite.new_errors),
                "differences": [_difference(one) for one in suite.differences],
            }
            for suite in comparison.suites
        ],
    }


def _suite(suite: SuiteRun) -> Json:
    info, records = suite.info, suite.records
    return {
        "name": info.name,
        "title": info.title,
        "fingerprint": info.fingerprint,
        "documents": info.documents,
        "corpus": info.corpus,
        "cases": len(records),
        "errors": {one.id: list(one.errors) for one in records if one.errors},
        "figures": [_over_documents(metric, records) for metric in info.metrics],
        "groups": _cut(info.metrics, groups(records)),
        "by_document": _cut(info.metrics, by_document(records)),
        "elapsed_ms": sum(suite.times.values()),
    }


def _over_documents(metric: Metric, records: Sequence[Record]) -> Json:
    """The figure with both intervals: over cases, and over documents."""
    wide = figure(metric, records, by_document=True)
    return {
        **asdict(metric),
        **asdict(figure(metric, records)),
        "low_documents": wide.low,
        "high_documents": wide.high,
    }


def _cut(metrics: Sequence[Metric], parts: dict[str, tuple[Record, ...]]) -> dict[str, Json]:
    return {
        name: {metric.name: asdict(of_part(metric, records)) for metric in metrics}
        for name, records in parts.items()
    }


def _difference(one: Difference) -> Json:
    return {**asdict(one), "metric": one.metric.name, "label": one.metric.label}
