"""Nearest vectors: Chroma in a folder. The only module that knows Chroma.

A process that has the folder open does not see what another one writes there: call `refresh`.
Two processes that write lose vectors without an error: hold the WriterLock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vectorstore.errors import IndexDamaged
from vectorstore.manifest import REBUILD
from vectorstore.ports import Vectors
from vectorstore.reserve import blank_reserves

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

FOLDER = "chroma"
MAX_RESULTS = 200
"""Chroma looks at this many neighbours (ef_search): more results than that would be guesses."""

_CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {
        "space": "cosine",
        "ef_construction": 200,
        "max_neighbors": 32,
        "ef_search": MAX_RESULTS,
    }
}
_PAGE = 1000
_PROBES = 100
_NEIGHBOURS = 20
_SAME = 1e-5


class ChromaIndex:
    """A DenseIndex in one collection; at most MAX_RESULTS are found by one search."""

    def __init__(self, collection: Collection, max_batch: int) -> None:
        self._collection = collection
        self._max_batch = max_batch

    def add(self, ids: Sequence[str], vectors: Vectors, documents: Sequence[str]) -> None:
        """Upserts; raises ValueError when a vector is not finite or the lengths differ."""
        _check_finite(vectors)
        if not len(ids) == len(vectors) == len(documents):
            raise ValueError("as many ids, vectors and documents are needed")
        for part in self._batches(len(ids)):
            self._collection.upsert(
                ids=list(ids[part]),
                embeddings=vectors[part],
                metadatas=[{"document": document} for document in documents[part]],
            )

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these vectors; unknown ids are no error."""
        for part in self._batches(len(ids)):
            self._collection.delete(ids=list(ids[part]))

    def remove_document(self, document_id: str) -> None:
        """Forgets the vectors of a document; an unknown one is no error."""
        self._collection.delete(where={"document": document_id})

    def search(
        self, vector: Vectors, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """(id, cosine) best first, ties broken by id; within `documents` when given."""
        _check_finite(vector)
        where: dict[str, Any] | None = None
        if documents is not None:
            if not documents:
                return []
            where = {"document": {"$in": list(documents)}}
        with _reported():
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=min(limit, MAX_RESULTS),
                where=where,
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        hits = [
            (id_, 1.0 - distance)
            for id_, distance in zip(found["ids"][0], distances[0], strict=True)
        ]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def holds(self, ids: Sequence[str]) -> list[bool]:
        """For each id, whether it is stored and found by its own vector (a count would lie)."""
        held: set[str] = set()
        for part in self._batches(len(ids), _PROBES):
            with _reported():
                held |= self._found_by_themselves(list(ids[part]))
        return [id_ in held for id_ in ids]

    def ids(self) -> list[str]:
        """Every id, sorted."""
        found: list[str] = []
        while page := self._collection.get(limit=_PAGE, offset=len(found), include=[])["ids"]:
            found += page
        return sorted(found)

    def _found_by_themselves(self, ids: list[str]) -> set[str]:
        import numpy as np

        stored = self._collection.get(ids=ids, include=["embeddings"])
        vectors = stored["embeddings"]
        if not stored["ids"] or vectors is None:
            return set()
        found = self._collection.query(
            query_embeddings=np.asarray(vectors, dtype=np.float32),
            n_results=_NEIGHBOURS,
            include=["distances"],
        )
        near = zip(stored["ids"], found["ids"], found["distances"] or [], strict=True)
        # So many equal vectors that this one may be left out is no loss.
        return {
            id_
            for id_, ids, distances in near
            if id_ in ids or (len(ids) == _NEIGHBOURS and distances[-1] < _SAME)
        }

    def _batches(self, length: int, most: int | None = None) -> Iterator[slice]:
        step = min(most or self._max_batch, self._max_batch)
        return (slice(start, start + step) for start in range(0, length, step))


class ChromaFolder:
    """The collections of a data folder, opened at the first need."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FOLDER
        self._client: Client | None = None
        self._known: dict[str, ChromaIndex] = {}
        self._lock = threading.Lock()

    def create(self, name: str) -> ChromaIndex:
        """An empty collection called `name`, which must not exist."""
        client = self._open()
        collection = client.create_collection(
            name, embedding_function=None, configuration=_CONFIGURATION
        )
        return ChromaIndex(collection, client.get_max_batch_size())

    def index(self, name: str) -> ChromaIndex:
        """The collection called `name`; raises IndexDamaged when it is not there."""
        if name not in self._known:
            client = self._open()
            if name not in self.names():
                raise IndexDamaged(
                    "Les vecteurs de l'index manquent dans le dossier de données.", f"{REBUILD}."
                )
            collection = client.get_collection(name, embedding_function=None)
            self._known[name] = ChromaIndex(collection, client.get_max_batch_size())
        return self._known[name]

    def names(self) -> list[str]:
        return sorted(collection.name for collection in self._open().list_collections())

    def drop(self, name: str) -> None:
        self._known.pop(name, None)
        self._open().delete_collection(name)

    def blank_reserves(self) -> None:
        """Leaves nothing in the files but vectors and their links."""
        blank_reserves(self._path)

    def refresh(self) -> None:
        """What another process wrote is seen from the next `index` on."""
        with self._lock:
            self._known.clear()
            if self._client is not None:
                self._client.close()
                self._client = None

    close = refresh

    def _open(self) -> Client:
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        with self._lock:
            if self._client is None:
                try:
                    client = chromadb.PersistentClient(
                        path=self._path, settings=Settings(anonymized_telemetry=False)
                    )
                except (ChromaError, ValueError) as error:
                    raise IndexDamaged(
                        f"L'index des vecteurs {self._path} ne s'ouvre pas ({error}).",
                        f"Supprimez le dossier {self._path}. {REBUILD}.",
                    ) from error
                self._client = cast("Client", client)
            return self._client


@contextmanager
def _reported() -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise IndexDamaged(
            f"L'index des vecteurs ne répond pas ({error}).", f"{REBUILD}."
        ) from error


def _check_finite(vectors: Vectors) -> None:
    import numpy as np

    if not np.isfinite(vectors).all():
        raise ValueError("a vector holds a value that is not a number")
