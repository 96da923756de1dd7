"""What changed since the baseline, in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evals.htmlreport import wording
from evals.htmlreport.cases import anchor
from evals.htmlreport.figures import is_share
from evals.records import Record
from evals.runs.compare import Comparison, Difference, SuiteComparison

VERDICTS = {
    "gain": "mieux",
    "regression": "moins bien",
    "none": "pas de différence établie",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """`verdict` is a key of VERDICTS, or "info" for a metric that only informs."""

    label: str
    before: str
    after: str
    delta: str
    interval: str
    p: str
    verdict: str
    words: str
    turned: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """`settled` are the differences beyond chance; `rest` all others. Cases are (id, anchor)."""

    settled: tuple[DifferenceView, ...]
    rest: tuple[DifferenceView, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    new_errors: tuple[tuple[str, str], ...]


def outcome(comparison: Comparison) -> str:
    """One sentence: whether something got worse than the baseline beyond chance."""
    metrics = sum(
        one.verdict == "regression" for suite in comparison.suites for one in suite.differences
    )
    crashes = sum(len(suite.new_errors) for suite in comparison.suites)
    worse = []
    if metrics:
        worse.append(wording.plural(metrics, "mesure est moins bonne", "mesures sont moins bonnes"))
    if crashes:
        worse.append(wording.plural(crashes, "cas est tombé en panne", "cas sont tombés en panne"))
    if not worse:
        return "Depuis la référence, rien n’est devenu moins bon au-delà du hasard."
    return f"Depuis la référence, {' et '.join(worse)} (au-delà du hasard pour les mesures)."


def comparison_view(
    compared: SuiteComparison, records: Collection[Record], anchors: Collection[str]
) -> ComparisonView:
    """`anchors` are the cases on the page: no other is pointed to."""
    views = [_view(one, compared.name, records, anchors) for one in compared.differences]
    return ComparisonView(
        settled=tuple(one for one in views if one.verdict in ("gain", "regression")),
        rest=tuple(one for one in views if one.verdict not in ("gain", "regression")),
        only_before=compared.only_before,
        only_after=compared.only_after,
        new_errors=_links(compared.name, compared.new_errors, anchors),
    )


def _view(
    one: Difference, suite: str, records: Collection[Record], anchors: Collection[str]
) -> DifferenceView:
    share = is_share(one.metric, list(records))
    interval = wording.NONE
    if one.low is not None and one.high is not None:
        interval = wording.change_interval(one.low, one.high, share)
    verdict = one.verdict if one.metric.better else "info"
    return DifferenceView(
        label=one.metric.label,
        before=wording.full(one.before, share),
        after=wording.full(one.after, share),
        delta=wording.NONE if one.delta is None else wording.change(one.delta, share),
        interval=interval,
        p=wording.NONE if one.p_adjusted is None else wording.probability(one.p_adjusted),
        verdict=verdict,
        words=VERDICTS.get(verdict, "pour information"),
        turned=_links(suite, one.changed, anchors) if one.metric.better else (),
    )


def _links(
    suite: str, cases: Collection[str], anchors: Collection[str]
) -> tuple[tuple[str, str], ...]:
    found = ((case, anchor(suite, case)) for case in cases)
    return tuple((case, place) for case, place in found if place in anchors)
