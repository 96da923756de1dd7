"""French words and numbers of the page."""

from __future__ import annotations

import math
from collections.abc import Mapping

from evals.runs.statistics import Figure

NONE = "—"
MINUS = "\u2212"
THIN = "\u202f"
"""Between groups of three digits and before a semicolon."""
WIDE = "\u00a0"
"""Before a percent sign."""

VERDICTS: Mapping[str, str] = {
    "supported": "prouvée",
    "contradicted": "contredite",
    "unsupported": "non prouvée",
}
EVIDENCE: Mapping[str, tuple[str, str]] = {
    "read": ("lue par la recherche", "non lue"),
    "cited": ("citée", "non citée"),
}
"""What a record may say of evidence: the words for yes and for no."""
CITATIONS: Mapping[str, tuple[str, str]] = {"on_page": ("à cette page", "absents de cette page")}
REASONS: Mapping[str, str] = {
    "number": "nombre",
    "date": "date",
    "name": "nom",
    "negation": "négation",
    "quantifier": "quantité",
    "force": "force de l’affirmation",
    "attribution": "attribution",
    "coverage": "mots absents de l’extrait",
    "antonym": "mot contraire",
    "mark": "renvoi",
}


def decimal(value: float, digits: int) -> str:
    """A number as the French write it, with a true minus sign."""
    text = f"{abs(value):,.{digits}f}".replace(",", THIN).replace(".", ",")
    return f"{MINUS}{text}" if value < 0 and float(f"{value:.{digits}f}") else text


def amount(value: float, share: bool) -> str:
    """A figure: a share as per cent with one decimal, any other number with at most two."""
    if share:
        return f"{decimal(100 * value, 1)}{WIDE}%"
    return decimal(value, 0 if abs(value) >= 100 or value == int(value) else 2)


def interval(figure: Figure, share: bool) -> str:
    """Both ends of the 95 % interval, or why there is none."""
    if figure.value is None:
        return NONE
    if figure.low is None or figure.high is None:
        return "un seul cas" if figure.n == 1 else "sans intervalle"
    if share:
        return f"{decimal(100 * figure.low, 1)} à {amount(figure.high, share)}"
    return f"{amount(figure.low, share)} à {amount(figure.high, share)}"


def value(figure: Figure, share: bool) -> str:
    return NONE if figure.value is None else amount(figure.value, share)


def full(figure: Figure, share: bool) -> str:
    """The figure with its interval and its sample."""
    if figure.value is None:
        return NONE
    return f"{value(figure, share)} ({interval(figure, share)}{THIN}; {sample(figure)})"


def sample(figure: Figure) -> str:
    """How many cases count, and what they hold when it is more than one thing a case."""
    cases = plural(figure.n, "cas", "cas")
    if figure.units == figure.n:
        return cases
    return f"{cases}, {plural(figure.units, 'élément', 'éléments')}"


def change(delta: float, share: bool) -> str:
    """A difference with its sign; shares differ by points."""
    unit = "" if not share else f"{WIDE}{'point' if abs(100 * delta) < 2 else 'points'}"
    return f"{_signed(delta, share)}{unit}"


def change_interval(low: float, high: float, share: bool) -> str:
    return f"de {_signed(low, share)} à {change(high, share)}"


def _signed(delta: float, share: bool) -> str:
    text = decimal(abs(100 * delta), 1) if share else decimal(abs(delta), 2)
    if not text.strip("0,"):
        return text
    return f"{MINUS if delta < 0 else '+'}{text}"


def probability(p: float) -> str:
    return f"p < {decimal(0.001, 3)}" if p < 0.001 else f"p = {decimal(p, 3)}"


def whole(count: int) -> str:
    return decimal(count, 0)


def plural(count: int, one: str, many: str) -> str:
    return f"{whole(count)}{WIDE}{one if count < 2 else many}"


def duration(milliseconds: float) -> str:
    """Milliseconds below a second, else seconds."""
    if milliseconds < 1000:
        return f"{whole(math.ceil(milliseconds))}{WIDE}ms"
    return f"{decimal(milliseconds / 1000, 1)}{WIDE}s"
