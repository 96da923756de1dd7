"""Runs suites into a folder, one case at a time; a crash in one case is a result."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.problems import InvalidCases
from evals.records import Record
from evals.runs.folder import INDEXES, Header, line_of, load_run
from evals.runs.model import Run, SuiteInfo
from evals.runs.writing import RunFolder, opened
from evals.suite import Bench, Session, Suite, SuiteError

CRASHED = "en panne"
"""Group of the cases of which nothing is known but that measuring them crashed."""

_MOST_SAID = 300

Progress = Callable[[str, int, int], None]
"""Title of the suite, cases done, cases in all; called at the start of a suite and at each case,
and with no case at all while the suite is made ready."""


def run_suites(
    suites: Sequence[Suite],
    header: Header,
    out: Path,
    progress: Progress = lambda *_: None,
    begun: Callable[[], None] = lambda: None,
) -> Run:
    """Every suite to its end, taking up what an earlier stop left in `out`.

    `begun` is called once `out` is known to take the run. Indexes are built in `out` and removed
    at the end, or when something must be corrected first: documents that go would stay in them. A
    suite that is complete is not opened again. Raises RunError (the folder), SuiteError,
    InvalidCases, StoreError, OSError.
    """
    with opened(out, header) as folder:
        begun()
        indexes = out / INDEXES
        bench = Bench(indexes=indexes, engine=header.engine, seed=header.seed)
        try:
            for suite in suites:
                if not folder.is_done(suite.name):
                    indexes.mkdir(exist_ok=True)
                    progress(suite.title, 0, 0)
                    with suite.open(bench) as session:
                        _measure(suite, session, folder, header, progress)
        except (InvalidCases, SuiteError):
            shutil.rmtree(indexes, ignore_errors=True)
            raise
        shutil.rmtree(indexes, ignore_errors=True)
    return load_run(out)


def _measure(
    suite: Suite, session: Session, folder: RunFolder, header: Header, progress: Progress
) -> None:
    info = SuiteInfo(
        name=suite.name,
        title=suite.title,
        metrics=tuple(suite.metrics),
        fingerprint=header.asked[suite.name],
        documents=session.documents,
        corpus=session.corpus,
        cases=tuple(session.cases)[: header.limit],
    )
    if not info.cases:
        raise SuiteError(f"« {suite.title} » n’a aucun cas.", "Ajoutez-en, ou lancez un autre jeu.")
    done = len(folder.begin(info))
    total = len(info.cases)
    progress(info.title, done, total)
    with folder.writer(info.name) as writer:
        for at, case in enumerate(info.cases[done:], start=done + 1):
            start = time.perf_counter()
            line = _line(session, case)
            writer.add(case, line, round((time.perf_counter() - start) * 1000))
            progress(info.title, at, total)


def _line(session: Session, case: str) -> bytes:
    """The record of a case as a line, that of its crash if it crashed or is not plain data."""
    try:
        record = session.measure(case)
        if record.id != case:
            raise ValueError(f"record {record.id!r} given for the case {case!r}")
        return line_of(record)
    except Exception as crash:  # noqa: BLE001 - a crash in one case is a result, not the end
        said = f"{type(crash).__name__} : {crash}".partition("\n")[0][:_MOST_SAID]
        whole = said.encode("utf-8", "replace").decode("utf-8")
        return line_of(Record(id=case, group=CRASHED, scores={}, errors=(whole,)))
