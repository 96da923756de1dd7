"""Keeps documents and finds their passages; this room knows no prompt."""

from vectorstore.embedder import load_embedder
from vectorstore.errors import (
    DataFolderRefused,
    EmbedderUnavailable,
    IndexDamaged,
    IndexMismatch,
    NoIndex,
    StoreError,
    StoreLocked,
    UnknownDocument,
)
from vectorstore.langchain import as_retriever
from vectorstore.model import DocumentInfo, Filters, OlderVersion, Passage
from vectorstore.ports import Embedder
from vectorstore.reports import Health, Progress, Removal
from vectorstore.store import Store

__all__ = [
    "DataFolderRefused",
    "DocumentInfo",
    "Embedder",
    "EmbedderUnavailable",
    "Filters",
    "Health",
    "IndexDamaged",
    "IndexMismatch",
    "NoIndex",
    "OlderVersion",
    "Passage",
    "Progress",
    "Removal",
    "Store",
    "StoreError",
    "StoreLocked",
    "UnknownDocument",
    "as_retriever",
    "load_embedder",
]
