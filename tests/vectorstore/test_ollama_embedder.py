"""The Ollama embedder against a real HTTP server of its protocol."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from fakes.ollama_server import Behaviour, FakeModel, FakeOllama, Fault

from vectorstore.errors import StoreError
from vectorstore.ollama_embedder import OllamaEmbedder, OllamaEmbedderError
from vectorstore.ports import Embedder

DIGEST = "ab" * 32


@pytest.fixture
def server() -> Iterator[FakeOllama]:
    model = FakeModel(name="bge-m3:latest", digest=DIGEST, dimension=16, context_length=300)
    with FakeOllama(Behaviour(models=[model])) as running:
        yield running


def embedder(server: FakeOllama, model: str = "bge-m3") -> OllamaEmbedder:
    return OllamaEmbedder(model, server.url, 5.0)


def test_rows_are_unit_float32_in_the_order_of_the_texts(server: FakeOllama) -> None:
    made: Embedder = embedder(server)
    texts = [f"texte {n}" for n in range(70)]
    rows = made.embed_passages(texts)
    assert rows.shape == (70, 16)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    for n in (0, 31, 32, 69):
        assert np.allclose(rows[n], made.embed_query(texts[n]))
    assert not np.allclose(rows[0], rows[1])


def test_requests_go_in_batches_and_forbid_cutting(server: FakeOllama) -> None:
    embedder(server).embed_passages([str(n) for n in range(70)])
    bodies = server.bodies("/api/embed")
    assert sorted(len(body["input"]) for body in bodies) == [1, 6, 32, 32]
    assert {body["truncate"] for body in bodies} == {False}


def test_the_dimension_is_learnt_once(server: FakeOllama) -> None:
    made = embedder(server)
    assert server.requests == []
    assert (made.dimension, made.dimension) == (16, 16)
    assert len(server.bodies("/api/embed")) == 1


def test_no_text_gives_no_row(server: FakeOllama) -> None:
    assert embedder(server).embed_passages([]).shape == (0, 16)


def test_identity_is_the_name_and_the_digest(server: FakeOllama) -> None:
    assert embedder(server).identity == f"ollama:bge-m3@{DIGEST}"
    server.behaviour.models[0].digest = "cd" * 32
    assert embedder(server).identity != f"ollama:bge-m3@{DIGEST}"


@pytest.mark.parametrize(("window", "expected"), [(300, 300), (8192, 512)])
def test_max_tokens_is_the_window_within_a_bound(
    server: FakeOllama, window: int, expected: int
) -> None:
    server.behaviour.models[0].context_length = window
    assert embedder(server).max_tokens == expected


def test_the_window_set_in_the_model_file_counts(server: FakeOllama) -> None:
    server.behaviour.models[0].parameters = "num_ctx                        256"
    assert embedder(server).max_tokens == 256


def test_count_tokens_is_never_under_one_a_word(server: FakeOllama) -> None:
    text = "L’offre de soins progresse de 12,5 % en 2021."
    assert embedder(server).count_tokens(text) >= len(text.split())
    assert server.requests == []


def refused(made: OllamaEmbedder) -> OllamaEmbedderError:
    with pytest.raises(OllamaEmbedderError) as caught:
        made.embed_query("texte")
    assert isinstance(caught.value, StoreError)
    return caught.value


def test_a_server_that_is_down() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        error = refused(OllamaEmbedder("bge-m3", url, 1.0))
    assert url in error.message
    assert "ollama serve" in error.advice


def test_an_absent_model(server: FakeOllama) -> None:
    assert "ollama pull e5" in refused(embedder(server, "e5")).advice
    with pytest.raises(OllamaEmbedderError, match="pas installé"):
        _ = embedder(server, "e5").identity


def test_a_server_error(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, fault=Fault.ERROR_STATUS)
    assert "system memory" in refused(embedder(server)).message


def test_a_text_over_the_window_is_refused_not_cut(server: FakeOllama) -> None:
    with pytest.raises(OllamaEmbedderError, match="trop long") as caught:
        embedder(server).embed_passages(["court", "mot " * 301])
    assert "embedder" in caught.value.advice


def test_a_slow_server(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, delay_s=1.0)
    error = refused(OllamaEmbedder("bge-m3", server.url, 0.2))
    assert "ollama_timeout_s" in error.advice


@pytest.mark.parametrize(
    "vectors",
    [[], [[0.0] * 16], [[float("nan")] * 16], [[1.0] * 16, [1.0] * 16], [[1.0], [1.0, 2.0]], [[]]],
)
def test_unusable_vectors_are_refused(server: FakeOllama, vectors: list[list[float]]) -> None:
    server.behaviour = replace(server.behaviour, vectors=vectors)
    assert "inutilisables" in refused(embedder(server)).message


def test_a_dimension_that_changes_is_refused(server: FakeOllama) -> None:
    made = embedder(server)
    assert made.dimension == 16
    server.behaviour.models[0].dimension = 8
    assert "inutilisables" in refused(made).message


@pytest.mark.parametrize("model", ["bge-m3:cloud", "embed-CLOUD"])
def test_a_cloud_model_is_refused(server: FakeOllama, model: str) -> None:
    with pytest.raises(OllamaEmbedderError, match="distant"):
        embedder(server, model)


@pytest.mark.parametrize("url", ["", "localhost:11434", "ftp://x"])
def test_a_bad_address_is_refused(url: str) -> None:
    with pytest.raises(OllamaEmbedderError, match="pas valable"):
        OllamaEmbedder("bge-m3", url, 1.0)
