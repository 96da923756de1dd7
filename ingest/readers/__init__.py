"""One reader a media type; the registry is `READERS`.

A reader takes a file known to be of its type and returns what it holds before cleaning, as one
document or, for JSON Lines, one a line. It raises IngestError and runs in a bounded child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from ingest.limits import Limits
from ingest.model import RawDocument

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
JSON_LINES = "application/jsonl"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
IMAGES = (PNG, JPEG, TIFF)

Reader = Callable[[Path, Limits], list[RawDocument]]

READERS: Mapping[str, str] = {
    PDF: "ingest.readers.pdf:read",
    DOCX: "ingest.readers.docx:read",
    ODT: "ingest.readers.odt:read",
    HTML: "ingest.readers.html:read",
    MARKDOWN: "ingest.readers.text:read_markdown",
    TEXT: "ingest.readers.text:read",
    JSON_LINES: "ingest.readers.jsonl:read",
    **dict.fromkeys(IMAGES, "ingest.readers.image:read"),
}


def reader_for(media_type: str) -> Reader:
    """The reader of a registered media type; KeyError for another."""
    module, _, name = READERS[media_type].partition(":")
    reader: Reader = getattr(import_module(module), name)
    return reader
