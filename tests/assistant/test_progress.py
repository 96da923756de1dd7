"""The rate that the bar of an ingest shows."""

from __future__ import annotations

from pathlib import Path

from assistant.console import Pace, ingest_progress
from vectorstore import Progress


def step(file: int, done: int) -> Progress:
    return Progress(file=file, files=3, path=Path("cr.pdf"), done=done, chunks=40)


def test_the_rate_counts_the_passages_of_all_the_files_so_far() -> None:
    pace = Pace(100.0)
    assert pace.rate(step(1, 0), 102.0) == ""
    assert pace.rate(step(1, 20), 102.0) == "10 passages/s, "
    assert pace.rate(step(1, 40), 104.0) == "10 passages/s, "
    assert pace.rate(step(2, 0), 105.0) == "8 passages/s, "
    assert pace.rate(step(2, 20), 105.0) == "12 passages/s, "


def test_no_rate_is_told_in_the_first_second() -> None:
    assert Pace(100.0).rate(step(1, 40), 100.5) == ""


def test_the_bar_takes_every_step() -> None:
    with ingest_progress() as progress:
        for done in (0, 20, 40):
            progress(step(1, done))
