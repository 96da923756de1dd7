"""The corrected share, by hand and against claims drawn with a known truth."""

from __future__ import annotations

import numpy as np
import pytest

from evals.judge.correction import Count, seen, uncut_share
from evals.judge.rates import Finding

RIGHT, WRONG = Finding(hits=320, n=400), Finding(hits=40, n=400)  # 0.8 and 0.1


def one(case: int, claims: int, asked: int, found: int) -> Count:
    return Count(case=f"c{case}", claims=claims, asked=asked, found=found)


@pytest.mark.parametrize(
    ("p", "sensitivity", "false", "true"),
    [
        (0.66, 0.8, 0.1, 0.8),  # 0.8 × 0.8 + 0.2 × 0.1
        (0.45, 0.8, 0.1, 0.5),
        (0.10, 0.8, 0.1, 0.0),
        (0.80, 0.8, 0.1, 1.0),
        (0.03, 0.8, 0.1, -0.1),
        (0.30, 1.0, 0.0, 0.3),
    ],
)
def test_the_share_behind_what_is_seen(
    p: float, sensitivity: float, false: float, true: float
) -> None:
    assert uncut_share(np.array([p]), sensitivity, false)[0] == pytest.approx(true)


def test_a_judge_that_finds_no_more_where_it_should_tells_nothing() -> None:
    assert np.isnan(uncut_share(np.array([0.5]), 0.4, 0.4)[0])
    blind = seen([one(at, 4, 4, 2) for at in range(10)], WRONG, RIGHT)
    assert blind.raw.value == 0.5
    assert (blind.corrected.value, blind.corrected.low) == (None, None)


def test_claims_without_citation_are_counted_and_not_corrected() -> None:
    """20 cases of 4 claims, 2 of them put to the judge; it finds 18 of 40: p = 0.45, t = 0.5."""
    counts = [one(at, 4, 2, int(at < 18)) for at in range(20)]
    found = seen(counts, RIGHT, WRONG)
    assert found.raw.value == pytest.approx(18 / 80)
    assert found.corrected.value == pytest.approx(0.5 * 0.5)
    assert (found.raw.n, found.raw.units) == (20, 80)
    assert found.corrected.high is not None
    assert found.corrected.high <= 0.5


def test_nothing_cited_is_nothing_proved_without_a_doubt() -> None:
    bare = seen([one(at, 3, 0, 0) for at in range(5)], RIGHT, WRONG)
    assert (bare.raw.value, bare.raw.low, bare.corrected.value) == (0, None, 0)


def test_no_claim_at_all_has_no_figure() -> None:
    none = seen([one(1, 0, 0, 0)], RIGHT, WRONG)
    assert (none.raw.value, none.corrected.value, none.raw.n) == (None, None, 0)


def test_all_found_leaves_room_for_what_was_not_seen() -> None:
    sure = seen([one(at, 2, 2, 2) for at in range(10)], Finding(hits=99, n=100), WRONG)
    assert (sure.raw.value, sure.corrected.value) == (1, 1)
    assert sure.raw.low is not None
    assert 0.7 < sure.raw.low < 1


def test_what_known_errors_cannot_explain_is_not_corrected() -> None:
    """It finds 0.95 and 0.8 is all it can: it errs otherwise here."""
    found = seen([one(at, 5, 5, 5 - (at % 4 == 0)) for at in range(40)], RIGHT, WRONG)
    assert found.raw.value == pytest.approx(0.95)
    assert (found.fits, found.corrected.value) == (False, None)
    none = seen([one(at, 5, 5, 0) for at in range(80)], RIGHT, WRONG)  # 0.1 is the least it can
    assert (none.fits, none.raw.value, none.corrected.value) == (False, 0, None)


def test_what_chance_explains_is_cut_at_the_end_of_the_scale() -> None:
    """0.825 of 80 claims: a little more than 0.8, which chance gives."""
    found = seen([one(at, 4, 4, 4 - (at % 10 < 7)) for at in range(20)], RIGHT, WRONG)
    assert found.raw.value == pytest.approx(0.825)
    assert (found.fits, found.corrected.value, found.corrected.high) == (True, 1, 1)


def test_a_judge_examined_on_few_pairs_widens_the_interval() -> None:
    counts = [one(at, 4, 4, at % 5) for at in range(100)]
    sure = seen(counts, RIGHT, WRONG).corrected
    vague = seen(counts, Finding(hits=16, n=20), Finding(hits=2, n=20)).corrected
    assert sure.value == vague.value
    assert None not in (sure.low, sure.high, vague.low, vague.high)
    assert vague.high - vague.low > 1.3 * (sure.high - sure.low)  # type: ignore[operator]
    assert seen(counts, RIGHT, WRONG).corrected == sure


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """100 worlds: 60 answers of 5 claims, 0.7 true, and errors seen on 200 pairs of each kind."""
    chance = np.random.default_rng(5)
    sensitivity, false, true, held, raw_held = 0.85, 0.15, 0.7, 0, 0
    for _ in range(100):
        right = Finding(hits=int(chance.binomial(200, sensitivity)), n=200)
        wrong = Finding(hits=int(chance.binomial(200, false)), n=200)
        truth = chance.random((60, 5)) < true
        said = chance.random((60, 5)) < np.where(truth, sensitivity, false)
        found = seen([one(at, 5, 5, int(row.sum())) for at, row in enumerate(said)], right, wrong)
        low, high = found.corrected.low or 0, found.corrected.high or 0
        held += low <= true <= high
        raw_held += (found.raw.low or 0) <= true <= (found.raw.high or 0)
    assert held >= 90
    assert raw_held < 70, "without correction the truth is missed"
