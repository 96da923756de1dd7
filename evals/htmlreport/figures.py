"""The rows of the tables of figures: whole suite, by group, by document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.htmlreport import charts, wording
from evals.records import Metric, Record
from evals.runs.model import SuiteRun
from evals.runs.statistics import Figure, by_document, figure, groups, of_part

Cut = Callable[[Sequence[Record]], Mapping[str, Sequence[Record]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure in words, with its drawing (empty where the scale from 0 to 1 does not hold)."""

    label: str
    value: str
    interval: str
    sample: str
    drawing: Markup
    before: str
    before_interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricView:
    """`better` is French: which way is up. `judged` is false for a figure that only informs."""

    label: str
    definition: str
    better: str
    lower: bool
    judged: bool
    drawn: bool
    whole: Row
    by_group: tuple[Row, ...]
    by_document: tuple[Row, ...]


def metric_views(suite: SuiteRun, baseline: SuiteRun | None) -> tuple[MetricView, ...]:
    """Every metric of a suite that counts at least one case."""
    earlier = {} if baseline is None else {one.name: one for one in baseline.info.metrics}
    views = []
    for metric in suite.info.metrics:
        whole = figure(metric, suite.records)
        if whole.n == 0:
            continue
        before = baseline.records if baseline is not None and metric.name in earlier else None
        drawn = is_share(metric, [*suite.records, *(before or ())])
        views.append(
            MetricView(
                label=metric.label,
                definition=metric.definition,
                better=_way(metric),
                lower=metric.better < 0,
                judged=metric.better != 0,
                drawn=drawn,
                whole=_row("", whole, None if before is None else figure(metric, before), drawn),
                by_group=_cut(groups, metric, suite.records, before, drawn),
                by_document=_cut(by_document, metric, suite.records, before, drawn),
            )
        )
    return tuple(views)


def is_share(metric: Metric, records: Sequence[Record]) -> bool:
    """Whether the scores of a metric never exceed their units: it is then a part of a whole."""
    names = metric.of or (metric.name,)
    scores = [one.scores[name] for one in records for name in names if name in one.scores]
    return all(0 <= score.hits <= score.units for score in scores)


def _cut(
    cut: Cut,
    metric: Metric,
    records: Sequence[Record],
    before: Sequence[Record] | None,
    drawn: bool,
) -> tuple[Row, ...]:
    """A row for each part that counts; none when there is but one, the whole again."""
    old = {} if before is None else cut(before)
    rows = []
    for name, part in cut(records).items():
        now = of_part(metric, part)
        then = of_part(metric, old[name]) if name in old else None
        if now.n:
            rows.append(_row(name, now, then, drawn))
    return tuple(rows) if len(rows) > 1 else ()


def _row(label: str, now: Figure, then: Figure | None, drawn: bool) -> Row:
    return Row(
        label=label,
        value=wording.value(now, drawn),
        interval=wording.interval(now, drawn),
        sample=wording.sample(now),
        drawing=charts.row(now, then) if drawn else Markup(),
        before="" if then is None else wording.value(then, drawn),
        before_interval="" if then is None else wording.interval(then, drawn),
    )


def _way(metric: Metric) -> str:
    return {1: "plus haut est mieux", -1: "plus bas est mieux"}.get(
        metric.better, "pour information"
    )
