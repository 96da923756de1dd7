"""What a suite is to the runner: named cases over a prepared corpus, each measured alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from evals.records import Metric, Record


class SuiteError(Exception):
    """A suite cannot run; `message` and `advice` are French."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What the runner lends to a suite.

    `indexes` is a folder where an index may be built and found again by the next suite of the run
    (a name of its own each). `engine` is that of `assistant ask`. All chance comes from `seed`.
    """

    indexes: Path
    engine: str = "extractive"
    seed: int = 20201


class Session(Protocol):
    """A suite made ready. `documents` identifies the source texts, `corpus` the index over them
    (it also changes with the splitter and the embedder)."""

    @property
    def documents(self) -> str: ...

    @property
    def corpus(self) -> str: ...

    @property
    def cases(self) -> Sequence[str]:
        """Identifiers, in the order in which they are run and reported; no two alike."""
        ...

    def measure(self, case: str) -> Record:
        """The record of one case, the same each time. What crashes inside is told in it."""
        ...


class Suite(Protocol):
    """`name` is typed by users, `title` and the labels of `metrics` are read by them (French)."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def metrics(self) -> Sequence[Metric]: ...

    def missing(self) -> str | None:
        """Why the suite cannot run on this machine, in French; None when it can."""
        ...

    def fingerprint(self) -> str:
        """Hexadecimal signs that change with the cases, never with the product."""
        ...

    def open(self, bench: Bench) -> AbstractContextManager[Session]:
        """Raises SuiteError, InvalidCases, StoreError."""
        ...
