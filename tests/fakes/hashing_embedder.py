"""A small embedder without a model: words hashed into coordinates."""

import zlib
from collections.abc import Sequence

import numpy as np

from ingest import stems, words
from vectorstore.ports import Vectors


class HashingEmbedder:
    """Texts that share stems are near; `loads` counts how many were made."""

    loads = 0

    def __init__(
        self, *, identity: str = "hashing@1", dimension: int = 64, max_tokens: int = 200
    ) -> None:
        type(self).loads += 1
        self.identity = identity
        self.dimension = dimension
        self.max_tokens = max_tokens

    def count_tokens(self, text: str) -> int:
        return len(words(text))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in stems(text):
                row[zlib.crc32(stem.encode()) % self.dimension] += 1
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = self.embed_passages([text])[0]
        return row
