"""The contract of an Embedder."""

import numpy as np

from vectorstore.ports import Embedder

TEXTS = [
    "La maison de santé ouvre en mars.",
    "Le budget de la région augmente de 4 %.",
    "Un médecin coordonne le parcours des patients âgés.",
]


class EmbedderContract:
    """Give the fixture `embedder`."""

    def test_rows_are_unit_vectors_in_the_order_of_the_texts(self, embedder: Embedder) -> None:
        rows = embedder.embed_passages(TEXTS)
        assert rows.shape == (3, embedder.dimension)
        assert rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
        for n, text in enumerate(TEXTS):
            assert np.allclose(embedder.embed_passages([text])[0], rows[n], atol=1e-5)

    def test_a_query_is_one_unit_vector(self, embedder: Embedder) -> None:
        vector = embedder.embed_query(TEXTS[0])
        assert vector.shape == (embedder.dimension,)
        assert vector.dtype == np.float32
        assert np.isclose(np.linalg.norm(vector), 1, atol=1e-5)

    def test_no_text_gives_no_row(self, embedder: Embedder) -> None:
        assert embedder.embed_passages([]).shape == (0, embedder.dimension)

    def test_the_same_text_gives_the_same_vector(self, embedder: Embedder) -> None:
        again = embedder.embed_passages(TEXTS)
        assert np.array_equal(embedder.embed_passages(TEXTS), again)

    def test_a_text_is_nearest_to_itself(self, embedder: Embedder) -> None:
        rows = embedder.embed_passages(TEXTS)
        for n, text in enumerate(TEXTS):
            assert int(np.argmax(rows @ embedder.embed_query(text))) == n

    def test_more_text_has_more_tokens(self, embedder: Embedder) -> None:
        assert 0 < embedder.count_tokens("santé") < embedder.count_tokens(TEXTS[2])
        assert embedder.count_tokens(TEXTS[2] * 500) > 500
        assert embedder.max_tokens >= 64

    def test_the_identity_does_not_change(self, embedder: Embedder) -> None:
        assert embedder.identity
        assert embedder.identity == embedder.identity
