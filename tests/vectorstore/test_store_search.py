"""What a search of the store finds, and without vectors."""

from pathlib import Path

import pytest
from fakes.hashing_embedder import HashingEmbedder
from store_harness import found

from vectorstore import (
    Embedder,
    Filters,
    Store,
)
from vectorstore.manifest import DENSE_WEIGHTS
from vectorstore.ports import Vectors


class NamedOnly(HashingEmbedder):
    """Has its identity to be checked, and no vectors."""

    def embed_query(self, text: str) -> Vectors:
        raise AssertionError("no vector is needed here")


def no_embedder() -> Embedder:
    raise AssertionError("no vector is needed here")


def test_filters_hold_in_both_indexes(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    question = "navette, lycéens, quorum"
    only = store.search(question, limit=50, filters=Filters(doc=("bilan-orsec",)))
    assert {passage.chunk.document_id for passage in only} == {"bilan-orsec"}
    assert {name for passage in only for name in passage.ranks} >= {"lexical", "dense"}
    assert store.search(question, limit=50, filters=Filters(doc=("absent",))) == []
    assert [info.id for info in store.documents(Filters(doc=("compte-rendu",)))] == ["compte-rendu"]


def test_a_question_without_content_words_is_left_to_the_vectors(
    store: Store, corpus: Path
) -> None:
    store.ingest([corpus])
    passages = store.search("Et alors, qu'en est-il ?", limit=3)
    assert passages
    assert {name for passage in passages for name in passage.ranks} == {"dense"}


def test_vectors_without_weight_are_never_asked(
    store: Store, corpus: Path, open_store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DENSE_WEIGHTS, "1", 0.0)
    store.ingest([corpus])
    store.close()
    reader = open_store(embedder=NamedOnly)
    assert found(reader, "navette") == ["avis-valmont"]


def test_words_alone_answer_where_the_embedder_cannot_be_had(
    store: Store, corpus: Path, open_store
) -> None:
    store.ingest([corpus])
    store.close()
    reader = open_store(embedder=no_embedder)
    passages = reader.search("navette", limit=3, vectors=False)
    assert passages[0].chunk.document_id == "avis-valmont"


def test_a_store_without_documents_finds_nothing(store: Store, open_store) -> None:
    assert store.search("navette", limit=3) == []
    assert store.documents() == []
    assert open_store().health().sound
    assert store.corpus_version() == store.corpus_version()


def test_the_frequency_of_a_stem_is_counted_in_chunks(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    assert store.document_frequency("quorum") == 1
    assert store.document_frequency("absent") == 0
