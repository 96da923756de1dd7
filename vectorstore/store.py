"""The store behind one door: documents in, passages out."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest import Document, IngestReport, Limits
from vectorstore.build import Builder
from vectorstore.catalogue import NAME, Catalogue
from vectorstore.dense import ChromaFolder
from vectorstore.erasing import erase
from vectorstore.errors import (
    CatalogueOutdated,
    DataFolderRefused,
    EmbedderUnavailable,
    IndexDamaged,
    IndexMismatch,
    NoIndex,
)
from vectorstore.lock import WriterLock
from vectorstore.manifest import Manifest, check_embedder, check_splitter
from vectorstore.model import DocumentInfo, Filters, Passage, RegisterQuery, RegisterRow
from vectorstore.ports import Embedder
from vectorstore.register import chosen
from vectorstore.reports import Erasure, Health, Progress, Removal
from vectorstore.search import find
from vectorstore.snapshot import Snapshot
from vectorstore.writer import Writer, sample

_ALL = Filters()
_EVERYONE = RegisterQuery()


class Store:
    """The documents of one data folder; several threads may share it.

    Opened for reading, it sees what another process writes as soon as it is whole. Opened for
    writing, it holds the folder's lock until `close`.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        vectors: ChromaFolder,
        embedder: Callable[[], Embedder],
        lock: WriterLock | None,
    ) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._make_embedder = embedder
        self._embedder: Embedder | None = None
        self._embedder_lock = threading.Lock()
        self._lock = lock
        self._vectors_lock = threading.Lock()
        self._generation = -1
        self._session = threading.Lock()

    @classmethod
    def open(
        cls, data_dir: Path, embedder: Callable[[], Embedder], *, write: bool = False
    ) -> Store:
        """The store of `data_dir`; with `write` the folder is made and locked.

        `embedder` is called at most once, when vectors are first needed. Raises StoreLocked,
        NoIndex (reading where nothing was ingested), IndexMismatch (a catalogue of another
        version), IndexDamaged and DataFolderRefused.
        """
        lock = None
        try:
            if write:
                data_dir.mkdir(parents=True, exist_ok=True)
                lock = WriterLock(data_dir)
            elif not (data_dir / NAME).is_file():
                raise NoIndex(
                    f"Aucun document n'a encore été lu dans le dossier de données {data_dir}.",
                    "Lancez « assistant ingest DOSSIER » avec le dossier de vos documents, "
                    "ou « assistant demo » pour essayer avec les documents d'exemple.",
                )
            catalogue = _open_catalogue(data_dir, write=write)
        except OSError as error:
            raise DataFolderRefused(
                f"Le dossier de données {data_dir} ne peut pas être utilisé "
                f"({error.strerror or error}).",
                "Vérifiez vos droits sur ce dossier, ou choisissez-en un autre avec --data-dir.",
            ) from error
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return cls(catalogue, ChromaFolder(data_dir), embedder, lock)

    def close(self) -> None:
        """Closes the files and lets the next writer in; closing twice is harmless."""
        self._catalogue.close()
        self._vectors.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        prune: bool = False,
        limits: Limits | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> IngestReport:
        """Reads what is new or changed in `paths`; `prune` removes what is no longer there.

        `limits` bounds the reading of each file.
        One unreadable file stops nothing: the report says why. Raises IndexMismatch,
        IndexDamaged and EmbedderUnavailable; what was written before stays.
        """
        with self._session:
            writer = self._writer()
            try:
                builder = Builder(self._catalogue, writer, limits or Limits(), progress)
                return builder.run(paths, prune=prune)
            finally:
                writer.purge()

    def remove(self, document_id: str) -> Removal:
        """Purges a document from the catalogue and both indexes. Raises UnknownDocument."""
        with self._session:
            return self._writer().remove_alone(document_id)

    def register(self, query: RegisterQuery = _EVERYONE) -> list[RegisterRow]:
        """The rows of the registers of attendance within `query`, by document, in text order."""
        with self._catalogue.reading() as snapshot:
            return chosen(snapshot.register(), query)

    def erase(self, person: str) -> Erasure:
        """Takes a person's name out of registers, texts and indexes, now and at every later ingest.

        Raises UnknownPerson where no document holds it, IndexMismatch, IndexDamaged and
        EmbedderUnavailable; what was erased before stays so, and a second call ends the work.
        """
        with self._session:
            try:
                return erase(self._catalogue, self._writer(), person)
            finally:
                self._catalogue.purge()

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> Health:
        """Cuts and embeds every document again with the present embedder; then the health.

        `progress` gets (chunks embedded, chunks). Raises EmbedderUnavailable and
        IndexDamaged; the old index then still serves.
        """
        with self._session:
            self._writer().rebuild(progress or (lambda done, total: None))
        return self.health()

    def search(
        self, question: str, *, limit: int, filters: Filters = _ALL, vectors: bool = True
    ) -> list[Passage]:
        """At most `limit` passages within `filters`, best first; the same each time.

        Without `vectors` only the words count, and the embedder is not asked for: what is left
        when it cannot be had. Raises IndexMismatch, IndexDamaged and EmbedderUnavailable.
        """
        try:
            return self._search(question, limit, filters, vectors)
        except IndexDamaged:
            # A rebuild by another process may have switched to new vectors at this moment.
            return self._search(question, limit, filters, vectors)

    def documents(self, filters: Filters = _ALL) -> list[DocumentInfo]:
        """What is known of the documents within `filters`, by id."""
        with self._catalogue.reading() as snapshot:
            return snapshot.documents(filters)

    def document(self, document_id: str) -> Document:
        """The document as it was read. Raises UnknownDocument."""
        with self._catalogue.reading() as snapshot:
            return snapshot.document(document_id)

    def document_frequency(self, stem: str) -> int:
        """In how many chunks a stem (see `ingest.stems`) stands."""
        with self._catalogue.reading() as snapshot:
            return snapshot.lexical.document_frequency(stem)

    def chunk_count(self) -> int:
        with self._catalogue.reading() as snapshot:
            return snapshot.chunk_count()

    def corpus_version(self) -> str:
        """12 hexadecimal signs: the same files, read, cut and embedded alike, give the same."""
        with self._catalogue.reading() as snapshot:
            manifest = snapshot.manifest()
            parts = [f"{info.id}\t{info.sha256}\t{info.reader}" for info in snapshot.documents()]
            parts += sorted(snapshot.erased().digests)
        if manifest is not None:
            parts += [manifest.splitter, manifest.embedder]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def health(self) -> Health:
        """Looks up a sample of chunks in both indexes, each by its own vector and words."""
        with self._catalogue.reading() as snapshot:
            ids = sample(snapshot.chunk_ids())
            words = snapshot.lexical.holds(ids)
            manifest = snapshot.manifest()
            count = snapshot.chunk_count()
            vectors = [False] * len(ids)
            if manifest is not None:
                with self._vectors_lock:
                    self._refresh(snapshot)
                    try:
                        vectors = self._vectors.index(manifest.collection).holds(ids)
                    except IndexDamaged:
                        vectors = [False] * len(ids)
        return Health(
            chunks=count,
            sampled=len(ids),
            missing_vectors=tuple(id_ for id_, held in zip(ids, vectors, strict=True) if not held),
            missing_words=tuple(id_ for id_, held in zip(ids, words, strict=True) if not held),
        )

    def mismatch(self) -> IndexMismatch | None:
        """Why the present program or embedder cannot use the index, without loading a model.

        None when they can, and when the embedder cannot be had: words alone are then searched.
        """
        with self._catalogue.reading() as snapshot:
            manifest = snapshot.manifest()
        try:
            if manifest is not None:
                check_splitter(manifest)
                check_embedder(manifest, self._the_embedder().identity)
        except IndexMismatch as error:
            return error
        except EmbedderUnavailable:
            return None
        return None

    def _search(self, question: str, limit: int, filters: Filters, vectors: bool) -> list[Passage]:
        with self._catalogue.reading() as snapshot:
            manifest = snapshot.manifest()
            if manifest is None:
                return []
            check_splitter(manifest)
            if vectors:
                check_embedder(manifest, self._the_embedder().identity)
            weight = manifest.dense_weight if vectors else 0.0

            def nearest(
                text: str, most: int, documents: Sequence[str] | None
            ) -> list[tuple[str, float]]:
                return self._nearest(snapshot, manifest, text, most, documents)

            return find(snapshot, nearest, weight, question, limit, filters)

    def _nearest(
        self,
        snapshot: Snapshot,
        manifest: Manifest,
        text: str,
        most: int,
        documents: Sequence[str] | None,
    ) -> list[tuple[str, float]]:
        vector = self._the_embedder().embed_query(text)
        with self._vectors_lock:
            self._refresh(snapshot)
            return self._vectors.index(manifest.collection).search(vector, most, documents)

    def _refresh(self, snapshot: Snapshot) -> None:
        """A reader opens the vectors again once another process has changed them."""
        generation = snapshot.generation()
        if self._lock is None and generation != self._generation:
            self._vectors.refresh()
            self._generation = generation

    def _writer(self) -> Writer:
        return Writer(self._catalogue, self._vectors, self._the_embedder)

    def _the_embedder(self) -> Embedder:
        with self._embedder_lock:
            if self._embedder is None:
                self._embedder = self._make_embedder()
            return self._embedder


def _open_catalogue(folder: Path, *, write: bool) -> Catalogue:
    """The catalogue; one of an older version is brought up to date, with the lock held."""
    try:
        return Catalogue(folder, write=write)
    except CatalogueOutdated:
        lock = WriterLock(folder)
        try:
            Catalogue(folder, write=True).close()
        finally:
            lock.release()
        return Catalogue(folder)
