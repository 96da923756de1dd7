"""A run as French tables of plain text: every figure with its interval and its cases."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from evals.records import Metric
from evals.runs.columns import aligned, count, interval, number
from evals.runs.model import Run, SuiteRun
from evals.runs.statistics import POOLED, figure, groups, of_part

MOST_COLUMNS = 9
MOST_CRASHES = 10


def run_lines(run: Run) -> Iterator[str]:
    """Each suite in turn: all metrics, then the first ones by group, then what crashed."""
    model = f" ({run.model})" if run.model else ""
    yield f"Moteur {run.engine}{model}, graine {run.seed}"
    for suite in run.suites:
        yield ""
        yield from suite_lines(suite)


def suite_lines(suite: SuiteRun) -> Iterator[str]:
    info, records = suite.info, suite.records
    yield f"{info.title} ({info.name}) : {len(records)} cas{_speed(suite)}"
    yield ""
    rows = [["", "Mesure", "valeur", "intervalle à 95 %", "cas (unités)"]]
    for at, metric in enumerate(info.metrics, start=1):
        found = figure(metric, records)
        if not found.n:
            continue
        shown = [number(found.value), interval(found.low, found.high), count(found)]
        rows.append([f"{at}", _label(metric), *shown])
    wide = max(len(row[1]) for row in rows)
    yield from aligned([[f"{row[0]:>2}  {row[1].ljust(wide)}", *row[2:]] for row in rows])
    if len(rows) - 1 < len(info.metrics):
        yield f"Sans objet pour ces cas : {len(info.metrics) - len(rows) + 1} mesures."
    yield from _by_group(suite)
    crashed = [one for one in records if one.errors]
    if crashed:
        yield ""
        yield f"Cas en panne : {len(crashed)}"
        for one in crashed[:MOST_CRASHES]:
            yield f"  {one.id} : {one.errors[0]}"
        if len(crashed) > MOST_CRASHES:
            yield f"  … et {len(crashed) - MOST_CRASHES} autres"


def _by_group(suite: SuiteRun) -> Iterator[str]:
    parts = groups(suite.records)
    if len(parts) < 2:
        return
    metrics = suite.info.metrics[:MOST_COLUMNS]
    yield ""
    rows = [["Par groupe (mesures numérotées)", "cas", *map(str, range(1, len(metrics) + 1))]]
    for name, records in parts.items():
        values = [number(of_part(metric, records).value) for metric in metrics]
        rows.append([name, f"{len(records)}", *values])
    yield from aligned(rows)
    if POOLED in parts:
        yield "Les groupes de moins de 10 cas sont réunis : seuls, ils ne prouvent rien."


def _label(metric: Metric) -> str:
    """Says so where less is better: a reader takes more for better otherwise."""
    return f"{metric.label} (moins vaut mieux)" if metric.better < 0 else metric.label


def _speed(suite: SuiteRun) -> str:
    times = sorted(suite.times.values())
    if not times:
        return ""
    slow = times[min(len(times) - 1, round(0.95 * len(times)))]
    return f" ; {_median(times)} ms par cas (médiane), {slow} ms au 95e centile"


def _median(times: Sequence[int]) -> int:
    return round(statistics.median(times))
