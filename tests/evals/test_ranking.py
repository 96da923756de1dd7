"""Rankings against values worked out by hand or printed in the literature."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.ranking import ndcg, recall, reciprocal_rank

# Wikipedia, "Discounted cumulative gain": D1..D6 as ranked, and all judged documents.
RANKED = [3, 2, 3, 0, 1, 2]
JUDGED = [3, 3, 3, 2, 2, 2, 1, 0]

GAINS = st.lists(st.integers(min_value=0, max_value=3), max_size=15)
DEPTH = st.integers(min_value=1, max_value=20)


def test_ndcg_gives_the_value_of_the_worked_example() -> None:
    assert ndcg(RANKED, JUDGED, 6) == pytest.approx(6.861 / 8.740, abs=0.0005)


def test_ndcg_of_one_relevant_thing_is_its_discount() -> None:
    assert ndcg([1, 0, 0], [1], 10) == 1.0
    assert ndcg([0, 1, 0], [1], 10) == pytest.approx(1 / math.log2(3))
    assert ndcg([0, 0, 1], [1], 10) == pytest.approx(0.5)


def test_ndcg_counts_what_was_never_found() -> None:
    # First of two: 1 over 1 + 1/log2(3).
    assert ndcg([1], [1, 1], 10) == pytest.approx(0.6131, abs=0.0001)


def test_ndcg_looks_no_further_than_its_depth() -> None:
    assert ndcg([0, 0, 1], [1], 2) == 0.0
    assert ndcg([1, 1], [1, 1, 1, 1], 2) == 1.0


def test_ndcg_of_nothing_is_nil() -> None:
    assert ndcg([], [1], 10) == 0.0
    assert ndcg([0, 0], [], 10) == 0.0


def test_reciprocal_rank_is_that_of_the_first_hit() -> None:
    assert reciprocal_rank([0, 0, 2, 3], 10) == pytest.approx(1 / 3)
    assert reciprocal_rank([1], 10) == 1.0
    assert reciprocal_rank([0] * 10 + [1], 10) == 0.0
    assert reciprocal_rank([], 10) == 0.0


def test_recall_is_a_share_of_all_that_is_relevant() -> None:
    assert recall([1, 0, 1, 0, 1], 4, 3) == 0.5
    assert recall([0, 0, 2], 1, 10) == 1.0
    assert recall([], 3, 10) == 0.0


@given(GAINS, DEPTH)
def test_the_best_order_is_worth_one_and_no_other_is_worth_more(
    gains: list[int], depth: int
) -> None:
    best = sorted(gains, reverse=True)
    assert ndcg(best, gains, depth) == pytest.approx(1.0 if any(gains) else 0.0)
    assert 0.0 <= ndcg(gains, gains, depth) <= 1.0 + 1e-12


@given(st.lists(st.integers(min_value=0, max_value=1), min_size=2, max_size=12), DEPTH)
def test_a_hit_moved_up_never_lowers_a_figure(gains: list[int], depth: int) -> None:
    last = len(gains) - 1 - gains[::-1].index(max(gains))
    moved = [gains[last], *gains[:last], *gains[last + 1 :]]
    assert ndcg(moved, gains, depth) >= ndcg(gains, gains, depth) - 1e-12
    assert reciprocal_rank(moved, depth) >= reciprocal_rank(gains, depth)
