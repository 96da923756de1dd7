"""Scans and photographs of pages given as image files: PNG, JPEG, TIFF of one or more pages."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import ReaderMemory
from ingest.limits import Limits
from ingest.model import RawDocument, RawPage
from ingest.readers import raster


def read(path: Path, limits: Limits) -> list[RawDocument]:
    """One document, a page a picture, none of them read yet. Raises DamagedFile."""
    count = raster.frames(path)
    if count > limits.pages:
        raise ReaderMemory(
            f"Cette image compte {count} pages, plus que les {limits.pages} que l’assistant lit.",
            "Découpez-la en plusieurs fichiers, puis recommencez.",
        )
    pages = (RawPage(number=n + 1, lines=(), reader="image", picture=True) for n in range(count))
    return [RawDocument(pages=tuple(pages))]
