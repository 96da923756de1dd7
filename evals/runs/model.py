"""A run as it was kept: what was measured, with what, and the record of each case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.records import Metric, Record


class RunError(Exception):
    """A run cannot be kept, read or compared; `message` and `advice` are French."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteInfo:
    """What was asked, and of what. `fingerprint` changes with the cases, `documents` with the
    texts, `corpus` with the index over them too; `cases` are in the order of the records."""

    name: str
    title: str
    metrics: tuple[Metric, ...]
    fingerprint: str
    documents: str
    corpus: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteRun:
    """A suite that was run to its end: one record a case.

    `times` are milliseconds by case. They are beside the records because they alone differ from
    one run to the next; a case measured just before its run was killed has none.
    """

    info: SuiteInfo
    records: tuple[Record, ...]
    times: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A complete run. `model` is None with an engine that needs none; `settings` hold no path of
    a machine; `versions` name the product, its source and the packages that weigh on figures."""

    folder: Path
    engine: str
    model: str | None
    seed: int
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    suites: tuple[SuiteRun, ...]
