"""The full-text index keeps the contract in a real SQLite file."""

from collections.abc import Iterator

import pytest
from contracts.lexical_index import LexicalIndexContract

from vectorstore.catalogue import Catalogue
from vectorstore.lexical import FtsIndex


@pytest.fixture
def index(catalogue: Catalogue) -> Iterator[FtsIndex]:
    with catalogue.writing() as transaction:
        yield transaction.lexical


class TestFtsIndex(LexicalIndexContract):
    def test_purging_keeps_what_is_left(self, index: FtsIndex) -> None:
        index.add("x", "one", "Le médiateur culturel.", "")
        index.add("y", "two", "Le médiateur scolaire.", "")
        index.remove_document("one")
        index.purge()
        assert [id_ for id_, _ in index.search("médiateur culturel", 5)] == ["y"]
