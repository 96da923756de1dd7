"""Figures and columns of plain text, as French writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evals.runs.statistics import Figure


def number(value: float | None, *, signed: bool = False) -> str:
    """Three decimals, none from 100 up; a dash for what is not known."""
    return "—" if value is None else _written(value, _digits(value), signed)


def _digits(value: float) -> int:
    return 0 if abs(value) >= 100 else 3


def _written(value: float, digits: int, signed: bool) -> str:
    shown = f"{value:{'+' if signed else ''}.{digits}f}".replace(".", ",")
    return shown.replace("-", "−")


def interval(low: float | None, high: float | None, *, signed: bool = False) -> str:
    """Both ends with the decimals of the larger; a dash where there is none."""
    if low is None or high is None:
        return "—"
    digits = min(_digits(low), _digits(high))
    return f"[{_written(low, digits, signed)} ; {_written(high, digits, signed)}]"


def count(figure: Figure) -> str:
    """The cases that count, and what they hold where that is another number."""
    return f"{figure.n}" if figure.units == figure.n else f"{figure.n} ({figure.units})"


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest cell; the first to the left, the others to the right."""
    kept = list(rows)
    widths = [max(len(row[at]) for row in kept) for at in range(len(kept[0]))]
    return [
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in kept
    ]
