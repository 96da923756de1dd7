"""A reader that misbehaves costs one file, never the run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest import (
    DamagedFile,
    IngestError,
    Limits,
    ReaderCrash,
    ReaderMemory,
    ReaderTimeout,
    children,
)
from ingest.sandbox import run
from tests.ingest import misbehave

pytestmark = pytest.mark.model

Reader = Callable[[int, Limits], int]
on_linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks in /proc")
KINDS = {"forked": True, "fresh": False} if children.FORKS else {"fresh": False}


@pytest.fixture(autouse=True, params=KINDS.values(), ids=KINDS.keys())
def _each_kind_of_child(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "FORKS", request.param)


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


def test_a_child_has_the_folder_and_the_environment_of_its_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(misbehave.identity, 0, Limits())  # a server that waits from here on knows neither
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HERE", "là")
    assert run(misbehave.whereabouts, "HERE", Limits()) == (str(tmp_path), "là")


def test_children_of_several_threads_run_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        met = pool.map(lambda n: run(misbehave.meet, (tmp_path, n, 3), Limits(seconds=30)), "abc")
        assert list(met) == [3, 3, 3]


@on_linux
def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    with pytest.raises(ReaderTimeout):
        run(misbehave.start_a_program, tmp_path / "pid", Limits(seconds=2))
    pid = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 10
    while time.monotonic() < until and _runs(pid):
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
