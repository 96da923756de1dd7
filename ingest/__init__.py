"""A file on disk becomes exact chunks; this room knows no index and no model."""

from ingest.french import (
    STOP_WORDS,
    Quantity,
    Word,
    fold,
    quantities,
    sentences,
    stem,
    stems,
    tokens,
    words,
)
from ingest.model import (
    Chunk,
    Document,
    Fact,
    FileError,
    FileReport,
    IngestReport,
    Page,
    Section,
    SourceFile,
    Status,
)
from ingest.regions import REGIONS, regions_in

__all__ = [
    "REGIONS",
    "STOP_WORDS",
    "Chunk",
    "Document",
    "Fact",
    "FileError",
    "FileReport",
    "IngestReport",
    "Page",
    "Quantity",
    "Section",
    "SourceFile",
    "Status",
    "Word",
    "fold",
    "quantities",
    "regions_in",
    "sentences",
    "stem",
    "stems",
    "tokens",
    "words",
]
