"""A function run in a child process with bounds: it may hang, eat memory or crash, we do not.

The child is a fresh interpreter on every platform. Wall time is bounded everywhere; memory where
the platform has RLIMIT_AS.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import IO, Any, TypeVar

from ingest.errors import IngestError, ReaderCrash, ReaderMemory, ReaderTimeout
from ingest.limits import Limits

T = TypeVar("T")
A = TypeVar("A")

_OUT_OF_MEMORY = 77
_POLL_S = 0.02
_RESULT_BYTES = 400_000_000
_NEAR = 0.6
_STOP: ContextVar[threading.Event | None] = ContextVar("stop", default=None)


class Stopped(Exception):
    """The reading was given up by its caller, not by the file."""


@contextmanager
def stopped_by(event: threading.Event) -> Iterator[None]:
    """Within the block, once `event` is set, `run` ends its child and raises Stopped."""
    token = _STOP.set(event)
    try:
        yield
    finally:
        _STOP.reset(token)


def run(
    function: Callable[[A, Limits], T],
    argument: A,
    limits: Limits,
    deadline: float | None = None,
) -> T:
    """`function(argument, limits)` as computed by a bounded child; both must pickle.

    The child has until `deadline` (of the monotonic clock), by itself `limits.seconds` from now.
    Raises what the function raised when it is an IngestError; ReaderTimeout, ReaderMemory or
    ReaderCrash when the child had to be stopped or died; Stopped as `stopped_by` says.
    """
    request = pickle.dumps((sys.path, limits.memory_bytes, limits.seconds))
    request += pickle.dumps((function, argument, limits))
    with tempfile.TemporaryFile() as result:
        until = time.monotonic() + limits.seconds if deadline is None else deadline
        code, peak = _spawn(request, result, until, limits)
        result.seek(0)
        if code == 0:
            outcome, value = pickle.load(result)
            if outcome == "error":
                raise value
            found: T = value
            return found
    if code == _OUT_OF_MEMORY or (code < 0 and peak > _NEAR * limits.memory_bytes):
        raise ReaderMemory(
            f"La lecture de ce fichier demande plus de {limits.memory_bytes // 1_000_000} Mo de "
            "mémoire : elle a été arrêtée.",
            "Le fichier est peut-être piégé ou abîmé. S’il est sûr, réenregistrez-le ou "
            "découpez-le, puis recommencez.",
        )
    raise ReaderCrash(
        "La lecture de ce fichier a échoué brutalement ; les autres fichiers ne sont pas touchés.",
        "Le fichier est sans doute abîmé : réenregistrez-le depuis son logiciel d’origine ou "
        "demandez une nouvelle copie.",
    )


def _spawn(request: bytes, result: IO[bytes], deadline: float, limits: Limits) -> tuple[int, int]:
    """The child's exit code (a signal's is negative) and its peak memory in bytes (0 unknown)."""
    root = str(Path(__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": "0", "OMP_THREAD_LIMIT": "1"}
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "ingest.sandbox"],
        stdin=subprocess.PIPE,
        stdout=result,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        if child.stdin is not None:
            try:
                child.stdin.write(request)
                child.stdin.close()
            except OSError:  # the child died before it read: its exit code tells
                child.stdin = None
        return _wait(child, deadline, limits)
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Stops the child, if it still runs, and the programs that it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    elif child.returncode is None:
        child.kill()
    child.wait()


def _wait(child: subprocess.Popen[bytes], deadline: float, limits: Limits) -> tuple[int, int]:
    pause = 0.001
    stop = _STOP.get()
    while time.monotonic() < deadline:
        if stop is not None and stop.is_set():
            raise Stopped
        if hasattr(os, "wait4"):
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                child.returncode = os.waitstatus_to_exitcode(status)
                return child.returncode, _own_peak(usage.ru_maxrss)
        elif (code := child.poll()) is not None:
            return code, 0
        time.sleep(pause)
        pause = min(_POLL_S, pause * 1.5)
    raise ReaderTimeout(
        f"La lecture de ce fichier durait plus de {limits.seconds:g} secondes : "
        "elle a été arrêtée.",
        "Le fichier est peut-être piégé ou abîmé. S’il est sûr, réenregistrez-le ou découpez-le, "
        "puis recommencez.",
    )


def _own_peak(child: int) -> int:
    """The child's peak in bytes, 0 when it is no higher than ours: between fork and exec the system
    counts our memory as the child's."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return child * unit if child > ours else 0


def _child() -> None:
    """Reads the request, computes, writes the outcome; exits 77 when memory ran out."""
    stream = sys.stdin.buffer
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not mix with the answer
    sys.path[:], memory, seconds = pickle.load(stream)
    _bound(memory, seconds)
    try:
        function, argument, limits = pickle.load(stream)
        outcome: tuple[str, Any]
        try:
            outcome = "value", function(argument, limits)
        except IngestError as error:
            outcome = "error", error
        pickle.dump(outcome, answer, protocol=pickle.HIGHEST_PROTOCOL)
        answer.close()
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    os._exit(0)  # no clean-up of libraries: they may hang on a hostile file


def _bound(memory: int, seconds: float) -> None:
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 5),
        (resource.RLIMIT_FSIZE, _RESULT_BYTES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, bound in wanted:
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):  # a tighter bound is in force already
            continue


if __name__ == "__main__":
    _child()
