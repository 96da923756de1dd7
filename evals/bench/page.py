"""The table of timings in Markdown, and its place in a page."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence

from evals.bench.timing import Timing

START = "<!-- mesures : début, écrites par « make bench » -->"
END = "<!-- mesures : fin -->"


def table(timings: Mapping[str, Sequence[Timing]]) -> str:
    """A table for each corpus: what is measured, its duration, its baseline's, their ratio."""
    lines = [
        f"{os.cpu_count()} cœurs, {platform.machine()}, Python {platform.python_version()}. Un "
        "rapport de 0,50 veut dire deux fois moins de temps que le repère.",
    ]
    for corpus, found in timings.items():
        lines += ["", f"**{corpus}**", "", "| mesure | durée | repère | sa durée | rapport |"]
        lines += ["|---|---|---|---|---|", *map(_row, found)]
    return "\n".join(lines) + "\n"


def placed(page: str, written: str) -> str:
    """`page` with `written` between its two marks. Raises ValueError when they are not there."""
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"La page doit contenir ces deux lignes : {START} puis {END}")
    return f"{before}{START}\n\n{written}\n{END}{after}"


def _row(one: Timing) -> str:
    cells = [
        one.name,
        _seconds(one.seconds),
        one.baseline,
        _seconds(one.baseline_seconds),
        _decimal(f"{one.ratio:.2f}" if one.ratio >= 0.1 else f"{one.ratio:.4f}"),
    ]
    return f"| {' | '.join(cells)} |"


def _seconds(value: float) -> str:
    if value < 1:
        return f"{_decimal(f'{value * 1000:.1f}')} ms"
    return f"{_decimal(f'{value:.1f}')} s"


def _decimal(text: str) -> str:
    return text.replace(".", ",")
