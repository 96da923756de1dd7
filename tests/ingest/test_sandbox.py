"""A reader that misbehaves costs one file, never the run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

import pytest

from ingest import (
    DamagedFile,
    IngestError,
    Limits,
    ReaderCrash,
    ReaderMemory,
    ReaderTimeout,
)
from ingest.sandbox import run
from tests.ingest import misbehave

pytestmark = pytest.mark.model

Reader = Callable[[int, Limits], int]


def test_the_value_comes_back_from_another_process_whatever_is_printed() -> None:
    assert run(misbehave.double, 21, Limits()) == 42
    assert run(misbehave.identity, 0, Limits()) != os.getpid()


def test_an_ingest_error_comes_back_with_its_words() -> None:
    with pytest.raises(DamagedFile) as caught:
        run(misbehave.refuse, "abîmé", Limits())
    assert (caught.value.message, caught.value.advice) == ("abîmé", "conseil")


@pytest.mark.parametrize("reader", [misbehave.hang, misbehave.hang_deaf])
def test_a_reader_that_hangs_is_stopped_in_time(reader: Reader) -> None:
    started = time.monotonic()
    with pytest.raises(ReaderTimeout) as caught:
        run(reader, 1, Limits(seconds=1))
    assert time.monotonic() - started < 4
    assert "1 secondes" in caught.value.message
    assert caught.value.advice


@pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded where RLIMIT_AS is")
def test_a_reader_that_eats_memory_is_stopped_under_the_bound() -> None:
    with pytest.raises(ReaderMemory) as caught:
        run(misbehave.eat, 1, Limits(memory_bytes=400_000_000, seconds=20))
    assert "400 Mo" in caught.value.message


@pytest.mark.parametrize(
    "reader", [misbehave.abort, misbehave.segfault, misbehave.leave, misbehave.fail]
)
def test_a_reader_that_dies_is_a_crash_of_one_file(reader: Reader) -> None:
    # The peak that the system tells of a child starts at that of this process, which may have
    # loaded a model: with such a bound the child cannot be thought to have met it.
    with pytest.raises(ReaderCrash) as caught:
        run(reader, 1, Limits(memory_bytes=8_000_000_000))
    assert isinstance(caught.value, IngestError)
    assert caught.value.advice
