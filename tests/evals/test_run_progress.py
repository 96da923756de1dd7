"""How far a run is: a line a suite in a log, a moving line with the time left in a terminal."""

from __future__ import annotations

import io

import pytest

from evals.runs import progress
from evals.runs.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_log_gets_one_line_a_suite() -> None:
    out = io.StringIO()
    show = Progress(out)
    show("Jeu", 0, 0)
    for done in range(3):
        show("Jeu", done, 2)
    show("Autre", 5, 9)
    assert out.getvalue().splitlines() == [
        "Jeu : préparation…",
        "Jeu : 2 cas",
        "Autre : 9 cas, dont 5 déjà mesurés",
    ]
    assert show.measured == 2


def test_a_terminal_gets_the_rate_and_the_time_left(clock: list[float]) -> None:
    out = Terminal()
    show = Progress(out)
    show("Jeu", 0, 0)
    assert out.getvalue() == "Jeu : préparation…"
    show("Jeu", 10, 200)
    clock[0] += 10
    show("Jeu", 30, 200)
    assert out.getvalue().split("\r")[-1].strip() == (
        "Jeu : 30 / 200, 2,0 par seconde, reste 1 min 25 s"
    )
    clock[0] += 85
    show("Jeu", 200, 200)
    assert out.getvalue().split("\r")[-1].strip() == "Jeu : 200 / 200, en 1 min 35 s"
    assert out.getvalue().endswith("\n")


def test_a_terminal_is_not_written_to_at_every_case(clock: list[float]) -> None:
    out = Terminal()
    show = Progress(out)
    for done in range(1000):
        clock[0] += 0.001
        show("Jeu", done, 5000)
    assert out.getvalue().count("\r") <= 6
