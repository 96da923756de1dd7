"""Another value in the form of a first one: numbers, amounts, dates, numbers in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from ingest import Quantity

CHANGED = ("number", "percent", "money", "date")
"""Kinds of `ingest.Quantity` that can be altered; years, ranks and labels place a text."""

_INTEGER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+")
_LIMITS = (9, 23, 59)
_MINUTES = ("10", "15", "20", "40", "45", "50")
_SPELLED = (
    ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
    ("dix-sept", "dix-huit", "dix-neuf", "vingt-deux", "vingt-trois", "vingt-sept", "trente-deux"),
    ("vingt", "trente", "quarante", "cinquante", "soixante"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`new` in the place of the span [start, end) of a text."""

    start: int
    end: int
    new: str


def changed(text: str, changes: Sequence[Change]) -> str:
    """`text` with every change made; they do not overlap."""
    for one in sorted(changes, key=lambda change: -change.start):
        text = text[: one.start] + one.new + text[one.end :]
    return text


def other_value(quantity: Quantity, text: str, draw: Random) -> str | None:
    """The words of another quantity of the same form and size; None when there is no telling.

    An hour stays an hour and a day a day; trailing zeros stay (84 000 becomes 37 000). Only the
    first number changes: the day of a date, the whole part of a decimal.
    """
    if quantity.kind not in CHANGED:
        return None
    surface = text[quantity.start : quantity.end]
    for forms in _SPELLED:
        if surface.lower() in forms:
            other = draw.choice([form for form in forms if form != surface.lower()])
            return other.capitalize() if surface[0].isupper() else other
    figure = _INTEGER.search(surface)
    if figure is None or (quantity.kind == "number" and quantity.value <= 1):
        return None
    if re.match(r"0\d", figure.group()):
        return None  # a code or a telephone number
    if re.search(r"\d[ \u00a0\u202f]?h[ \u00a0\u202f]?$", text[: quantity.start]):
        return draw.choice([minutes for minutes in _MINUTES if minutes != surface])
    rest = surface[figure.end() :].removeprefix("er")
    if quantity.kind == "date":
        new = str(draw.choice([day for day in range(2, 29) if day != int(figure.group())]))
    else:
        new = _other_integer(figure.group(), draw)
    return surface[: figure.start()] + new + rest


def _other_integer(surface: str, draw: Random) -> str:
    digits = re.sub(r"\D", "", surface)
    core = digits.rstrip("0") or digits
    value = int(core)
    top = next((limit for limit in _LIMITS if value <= limit), 10 ** len(core) - 1)
    low = 2 if len(core) == 1 else 10 ** (len(core) - 1) + 1
    # 0 at the end would make another number of zeros.
    choices = [n for n in _near(value, low, top) if n != value and n % 10]
    new = str(draw.choice(choices)) + "0" * (len(digits) - len(core))
    return _grouped(new, surface)


def _near(value: int, low: int, top: int) -> range:
    """Values of the same size; a huge range is cut around the value."""
    return range(max(low, value // 3), min(top, 3 * value + 9) + 1)


def _grouped(digits: str, model: str) -> str:
    blank = next((sign for sign in model if not sign.isdigit()), "")
    return f"{int(digits):,}".replace(",", blank) if blank else digits
