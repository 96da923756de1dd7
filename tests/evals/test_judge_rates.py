"""What a judge is worth, against tables counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge_doubles import write_sets

from evals.judge.prompt import Ruling
from evals.judge.rates import (
    CONTRADICTION,
    SUPPORT,
    Confusion,
    Finding,
    false_findings,
    measured,
    passes,
    right_findings,
)
from evals.judge.sampling import stratified
from evals.public.entailment import Label, Pair, load_pairs

YES, NO, OTHER, BROKEN = (
    Ruling.SUPPORTED,
    Ruling.CONTRADICTED,
    Ruling.UNSUPPORTED,
    Ruling.UNREADABLE,
)
SEEN: Confusion = {
    Label.ENTAILMENT: {YES: 70, OTHER: 20, BROKEN: 10},
    Label.NEUTRAL: {YES: 12, OTHER: 40, NO: 8},
    Label.CONTRADICTION: {NO: 30, YES: 3, BROKEN: 7},
}


def values(confusion: Confusion, task: object = SUPPORT) -> dict[str, float | None]:
    return {name: one.value for name, one in measured(task, confusion).items()}  # type: ignore[arg-type]


def test_an_unreadable_answer_is_wrong_on_both_sides() -> None:
    found = values(SEEN)
    assert found["judge_sensitivity"] == pytest.approx(70 / 100)
    assert found["judge_specificity"] == pytest.approx((40 + 8 + 30) / 100)
    assert found["judge_balanced"] == pytest.approx((0.70 + 0.78) / 2)
    assert found["judge_false_findings"] == pytest.approx((12 + 3) / 100)
    assert found["judge_unreadable"] == pytest.approx(17 / 200)
    assert right_findings(SUPPORT, SEEN) == Finding(hits=70, n=100)
    assert false_findings(SUPPORT, SEEN) == Finding(hits=15, n=100)


def test_contradiction_is_found_by_its_own_ruling() -> None:
    binary: Confusion = {
        Label.CONTRADICTION: {NO: 45, OTHER: 5},
        Label.NEUTRAL: {YES: 20, OTHER: 20, NO: 10},
    }
    found = values(binary, CONTRADICTION)
    assert (found["judge_sensitivity"], found["judge_specificity"]) == (0.9, 0.8)
    assert found["judge_false_findings"] == 0.2


def test_who_always_says_the_same_is_at_half_and_fails() -> None:
    for always in (YES, OTHER):
        same: Confusion = {label: {always: 100} for label in Label}
        figures = measured(SUPPORT, same)
        assert figures["judge_balanced"].value == 0.5
        assert not passes(SUPPORT, figures)
    silent: Confusion = {label: {BROKEN: 100} for label in Label}
    assert values(silent)["judge_balanced"] == 0


def test_the_interval_must_be_above_the_floor_not_the_value() -> None:
    def good(each: int) -> Confusion:
        """Balanced accuracy of 0.80."""
        right, wrong = each * 4 // 5, each // 5
        return {
            Label.ENTAILMENT: {YES: right, OTHER: wrong},
            Label.NEUTRAL: {YES: wrong, OTHER: right},
        }

    few, many = (measured(SUPPORT, good(each)) for each in (10, 400))
    assert few["judge_balanced"].value == many["judge_balanced"].value == 0.8
    assert not passes(SUPPORT, few)
    assert passes(SUPPORT, many)


def test_a_set_without_the_sought_label_qualifies_nobody() -> None:
    assert not passes(SUPPORT, measured(SUPPORT, {Label.NEUTRAL: {OTHER: 500}}))


@pytest.fixture
def pairs(tmp_path: Path) -> dict[str, Pair]:
    """70 pairs: 40 entailed, 20 neutral, 10 contradictory."""
    loaded = list(load_pairs(write_sets(tmp_path, 40) / "rte3_fr_test.jsonl").values())
    by = {label: [one for one in loaded if one.label is label] for label in Label}
    kept = [
        *by[Label.ENTAILMENT],
        *by[Label.NEUTRAL][:20],
        *by[Label.CONTRADICTION][:10],
    ]
    return {one.id: one for one in kept}


def counts(drawn: tuple[Pair, ...]) -> list[int]:
    return [sum(one.label is label for one in drawn) for label in Label]


def test_a_sample_keeps_the_shares_of_labels_and_the_order(pairs: dict[str, Pair]) -> None:
    assert counts(stratified(pairs, 7, 1)) == [4, 2, 1]
    assert counts(stratified(pairs, 10, 1)) == [6, 3, 1]  # 5.71, 2.86, 1.43
    drawn = [one.id for one in stratified(pairs, 35, 1)]
    assert drawn == [id_ for id_ in pairs if id_ in drawn]
    assert stratified(pairs, None, 1) == stratified(pairs, 70, 1) == tuple(pairs.values())


def test_a_sample_depends_on_its_seed_only_and_a_larger_one_holds_it(
    pairs: dict[str, Pair],
) -> None:
    assert stratified(pairs, 14, 1) == stratified(pairs, 14, 1)
    assert stratified(pairs, 14, 1) != stratified(pairs, 14, 2)
    assert set(stratified(pairs, 14, 1)) <= set(stratified(pairs, 35, 1))
