"""How far a reading got, kept outside the process that reads: a page may kill it.

The next process takes up where the last one fell, without the way that killed it.
"""

from __future__ import annotations

import pickle
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_BEGUN, _ENDED, _KEPT = "begun", "ended", "kept"
_Record = tuple[str, str, Any]


@contextmanager
def kept_in(path: Path, seconds: float) -> Iterator[None]:
    """Within the block, `step` keeps what it does in the file `path`, made if need be.

    A step that takes more than `seconds` of processor time ends the process, where the platform
    has interval timers.
    """
    path.touch()
    with path.open("r+b", buffering=0) as stream:
        token = _CURRENT.set(_Journal(stream, seconds))
        try:
            yield
        finally:
            _CURRENT.reset(token)


def step(name: str, ways: Sequence[Callable[[], T]], lost: T, *, keep: bool = True) -> T:
    """What the first of `ways` gives that has not yet killed a process; `lost` after the last.

    With `keep` the value must pickle, and a later process has it without taking the step again.
    Outside of `kept_in` the first way is taken.
    """
    journal = _CURRENT.get()
    return journal.step(name, ways, lost, keep) if journal else ways[0]()


def fell_in(path: Path) -> str | None:
    """The step in which the last process ended, None when it was between steps."""
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        last = None
        for kind, name, _ in _records(stream):
            last = name if kind == _BEGUN else None
    return last


class _Journal:
    def __init__(self, stream: Any, seconds: float) -> None:
        self._stream = stream
        self._seconds = seconds
        self._falls: Counter[str] = Counter()
        self._values: dict[str, Any] = {}
        whole = 0
        for kind, name, value in _records(stream):
            whole = stream.tell()
            self._falls[name] += 1 if kind == _BEGUN else -1
            if kind == _KEPT:
                self._values[name] = value
        stream.seek(whole)
        stream.truncate()  # a record that was being written when the last process ended

    def step(self, name: str, ways: Sequence[Callable[[], T]], lost: T, keep: bool) -> T:
        if name in self._values:
            known: T = self._values[name]
            return known
        if self._falls[name] >= len(ways):
            return lost
        self._write((_BEGUN, name, None))
        with _ended_after(self._seconds):
            value = ways[self._falls[name]]()
        self._write((_KEPT, name, value) if keep else (_ENDED, name, None))
        return value

    def _write(self, record: _Record) -> None:
        data = memoryview(pickle.dumps(record, protocol=pickle.HIGHEST_PROTOCOL))
        while data:
            data = data[self._stream.write(data) :]


_CURRENT: ContextVar[_Journal | None] = ContextVar("journal", default=None)


def _records(stream: Any) -> Iterator[_Record]:
    """The whole records of a journal; `stream` stands after each when it is given."""
    while True:
        try:
            record: _Record = pickle.load(stream)
        except (EOFError, pickle.UnpicklingError):
            return
        yield record


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """The system ends this process after so much processor time, even inside a library."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
