"""The whole command on a tiny corpus, with a toy in place of each peer."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from evals.corpora import Corpus
from evals.peers import __main__ as command
from evals.peers import systems
from evals.peers.errors import PeerError
from evals.peers.process import PeerProcess
from evals.peers.roster import SERVING, Peer
from evals.peers.systems import Setting
from evals.peers.table import MARKS
from evals.suites.questions import QuestionSuite

TOY = Path(__file__).resolve().parent.parent / "fakes" / "toy_peer.py"
QUOTE = "La navette passe chaque mardi à neuf heures devant la mairie."


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the command's runs; one suite, "sample", of one question."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "cr.txt").write_text(f"{QUOTE}\n", encoding="utf-8")
    questions = tmp_path / "questions.jsonl"
    case = {
        "id": "q1",
        "type": "lookup",
        "question": "Quel jour passe la navette ?",
        "answerable": True,
        "answer": "Le mardi.",
        "key_facts": [["mardi"]],
        "evidence": [{"doc": "cr", "quote": QUOTE}],
    }
    questions.write_text(json.dumps(case), encoding="utf-8")
    suite = QuestionSuite(
        name="sample",
        title="Essai",
        corpus=Corpus(name="tiny", paths=(corpus,)),
        questions=questions,
    )
    monkeypatch.setattr(command, "SUITES", {"sample": lambda: suite})

    def process(peer: Peer, setting: Setting) -> PeerProcess:
        if peer.name == "llamaindex":
            raise PeerError("Pas de réseau.", "Branchez-le.")
        return PeerProcess(peer.label, [sys.executable, "-I", str(SERVING), str(TOY)])

    monkeypatch.setattr(systems, "_process", process)
    return tmp_path / "out"


def run(out: Path, *more: str) -> int:
    return command.main(["--suite", "sample", "--out", str(out), *more])


@pytest.mark.model
def test_every_system_is_measured_and_kept_and_a_whole_table_goes_to_the_page(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{MARKS[0]}\n{MARKS[1]}\n", encoding="utf-8")
    assert run(tiny, "--docs", str(page)) == 1  # one peer could not be set up
    said = capsys.readouterr()
    assert "LlamaIndex par défaut : Pas de réseau. Branchez-le." in said.err
    found = [line for line in said.out.splitlines() if "2 000 caractères" in line]
    assert [cell.strip() for cell in found[0].strip("|").split(" | ")] == [
        "Essai",
        "Preuves lues, 2 000 caractères",
        "1",
        *["1,000"] * 4,
    ]
    assert page.read_text(encoding="utf-8") == f"{MARKS[0]}\n{MARKS[1]}\n"  # never half a table
    assert "reste comme elle était" in said.err
    kept = sorted(path.name for path in tiny.iterdir())
    assert kept == ["assistant", "bm25", "chaine", "llamaindex", "tutoriel", "unread.json"]

    before = (tiny / "bm25" / "sample.jsonl").read_bytes()
    assert run(tiny, "--peer", "bm25", "--docs", str(page)) == 0  # taken up, not measured again
    assert (tiny / "bm25" / "sample.jsonl").read_bytes() == before
    written = capsys.readouterr().out
    assert "BM25 simple" in written
    assert written in page.read_text(encoding="utf-8")
    assert run(tiny, "--peer", "bm25", "--kept") == 0
    assert capsys.readouterr().out == written


@pytest.mark.model
def test_the_same_command_elsewhere_gives_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    for out in (tiny, tmp_path / "again"):
        assert run(out, "--peer", "tutoriel", "--peer", "chaine") == 0
    for name in ("tutoriel", "chaine"):
        for file in ("run.json", "sample.jsonl"):
            one, other = ((out / name / file).read_bytes() for out in (tiny, tmp_path / "again"))
            assert one == other
            assert str(tmp_path).encode() not in one


def test_a_model_must_be_named_for_peers_to_write(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny, "--engine", "ollama") == 1
    assert "ollama_model" in capsys.readouterr().err


def test_a_suite_that_was_asked_for_and_is_missing_is_refused(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "questions.jsonl").unlink()
    assert run(tiny) == 1
    assert "n’existe pas sur cette machine" in capsys.readouterr().err


def test_a_page_that_is_not_there_is_told_before_anything_is_run(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny, "--docs", str(tmp_path / "absente.md")) == 1
    assert "absente.md" in capsys.readouterr().err
    assert not tiny.exists()


def test_a_folder_that_keeps_nothing_is_told(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny, "--kept") == 1
    assert "ne garde aucun passage" in capsys.readouterr().err
