"""What a person must know of two runs before reading how they differ, in French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.runs.identity import SOURCE
from evals.runs.model import Run, SuiteRun

_NAMED = 3


def run_notices(before: Run, after: Run) -> list[str]:
    """Suites of one run only; engine, seed, settings and packages that differ."""
    return [*_suites_apart(before, after), *_settings_apart(before, after)]


def suite_notices(before: SuiteRun, after: SuiteRun) -> list[str]:
    """Documents, index, cases and metrics that differ from one run of a suite to the other."""
    title, notices = after.info.title, []
    if before.info.documents != after.info.documents:
        notices.append(f"« {title} » : les documents ont changé ; comparaison à titre indicatif.")
    elif before.info.corpus != after.info.corpus:
        notices.append(
            f"« {title} » : mêmes documents, autre index (découpage ou modèle de vecteurs)."
        )
    if before.info.fingerprint != after.info.fingerprint:
        notices.append(f"« {title} » : les cas ont changé ; comparaison à titre indicatif.")
    apart = cases_apart(before, after)
    if apart:
        notices.append(f"« {title} » : {apart} ; seuls les cas communs sont comparés.")
    earlier = {metric.name: metric for metric in before.info.metrics}
    redefined = [
        metric.label
        for metric in after.info.metrics
        if metric.name in earlier and metric.definition != earlier[metric.name].definition
    ]
    if redefined:
        notices.append(f"« {title} » : des mesures ont été redéfinies : {', '.join(redefined)}.")
    new = [metric.label for metric in after.info.metrics if metric.name not in earlier]
    if new:
        notices.append(f"« {title} » : mesures nouvelles, non comparées : {', '.join(new)}.")
    names = {metric.name for metric in after.info.metrics}
    gone = [metric.label for metric in before.info.metrics if metric.name not in names]
    if gone:
        notices.append(f"« {title} » : mesures disparues, non comparées : {', '.join(gone)}.")
    return notices


def cases_apart(before: SuiteRun, after: SuiteRun) -> str:
    """How many cases are in one run only, and the first of them; empty when there are none."""
    earlier = dict.fromkeys(one.id for one in before.records)
    later = dict.fromkeys(one.id for one in after.records)
    parts = (
        ("cas de la référence seulement", [id for id in earlier if id not in later]),
        ("cas du nouveau passage seulement", [id for id in later if id not in earlier]),
    )
    return ", ".join(f"{len(ids)} {said} ({_few(ids)})" for said, ids in parts if ids)


def _few(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_NAMED]) + ("…" if len(ids) > _NAMED else "")


def _suites_apart(before: Run, after: Run) -> list[str]:
    names = [{suite.info.name for suite in run.suites} for run in (before, after)]
    said = zip(("la référence", "le nouveau passage"), names, reversed(names), strict=True)
    return [
        f"Jeux seulement dans {place}, non comparés : {', '.join(sorted(own - other))}."
        for place, own, other in said
        if own - other
    ]


def _settings_apart(before: Run, after: Run) -> list[str]:
    notices = []
    if (before.engine, before.model) != (after.engine, after.model):
        notices.append(f"Le moteur diffère : {_engine(before)}, puis {_engine(after)}.")
    if before.seed != after.seed:
        notices.append(f"La graine diffère : {before.seed}, puis {after.seed}.")
    settings = _moved(before.settings, after.settings)
    if settings:
        notices.append(f"Des réglages diffèrent : {settings}.")
    versions = _moved(
        *(
            {name: one for name, one in run.versions.items() if name != SOURCE}
            for run in (before, after)
        )
    )
    if versions:
        notices.append(f"Des versions diffèrent : {versions}.")
    return notices


def _engine(run: Run) -> str:
    return f"{run.engine} ({run.model})" if run.model else run.engine


def _moved(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    names = sorted(before.keys() | after.keys())
    return ", ".join(
        f"{name} ({before.get(name, 'aucun')}, puis {after.get(name, 'aucun')})"
        for name in names
        if before.get(name) != after.get(name)
    )
