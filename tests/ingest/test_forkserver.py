"""The process that children are forked of: one thread, gone when it is not needed, replaced."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import Limits, ReaderCrash, children, forkserver
from ingest.sandbox import run
from tests.ingest import misbehave

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not children.FORKS, reason="children are forked on Linux"),
]


@pytest.fixture(autouse=True)
def _no_server() -> Iterator[None]:
    children.close_servers()
    yield
    children.close_servers()


def _server() -> int:
    """The process of the only server that waits."""
    (server,) = children._idle
    return server._process.pid


def test_children_are_forked_of_one_server() -> None:
    first = run(misbehave.identity, 0, Limits())
    server = _server()
    assert run(misbehave.identity, 0, Limits()) != first
    assert _server() == server


def test_a_server_has_one_thread_and_has_loaded_what_reading_needs() -> None:
    run(misbehave.identity, 0, Limits())
    assert os.listdir(f"/proc/{_server()}/task") == [str(_server())]
    assert run(misbehave.is_loaded, ("pypdf", "pypdfium2", "spellchecker"), Limits())


@pytest.mark.parametrize("way", [misbehave.abort, misbehave.segfault, misbehave.leave])
def test_a_child_that_dies_leaves_its_server(way: object) -> None:
    run(misbehave.identity, 0, Limits())
    server = _server()
    with pytest.raises(ReaderCrash):
        run(way, 1, Limits())
    assert run(misbehave.double, 2, Limits()) == 4
    assert _server() == server


def test_a_server_that_is_gone_is_replaced() -> None:
    run(misbehave.identity, 0, Limits())
    gone = _server()
    os.kill(gone, signal.SIGKILL)
    assert run(misbehave.double, 2, Limits()) == 4
    assert _server() != gone


def test_a_server_that_dies_under_its_child_is_a_crash_of_the_file() -> None:
    with pytest.raises(ReaderCrash):
        run(misbehave.kill_parent, 1, Limits(seconds=20))
    assert run(misbehave.double, 2, Limits()) == 4


def test_where_no_server_can_be_started_a_child_is_fresh(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(children._Server, "start", lambda *given: None)
    assert run(misbehave.double, 2, Limits()) == 4
    assert children._idle == []


def test_a_server_without_requests_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = forkserver.socket.socketpair()
    monkeypatch.setattr(forkserver, "IDLE_S", 0.05)
    with ours, theirs:
        forkserver.serve(theirs)


def test_closed_servers_end() -> None:
    run(misbehave.identity, 0, Limits())
    server = _server()
    children.close_servers()
    until = time.monotonic() + 10
    while time.monotonic() < until and Path(f"/proc/{server}").exists():
        time.sleep(0.05)
    assert not Path(f"/proc/{server}").exists()
