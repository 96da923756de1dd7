"""A peer in its own process: what is said, and what is said when the peer misbehaves."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pytest

from evals.peers.errors import PeerError
from evals.peers.process import PeerProcess
from evals.peers.roster import SERVING

TOY = Path(__file__).resolve().parent.parent / "fakes" / "toy_peer.py"


def order(*documents: dict[str, str], model: str | None = None, depth: int = 10) -> dict[str, Any]:
    return {
        "documents": list(documents),
        "depth": depth,
        "embedder": "minilm",
        "ollama": {"url": "http://127.0.0.1:9", "model": model},
    }


def toy(**bounds: float) -> PeerProcess:
    command = [sys.executable, "-I", "-X", "utf8", str(SERVING), str(TOY)]
    return PeerProcess("Jouet", command, **bounds)


def scripted(code: str, **bounds: float) -> PeerProcess:
    return PeerProcess("Jouet", [sys.executable, "-I", "-c", code], **bounds)


def question(text: str, id_: str = "q1") -> dict[str, Any]:
    return {"id": id_, "question": text, "history": []}


TEXT = {"doc": "a", "text": "L’été dure jusqu’en août."}


def test_documents_go_in_and_passages_come_out_with_their_accents() -> None:
    with toy() as peer:
        ready = peer.index(order(TEXT))
        said = peer.ask(question("été ?"))
    assert (ready.passages, ready.unread) == (1, ())
    assert said == {
        "id": "q1",
        "passages": [{"doc": "a", "page": None, "text": "L’été dure jusqu’en août.", "score": 1.0}],
        "answer": None,
    }


def test_no_more_passages_than_the_depth() -> None:
    with toy() as peer:
        peer.index(order(TEXT, {"doc": "b", "text": "autre"}, depth=1))
        assert [one["doc"] for one in peer.ask(question("?"))["passages"]] == ["a"]


def test_a_model_s_answer_comes_back_and_given_passages_are_read_instead() -> None:
    with toy() as peer:
        peer.index(order(TEXT, model="petit"))
        assert peer.ask(question("quoi ?"))["answer"] == "Réponse à quoi ?"
        said = peer.ask(question("quoi ?") | {"passages": ["un", "deux"]})
    assert (said["passages"], said["answer"]) == ([], "un + deux")


def test_a_document_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("été".encode("latin-1"))
    absent = {"doc": "absent", "path": str(tmp_path / "absent.txt")}
    with toy() as peer:
        ready = peer.index(order({"doc": "latin", "path": str(latin)}, absent, TEXT))
    assert ready.passages == 1
    assert [doc for doc, _ in ready.unread] == ["latin", "absent"]
    assert "UnicodeDecodeError" in ready.unread[0][1]


def test_a_question_that_fails_is_told_and_the_next_is_answered() -> None:
    with toy() as peer:
        peer.index(order(TEXT))
        assert peer.ask(question("échoue"))["error"] == "RuntimeError: rien ne va"
        assert peer.ask(question("encore"))["passages"]


def test_a_peer_that_dies_is_told_with_its_last_words_then_for_each_question() -> None:
    with toy() as peer:
        peer.index(order(TEXT))
        with pytest.raises(PeerError, match=r"s’est arrêté.*plus de mémoire"):
            peer.ask(question("meurs"))
        with pytest.raises(PeerError, match="s’est arrêté"):
            peer.ask(question("encore"))


def test_a_peer_that_hangs_is_stopped_at_the_bound() -> None:
    start = time.monotonic()
    with toy(answer_s=0.3) as peer:
        peer.index(order(TEXT))
        with pytest.raises(PeerError, match=r"n’a rien répondu en 0\.3 s"):
            peer.ask(question("dors"))
    assert time.monotonic() - start < 20


def test_a_peer_that_never_reads_is_stopped_even_under_a_long_order() -> None:
    long = {"doc": "a", "text": "mot " * 200_000}
    with (
        scripted("import time; time.sleep(60)", ready_s=0.3) as peer,
        pytest.raises(PeerError, match="n’a rien répondu"),
    ):
        peer.index(order(long))


@pytest.mark.parametrize(
    "line", ["n’importe quoi", "[1, 2]", '{"ready": "oui"}', '{"ready": true, "passages": null}']
)
def test_a_first_line_that_is_not_as_agreed_is_refused(line: str) -> None:
    code = (
        "import sys\n"
        "sys.stdin.readline()\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        f"print({line!r})"
    )
    with scripted(code) as peer, pytest.raises(PeerError, match="Jouet"):
        peer.index(order())


def test_an_answer_to_another_question_is_refused_and_ends_the_peer() -> None:
    code = (
        "import sys, json\n"
        "print(json.dumps({'ready': True, 'passages': 0, 'unread': []}), flush=True)\n"
        "[print(json.dumps({'id': 'autre'}), flush=True) for _ in sys.stdin]"
    )
    with scripted(code) as peer:
        peer.index(order())
        with pytest.raises(PeerError, match="une autre question"):
            peer.ask(question("?"))
        with pytest.raises(PeerError, match="une autre question"):
            peer.ask(question("?", "autre"))


def test_a_program_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with (
        pytest.raises(PeerError, match=r"ne démarre pas.*relancez"),
        PeerProcess("Jouet", [str(tmp_path / "python")]),
    ):
        pass
