"""Changes both indexes and the catalogue so that a crash at any point can be mended.

Order of a change: the catalogue says "pending", new vectors go in, the catalogue commits, old
vectors go out, "pending" is lifted. Vectors unknown to the catalogue are never shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

import ingest
from ingest import Chunk, Document
from vectorstore.catalogue import Catalogue
from vectorstore.dense import ChromaFolder, ChromaIndex
from vectorstore.errors import IndexDamaged
from vectorstore.manifest import (
    Manifest,
    check_embedder,
    check_splitter,
    dense_weight,
)
from vectorstore.ports import DenseIndex, Embedder
from vectorstore.reports import Removal

BATCH = 64
"""Chunks embedded between two calls of a progress function."""
_COLLECTION = "passages-"

OnChunks = Callable[[int, int], None]


class Writer:
    """One session of changes, under the WriterLock, from `begin` to `finish`."""

    def __init__(
        self, catalogue: Catalogue, vectors: ChromaFolder, embedder: Callable[[], Embedder]
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._embedder = embedder
        self._index: ChromaIndex | None = None
        self._agrees = True

    def begin(self) -> None:
        """Mends what an earlier session left when it was cut short.

        Raises IndexDamaged, and IndexMismatch when lost vectors are another embedder's.
        """
        if self._is_pending():
            self._mend()

    def replace(self, document: Document, path: str, on_chunks: OnChunks) -> int:
        """Puts a document in place of its older self, in one step for readers.

        Returns the number of its chunks. Raises IndexMismatch, IndexDamaged and
        EmbedderUnavailable.
        """
        index = self._prepare()
        chunks = self._split(document)
        self._agrees = False
        self._embed(index, document, chunks, on_chunks)
        with self._catalogue.writing() as transaction:
            old = {chunk.id for chunk in transaction.chunks(document.id)}
            if path not in transaction.files():
                transaction.put_file(path, "")
            transaction.put_document(document, path)
            transaction.put_chunks(document, chunks)
        index.remove(sorted(old.difference(chunk.id for chunk in chunks)))
        self._agrees = True
        return len(chunks)

    def remove(self, document_id: str) -> Removal:
        """Purges a document everywhere. Raises UnknownDocument and IndexDamaged."""
        with self._catalogue.reading() as snapshot:
            document = snapshot.document(document_id)
            ids = [chunk.id for chunk in snapshot.chunks(document_id)]
            path = snapshot.path_of(document_id)
            words = sum(snapshot.lexical.holds(ids))
            manifest = snapshot.manifest()
            pending = snapshot.pending()
        if path is None or manifest is None:
            raise RuntimeError("a document without a file or a manifest")
        index = self._vectors.index(manifest.collection)
        vectors = sum(index.holds(ids))
        with self._catalogue.writing() as transaction:
            transaction.set_pending(True)
            transaction.remove_document(document_id)
            transaction.put_file(path, "")
            transaction.forget_empty_files()
        index.remove_document(document_id)
        with self._catalogue.writing() as transaction:
            transaction.set_pending(pending)
        return Removal(
            doc=document_id,
            title=document.title,
            path=path,
            chunks=len(ids),
            lexical_rows=words,
            vectors=vectors,
        )

    def rebuild(self, on_chunks: OnChunks) -> None:
        """Cuts, indexes and embeds every document again, then switches to the new vectors.

        Until the switch the old index serves. Raises IndexDamaged when the new vectors are not
        found again, and EmbedderUnavailable.
        """
        embedder = self._embedder()
        with self._catalogue.writing() as transaction:
            transaction.set_pending(True)
        name, index = self._create_collection()
        with self._catalogue.writing() as transaction:
            for info in transaction.documents():
                document = transaction.document(info.id)
                chunks = self._split(document)
                self._embed(index, document, chunks, on_chunks)
                transaction.put_chunks(document, chunks)
            if not all(index.holds(sample(transaction.chunk_ids()))):
                raise IndexDamaged(
                    "Les nouveaux vecteurs ne se retrouvent pas tous ; l'ancien index est gardé.",
                    "Vérifiez la place libre sur le disque, puis relancez « assistant rebuild ».",
                )
            transaction.set_manifest(_manifest(embedder, name))
        self._drop_all_but(name)
        self.finish()

    def finish(self) -> None:
        """Ends the session: both indexes and the catalogue agree."""
        if not self._agrees:
            self._mend()
        self._index = None
        if self._is_pending():
            with self._catalogue.writing() as transaction:
                transaction.set_pending(False)

    def _prepare(self) -> ChromaIndex:
        """The index to write in; from here on a crash is noticed by the next session."""
        if self._index is not None:
            return self._index
        embedder = self._embedder()
        with self._catalogue.reading() as snapshot:
            manifest = snapshot.manifest()
        if manifest is not None:
            check_splitter(manifest)
            check_embedder(manifest, embedder.identity)
        with self._catalogue.writing() as transaction:
            transaction.set_pending(True)
        if manifest is None:
            name, self._index = self._create_collection()
        else:
            name, self._index = manifest.collection, self._vectors.index(manifest.collection)
        with self._catalogue.writing() as transaction:
            transaction.set_manifest(_manifest(embedder, name))
        return self._index

    def _is_pending(self) -> bool:
        with self._catalogue.reading() as snapshot:
            return snapshot.pending()

    def _mend(self) -> None:
        """Makes the vectors agree with the catalogue."""
        with self._catalogue.reading() as snapshot:
            manifest = snapshot.manifest()
            known = set(snapshot.chunk_ids())
            documents = [info.id for info in snapshot.documents()]
        self._drop_all_but(manifest.collection if manifest else None)
        if manifest is not None:
            index = self._vectors.index(manifest.collection)
            stored = set(index.ids())
            index.remove(sorted(stored - known))
            if not known <= stored:
                check_embedder(manifest, self._embedder().identity)
                for document_id in documents:
                    self._embed_missing(index, document_id, stored)
        self._agrees = True
        with self._catalogue.writing() as transaction:
            transaction.set_pending(False)

    def _split(self, document: Document) -> list[Chunk]:
        embedder = self._embedder()
        return ingest.split(document, embedder.count_tokens, embedder.max_tokens)

    def _embed(
        self, index: DenseIndex, document: Document, chunks: Sequence[Chunk], on_chunks: OnChunks
    ) -> None:
        embedder = self._embedder()
        for start in range(0, len(chunks), BATCH):
            part = chunks[start : start + BATCH]
            texts = [document.text[chunk.start : chunk.end] for chunk in part]
            index.add(
                [chunk.id for chunk in part],
                embedder.embed_passages(texts),
                [document.id] * len(part),
            )
            on_chunks(start + len(part), len(chunks))

    def _embed_missing(self, index: DenseIndex, document_id: str, stored: Set[str]) -> None:
        with self._catalogue.reading() as snapshot:
            chunks = [chunk for chunk in snapshot.chunks(document_id) if chunk.id not in stored]
            document = snapshot.document(document_id) if chunks else None
        if document is not None:
            self._embed(index, document, chunks, lambda done, total: None)

    def _create_collection(self) -> tuple[str, ChromaIndex]:
        numbers = [int(name.removeprefix(_COLLECTION)) for name in self._vectors.names()]
        name = f"{_COLLECTION}{max(numbers, default=0) + 1}"
        return name, self._vectors.create(name)

    def _drop_all_but(self, kept: str | None) -> None:
        for name in self._vectors.names():
            if name != kept:
                self._vectors.drop(name)


def sample(ids: Sequence[str], most: int = 200) -> list[str]:
    """At most `most` ids, spread evenly."""
    step = max(1, -(-len(ids) // most))
    return list(ids[::step])


def _manifest(embedder: Embedder, collection: str) -> Manifest:
    return Manifest(
        splitter=ingest.SPLITTER_VERSION,
        embedder=embedder.identity,
        dimension=embedder.dimension,
        collection=collection,
        dense_weight=dense_weight(embedder.identity),
    )
