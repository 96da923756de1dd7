"""Errors of the vectorstore room; each carries what a person can do next, in French.

StoreError
├── StoreLocked          another program is writing in the data folder
├── NoIndex              nothing was ingested in this data folder yet
├── IndexMismatch        the index was built by another model, splitter or version
│   └── CatalogueOutdated    the tables are of an older version, and nobody has changed them yet
├── IndexDamaged         the files of the index cannot be used as they are
├── DataFolderRefused    the system does not let the data folder be used
├── UnknownDocument      no document has this id
├── UnknownPerson        no document holds this name
└── EmbedderUnavailable  the model of meanings cannot be used
"""

from __future__ import annotations


class StoreError(Exception):
    """What went wrong with the store: `kind` is stable, `message` and `advice` are French."""

    kind = "store"

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class StoreLocked(StoreError):
    kind = "locked"


class NoIndex(StoreError):
    kind = "no-index"


class IndexMismatch(StoreError):
    kind = "index-mismatch"


class CatalogueOutdated(IndexMismatch):
    kind = "catalogue-outdated"


class IndexDamaged(StoreError):
    kind = "index-damaged"


class DataFolderRefused(StoreError):
    kind = "data-folder"


class UnknownDocument(StoreError):
    kind = "unknown-document"


class UnknownPerson(StoreError):
    kind = "unknown-person"


class EmbedderUnavailable(StoreError):
    kind = "embedder-unavailable"
