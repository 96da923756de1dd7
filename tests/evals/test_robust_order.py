"""The engine of a shuffled assistant gets the same passages, in another order."""

from __future__ import annotations

from typing import Any, cast

from assistant import Assistant
from evals.suites.robustness import with_shuffled_passages


class Ranked:
    """A store that finds twenty passages, best first."""

    name = "ranked"

    def search(self, question: str, *, limit: int, **_: Any) -> list[int]:
        return list(range(min(limit, 20)))

    def document(self, id_: str) -> None:
        raise AssertionError("no document is read here")


def shuffled(seed: str, limit: int = 20) -> list[Any]:
    assistant = Assistant(cast(Any, Ranked()), lambda wanted: (None, None))
    return list(with_shuffled_passages(assistant, seed).store.search("question", limit=limit))


def test_the_passages_are_the_same_in_another_order() -> None:
    assert sorted(shuffled("1")) == list(range(20))
    assert shuffled("1") != list(range(20))
    assert sorted(shuffled("1", limit=5)) == list(range(5))


def test_the_order_is_that_of_the_seed() -> None:
    assert shuffled("1") == shuffled("1")
    assert shuffled("1") != shuffled("2")


def test_all_else_is_the_store_itself() -> None:
    assistant = Assistant(cast(Any, Ranked()), lambda wanted: (None, None))
    mixed = with_shuffled_passages(assistant, "1")
    assert cast(Any, mixed.store).name == "ranked"
    assert isinstance(assistant.store, Ranked)
