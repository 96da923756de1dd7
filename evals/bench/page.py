"""The table of timings in Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence

from evals.bench.timing import Timing

MARKS = ("<!-- mesures : début, écrites par « make bench » -->", "<!-- mesures : fin -->")


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
