"""The store of record: documents, pages, sections and chunks in one SQLite file.

Both indexes can be rebuilt from it. Readers see one consistent snapshot; a write is whole or
nothing, and the lexical index takes part in it.
"""

from __future__ import annotations

import json
import queue
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest import Chunk, Document, fold
from vectorstore.errors import (
    DataFolderRefused,
    IndexDamaged,
    IndexMismatch,
    StoreError,
    UnknownDocument,
)
from vectorstore.lexical import FtsIndex
from vectorstore.manifest import Manifest, check_schema
from vectorstore.model import DocumentInfo, Filters, Found, surroundings
from vectorstore.rows import read_chunk, read_document, read_found, read_info
from vectorstore.schema import INFOS, MIGRATIONS

NAME = "catalogue.sqlite3"
_FOLD_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"

_CHUNK = "id, document_id, start, end, page_start, page_end, section, speaker"


class Snapshot:
    """What the catalogue held at one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.lexical = FtsIndex(connection)

    def manifest(self) -> Manifest | None:
        """What the index was built with, None before the first document."""
        row = self._connection.execute(
            "SELECT splitter, embedder, dimension, collection, dense_weight FROM state"
        ).fetchone()
        if row[0] is None:
            return None
        return Manifest(
            splitter=row[0],
            embedder=row[1],
            dimension=row[2],
            collection=row[3],
            dense_weight=row[4],
        )

    def generation(self) -> int:
        """Grows with every change, so that a reader knows when its vectors are old."""
        return self._integer("SELECT generation FROM state")

    def pending(self) -> bool:
        """Whether a writer stopped before the vectors agreed with the catalogue."""
        return bool(self._integer("SELECT pending FROM state"))

    def files(self) -> dict[str, str]:
        """The sha256 of each file wholly ingested, by path; empty for one that was cut short."""
        return dict(self._connection.execute("SELECT path, sha256 FROM files ORDER BY path"))

    def documents(self, filters: Filters | None = None) -> list[DocumentInfo]:
        """What is known of the documents within `filters`, by id."""
        where, values = _where(filters or Filters())
        rows = self._connection.execute(INFOS.format(where=where), values)
        return [read_info(row) for row in rows]

    def file_documents(self, path: str) -> list[DocumentInfo]:
        """What is known of the documents of one file, by id."""
        rows = self._connection.execute(INFOS.format(where="path = ?"), (path,))
        return [read_info(row) for row in rows]

    def matching(self, filters: Filters) -> list[str] | None:
        """Ids of the documents within `filters`, None when nothing is filtered."""
        if filters == Filters():
            return None
        where, values = _where(filters)
        sql = f"SELECT id FROM documents WHERE {where} ORDER BY id"
        return [id_ for (id_,) in self._connection.execute(sql, values)]

    def path_of(self, document_id: str) -> str | None:
        """The file of a document, None when no document has this id."""
        row = self._connection.execute(
            "SELECT path FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        return None if row is None else str(row[0])

    def document(self, document_id: str) -> Document:
        """The document as it was read; raises UnknownDocument."""
        row = self._connection.execute(
            "SELECT title, sha256, media_type, text FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        if row is None:
            raise UnknownDocument(
                f"Aucun document ne porte l'identifiant « {document_id} ».",
                "Lancez « assistant status » pour voir la liste des documents.",
            )
        facts = self._rows("name, value, evidence", "facts", document_id, "name")
        pages = self._rows("number, start, end, printed, ocr, quality", "pages", document_id)
        sections = self._rows("title_path, kind, start, end, speaker", "sections", document_id)
        return read_document((document_id, *row), facts, pages, sections)

    def chunks(self, document_id: str) -> list[Chunk]:
        """The chunks of a document, in order."""
        return [read_chunk(row) for row in self._rows(_CHUNK, "chunks", document_id)]

    def chunk_count(self) -> int:
        return self._integer("SELECT count(*) FROM chunks")

    def chunk_ids(self) -> list[str]:
        return [id_ for (id_,) in self._connection.execute("SELECT id FROM chunks ORDER BY id")]

    def known_chunks(self, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that are chunks of this snapshot."""
        sql = "SELECT id FROM chunks WHERE id IN (SELECT value FROM json_each(?))"
        return {id_ for (id_,) in self._connection.execute(sql, (json.dumps(list(ids)),))}

    def passages(self, ids: Sequence[str]) -> dict[str, Found]:
        """The chunk, its text and what places it, for each known id."""
        rows = self._connection.execute(
            f"SELECT {', '.join(f'chunks.{name}' for name in _CHUNK.split(', '))}, title, "
            "substr(text, start + 1, end - start), (SELECT json_group_object(name, value) "
            "FROM facts WHERE facts.document_id = documents.id) FROM chunks "
            "JOIN documents ON documents.id = document_id "
            "WHERE chunks.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {row[0]: read_found(row) for row in rows}

    def _rows(
        self, columns: str, table: str, document_id: str, order: str = "position"
    ) -> Iterator[Any]:
        sql = f"SELECT {columns} FROM {table} WHERE document_id = ? ORDER BY {order}"
        return self._connection.execute(sql, (document_id,))

    def _integer(self, sql: str) -> int:
        return int(self._connection.execute(sql).fetchone()[0])


class Transaction(Snapshot):
    """Changes that are kept together or not at all."""

    def set_manifest(self, manifest: Manifest) -> None:
        self._connection.execute(
            "UPDATE state SET splitter = ?, embedder = ?, dimension = ?, collection = ?, "
            "dense_weight = ?, generation = generation + 1",
            (
                manifest.splitter,
                manifest.embedder,
                manifest.dimension,
                manifest.collection,
                manifest.dense_weight,
            ),
        )

    def set_pending(self, pending: bool) -> None:
        """Says whether the vectors may disagree with the catalogue from now on."""
        self._connection.execute(
            "UPDATE state SET pending = ?, generation = generation + 1", (int(pending),)
        )

    def put_file(self, path: str, sha256: str) -> None:
        """Records a file, in place of its older self; an empty `sha256`: it is not all in."""
        self._connection.execute(
            "INSERT INTO files VALUES (?, ?) ON CONFLICT DO UPDATE SET sha256 = excluded.sha256",
            (path, sha256),
        )

    def expect_file(self, path: str) -> None:
        """Records a file whose documents are not all in yet, unless it is known."""
        self._connection.execute("INSERT INTO files VALUES (?, '') ON CONFLICT DO NOTHING", (path,))

    def move_file(self, old: str, new: str) -> None:
        """The file and its documents are at `new` from now on."""
        self._connection.execute("UPDATE files SET path = ? WHERE path = ?", (new, old))

    def put_document(self, document: Document, path: str) -> None:
        """Records a document of a known file, without chunks, in place of its older self."""
        self.remove_document(document.id)
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                path,
                document.title,
                document.sha256,
                document.media_type,
                document.text,
                datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )
        self._connection.executemany(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?)",
            [
                (document.id, name, fact.value, fact.evidence, fold(fact.value))
                for name, fact in document.facts.items()
            ],
        )
        self._connection.executemany(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(document.id, n, p.number, p.start, p.end, p.printed, p.ocr, p.quality),
                    not document.text[p.start : p.end].isspace() and p.end > p.start,
                )
                for n, p in enumerate(document.pages)
            ],
        )
        self._connection.executemany(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (document.id, n, json.dumps(s.title_path), s.kind, s.start, s.end, s.speaker)
                for n, s in enumerate(document.sections)
            ],
        )

    def put_chunks(self, document: Document, chunks: Sequence[Chunk]) -> None:
        """Records and indexes the chunks of a document, in place of its older ones."""
        facts = {name: fact.value for name, fact in document.facts.items()}
        self.lexical.remove_document(document.id)
        self._connection.execute("DELETE FROM chunks WHERE document_id = ?", (document.id,))
        for position, chunk in enumerate(chunks):
            self._connection.execute(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(chunk.id, document.id, position, chunk.start, chunk.end),
                    *(chunk.page_start, chunk.page_end, json.dumps(chunk.section), chunk.speaker),
                ),
            )
            self.lexical.add(
                chunk.id,
                document.id,
                document.text[chunk.start : chunk.end],
                surroundings(document.title, facts, chunk.section),
            )

    def remove_document(self, document_id: str) -> None:
        """Forgets a document, its chunks and their words; an unknown one is no error."""
        self.lexical.remove_document(document_id)
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def forget_empty_files(self) -> None:
        """Forgets the files none of whose documents is left."""
        self._connection.execute("DELETE FROM files WHERE path NOT IN (SELECT path FROM documents)")


