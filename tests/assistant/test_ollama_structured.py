"""A local model asked for JSON: what is sent, what is told of it, every fault of the server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.ollama_server import FakeModel, FakeOllama, Fault

from assistant import Completion, Cut, EngineError, LocalModel, Settings, local_model
from assistant.engines.errors import (
    CloudModel,
    ModelAbsent,
    ServerDown,
    ServerFault,
    StreamCut,
    TooSlow,
)

SCHEMA = {"type": "object", "properties": {"avis": {"enum": ["oui", "non"]}}}


@pytest.fixture
def server() -> Iterator[FakeOllama]:
    with FakeOllama() as running:
        running.behaviour.pieces = ['{"avis":', ' "oui"}']
        yield running


def model(server: FakeOllama, tmp_path: Path, **given: Any) -> LocalModel:
    known: dict[str, Any] = {"ollama_timeout_s": 5, "ollama_deadline_s": 10}
    settings = Settings(data_dir=tmp_path, ollama_url=server.url, **(known | given))
    return local_model(settings, "petit:3b")


def test_the_schema_goes_with_a_cold_temperature_and_the_text_comes_back(
    server: FakeOllama, tmp_path: Path
) -> None:
    asked = model(server, tmp_path, ollama_num_ctx=6000)
    assert asked.complete("Règle {a}", "Cas {0}", SCHEMA, most=32) == Completion(
        text='{"avis": "oui"}'
    )
    [body] = server.bodies("/api/chat")
    assert body["format"] == SCHEMA
    assert (body["think"], body["truncate"]) == (False, False)
    assert body["options"] == {"num_ctx": 6000, "temperature": 0.0, "num_predict": 32}
    assert [one["content"] for one in body["messages"]] == ["Règle {a}", "Cas {0}"]


def test_thoughts_are_left_out(server: FakeOllama, tmp_path: Path) -> None:
    server.behaviour.pieces = ["<think>Hum", "…</think>\n", "{}"]
    assert model(server, tmp_path).complete("s", "h", SCHEMA, most=9).text == "{}"


def test_an_answer_stopped_by_its_length_is_told(server: FakeOllama, tmp_path: Path) -> None:
    server.behaviour = replace(server.behaviour, done_reason="length")
    found = model(server, tmp_path).complete("s", "h", SCHEMA, most=9)
    assert found.cut is Cut.ANSWER


def test_what_may_not_fit_is_not_sent(server: FakeOllama, tmp_path: Path) -> None:
    asked = model(server, tmp_path, ollama_num_ctx=2048)
    assert asked.complete("s", "mot " * 2000, SCHEMA, most=9) == Completion(text="", cut=Cut.PROMPT)
    assert server.bodies("/api/chat") == []
    assert asked.complete("s", "mot " * 1200, SCHEMA, most=9).cut is None


@pytest.mark.parametrize("knows_truncate", [True, False])
def test_a_prompt_that_the_server_cuts_is_found_out(
    server: FakeOllama, tmp_path: Path, knows_truncate: bool
) -> None:
    server.behaviour = replace(
        server.behaviour, tokens_per_word=5000, knows_truncate=knows_truncate
    )
    found = model(server, tmp_path).complete("s", "un mot", SCHEMA, most=9)
    assert found == Completion(text="", cut=Cut.PROMPT)


def test_a_model_that_writes_nothing_gives_an_empty_text(
    server: FakeOllama, tmp_path: Path
) -> None:
    server.behaviour = replace(server.behaviour, fault=Fault.LOADED_ONLY)
    assert model(server, tmp_path).complete("s", "h", SCHEMA, most=9) == Completion(text="")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.CUT_STREAM, StreamCut),
        (Fault.NO_DONE, StreamCut),
        (Fault.ERROR_IN_STREAM, ServerFault),
        (Fault.ERROR_STATUS, ServerFault),
        (Fault.NOT_JSON, ServerFault),
        (Fault.STALL, TooSlow),
    ],
)
def test_a_fault_of_the_server_is_raised(
    server: FakeOllama, tmp_path: Path, fault: Fault, kind: type[EngineError]
) -> None:
    asked = model(server, tmp_path, ollama_timeout_s=0.3 if fault is Fault.STALL else 5)
    server.behaviour = replace(server.behaviour, fault=fault)
    with pytest.raises(kind):
        asked.complete("s", "h", SCHEMA, most=9)


def test_the_digest_and_its_names_are_those_of_the_server(
    server: FakeOllama, tmp_path: Path
) -> None:
    server.behaviour.models = [
        FakeModel(name="petit:3b", digest="a" * 64),
        FakeModel(name="copie:latest", digest="a" * 64),
        FakeModel(name="autre:7b", digest="b" * 64),
    ]
    asked = model(server, tmp_path)
    assert (asked.digest, asked.server) == ("a" * 64, "0.34.0")
    assert asked.names == ("petit:3b", "copie:latest")
    server.behaviour.models[0].digest = "c" * 64
    assert asked.current_digest() == "c" * 64
    server.behaviour.models = []
    with pytest.raises(ModelAbsent):
        asked.current_digest()


def test_no_model_is_made_of_what_is_not_there(server: FakeOllama, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, ollama_url=server.url)
    with pytest.raises(ModelAbsent, match="ollama pull grand:70b"):
        local_model(settings, "grand:70b")
    with pytest.raises(CloudModel):
        local_model(settings, "grand:cloud")
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        gone = Settings(data_dir=tmp_path, ollama_url=f"http://127.0.0.1:{held.getsockname()[1]}")
        with pytest.raises(ServerDown, match="ollama serve"):
            local_model(gone, "petit:3b")
