"""Child processes that compute and are watched: forked where the platform can, else fresh."""

from __future__ import annotations

import atexit
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

from ingest.forkserver import ENDED, STARTED

FORKS = sys.platform.startswith("linux")
_POLL_S = 0.02
_KILLED = -9


class Child(Protocol):
    """A process that computes one request."""

    def wait(self, seconds: float) -> tuple[int, int] | None:
        """(exit code, negative for a signal; peak memory in bytes, 0 unknown) once it ended, None
        after `seconds` otherwise."""

    def end(self) -> None:
        """Stops it, if it still runs, and the programs that it started."""


@contextmanager
def started(request: bytes, result: IO[bytes]) -> Iterator[Child]:
    """A child that computes `request` (see `ingest.child`) into `result`, ended with the block."""
    child: Child | None = _forked(request, result) if FORKS else None
    child = child or _Fresh(request, result)
    try:
        yield child
    finally:
        child.end()


class _Fresh:
    """An interpreter of its own."""

    def __init__(self, request: bytes, result: IO[bytes]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.child"],
            stdin=subprocess.PIPE,
            stdout=result,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        if self._process.stdin is not None:
            try:
                self._process.stdin.write(request)
                self._process.stdin.close()
            except OSError:  # the child died before it read: its exit code tells
                self._process.stdin = None

    def wait(self, seconds: float) -> tuple[int, int] | None:
        until, pause = time.monotonic() + seconds, 0.001
        while time.monotonic() < until:
            if (code := self._process.poll()) is not None:
                return code, 0
            time.sleep(pause)
            pause *= 1.5
        return None

    def end(self) -> None:
        if hasattr(os, "killpg"):
            _kill_group(self._process.pid)
        elif self._process.returncode is None:
            self._process.kill()
        self._process.wait()


class _Server:
    """Our end of a fork server (`ingest.forkserver`)."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.forkserver", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def start(self, request: bytes, result: IO[bytes]) -> int | None:
        """The process id of the child that computes; None when the server is gone."""
        with tempfile.TemporaryFile() as file:
            file.write(pickle.dumps((dict(os.environ), os.getcwd())))
            file.write(request)
            file.seek(0)
            try:
                socket.send_fds(self._channel, [b"."], [file.fileno(), result.fileno()])
            except OSError:
                return None
            answer = self._receive(STARTED.size)
        return int(STARTED.unpack(answer)[0]) if answer else None

    def wait(self, seconds: float) -> tuple[int, int] | None:
        """As Child.wait; a server that is gone cannot say how its child ended."""
        if not select.select([self._channel], [], [], max(0.0, seconds))[0]:
            return None
        answer = self._receive(ENDED.size)
        if not answer:
            return _KILLED, 0
        code, peak = ENDED.unpack(answer)
        return code, peak

    def close(self) -> None:
        self._channel.close()
        self._process.wait()

    def _receive(self, size: int) -> bytes:
        """That many bytes; none when the other end closed."""
        try:
            found = self._channel.recv(size, socket.MSG_WAITALL)
        except OSError:
            return b""
        return found if len(found) == size else b""


class _Forked:
    """A child of a fork server, which is free again once the child ended."""

    def __init__(self, server: _Server, pid: int) -> None:
        self._server, self._pid = server, pid
        self._ended: tuple[int, int] | None = None

    def wait(self, seconds: float) -> tuple[int, int] | None:
        if self._ended is None:
            self._ended = self._server.wait(seconds)
        return self._ended

    def end(self) -> None:
        _kill_group(self._pid)
        while self.wait(_POLL_S) is None:
            _kill_group(self._pid)  # it may not have led its session yet
        with _lock:
            _idle.append(self._server)


_lock = threading.Lock()
_idle: list[_Server] = []


def _forked(request: bytes, result: IO[bytes]) -> _Forked | None:
    """A child of a server that waits, or of a new one; None where none can be started."""
    while True:
        with _lock:
            server = _idle.pop() if _idle else None
        is_new = server is None
        server = server or _Server()
        pid = server.start(request, result)
        if pid is not None:
            return _Forked(server, pid)
        server.close()  # idle for long, it ended by itself
        if is_new:
            return None


@atexit.register
def close_servers() -> None:
    """Ends the fork servers that wait for a request."""
    with _lock:
        while _idle:
            _idle.pop().close()


def _environment() -> dict[str, str]:
    root = str(Path(__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": "0", "OMP_THREAD_LIMIT": "1"}


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