class Catalogue:
    """The file of the catalogue, usable from several threads; one of them writes at a time."""

    def __init__(self, folder: Path, *, write: bool = False) -> None:
        """Opens the catalogue of a data folder; with `write` creates it or brings it up to date.

        Raises IndexMismatch when the file is of another version, IndexDamaged when it is not a
        catalogue, DataFolderRefused when the system does not let it be used.
        """
        self._path = folder / NAME
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        self._writer: sqlite3.Connection | None = None
        self._writing = threading.Lock()
        try:
            first = _connect(self._path, "rwc" if write else "ro")
        except sqlite3.DatabaseError as error:
            raise _cannot_open(self._path, error) from error
        try:
            if write:
                self._writer = first
                _migrate(first)
            else:
                self._idle.put(first)
            check_schema(_version(first), len(MIGRATIONS))
        except sqlite3.DatabaseError as error:
            self.close()
            raise _cannot_open(self._path, error) from error
        except IndexMismatch:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """One consistent view, which later changes do not touch."""
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = _connect(self._path, "ro")
        connection.execute("BEGIN")
        try:
            yield Snapshot(connection)
        finally:
            connection.execute("ROLLBACK")
            self._idle.put(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Changes that are kept when the block ends, and dropped when it raises."""
        if self._writer is None:
            raise RuntimeError("this catalogue was opened for reading")
        with self._writing:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._writer)
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def purge(self) -> None:
        """Leaves no trace on disk of what was removed; waits for readers, 5 seconds at most."""
        with self.writing() as transaction:
            transaction.lexical.purge()
        self._close_idle()  # a reader may still hold an old page by a statement not yet collected
        for _ in range(50):
            row = self._writer and self._writer.execute(_FOLD_LOG).fetchone()
            if not row or not row[0]:
                return
            time.sleep(0.1)

    def close(self) -> None:
        """Closes every connection; no other thread may be reading."""
        self._close_idle()
        if self._writer is not None:
            self._writer.close()  # last, for only a writer folds the -wal file into the catalogue
            self._writer = None

    def _close_idle(self) -> None:
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=10.0,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if mode != "ro":
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    for number, script in enumerate(MIGRATIONS, start=1):
        if _version(connection) < number:
            connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")


def _cannot_open(path: Path, error: sqlite3.DatabaseError) -> StoreError:
    if isinstance(error, sqlite3.OperationalError):
        return DataFolderRefused(
            f"Impossible d'ouvrir le catalogue {path} ({error}).",
            "Vérifiez les droits d'accès au dossier et la place libre sur le disque.",
        )
    return IndexDamaged(
        f"Le catalogue {path} est illisible ({error}).",
        "Supprimez ce dossier de données puis relancez « assistant ingest DOSSIER », "
        "ou remettez une sauvegarde du dossier.",
    )


def _where(filters: Filters) -> tuple[str, list[object]]:
    conditions, values = ["TRUE"], list[object]()

    def require(sql: str, wanted: Sequence[str | int]) -> None:
        if wanted:
            conditions.append(f"{sql} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(wanted))

    require("id", filters.doc)
    for name in ("region", "body", "kind"):
        folded = [fold(value) for value in getattr(filters, name)]
        fact = f"SELECT folded FROM facts WHERE document_id = documents.id AND name = '{name}'"
        require(f"({fact})", folded)
    date = "SELECT value FROM facts WHERE document_id = documents.id AND name = 'date'"
    require(f"CAST(substr(({date}), 1, 4) AS INTEGER)", filters.year)
    return " AND ".join(conditions), values
