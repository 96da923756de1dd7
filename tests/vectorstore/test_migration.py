"""A data folder of another version of the program: brought up to date, or refused with advice."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes.hashing_embedder import HashingEmbedder
from store_harness import found, statuses

from ingest import SPLITTER_VERSION
from vectorstore import DataFolderRefused, IndexMismatch, Store, StoreLocked
from vectorstore.catalogue import NAME
from vectorstore.dense import ChromaFolder
from vectorstore.lock import WriterLock
from vectorstore.schema import MIGRATIONS

TEXT = "La navette hospitalière coûte deux euros."
EMBEDDER = HashingEmbedder()


@contextmanager
def opened(data: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(data / NAME)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def version(data: Path) -> int:
    with opened(data) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def old(data: Path, tmp_path: Path) -> Path:
    """A data folder as the first version of the tables left it, with one document of `corpus`."""
    file = tmp_path / "corpus" / "avis.txt"
    file.parent.mkdir()
    file.write_text(TEXT + "\n", encoding="utf-8")
    sha256 = "0" * 64
    with opened(data) as connection:
        connection.executescript(f"BEGIN; {MIGRATIONS[0]} PRAGMA user_version = 1; COMMIT;")
        connection.execute(
            "UPDATE state SET splitter = ?, embedder = ?, dimension = ?, dense_weight = 0.7, "
            "collection = 'passages-1'",
            (SPLITTER_VERSION, EMBEDDER.identity, EMBEDDER.dimension),
        )
        connection.execute("INSERT INTO files VALUES (?, ?)", (str(file), sha256))
        connection.execute(
            "INSERT INTO documents VALUES ('avis', ?, 'Avis', ?, 'text/plain', ?, '2026-01-02')",
            (str(file), sha256, TEXT),
        )
        connection.execute(
            "INSERT INTO pages VALUES ('avis', 0, NULL, 0, ?, NULL, 0, 1.0, 1)", (len(TEXT),)
        )
        connection.execute(
            "INSERT INTO chunks VALUES ('c1', 'avis', 0, 0, ?, NULL, NULL, '[]', NULL)",
            (len(TEXT),),
        )
        connection.execute("INSERT INTO lexical_rows VALUES (1, 'c1', 'avis')")
        connection.execute("INSERT INTO lexical (rowid, body, context) VALUES (1, 'navet', '')")
    vectors = ChromaFolder(data)
    vectors.create("passages-1").add(["c1"], EMBEDDER.embed_passages([TEXT]), ["avis"])
    vectors.close()
    return data


def test_an_older_folder_is_brought_up_to_date_by_the_first_reader(old: Path) -> None:
    with Store.open(old, HashingEmbedder) as store:
        assert found(store, "navette") == ["avis"]
        (known,) = store.documents()
        assert known.outdated
        assert (known.replaced, known.pages_unread) == ((), ())
        assert store.health().sound
    assert version(old) == len(MIGRATIONS)


def test_an_older_folder_is_read_again_by_the_next_ingest(old: Path, tmp_path: Path) -> None:
    with Store.open(old, HashingEmbedder, write=True) as store:
        assert statuses(store.ingest([tmp_path / "corpus"])) == {"avis": "updated"}
        (known,) = store.documents()
        assert not known.outdated
        assert len(known.replaced) == 1
        assert store.health().sound


def test_an_older_folder_that_another_program_changes_is_left_alone(old: Path) -> None:
    lock = WriterLock(old)
    try:
        with pytest.raises(StoreLocked):
            Store.open(old, HashingEmbedder)
    finally:
        lock.release()
    assert version(old) == 1


def test_a_newer_folder_is_refused_with_what_to_do(old: Path) -> None:
    with opened(old) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    for write in (False, True):
        with pytest.raises(IndexMismatch) as refusal:
            Store.open(old, HashingEmbedder, write=write)
        assert "plus récente" in refusal.value.message
        assert "--data-dir" in refusal.value.advice
    assert version(old) == len(MIGRATIONS) + 1


def test_a_migration_that_fails_leaves_the_older_tables(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (*MIGRATIONS, "CREATE TABLE more (id TEXT); CREATE TABLE files (id TEXT);")
    monkeypatch.setattr("vectorstore.catalogue.MIGRATIONS", broken)
    with pytest.raises(DataFolderRefused):
        Store.open(old, HashingEmbedder, write=True)
    with opened(old) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "more" not in tables
    assert version(old) == len(MIGRATIONS)
    monkeypatch.undo()
    with Store.open(old, HashingEmbedder) as store:
        assert found(store, "navette") == ["avis"]
