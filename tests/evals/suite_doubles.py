"""Suites of plain values, and runs of them, for tests of what only sees records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.records import Metric, Record, Score
from evals.runs.folder import Header
from evals.runs.model import Run, SuiteInfo, SuiteRun
from evals.runs.runner import run_suites
from evals.suite import Bench

METRICS = (
    Metric(name="right", label="Réponses justes", definition="Part des réponses justes."),
    Metric(name="wrong", label="Erreurs", definition="Part des erreurs.", better=-1),
    Metric(name="length", label="Longueur", definition="Nombre de mots.", better=0),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A suite that scores what it was told; a value that is an exception is raised."""

    values: Mapping[str, Any]
    name: str = "told"
    title: str = "Jeu dicté"
    metrics: Sequence[Metric] = METRICS
    documents: str = "d0c"
    corpus: str = "c0rpus"
    measured: list[str] = field(default_factory=list)

    def missing(self) -> str | None:
        return None

    def fingerprint(self) -> str:
        return f"{len(self.values)}cases"

    @contextmanager
    def open(self, bench: Bench) -> Iterator[Told]:
        yield self

    @property
    def cases(self) -> Sequence[str]:
        return tuple(self.values)

    def measure(self, case: str) -> Record:
        self.measured.append(case)
        value = self.values[case]
        if isinstance(value, BaseException):
            raise value
        if isinstance(value, Record):
            return value
        return told_record(case, value)


def told_record(case: str, value: float, errors: tuple[str, ...] = ()) -> Record:
    return Record(
        id=case,
        group=f"groupe {case[0]}",
        scores={
            "right": Score(hits=value),
            "wrong": Score(hits=1 - value),
            "length": Score(hits=value),
        },
        documents=("doc",),
        detail={"question": f"Question {case} ?", "answer": "L’été."},
        errors=errors,
    )


def header(*suites: Told, **given: Any) -> Header:
    asked = {suite.name: suite.fingerprint() for suite in suites}
    known: dict[str, Any] = {
        "asked": asked,
        "engine": "extractive",
        "model": None,
        "seed": 1,
        "limit": None,
        "settings": {"embedder": "hashing"},
        "versions": {"python": "3.11", "source": "abc"},
    }
    return Header(**(known | given))


def keep(folder: Path, *suites: Told, **given: Any) -> Run:
    """Runs the suites into `folder`."""
    return run_suites(suites, header(*suites, **given), folder)


def run_of(
    values: Mapping[str, float],
    *,
    errors: Mapping[str, str] | None = None,
    info: Mapping[str, Any] | None = None,
    **given: Any,
) -> Run:
    """A run of one suite in memory."""
    records = tuple(
        told_record(case, value, (errors[case],) if errors and case in errors else ())
        for case, value in values.items()
    )
    known: dict[str, Any] = {
        "name": "told",
        "title": "Jeu dicté",
        "metrics": METRICS,
        "fingerprint": "f",
        "documents": "d",
        "corpus": "c",
        "cases": tuple(values),
    }
    suite = SuiteRun(info=SuiteInfo(**(known | dict(info or {}))), records=records)
    run: dict[str, Any] = {
        "folder": Path("passage"),
        "engine": "extractive",
        "model": None,
        "seed": 1,
        "settings": {},
        "versions": {},
        "suites": (suite,),
    }
    return Run(**(run | given))
