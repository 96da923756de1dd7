"""A function run in a child process with bounds: it may hang, eat memory or crash, we do not.

Wall time is bounded everywhere; memory where the platform has RLIMIT_AS.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from ingest.child import OUT_OF_MEMORY
from ingest.children import Child, started
from ingest.errors import ReaderCrash, ReaderMemory, ReaderTimeout
from ingest.limits import Limits

T = TypeVar("T")
A = TypeVar("A")

_POLL_S = 0.02
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
        with started(request, result) as child:
            code, peak = _outcome(child, until, limits)
        result.seek(0)
        if code == 0:
            outcome, value = pickle.load(result)
            if outcome == "error":
                raise value
            found: T = value
            return found
    if code == OUT_OF_MEMORY or (code < 0 and peak > _NEAR * limits.memory_bytes):
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


def _outcome(child: Child, deadline: float, limits: Limits) -> tuple[int, int]:
    """The child's exit code (a signal's is negative) and its peak memory in bytes (0 unknown)."""
    stop = _STOP.get()
    while (left := deadline - time.monotonic()) > 0:
        if stop is not None and stop.is_set():
            raise Stopped
        if (ended := child.wait(min(_POLL_S, left))) is not None:
            return ended
    raise ReaderTimeout(
        f"La lecture de ce fichier durait plus de {limits.seconds:g} secondes : "
        "elle a été arrêtée.",
        "Le fichier est peut-être piégé ou abîmé. S’il est sûr, réenregistrez-le ou découpez-le, "
        "puis recommencez.",
    )
