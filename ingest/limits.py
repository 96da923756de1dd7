"""Bounds on the reading of one file."""

from __future__ import annotations

from dataclasses import dataclass

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost: wall time, memory, bytes on disk, expanded bytes, pages, text."""

    seconds: float = 60.0
    memory_bytes: int = 1_500 * _MEGABYTE
    file_bytes: int = 250 * _MEGABYTE
    expanded_bytes: int = 200 * _MEGABYTE
    pages: int = 5_000
    characters: int = 20 * _MEGABYTE
    ocr_page_seconds: float = 120.0
    """What the recognition of one page that is a picture may take, on top of `seconds`."""
    ocr_seconds: float = 3_600.0
    """What that may take for all pages of a file; none is recognised with 0."""

    @property
    def page_seconds(self) -> float:
        """What one page may cost of `seconds`, so that a few bad ones leave time for the others."""
        return self.seconds / 20
