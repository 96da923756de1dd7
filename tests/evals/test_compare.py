"""Two runs compared: what is a regression, what is noise, and what cannot be compared."""

from __future__ import annotations

import pytest
from suite_doubles import METRICS, run_of

from evals.records import Metric
from evals.runs.compare import Comparison, compare
from evals.runs.model import Run, RunError

BASE = {f"c{at:02}": float(at % 4 > 0) for at in range(40)}


def worse(cases: int) -> dict[str, float]:
    """The first `cases` of the right ones become wrong."""
    lost = [case for case, value in BASE.items() if value][:cases]
    return BASE | dict.fromkeys(lost, 0.0)


def only(comparison: Comparison) -> dict[str, str]:
    [suite] = comparison.suites
    return {one.metric.name: one.verdict for one in suite.differences}


def test_the_same_run_does_not_differ() -> None:
    found = compare(run_of(BASE), run_of(BASE))
    assert not found.regressed
    assert found.notices == ()
    [suite] = found.suites
    for one in suite.differences:
        assert (one.delta, one.p, one.verdict, one.changed) == (0, 1, "none", ())
        assert one.before == one.after
    assert (suite.only_before, suite.only_after, suite.new_errors) == ((), (), ())


def test_a_clear_loss_is_a_regression_on_each_metric_by_its_better_side() -> None:
    found = compare(run_of(BASE), run_of(worse(10)))
    assert found.regressed
    assert only(found) == {"right": "regression", "wrong": "regression", "length": "none"}
    right, wrong, length = found.suites[0].differences
    assert right.before.value == 0.75
    assert right.after.value == 0.5
    assert (right.delta, wrong.delta) == (-0.25, 0.25)
    assert right.low is not None
    assert right.high is not None
    assert right.low < -0.25 < right.high < 0
    assert right.p == 2 / 2**10
    # Two metrics have a better side: the smallest p counts twice.
    assert right.p_adjusted == wrong.p_adjusted == 4 / 2**10
    assert (length.p, length.p_adjusted) == (2 / 2**10, None)
    assert right.changed == tuple(case for case in BASE if worse(10)[case] != BASE[case])


def test_a_clear_gain_is_no_regression() -> None:
    found = compare(run_of(worse(10)), run_of(BASE))
    assert not found.regressed
    assert only(found) == {"right": "gain", "wrong": "gain", "length": "none"}


def test_what_chance_explains_is_neither() -> None:
    # 5 cases lost: p = 2 / 2 ** 5 = .0625; 6 lost: .03125, but twice that after Holm.
    for lost in (1, 5, 6):
        found = compare(run_of(BASE), run_of(worse(lost)))
        assert not found.regressed, lost
        assert found.suites[0].differences[0].delta < 0
    assert compare(run_of(BASE), run_of(worse(7))).regressed


def test_a_new_crash_is_a_regression_and_an_old_one_is_not() -> None:
    crashed = {"c01": "ValueError : x"}
    found = compare(run_of(BASE), run_of(BASE, errors=crashed))
    assert found.regressed
    assert found.suites[0].new_errors == ("c01",)
    assert not compare(run_of(BASE, errors=crashed), run_of(BASE, errors=crashed)).regressed
    assert not compare(run_of(BASE, errors=crashed), run_of(BASE)).regressed


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"documents": "x"}, "les documents ont changé"), ({"fingerprint": "x"}, "les cas ont chang")],
)
def test_other_documents_and_other_cases_are_refused_unless_forced(
    changed: dict[str, str], said: str
) -> None:
    other = run_of(BASE | {"new": 1.0}, info=changed)
    with pytest.raises(RunError, match=said) as refused:
        compare(run_of(BASE), other)
    assert "--force" in refused.value.advice
    found = compare(run_of(BASE), other, force=True)
    assert found.suites[0].only_after == ("new",)
    assert found.suites[0].differences[0].after.n == len(BASE)
    assert any(said in text for text in found.notices)
    assert any("1 cas du nouveau passage seulement (new)" in text for text in found.notices)


@pytest.mark.parametrize("limited", [False, True])
def test_cases_of_one_run_only_are_refused_unless_forced(limited: bool) -> None:
    few = run_of({case: value for case, value in BASE.items() if case >= "c04"})
    before, after = (few, run_of(BASE)) if limited else (run_of(BASE), few)
    place = "du nouveau passage" if limited else "de la référence"
    said = f"4 cas {place} seulement (c00, c01, c02…)"
    with pytest.raises(RunError) as refused:
        compare(before, after)
    assert f"n’ont pas les mêmes cas : {said}." in refused.value.message
    assert "--force" in refused.value.advice
    found = compare(before, after, force=True)
    assert found.notices == (f"« Jeu dicté » : {said} ; seuls les cas communs sont comparés.",)
    assert not found.regressed


def test_another_index_over_the_same_documents_is_compared_with_a_notice() -> None:
    found = compare(run_of(BASE), run_of(BASE, info={"corpus": "x"}))
    assert found.notices == (
        "« Jeu dicté » : mêmes documents, autre index (découpage ou modèle de vecteurs).",
    )


def test_what_differs_between_the_runs_is_told() -> None:
    before = run_of(BASE, versions={"numpy": "1", "source": "a"}, settings={"embedder": "minilm"})
    after = run_of(
        BASE, engine="ollama", model="m:1", seed=2, versions={"numpy": "2", "source": "b"}
    )
    assert compare(before, after).notices == (
        "Le moteur diffère : extractive, puis ollama (m:1).",
        "La graine diffère : 1, puis 2.",
        "Des réglages diffèrent : embedder (minilm, puis aucun).",
        "Des versions diffèrent : numpy (1, puis 2).",
    )


def test_metrics_that_come_go_or_change_are_told_and_only_common_ones_compared() -> None:
    redefined = Metric(name="right", label="Réponses justes", definition="Autre chose.")
    new = Metric(name="new", label="Nouveauté", definition="")
    after = run_of(BASE, info={"metrics": (redefined, new)})
    found = compare(run_of(BASE), after)
    assert only(found) == {"right": "none"}
    assert found.notices == (
        "« Jeu dicté » : des mesures ont été redéfinies : Réponses justes.",
        "« Jeu dicté » : mesures nouvelles, non comparées : Nouveauté.",
        "« Jeu dicté » : mesures disparues, non comparées : Erreurs, Longueur.",
    )


def with_suites(*names: str) -> Run:
    suites = [run_of(BASE, info={"name": name}).suites[0] for name in names]
    return run_of(BASE, suites=tuple(suites))


def test_only_common_suites_are_compared() -> None:
    found = compare(with_suites("a", "b"), with_suites("c", "b"))
    assert [one.name for one in found.suites] == ["b"]
    assert found.notices == (
        "Jeux seulement dans la référence, non comparés : a.",
        "Jeux seulement dans le nouveau passage, non comparés : c.",
    )
    with pytest.raises(RunError, match="aucun jeu en commun"):
        compare(with_suites("a"), with_suites("c"))


def test_runs_without_a_common_case_are_refused() -> None:
    for force in (False, True):
        with pytest.raises(RunError, match="aucun cas en commun"):
            compare(run_of({"a": 1.0}), run_of({"b": 1.0}), force=force)


def test_a_metric_that_a_run_does_not_have_is_not_judged() -> None:
    absent = Metric(name="absent", label="Absente", definition="")
    both = [run_of(BASE, info={"metrics": (*METRICS, absent)}) for _ in range(2)]
    [*_, last] = compare(*both).suites[0].differences
    assert (last.delta, last.p, last.p_adjusted, last.verdict) == (None, None, None, "none")
