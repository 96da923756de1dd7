"""Chroma keeps the contract of a DenseIndex, and its known traps are held off."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from contracts.dense_index import DenseIndexContract, random_units, unit

from vectorstore.dense import MAX_RESULTS, ChromaFolder, ChromaIndex
from vectorstore.errors import IndexDamaged

ROOT = Path(__file__).resolve().parents[2]
ADD = """
import sys
import numpy as np
from pathlib import Path
from vectorstore.dense import ChromaFolder
folder = ChromaFolder(Path(sys.argv[1]))
folder.index("passages").add(["other"], np.array([[1, 0, 0, 0, 0, 0, 0, 0]], np.float32), ["d"])
folder.close()
"""


@pytest.fixture
def index(vectors: ChromaFolder) -> ChromaIndex:
    return vectors.create("passages")


class TestChromaIndex(DenseIndexContract):
    def test_no_more_is_found_than_is_looked_at(self, index: ChromaIndex) -> None:
        ids = [f"id-{n:03}" for n in range(300)]
        index.add(ids, random_units(300), ["one"] * 300)
        assert len(index.search(unit(1), 1000)) == MAX_RESULTS

    def test_vectors_outlive_the_process(self, vectors: ChromaFolder, index: ChromaIndex) -> None:
        index.add(["a"], unit(1)[np.newaxis], ["one"])
        vectors.close()
        again = vectors.index("passages")
        assert again.search(unit(1), 5) == [("a", pytest.approx(1))]


def test_what_another_process_adds_is_seen_after_a_refresh(
    data: Path, vectors: ChromaFolder, index: ChromaIndex
) -> None:
    index.add(["own"], unit(0, 1)[np.newaxis], ["d"])
    vectors.close()
    assert vectors.index("passages").ids() == ["own"]
    subprocess.run([sys.executable, "-c", ADD, str(data)], cwd=ROOT, check=True)
    vectors.refresh()
    assert vectors.index("passages").holds(["own", "other"]) == [True, True]


def test_a_missing_collection_is_told_with_the_command_that_mends_it(
    vectors: ChromaFolder,
) -> None:
    with pytest.raises(IndexDamaged) as failure:
        vectors.index("absent")
    assert "assistant rebuild" in failure.value.advice


def test_a_collection_dropped_under_a_reader_is_an_error_of_the_store(
    vectors: ChromaFolder, index: ChromaIndex
) -> None:
    index.add(["a"], unit(1)[np.newaxis], ["one"])
    vectors.drop("passages")
    with pytest.raises(IndexDamaged):
        index.search(unit(1), 5)


def test_collections_are_listed_and_dropped(vectors: ChromaFolder) -> None:
    vectors.create("passages-2")
    vectors.create("passages-1")
    assert vectors.names() == ["passages-1", "passages-2"]
    vectors.drop("passages-1")
    assert vectors.names() == ["passages-2"]


def test_a_folder_that_is_no_index_is_told(data: Path, vectors: ChromaFolder) -> None:
    (data / "chroma").mkdir()
    (data / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(IndexDamaged) as failure:
        vectors.names()
    assert "assistant rebuild" in failure.value.advice
