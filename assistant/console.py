"""What goes to the terminal: answers on stdout, progress and notices on stderr, both UTF-8."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from assistant import jsonout, plainout
from assistant.batch import BadLine, Id, read_batch
from assistant.failures import Failure
from vectorstore import Progress

T = TypeVar("T")


def use_utf8() -> None:
    """Both streams are UTF-8 whatever the locale; what cannot be written becomes "?"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def out(text: str) -> None:
    """A line of the answer, sent at once so that a reader in a pipe gets it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def out_lines(lines: Iterable[str]) -> None:
    for text in lines:
        out(text)


def out_json(value: object) -> None:
    out(jsonout.line(value))


def notice(text: str) -> None:
    """A line for the person, beside the answer."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def report(failure: Failure) -> None:
    """What happened and what to do next."""
    notice(f"Erreur : {failure.message}")
    if failure.advice:
        notice(f"À faire : {failure.advice}")


def run_batch(
    path: Path,
    parse: Callable[[Mapping[str, object]], T],
    answer: Callable[[Id, T], object],
    explain: Callable[[Exception], Failure],
) -> int:
    """Writes one line of JSON for each line of `path`: its answer, or the error that stands for it.

    Returns the exit code: 1 when a line failed.
    """
    failures = 0
    for item in read_batch(path, parse):
        if isinstance(item, BadLine):
            failure: Failure | None = item.error
        else:
            value, failure = _attempt(answer, item.id, item.value, explain)
        if failure is None:
            out_json(value)
            continue
        failures += 1
        notice(f"Ligne {item.line} : {failure.message} {failure.advice}".rstrip())
        out_json(jsonout.error_json(item.id, item.line, failure))
    if failures:
        notice(f"Lignes sans réponse : {failures}. Les autres ont été traitées.")
    return 1 if failures else 0


def _attempt(
    answer: Callable[[Id, T], object],
    id: Id,
    value: T,
    explain: Callable[[Exception], Failure],
) -> tuple[object, Failure | None]:
    try:
        return answer(id, value), None
    except Exception as error:  # noqa: BLE001 - one line must not stop the others
        return None, explain(error)


@contextmanager
def ingest_progress() -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr over the files of an ingest, with its rate and the time that is left."""
    pace = Pace(time.monotonic())
    with _bar("Recherche des fichiers") as update:

        def show(step: Progress) -> None:
            part = step.done / step.chunks if step.chunks else 0.0
            description = f"Document {step.file} sur {step.files}"
            name = plainout.shown(step.path.name)
            rate = pace.rate(step, time.monotonic())
            update(step.file - 1 + part, step.files, description, f"{rate}{name}")

        yield show


class Pace:
    """How many passages a second an ingest puts in; times are in seconds of one clock."""

    def __init__(self, started: float) -> None:
        self._started = started
        self._file = 0
        self._before = 0
        self._done = 0

    def rate(self, step: Progress, now: float) -> str:
        """ "12 passages/s, " once passages went in and a second has gone by, else nothing."""
        if step.file != self._file:
            self._before, self._file = self._before + self._done, step.file
        self._done = step.done
        total, elapsed = self._before + self._done, now - self._started
        return f"{total / elapsed:.0f} passages/s, " if total and elapsed >= 1 else ""


@contextmanager
def rebuild_progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr over the passages of a rebuild."""
    with _bar("Reconstruction") as update:

        def show(done: int, chunks: int) -> None:
            update(done, chunks, "Reconstruction", f"passage {done} sur {chunks}")

        yield show


@contextmanager
def _bar(first: str) -> Iterator[Callable[[float, float, str, str], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        TimeElapsedColumn(),
        TextColumn("reste"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(first, total=None, name="")

        def update(done: float, total: float, description: str, name: str) -> None:
            bar.update(task, completed=done, total=total, description=description, name=name)

        yield update
        bar.update(task, completed=bar.tasks[0].total or 0.0, name="")
