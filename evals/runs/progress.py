"""How far a run is, on stderr: a moving line in a terminal, a line a suite elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

_REFRESH_S = 0.2


class Progress:
    """Call it with the title of a suite, its cases done and in all. `measured` counts the cases
    of this command, without those that an earlier one left."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._moving = out.isatty()
        self._title = ""
        self._start = self._shown = 0.0
        self._first = 0
        self.measured = 0

    def __call__(self, title: str, done: int, total: int) -> None:
        now = time.monotonic()
        if not total:
            self._write(f"{title} : préparation…" + ("" if self._moving else "\n"))
            return
        if title != self._title:
            self._title, self._start, self._first = title, now, done
            already = f", dont {done} déjà mesurés" if done else ""
            if not self._moving:
                self._write(f"{title} : {total} cas{already}\n")
        else:
            self.measured += 1
        if self._moving and (done == total or now - self._shown > _REFRESH_S):
            self._shown = now
            line = f"{title} : {done} / {total}{self._rate(now, done, total)}"
            self._write(f"\r{line:<79}" + ("\n" if done == total else ""))

    def _rate(self, now: float, done: int, total: int) -> str:
        elapsed, here = now - self._start, done - self._first
        if not here or elapsed <= 0:
            return ""
        if done == total:
            return f", en {_clock(elapsed)}"
        rate = here / elapsed
        return f", {rate:.1f} par seconde, reste {_clock((total - done) / rate)}".replace(".", ",")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
