"""Dates as French readers write them."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def french_date(iso: str) -> str:
    """« 2021-03-01 » as « 1er mars 2021 »; a year or year-month as far as it goes."""
    parts = iso.split("-")
    if len(parts) == 3:
        day = date.fromisoformat(iso)
        return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
    if len(parts) == 2:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return iso
