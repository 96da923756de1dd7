"""Dates as French texts write them, in full or in figures, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ingest.french.numbers import MONTHS
from ingest.french.words import fold

_SPACE = r"[ \t\u00a0\u202f]+"
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:er)?{_SPACE})?(?P<month>[^\W\d_]+){_SPACE}(?P<year>(?:19|20)\d\d)"
    r"(?!\d)"
    r"|(?<![\d/.])(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>(?:19|20)\d\d|\d\d)(?![\d/])"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date as ISO 8601, to the day or to the month, at a span of the text."""

    iso: str
    start: int
    end: int


def dates(text: str) -> list[Dated]:
    """The dates of `text` with a year, in order; a year of two digits is of this century."""
    found = []
    for match in _DATE.finditer(text):
        iso = _iso(match)
        if iso:
            found.append(Dated(iso=iso, start=match.start(), end=match.end()))
    return found


def _iso(match: re.Match[str]) -> str | None:
    if match["month"]:
        year, day = match["year"], match["day"]
        month = MONTHS.get(fold(match["month"]), 0)
    elif match["y2"]:
        year, month, day = match["y2"], int(match["m2"]), match["d2"]
        year = year if len(year) == 4 else f"20{year}"
    else:
        year, month, day = match["y3"], int(match["m3"]), match["d3"]
    iso = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    try:
        date.fromisoformat(iso if day else f"{iso}-01")
    except ValueError:
        return None
    return iso
