"""The only place that builds concrete classes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from assistant.answering import Assistant
from assistant.engines.port import Engine, EngineError
from assistant.settings import Settings
from ingest import Limits
from vectorstore import Embedder, Store, load_embedder


@contextmanager
def open_store(settings: Settings, *, write: bool = False) -> Iterator[Store]:
    """The store of the data folder; the embedder is loaded at its first use only.

    Raises StoreError.
    """
    with Store.open(settings.data_dir, partial(_embedder, settings), write=write) as store:
        yield store


@contextmanager
def open_assistant(settings: Settings, *, write: bool = False) -> Iterator[Assistant]:
    """An assistant over the data folder. Raises StoreError."""
    with open_store(settings, write=write) as store:
        yield Assistant(store, partial(_choose_engine, settings))


def answering_model(settings: Settings) -> str | None:
    """The model that the engine of the settings writes with, None for the one without a model.

    Raises EngineError when the engine was named and cannot be used.
    """
    engine, reason = _choose_engine(settings, None)
    if engine is None and reason is not None:
        raise EngineError(reason)
    return engine.model if engine else None


def reading_limits(settings: Settings) -> Limits:
    """What the reading of one file may cost."""
    return Limits(
        seconds=settings.read_seconds,
        memory_bytes=settings.read_memory_mb * 1_000_000,
        file_bytes=settings.read_file_mb * 1_000_000,
        expanded_bytes=settings.read_expanded_mb * 1_000_000,
        pages=settings.read_pages,
        characters=settings.read_million_characters * 1_000_000,
        ocr_page_seconds=settings.read_ocr_page_seconds,
        ocr_seconds=settings.read_ocr_seconds,
    )


def _embedder(settings: Settings) -> Embedder:
    return load_embedder(
        settings.embedder, ollama_url=settings.ollama_url, timeout_s=settings.ollama_timeout_s
    )


def _choose_engine(settings: Settings, wanted: str | None) -> tuple[Engine | None, str | None]:
    """The model's engine, or None with the French reason when it was to be used and cannot."""
    choice = wanted or settings.engine
    if choice == "extractive":
        return None, None
    from assistant.engines.ollama import select_engine

    return select_engine(settings, required=choice == "ollama")
