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
    UnknownPerson,
)
from vectorstore.langchain import as_retriever
from vectorstore.model import (
    DocumentInfo,
    Filters,
    OlderVersion,
    Passage,
    RegisterQuery,
    RegisterRow,
)
from vectorstore.ports import Embedder
from vectorstore.reports import Erasure, Health, Progress, Removal
from vectorstore.store import Store

__all__ = [
    "DataFolderRefused",
    "DocumentInfo",
    "Embedder",
    "EmbedderUnavailable",
    "Erasure",
    "Filters",
    "Health",
    "IndexDamaged",
    "IndexMismatch",
    "NoIndex",
    "OlderVersion",
    "Passage",
    "Progress",
    "RegisterQuery",
    "RegisterRow",
    "Removal",
    "Store",
    "StoreError",
    "StoreLocked",
    "UnknownDocument",
    "UnknownPerson",
    "as_retriever",
    "load_embedder",
]
