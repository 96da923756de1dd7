"""Peers as systems: what is handed to them and what is read of their answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from evals.cases import Case, Exchange
from evals.corpora import Prepared
from evals.peers import systems
from evals.peers.errors import PeerError
from evals.peers.process import PeerProcess, Ready
from evals.peers.roster import BM25, PEERS, SERVING, TUTORIAL
from evals.peers.systems import Setting, chained, documents, refuses, response, served
from evals.response import Reading
from vectorstore import Store

TOY = Path(__file__).resolve().parent.parent / "fakes" / "toy_peer.py"


def case(question: str, **more: Any) -> Case:
    return Case(
        id="q1",
        type="fait",
        question=question,
        answerable=True,
        answer="",
        key_facts=(),
        evidence=(),
        **more,
    )


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every peer is the toy, run by our own interpreter."""

    def process(peer: object, setting: Setting) -> PeerProcess:
        return PeerProcess("Jouet", [sys.executable, "-I", str(SERVING), str(TOY)])

    monkeypatch.setattr(systems, "_process", process)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Prepared]:
    file = tmp_path / "cr.txt"
    file.write_text("La navette passe chaque mardi à neuf heures.", encoding="utf-8")
    from fakes.hashing_embedder import HashingEmbedder

    with Store.open(tmp_path / "data", HashingEmbedder, write=True) as store:
        store.ingest([file])
        assistant = Assistant(store, lambda wanted: (None, None))
        yield Prepared(assistant=assistant, files={"cr": file}, documents="d", corpus="c")


def test_files_go_by_their_path_and_lines_by_their_text_with_title(tmp_path: Path) -> None:
    lines = tmp_path / "lot.jsonl"
    rows = [{"id": "l1", "title": "Titre", "text": "Un."}, {"id": "l2", "text": "Deux\u2028."}]
    lines.write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
    )
    pdf = tmp_path / "cr.pdf"
    assert documents({"l2": lines, "l1": lines, "cr": pdf}) == [
        {"doc": "cr", "path": str(pdf)},
        {"doc": "l1", "text": "Titre\nUn."},
        {"doc": "l2", "text": "Deux\u2028."},
    ]


def test_a_peer_is_measured_like_the_product(toy: None, corpus: Prepared, tmp_path: Path) -> None:
    told: list[Ready] = []
    with served(BM25, Setting(environments=tmp_path), told.append) as over:
        got = over(corpus).respond(case("navette ?", history=(Exchange(question="a", answer="b"),)))
    assert [one.passages for one in told] == [1]
    assert [one.doc for one in got.passages] == ["cr"]
    assert (got.answer, got.abstained, got.claims, got.citations) == (None, False, (), ())


def test_a_peer_with_a_model_answers(toy: None, corpus: Prepared, tmp_path: Path) -> None:
    setting = Setting(environments=tmp_path, model="petit")
    with served(TUTORIAL, setting, lambda ready: None) as over:
        assert over(corpus).respond(case("navette ?")).answer == "Réponse à navette ?"


def test_our_search_feeds_their_chain(toy: None, corpus: Prepared, tmp_path: Path) -> None:
    text = "La navette passe chaque mardi à neuf heures."
    with chained(TUTORIAL, Setting(environments=tmp_path)) as over:
        got = over(corpus).respond(case("Quand passe la navette ?"))
    assert got.passages == (Reading(doc="cr", text=text),)
    assert got.answer is None
    with chained(TUTORIAL, Setting(environments=tmp_path, model="petit")) as over:
        assert over(corpus).respond(case("Quand passe la navette ?")).answer == text


@pytest.mark.parametrize(
    "said",
    [
        {"error": "RuntimeError: rien ne va"},
        {"passages": []},
        {"passages": [{"doc": "a"}], "answer": None},
        {"passages": [{"doc": "a", "text": 3}], "answer": None},
        {"passages": None, "answer": None},
        {"passages": [], "answer": 3},
    ],
)
def test_an_answer_not_as_agreed_is_told(said: dict[str, Any]) -> None:
    with pytest.raises(PeerError, match="pair"):
        response(said)


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ("I don't know.", True),
        ("Je ne sais pas", True),
        ("D’après ces documents, je ne sais pas.", True),
        ("Empty Response", True),
        ("", True),
        ("Je ne sais pas pour 2021. En 2022, il y en avait douze.", False),
        ("Douze lits.", False),
    ],
)
def test_a_refusal_is_a_whole_answer_that_says_not_to_know(answer: str, refusal: bool) -> None:
    assert refuses(answer) is refusal


def test_every_peer_has_its_program_and_its_pinned_packages() -> None:
    for peer in PEERS:
        assert peer.source.is_file()
        lines = peer.requirements.read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if not line.startswith("#")]
        assert packages
        assert all(line.count("==") == 1 for line in packages)
