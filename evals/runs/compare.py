"""What changed from one run to another, and whether by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evals.records import Metric, Record
from evals.runs.model import Run, RunError, SuiteRun
from evals.runs.notices import cases_apart, run_notices, suite_notices
from evals.runs.pairing import Pairing, pair
from evals.runs.statistics import LEVEL, Figure, figure, holm, tally

Verdict = Literal["regression", "gain", "none"]
ANYWAY = "--force"
"""The option of the command that compares runs over different documents or cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One metric over the cases of both runs.

    `delta` is after minus before with its 95 % interval; `p_adjusted` is `p` after Holm, over the
    metrics of the suite that have a better side and in which enough cases changed for some outcome
    to count (it is 1 for the others). They are None when a run has nothing to count, `p_adjusted`
    and the verdict "none" for a metric that only informs. `changed` names the cases whose score
    moved.
    """

    metric: Metric
    before: Figure
    after: Figure
    delta: float | None
    low: float | None
    high: float | None
    p: float | None
    p_adjusted: float | None
    verdict: Verdict
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteComparison:
    """`new_errors` are the cases that crash after and did not before."""

    name: str
    title: str
    differences: tuple[Difference, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    new_errors: tuple[str, ...]

    @property
    def regressed(self) -> bool:
        worse = any(one.verdict == "regression" for one in self.differences)
        return worse or bool(self.new_errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The suites of both runs, in the order of the second; `notices` are French."""

    suites: tuple[SuiteComparison, ...]
    notices: tuple[str, ...]

    @property
    def regressed(self) -> bool:
        return any(one.regressed for one in self.suites)


def compare(before: Run, after: Run, *, force: bool = False) -> Comparison:
    """Metric by metric over the cases that both runs have.

    Raises RunError when no suite is common, or when the documents or the cases of one changed, or
    some are in one run only: figures would then differ, or a loss go unseen, for that reason.
    With `force` they are compared all the same, and a notice says what changed.
    """
    earlier = {suite.info.name: suite for suite in before.suites}
    both = [(earlier[one.info.name], one) for one in after.suites if one.info.name in earlier]
    if not both:
        raise RunError(
            f"Les passages {before.folder} et {after.folder} n’ont aucun jeu en commun.",
            "Comparez deux passages des mêmes jeux.",
        )
    for one, other in both:
        if not force:
            _require_same(one, other)
        _require_common(one, other)
        if not force:
            _require_every(one, other)
    told = [run_notices(before, after)] + [suite_notices(one, other) for one, other in both]
    return Comparison(
        suites=tuple(_suite(one, other) for one, other in both),
        notices=tuple(text for notices in told for text in notices),
    )


def _require_same(before: SuiteRun, after: SuiteRun) -> None:
    title = after.info.title
    if before.info.documents != after.info.documents:
        raise RunError(
            f"« {title} » : les documents ont changé d’un passage à l’autre.",
            "Refaites le passage de référence sur ces documents, ou comparez tout de même les cas "
            f"communs avec {ANYWAY}.",
        )
    if before.info.fingerprint != after.info.fingerprint:
        raise RunError(
            f"« {title} » : les cas ont changé d’un passage à l’autre.",
            "Refaites le passage de référence avec ces cas, ou comparez tout de même les cas "
            f"communs avec {ANYWAY}.",
        )


def _require_common(before: SuiteRun, after: SuiteRun) -> None:
    if not {one.id for one in before.records} & {one.id for one in after.records}:
        raise RunError(
            f"« {after.info.title} » : les deux passages n’ont aucun cas en commun.",
            "Comparez deux passages des mêmes cas.",
        )


def _require_every(before: SuiteRun, after: SuiteRun) -> None:
    apart = cases_apart(before, after)
    if apart:
        raise RunError(
            f"« {after.info.title} » : les deux passages n’ont pas les mêmes cas : {apart}.",
            "Si des cas manquent, le texte de documents s’est peut-être perdu à la lecture, ou un "
            "passage est limité (--limit). Refaites le passage qu’il faut, ou comparez tout de "
            f"même les cas communs avec {ANYWAY}.",
        )


def _suite(before: SuiteRun, after: SuiteRun) -> SuiteComparison:
    earlier = {one.id: one for one in before.records}
    later = {one.id: one for one in after.records}
    common = [id for id in later if id in earlier]
    first, second = [earlier[id] for id in common], [later[id] for id in common]
    measured = {metric.name for metric in before.info.metrics}
    return SuiteComparison(
        name=after.info.name,
        title=after.info.title,
        differences=_differences(
            [metric for metric in after.info.metrics if metric.name in measured], first, second
        ),
        only_before=tuple(id for id in earlier if id not in later),
        only_after=tuple(id for id in later if id not in earlier),
        new_errors=tuple(id for id in common if later[id].errors and not earlier[id].errors),
    )


def _differences(
    metrics: Sequence[Metric], before: Sequence[Record], after: Sequence[Record]
) -> tuple[Difference, ...]:
    pairs = [pair(tally(metric, before), tally(metric, after)) for metric in metrics]
    judged = {
        at: found
        for at, (metric, found) in enumerate(zip(metrics, pairs, strict=True))
        if metric.better and found.p is not None
    }
    tested = {at: found.p or 0.0 for at, found in judged.items() if _decidable(found)}
    adjusted = dict.fromkeys(judged, 1.0)
    adjusted |= dict(zip(tested, holm(list(tested.values())), strict=True))
    return tuple(
        Difference(
            metric=metric,
            before=figure(metric, before),
            after=figure(metric, after),
            delta=found.delta,
            low=found.low,
            high=found.high,
            p=found.p,
            p_adjusted=adjusted.get(at),
            verdict=_verdict(metric, found, adjusted.get(at)),
            changed=found.changed,
        )
        for at, (metric, found) in enumerate(zip(metrics, pairs, strict=True))
    )


def _decidable(found: Pairing) -> bool:
    """The smallest p that so many exchanges can give would count, were the test alone."""
    return 2 / (1 << len(found.changed)) < LEVEL


def _verdict(metric: Metric, found: Pairing, p: float | None) -> Verdict:
    if p is None or p >= LEVEL or not found.delta:
        return "none"
    return "gain" if found.delta * metric.better > 0 else "regression"
