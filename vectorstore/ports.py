"""What an engine behind the store must do; a second implementation comes behind the same port."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def identity(self) -> str:
        """Name and content hash of the model: two embedders with one identity are the same."""

    @property
    def dimension(self) -> int: ...

    @property
    def max_tokens(self) -> int: ...

    def count_tokens(self, text: str) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), rows of norm 1, in the order of `texts`."""

    def embed_query(self, text: str) -> Vectors:
        """Shape (dimension,), norm 1."""


class DenseIndex(Protocol):
    """Nearest vectors by cosine."""

    def add(self, ids: Sequence[str], vectors: Vectors, documents: Sequence[str]) -> None:
        """Upserts; `documents` holds each vector's document id.

        Raises ValueError when a vector is not finite or the lengths differ.
        """

    def remove(self, ids: Sequence[str]) -> None:
        """Forgets these vectors; unknown ids are no error."""

    def remove_document(self, document_id: str) -> None:
        """Forgets the vectors of a document; an unknown one is no error."""

    def search(
        self, vector: Vectors, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """(id, cosine) best first, ties broken by id; within `documents` when given."""

    def holds(self, ids: Sequence[str]) -> list[bool]:
        """For each id, whether it is stored and found by its own vector."""

    def ids(self) -> list[str]:
        """Every id, sorted."""


class LexicalIndex(Protocol):
    """Best passages for the words of a question, in French."""

    def add(self, chunk_id: str, document_id: str, text: str, context: str) -> None:
        """Indexes a passage; `context` is its document's title and section path.

        It takes the place of what `chunk_id` held before.
        """

    def remove_document(self, document_id: str) -> None:
        """Forgets the passages of a document; an unknown one is no error."""

    def search(
        self, question: str, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """(id, score) best first, ties broken by id; within `documents` when given."""

    def holds(self, ids: Sequence[str]) -> list[bool]:
        """For each id, whether its words are indexed."""

    def document_frequency(self, stem: str) -> int:
        """In how many passages (contexts left out) `stem` stands."""
