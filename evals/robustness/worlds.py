"""Copies of an index, each disturbed in its own way, made when they are first asked for.

Copying an index and adding a few documents costs seconds; reading the corpus again, minutes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant import Assistant, load_settings, open_assistant
from evals.robustness.distractors import Distractor
from evals.suite import SuiteError
from ingest import Status
from vectorstore import Embedder, Store, load_embedder

CLEAN = "clean"
_LOCK = "writer.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The corpus of world `parent` with `files` (name -> content) more and `removed` less."""

    parent: str = CLEAN
    files: Mapping[str, str]
    removed: tuple[str, ...] = ()


class Worlds:
    """Assistants over `worlds`, kept in `folder` while open; `index` is that of the clean corpus,
    which no one may write to meanwhile."""

    def __init__(self, index: Path, folder: Path, worlds: Mapping[str, World], engine: str) -> None:
        self._index = index
        self._folder = folder
        self._worlds = worlds
        self._engine = engine
        self._stack = ExitStack()
        self._open: dict[str, Assistant] = {}
        self._built: set[str] = set()
        self._loaded: Embedder | None = None

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        _copy(self._index, self._folder / CLEAN)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def assistant(self, name: str) -> Assistant:
        """Raises SuiteError (a document of the world cannot be read), StoreError, OSError."""
        if name not in self._open:
            self._build(name)
            settings = load_settings(data_dir=self._folder / name, engine=self._engine)
            self._open[name] = self._stack.enter_context(open_assistant(settings))
        return self._open[name]

    def _build(self, name: str) -> None:
        if name == CLEAN or name in self._built:
            return
        world = self._worlds[name]
        self._build(world.parent)
        folder = self._folder / name
        _copy(self._folder / world.parent, folder)
        texts = self._folder / f"{name}-files"
        texts.mkdir()
        for file, content in world.files.items():
            (texts / file).write_text(content, encoding="utf-8", newline="\n")
        with Store.open(folder, self._embedder, write=True) as store:
            if world.files:
                report = store.ingest([texts])
                for read in report.files:
                    if read.status is Status.FAILED and read.error:
                        raise SuiteError(
                            f"{read.path.name} n’a pas pu être lu : {read.error.message}",
                            "Le jeu de robustesse fabrique ce document : signalez ce message.",
                        )
            for doc in world.removed:
                store.remove(doc)
        self._built.add(name)

    def _embedder(self) -> Embedder:
        """One for all the worlds: loading its weights takes longer than embedding a few pages."""
        if self._loaded is None:
            settings = load_settings(data_dir=self._folder, engine=self._engine)
            self._loaded = load_embedder(
                settings.embedder,
                ollama_url=settings.ollama_url,
                timeout_s=settings.ollama_timeout_s,
            )
        return self._loaded


def json_lines(documents: Iterable[Distractor]) -> str:
    """One file that holds all the documents, as `assistant ingest` reads them."""
    return "".join(
        json.dumps({"id": one.id, "title": one.title, "text": one.text}, ensure_ascii=False) + "\n"
        for one in documents
    )


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(_LOCK))
