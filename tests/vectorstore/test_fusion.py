"""Weighted reciprocal rank fusion, against cases counted by hand."""

import pytest

from vectorstore.fusion import fuse


def test_one_ranking_is_kept_in_order() -> None:
    fused = fuse({"lexical": ["b", "a", "c"]}, {"lexical": 1.0})
    assert [one.id for one in fused] == ["b", "a", "c"]
    assert fused[0].score == pytest.approx(1 / 61)
    assert fused[2].ranks == {"lexical": 3}


def test_scores_are_the_weighted_sums_of_reciprocal_ranks() -> None:
    fused = fuse(
        {"lexical": ["a", "b"], "dense": ["b", "c"]},
        {"lexical": 1.0, "dense": 0.5},
        constant=10,
    )
    scores = {one.id: one.score for one in fused}
    assert scores == pytest.approx({"a": 1 / 11, "b": 1 / 12 + 0.5 / 11, "c": 0.5 / 12})
    assert [one.id for one in fused] == ["b", "a", "c"]
    assert fused[0].ranks == {"lexical": 2, "dense": 1}


def test_a_small_weight_does_not_overturn_the_first_ranking() -> None:
    rankings = {"lexical": ["a", "b"], "dense": ["b", "a"]}
    assert [one.id for one in fuse(rankings, {"lexical": 1.0, "dense": 0.2})] == ["a", "b"]
    assert [one.id for one in fuse(rankings, {"lexical": 0.2, "dense": 1.0})] == ["b", "a"]


def test_ties_are_broken_by_id() -> None:
    rankings = {"lexical": ["z"], "dense": ["a"], "third": ["m"]}
    fused = fuse(rankings, {"lexical": 1.0, "dense": 1.0, "third": 1.0})
    assert [one.id for one in fused] == ["a", "m", "z"]


def test_a_weight_of_nothing_leaves_its_ids_last() -> None:
    fused = fuse({"lexical": ["a"], "dense": ["b", "a"]}, {"lexical": 1.0, "dense": 0.0})
    assert [(one.id, one.score > 0) for one in fused] == [("a", True), ("b", False)]


def test_nothing_found_is_nothing_fused() -> None:
    assert fuse({"lexical": [], "dense": []}, {"lexical": 1.0, "dense": 1.0}) == []
    assert fuse({}, {}) == []
