"""Our search as LangChain sees it."""

from pathlib import Path

import pytest
from fakes.documents import write_corpus
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda

from vectorstore import Filters, Store, as_retriever

QUESTION = "vaccination des lycéens par les pharmaciens"


@pytest.fixture
def store(open_store, tmp_path: Path) -> Store:
    store = open_store(write=True)
    store.ingest([write_corpus(tmp_path / "corpus")])
    return store


def test_it_gives_the_passages_of_our_search_in_their_order(store: Store) -> None:
    expected = store.search(QUESTION, limit=3)
    found = as_retriever(store, k=3).invoke(QUESTION)
    assert len(expected) == 3
    assert [(one.id, one.page_content) for one in found] == [
        (passage.chunk.id, passage.text) for passage in expected
    ]


def test_each_document_says_where_its_words_stand(store: Store) -> None:
    for found in as_retriever(store).invoke(QUESTION):
        told = found.metadata
        text = store.document(told["doc"]).text
        assert text[told["char_start"] : told["char_end"]] == found.page_content
        assert told["page_start"] is None or told["page_start"] >= 1
        assert told["title"]


def test_it_stays_within_its_filters(store: Store) -> None:
    doc = store.search(QUESTION, limit=50)[-1].chunk.document_id
    found = as_retriever(store, k=50, filters=Filters(doc=(doc,))).invoke(QUESTION)
    assert {one.metadata["doc"] for one in found} == {doc}


def test_nothing_found_is_an_empty_list(store: Store) -> None:
    assert as_retriever(store, filters=Filters(doc=("absent",))).invoke(QUESTION) == []


def test_it_takes_its_place_in_a_chain(store: Store) -> None:
    retriever = as_retriever(store, k=2)
    assert isinstance(retriever, BaseRetriever)
    chain = retriever | RunnableLambda(lambda found: [one.metadata["doc"] for one in found])
    assert chain.invoke(QUESTION) == [
        passage.chunk.document_id for passage in store.search(QUESTION, limit=2)
    ]
