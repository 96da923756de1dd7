"""The store with the packaged model itself, from files to passages."""

import pytest
from fakes.documents import write_corpus

from vectorstore import Embedder, Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, minilm: Embedder):
    folder = tmp_path_factory.mktemp("minilm")
    corpus = write_corpus(folder / "corpus")
    with Store.open(folder / "data", lambda: minilm, write=True) as store:
        store.ingest([corpus])
        yield store


def test_every_chunk_is_within_the_window_of_the_model(store: Store, minilm: Embedder) -> None:
    passages = store.search("Valmont, Brissac, lycéens, quorum, navette", limit=100)
    assert len(passages) == store.chunk_count()
    for passage in passages:
        assert minilm.count_tokens(passage.text) <= minilm.max_tokens


def test_a_question_in_words_of_the_documents_is_found(store: Store) -> None:
    best = store.search("Combien coûte la navette de l’hôpital ?", limit=3)[0]
    assert best.chunk.document_id == "avis-valmont"
    assert "lexical" in best.ranks


def test_a_question_in_no_word_of_the_documents_finds_nothing(store: Store) -> None:
    assert store.search("shuttle bus fare", limit=50) == []


def test_each_vector_is_found_by_itself(store: Store) -> None:
    health = store.health()
    assert health.sound
    assert health.sampled == health.chunks == store.chunk_count()
