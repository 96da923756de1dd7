"""The store of record: documents, pages, sections and chunks in one SQLite file.

Both indexes can be rebuilt from it. Readers see one consistent snapshot; a write is whole or
nothing, and the lexical index takes part in it.
"""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vectorstore.errors import DataFolderRefused, IndexDamaged, IndexMismatch, StoreError
from vectorstore.manifest import check_schema
from vectorstore.schema import MIGRATIONS
from vectorstore.snapshot import Snapshot
from vectorstore.transaction import Transaction

NAME = "catalogue.sqlite3"
_FOLD_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


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
