"""Fixtures of the vectorstore room."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.documents import write_corpus
from fakes.hashing_embedder import HashingEmbedder

from vectorstore import Embedder, Store, load_embedder
from vectorstore.catalogue import Catalogue
from vectorstore.dense import ChromaFolder
from vectorstore.writer import Writer

OpenStore = Callable[..., Store]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def open_store(data: Path) -> Iterator[OpenStore]:
    """Opens stores on `data`, closed at the end of the test."""
    opened: list[Store] = []

    def open_(*, write: bool = False, embedder: Callable[[], Embedder] = HashingEmbedder) -> Store:
        opened.append(Store.open(data, embedder, write=write))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    return open_store(write=True)


@pytest.fixture
def catalogue(data: Path) -> Iterator[Catalogue]:
    opened = Catalogue(data, write=True)
    yield opened
    opened.close()


@pytest.fixture
def vectors(data: Path) -> Iterator[ChromaFolder]:
    folder = ChromaFolder(data)
    yield folder
    folder.close()


@pytest.fixture
def writer(catalogue: Catalogue, vectors: ChromaFolder) -> Writer:
    embedder = HashingEmbedder()
    return Writer(catalogue, vectors, lambda: embedder)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for the packaged model is left out of `make check`."""
    for item in items:
        if "minilm" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.model)


@pytest.fixture(scope="session")
def minilm() -> Embedder:
    """The real packaged model."""
    return load_embedder("minilm", ollama_url="http://127.0.0.1:9", timeout_s=1.0)
