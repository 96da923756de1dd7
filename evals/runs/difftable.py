"""What changed between two runs as French tables of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.runs.columns import aligned, interval, number
from evals.runs.compare import Comparison, Difference, SuiteComparison

MOST_CASES = 12
_VERDICTS = {"regression": "RÉGRESSION", "gain": "gain", "none": ""}


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """The metrics that moved, suite by suite, and the verdict in the last line."""
    for suite in comparison.suites:
        yield from _suite(suite)
        yield ""
    if comparison.regressed:
        yield "Verdict : régression, au-delà de ce que le hasard explique."
    else:
        yield "Verdict : pas de régression au-delà de ce que le hasard explique."


def _suite(suite: SuiteComparison) -> Iterator[str]:
    yield f"{suite.title} ({suite.name})"
    moved = [one for one in suite.differences if one.changed]
    if moved:
        yield ""
        yield from aligned(
            [
                ["Mesure", "avant", "après", "écart", "intervalle à 95 %", "p corrigé", "cas", ""],
                *map(_row, moved),
            ]
        )
    still = len(suite.differences) - len(moved)
    if still:
        yield f"Mesures sans aucun cas changé : {still} sur {len(suite.differences)}."
    for one in moved:
        if one.verdict == "regression":
            yield f"  {one.metric.label}, cas changés : {_cases(one.changed)}"
    if suite.new_errors:
        yield f"  Nouveaux cas en panne (RÉGRESSION) : {_cases(suite.new_errors)}"
    if suite.only_before:
        yield f"  Cas de la référence seulement : {_cases(suite.only_before)}"
    if suite.only_after:
        yield f"  Cas du nouveau passage seulement : {_cases(suite.only_after)}"


def _row(one: Difference) -> list[str]:
    return [
        one.metric.label,
        number(one.before.value),
        number(one.after.value),
        number(one.delta, signed=True),
        interval(one.low, one.high, signed=True),
        number(one.p_adjusted),
        f"{len(one.changed)}",
        _VERDICTS[one.verdict],
    ]


def _cases(ids: Sequence[str]) -> str:
    more = len(ids) - MOST_CASES
    return ", ".join(ids[:MOST_CASES]) + (f" et {more} autres" if more > 0 else "")
