"""Files are read ahead of their turn, several at once, and handed out in their order."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import ingest

A = TypeVar("A")
T = TypeVar("T")

_MOST = 4
"""Children that read at once on a large machine: each may take all the memory of the limits."""


def workers() -> int:
    """How many files are read at once: one a core, _MOST at the most."""
    return max(1, min(_MOST, os.cpu_count() or 1))


@contextmanager
def read_ahead(
    items: Sequence[A], read: Callable[[A], T], count: int
) -> Iterator[Iterator[Future[T]]]:
    """`read` of each of `items`, in their order, `count` at once.

    What `read` raises is raised by the future. Beside the one that is handed out no more than
    `count` are held, however long the list. When the block ends before the list does, what still
    runs is stopped.
    """
    stop = threading.Event()

    def stoppable(item: A) -> T:
        with ingest.stopped_by(stop):
            return read(item)

    with ThreadPoolExecutor(count, thread_name_prefix="read-ahead") as pool:
        waiting: deque[Future[T]] = deque()

        def results() -> Iterator[Future[T]]:
            for place, item in enumerate(items, start=1):
                waiting.append(pool.submit(stoppable, item))
                if place > count:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()

        try:
            yield results()
        finally:
            stop.set()
            for future in waiting:
                future.cancel()
