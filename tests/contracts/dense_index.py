"""The contract of a DenseIndex."""

import numpy as np
import pytest

from vectorstore.ports import DenseIndex, Vectors

DIMENSION = 8


def unit(*values: float) -> Vectors:
    """A vector of norm 1 whose first coordinates are in the ratio of `values`."""
    vector = np.zeros(DIMENSION, dtype=np.float32)
    vector[: len(values)] = values
    made: Vectors = vector / np.linalg.norm(vector)
    return made


def random_units(count: int) -> Vectors:
    vectors = np.random.default_rng(7).normal(size=(count, DIMENSION)).astype(np.float32)
    made: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return made


def fill(index: DenseIndex) -> None:
    index.add(
        ["near", "far", "middle"],
        np.stack([unit(1, 0), unit(0, 1), unit(1, 1)]),
        ["one", "two", "one"],
    )


class DenseIndexContract:
    """Give the fixture `index`: an empty DenseIndex."""

    def test_the_nearest_come_first_with_their_cosine(self, index: DenseIndex) -> None:
        fill(index)
        hits = index.search(unit(1, 0), 10)
        assert [id_ for id_, _ in hits] == ["near", "middle", "far"]
        assert [score for _, score in hits] == pytest.approx([1, 2**-0.5, 0], abs=1e-5)

    def test_no_more_than_the_limit_are_found(self, index: DenseIndex) -> None:
        fill(index)
        assert [id_ for id_, _ in index.search(unit(1, 0), 2)] == ["near", "middle"]

    def test_an_empty_index_finds_nothing(self, index: DenseIndex) -> None:
        assert index.search(unit(1), 5) == []
        assert index.ids() == []

    def test_ties_are_broken_by_id(self, index: DenseIndex) -> None:
        ids = ["c", "a", "d", "b"]
        index.add(ids, np.stack([unit(1, 2)] * 4), ["one"] * 4)
        assert [id_ for id_, _ in index.search(unit(1, 2), 4)] == sorted(ids)

    def test_only_the_documents_asked_for_are_searched(self, index: DenseIndex) -> None:
        fill(index)
        assert [id_ for id_, _ in index.search(unit(1, 0), 10, ["two"])] == ["far"]
        assert len(index.search(unit(1, 0), 10, ["one", "two"])) == 3
        assert index.search(unit(1, 0), 10, ["unknown"]) == []
        assert index.search(unit(1, 0), 10, []) == []

    def test_adding_an_id_again_replaces_it(self, index: DenseIndex) -> None:
        fill(index)
        index.add(["near"], unit(0, 1)[np.newaxis], ["two"])
        assert index.ids() == ["far", "middle", "near"]
        assert [id_ for id_, _ in index.search(unit(0, 1), 10, ["two"])] == ["far", "near"]

    def test_removed_ids_are_no_longer_found(self, index: DenseIndex) -> None:
        fill(index)
        index.remove(["near", "unknown"])
        assert [id_ for id_, _ in index.search(unit(1, 0), 10)] == ["middle", "far"]
        index.remove([])
        assert index.ids() == ["far", "middle"]

    def test_a_removed_document_is_no_longer_found(self, index: DenseIndex) -> None:
        fill(index)
        index.remove_document("one")
        index.remove_document("unknown")
        assert index.ids() == ["far"]
        assert [id_ for id_, _ in index.search(unit(1, 0), 10)] == ["far"]

    def test_held_ids_are_told_from_others(self, index: DenseIndex) -> None:
        fill(index)
        assert index.holds(["far", "unknown", "near"]) == [True, False, True]
        assert index.holds([]) == []

    def test_many_equal_vectors_are_held(self, index: DenseIndex) -> None:
        ids = [f"id-{n:03}" for n in range(60)]
        index.add(ids, np.stack([unit(1, 2, 3)] * 60), ["one"] * 60)
        assert all(index.holds(ids))

    def test_many_vectors_are_each_found_by_themselves(self, index: DenseIndex) -> None:
        ids = [f"id-{n:05}" for n in range(6000)]
        vectors = random_units(6000)
        index.add(ids, vectors, [f"doc-{n % 7}" for n in range(6000)])
        assert index.ids() == ids
        assert all(index.holds(ids[::50]))
        for n in range(0, 6000, 600):
            assert index.search(vectors[n], 1)[0][0] == ids[n]

    def test_the_nearest_are_those_that_a_full_comparison_finds(self, index: DenseIndex) -> None:
        ids = [f"id-{n:04}" for n in range(1500)]
        vectors = random_units(1500)
        index.add(ids, vectors, ["one"] * 1500)
        asked = unit(3, 1, 2)
        exact = sorted(zip(-(vectors @ asked), ids, strict=True))[:50]
        assert [id_ for id_, _ in index.search(asked, 50)] == [id_ for _, id_ in exact]

    @pytest.mark.parametrize("value", [np.nan, np.inf])
    def test_what_is_not_a_number_is_refused(self, index: DenseIndex, value: float) -> None:
        bad = unit(1, 2)
        bad[0] = value
        with pytest.raises(ValueError, match="not a number"):
            index.add(["bad"], bad[np.newaxis], ["one"])
        with pytest.raises(ValueError, match="not a number"):
            index.search(bad, 3)
        assert index.ids() == []

    def test_lengths_that_differ_are_refused(self, index: DenseIndex) -> None:
        with pytest.raises(ValueError, match="as many"):
            index.add(["a", "b"], unit(1)[np.newaxis], ["one", "one"])
