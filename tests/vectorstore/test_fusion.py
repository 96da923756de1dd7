"""Weighted relative score fusion, against cases counted by hand."""

import pytest

from vectorstore.fusion import fuse, spread


def test_one_scoring_is_kept_in_order() -> None:
    fused = fuse({"lexical": {"a": 2.0, "b": 4.0, "c": 1.0}}, {"lexical": 1.0})
    assert [one.id for one in fused] == ["b", "a", "c"]
    assert [one.score for one in fused] == pytest.approx([1.0, 0.5, 0.25])
    assert fused[2].ranks == {"lexical": 3}


def test_scores_are_the_weighted_sums_of_relative_scores() -> None:
    fused = fuse(
        {"lexical": {"a": 10.0, "b": 5.0}, "dense": {"b": 0.8, "c": 0.4}},
        {"lexical": 1.0, "dense": 0.5},
    )
    scores = {one.id: one.score for one in fused}
    assert scores == pytest.approx({"a": 1.0, "b": 0.5 + 0.5, "c": 0.25})
    assert fused[1].ranks == {"lexical": 2, "dense": 1}


def test_a_small_weight_does_not_overturn_the_first_scoring() -> None:
    scorings = {"lexical": {"a": 3.0, "b": 2.0}, "dense": {"b": 0.9, "a": 0.1}}
    assert [one.id for one in fuse(scorings, {"lexical": 1.0, "dense": 0.2})] == ["a", "b"]
    assert [one.id for one in fuse(scorings, {"lexical": 0.2, "dense": 1.0})] == ["b", "a"]


def test_ties_are_broken_by_id() -> None:
    fused = fuse({"one": {"z": 1.0}, "two": {"a": 7.0}}, {"one": 1.0, "two": 1.0})
    assert [one.id for one in fused] == ["a", "z"]


def test_nothing_found_is_nothing_fused() -> None:
    assert fuse({"lexical": {}, "dense": {}}, {"lexical": 1.0, "dense": 1.0}) == []
    assert fuse({"lexical": {"a": 0.0}}, {"lexical": 1.0})[0].score == 0.0


def test_spread_brings_cosines_to_start_at_zero() -> None:
    assert spread({"a": 0.9, "b": 0.7}) == pytest.approx({"a": 0.2, "b": 0.0})
    assert spread({}) == {}
