"""A process killed at any step of a change: the next session mends what it left."""

import subprocess
import sys
from pathlib import Path

import pytest
from fakes.documents import write_corpus

from vectorstore import IndexDamaged, Store
from vectorstore.dense import ChromaFolder

pytestmark = pytest.mark.model

TESTS = Path(__file__).resolve().parent.parent

KILLED_AT = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from fakes.hashing_embedder import HashingEmbedder
from vectorstore import Store
from vectorstore.transaction import Transaction
from vectorstore.dense import ChromaIndex

def die(*args):
    os._exit(9)

owner = {"Transaction": Transaction, "ChromaIndex": ChromaIndex}
name, method = sys.argv[2].split(".")
store = Store.open(Path(sys.argv[3]), HashingEmbedder, write=True)
setattr(owner[name], method, die)
getattr(store, sys.argv[4])(*[[Path(path)] for path in sys.argv[5:6]])
"""


def run_until_killed(step: str, data: Path, action: str, *paths: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT, str(TESTS), step, str(data), action]
        + [str(path) for path in paths],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 9, done.stderr


def agreement(store: Store) -> tuple[list[str], list[str]]:
    with store._catalogue.reading() as snapshot:
        manifest = snapshot.manifest()
        assert manifest is not None
        assert not snapshot.pending()
        return snapshot.chunk_ids(), store._vectors.index(manifest.collection).ids()


@pytest.mark.parametrize(
    "step",
    [
        "ChromaIndex.add",
        "Transaction.put_document",
        "Transaction.put_chunks",
        "ChromaIndex.remove",
    ],
)
def test_a_first_ingest_cut_short_is_finished_by_the_next(
    step: str, data: Path, tmp_path: Path, open_store
) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    run_until_killed(step, data, "ingest", corpus)
    store = open_store(write=True)
    report = store.ingest([corpus])
    assert len(store.documents()) == 3
    assert {line.status.value for line in report.files} <= {"added", "unchanged"}
    chunks, vectors = agreement(store)
    assert chunks == vectors
    assert store.health().sound


@pytest.mark.parametrize(
    "step", ["Transaction.put_document", "Transaction.put_chunks", "ChromaIndex.remove"]
)
def test_an_update_cut_short_keeps_one_whole_version(
    step: str, data: Path, tmp_path: Path, open_store
) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    first = open_store(write=True)
    first.ingest([corpus])
    first.close()
    changed = corpus / "avis-valmont.txt"
    changed.write_text("Le téléphérique relie la clinique au bourg.\n", encoding="utf-8")
    run_until_killed(step, data, "ingest", corpus)
    committed = step == "ChromaIndex.remove"
    reader = open_store()
    hits = [p.text for p in reader.search("navette ou téléphérique", limit=20) if p.ranks]
    assert any("téléphérique" in text for text in hits) is committed
    assert any("navette" in text for text in hits) is not committed
    reader.close()
    store = open_store(write=True)
    store.ingest([corpus])
    chunks, vectors = agreement(store)
    assert chunks == vectors
    assert "téléphérique" in store.document("avis-valmont").text
    assert store.health().sound


def test_a_rebuild_cut_short_leaves_the_old_index_in_use(
    data: Path, tmp_path: Path, open_store
) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    first = open_store(write=True)
    first.ingest([corpus])
    before = first.search("la navette et les usagers", limit=10)
    first.close()
    run_until_killed("Transaction.set_manifest", data, "rebuild")
    store = open_store(write=True)
    assert store.search("la navette et les usagers", limit=10) == before
    assert store.rebuild().sound
    assert len(store._vectors.names()) == 1
    assert store.search("la navette et les usagers", limit=10) == before


def test_vectors_that_were_lost_are_made_again(data: Path, tmp_path: Path, open_store) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    store = open_store(write=True)
    store.ingest([corpus])
    chunks, _ = agreement(store)
    store._vectors.index("passages-1").remove(chunks[:2])
    health = store.health()
    assert set(health.missing_vectors) == set(chunks[:2])
    assert not health.sound
    with store._catalogue.writing() as transaction:
        transaction.set_pending(True)
    (corpus / "nouveau.txt").write_text("Un relais de nuit.\n", encoding="utf-8")
    store.ingest([corpus])
    assert store.health().sound


def test_a_lost_folder_of_vectors_is_mended_by_a_rebuild(
    data: Path, tmp_path: Path, open_store
) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    first = open_store(write=True)
    first.ingest([corpus])
    first.close()
    folder = ChromaFolder(data)
    folder.drop("passages-1")
    folder.close()
    store = open_store(write=True)
    with pytest.raises(IndexDamaged) as failure:
        store.search("navette", limit=3)
    assert "assistant rebuild" in failure.value.advice
    assert not store.health().sound
    assert store.rebuild().sound
    assert store.search("navette", limit=1)[0].chunk.document_id == "avis-valmont"
