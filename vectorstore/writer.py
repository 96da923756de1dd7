"""Changes both indexes and the catalogue so that a crash at any point can be mended.

Order of a change: the catalogue says "pending", new vectors go in, the catalogue commits, old
vectors go out, "pending" is lifted. Vectors unknown to the catalogue are never shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set

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

OnCount = Callable[[int, int], None]
Cut = tuple[Document, list[Chunk]]


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
        self._has_removed = False

    def begin(self) -> None:
        """Mends what an earlier session left when it was cut short.

        Raises IndexDamaged, and IndexMismatch when lost vectors are another embedder's.
        """
        if self._is_pending():
            self._mend()
            self._has_removed = True  # what the earlier session took out, it may not have purged

    def replace(self, documents: Sequence[Document], path: str, on_chunks: OnCount) -> None:
        """Puts documents of one file in place of their older selves.

        Each changes in one step for readers. `on_chunks` gets (chunks embedded, chunks). Raises
        IndexMismatch, IndexDamaged and EmbedderUnavailable.
        """
        index = self._prepare()
        cut = [self._split(document) for document in documents]
        total, done = len(_ids(cut)), 0
        for group in _groups(cut):
            self._agrees = False
            for count in self._embed(index, group):
                done += count
                on_chunks(done, total)
            with self._catalogue.writing() as transaction:
                transaction.expect_file(path)
                old: set[str] = set()
                for document, chunks in group:
                    old.update(chunk.id for chunk in transaction.chunks(document.id))
                    transaction.put_document(document, path)
                    transaction.put_chunks(document, chunks)
            self._has_removed = self._has_removed or bool(old)
            index.remove(sorted(old.difference(_ids(group))))
            self._agrees = True

    def remove(self, document_id: str) -> Removal:
        """Takes a document out of the catalogue and both indexes, and says what was there.

        The session's `finish` purges the disk; `remove_alone` is a session of its own. Raises
        UnknownDocument and IndexDamaged.
        """
        with self._catalogue.reading() as snapshot:
            document = snapshot.document(document_id)
            ids = [chunk.id for chunk in snapshot.chunks(document_id)]
            path = snapshot.path_of(document_id)
            words = sum(snapshot.lexical.holds(ids))
            manifest = snapshot.manifest()
            versions = len(snapshot.versions(document_id))
        if path is None or manifest is None:
            raise RuntimeError("a document without a file or a manifest")
        index = self._vectors.index(manifest.collection)
        vectors = sum(index.holds(ids))
        with self._catalogue.writing() as transaction:
            transaction.set_pending(True)
            transaction.remove_document(document_id)
            transaction.forget_versions(document_id)
            transaction.reopen_file(path)
            transaction.forget_empty_files()
        self._has_removed = True
        index.remove_document(document_id)
        with self._catalogue.reading() as snapshot:
            left = len(snapshot.known_chunks(ids)) + sum(snapshot.lexical.holds(ids))
        return Removal(
            doc=document_id,
            title=document.title,
            path=path,
            chunks=len(ids),
            lexical_rows=words,
            vectors=vectors,
            versions=versions,
            remaining=left + sum(index.holds(ids)),
        )

    def remove_alone(self, document_id: str) -> Removal:
        """As `remove`, with nothing of the document left on disk afterwards."""
        was_pending = self._is_pending()
        removal = self.remove(document_id)
        self.purge()
        if not was_pending:
            self._lift_pending()
        return removal

    def purge(self) -> None:
        """Leaves no trace on disk of the words that this session took out."""
        self._vectors.blank_reserves()
        if self._has_removed:
            self._catalogue.purge()
            self._has_removed = False

    def rebuild(self, on_chunks: OnCount) -> None:
        """Cuts, indexes and embeds every document again, then switches to the new vectors.

        Until the switch the old index serves. `on_chunks` gets (chunks embedded, chunks).
        Raises EmbedderUnavailable, and IndexDamaged when the new vectors are not found again.
        """
        embedder = self._embedder()
        self._has_removed = self._is_pending()
        with self._catalogue.writing() as transaction:
            transaction.set_pending(True)
        name, index = self._create_collection()
        with self._catalogue.writing() as transaction:
            cut = [self._split(transaction.document(info.id)) for info in transaction.documents()]
            total, done = len(_ids(cut)), 0
            for group in _groups(cut):
                for count in self._embed(index, group):
                    done += count
                    on_chunks(done, total)
                for document, chunks in group:
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
        """Ends the session: both indexes and the catalogue agree, nothing removed is on disk."""
        if not self._agrees:
            self._mend()
        self._index = None
        self.purge()
        if self._is_pending():
            self._lift_pending()

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
                for group in _groups(self._lost(stored, documents)):
                    for _ in self._embed(index, group):
                        pass
        self._agrees = True

    def _lift_pending(self) -> None:
        with self._catalogue.writing() as transaction:
            transaction.set_pending(False)

    def _split(self, document: Document) -> Cut:
        embedder = self._embedder()
        return document, ingest.split(document, embedder.count_tokens, embedder.max_tokens)

    def _embed(self, index: DenseIndex, group: Sequence[Cut]) -> Iterator[int]:
        """Adds the vectors of a group, and says after each batch how many came in."""
        embedder = self._embedder()
        chunks = [(document, chunk) for document, chunks in group for chunk in chunks]
        chunks.sort(key=lambda pair: pair[1].end - pair[1].start)  # short ones are not padded
        for start in range(0, len(chunks), BATCH):
            part = chunks[start : start + BATCH]
            texts = [document.text[chunk.start : chunk.end] for document, chunk in part]
            index.add(
                [chunk.id for _, chunk in part],
                embedder.embed_passages(texts),
                [document.id for document, _ in part],
            )
            yield len(part)

    def _lost(self, stored: Set[str], documents: Sequence[str]) -> Iterator[Cut]:
        for document_id in documents:
            with self._catalogue.reading() as snapshot:
                chunks = [c for c in snapshot.chunks(document_id) if c.id not in stored]
                if chunks:
                    yield snapshot.document(document_id), chunks

    def _create_collection(self) -> tuple[str, ChromaIndex]:
        numbers = [int(name.removeprefix(_COLLECTION)) for name in self._vectors.names()]
        name = f"{_COLLECTION}{max(numbers, default=0) + 1}"
        return name, self._vectors.create(name)

    def _drop_all_but(self, kept: str | None) -> None:
        for name in self._vectors.names():
            if name != kept:
                self._vectors.drop(name)


def _groups(documents: Iterable[Cut]) -> Iterator[list[Cut]]:
    """Whole documents together until they make a good batch."""
    group: list[Cut] = []
    for cut in documents:
        group.append(cut)
        if len(_ids(group)) >= BATCH:
            yield group
            group = []
    if group:
        yield group


def _ids(group: Sequence[Cut]) -> list[str]:
    return [chunk.id for _, chunks in group for chunk in chunks]


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
