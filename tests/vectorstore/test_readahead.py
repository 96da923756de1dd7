"""Files are read ahead in order, a bounded number at a time, and stopped with their reader."""

from __future__ import annotations

import threading
import time

import pytest

from ingest import Limits, sandbox
from vectorstore.readahead import read_ahead, workers


def asleep(seconds: float, limits: Limits) -> float:
    time.sleep(seconds)
    return seconds


def test_results_come_in_the_order_of_the_items_whatever_ends_first() -> None:
    def read(item: int) -> int:
        time.sleep(0.02 * (5 - item))
        return item

    with read_ahead(range(5), read, 3) as results:
        assert [one.result() for one in results] == [0, 1, 2, 3, 4]


def test_several_are_read_at_once() -> None:
    together = threading.Barrier(2, timeout=10)

    with read_ahead(range(4), lambda item: together.wait(), 2) as results:
        assert len([one.result() for one in results]) == 4


def test_no_more_is_read_than_the_given_number_ahead() -> None:
    begun: list[int] = []

    with read_ahead(range(100), begun.append, 2) as results:
        next(results).result()
        time.sleep(0.05)
        assert len(begun) <= 3


def test_what_reading_raises_is_told_at_its_place_and_the_others_go_on() -> None:
    def read(item: int) -> int:
        if item == 1:
            raise ValueError("one")
        return item

    with read_ahead(range(3), read, 2) as results:
        assert next(results).result() == 0
        with pytest.raises(ValueError, match="one"):
            next(results).result()
        assert next(results).result() == 2


def test_nothing_to_read_gives_nothing() -> None:
    with read_ahead([], lambda item: item, 2) as results:
        assert list(results) == []


def interrupted(naps: list[float]) -> None:
    with read_ahead(naps, lambda nap: sandbox.run(asleep, nap, Limits()), 2) as results:
        next(results).result()
        raise KeyboardInterrupt


def test_children_that_still_read_are_ended_when_the_block_is_left() -> None:
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted([0.0, 60.0, 60.0])
    assert time.monotonic() - started < 50


def test_a_child_that_is_stopped_is_no_fault_of_the_file() -> None:
    stop = threading.Event()
    stop.set()
    with sandbox.stopped_by(stop), pytest.raises(sandbox.Stopped):
        sandbox.run(asleep, 60.0, Limits())


def test_there_is_at_least_one_reader() -> None:
    assert 1 <= workers() <= 4
