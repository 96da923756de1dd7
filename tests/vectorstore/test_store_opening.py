"""Who may open and use a data folder: locks, mismatches, rebuilds."""

from pathlib import Path

import pytest
from fakes.hashing_embedder import HashingEmbedder
from store_harness import found

from vectorstore import (
    DataFolderRefused,
    IndexMismatch,
    NoIndex,
    Store,
    StoreLocked,
)
from vectorstore.manifest import DENSE_WEIGHTS, REBUILD


def test_another_embedder_is_refused_even_when_vectors_have_no_weight(
    store: Store, corpus: Path, open_store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DENSE_WEIGHTS, "1", 0.0)
    store.ingest([corpus])
    store.close()
    reader = open_store(embedder=lambda: HashingEmbedder(identity="other@2"))
    with pytest.raises(IndexMismatch, match="other@2"):
        reader.search("navette", limit=3)


def test_another_embedder_is_refused_with_the_command_that_mends_it(
    store: Store, corpus: Path, open_store
) -> None:
    store.ingest([corpus])
    store.close()
    other = open_store(write=True, embedder=lambda: HashingEmbedder(identity="other@2"))
    (corpus / "nouveau.txt").write_text("Un relais de nuit.\n", encoding="utf-8")
    for act in (lambda: other.search("navette", limit=3), lambda: other.ingest([corpus])):
        with pytest.raises(IndexMismatch) as refusal:
            act()
        assert "other@2" in refusal.value.message
        assert "assistant rebuild" in refusal.value.advice
    assert len(other.documents()) == 3


def test_another_splitter_is_refused(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.ingest([corpus])
    monkeypatch.setattr("ingest.SPLITTER_VERSION", "next")
    with pytest.raises(IndexMismatch) as refusal:
        store.search("navette", limit=3)
    assert refusal.value.advice.startswith(REBUILD)
    store.rebuild()
    assert found(store, "navette") == ["avis-valmont"]


def test_a_rebuild_takes_the_new_embedder_and_its_limit(
    store: Store, corpus: Path, open_store
) -> None:
    store.ingest([corpus])
    version, chunks = store.corpus_version(), store.chunk_count()
    store.close()
    small = HashingEmbedder(identity="small@2", dimension=32, max_tokens=8)
    other = open_store(write=True, embedder=lambda: small)
    done: list[tuple[int, int]] = []
    health = other.rebuild(lambda n, total: done.append((n, total)))
    assert health.sound
    assert health.chunks == other.chunk_count() > chunks
    assert done[-1] == (health.chunks, health.chunks)
    assert other.corpus_version() != version
    for passage in other.search("navette hospitalière", limit=50):
        assert small.count_tokens(passage.text) <= 8
    assert found(other, "navette")[0] == "avis-valmont"
    assert other._vectors.names() == ["passages-2"]


def test_a_rebuild_gives_what_a_fresh_ingest_gives(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    before = store.search("les usagers et la vaccination", limit=20)
    store.rebuild()
    assert store.search("les usagers et la vaccination", limit=20) == before


def test_a_second_writer_is_refused(store: Store, open_store) -> None:
    with pytest.raises(StoreLocked):
        open_store(write=True)


def test_reading_needs_no_lock(store: Store, corpus: Path, open_store) -> None:
    store.ingest([corpus])
    assert found(open_store(), "navette") == ["avis-valmont"]


def test_an_empty_data_folder_says_what_to_do(open_store, data: Path) -> None:
    for folder in (data, data / "absent"):
        with pytest.raises(NoIndex) as refusal:
            Store.open(folder, HashingEmbedder)
        assert "assistant ingest DOSSIER" in refusal.value.advice
        assert "assistant demo" in refusal.value.advice
    assert not (data / "absent").exists()


def test_a_data_folder_that_cannot_be_made_is_told(data: Path) -> None:
    (data / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(DataFolderRefused) as refusal:
        Store.open(data / "fichier" / "dedans", HashingEmbedder, write=True)
    assert "--data-dir" in refusal.value.advice
