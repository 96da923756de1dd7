"""What the first issue asks of the product on the real corpus, measured end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Question, load_settings, open_assistant
from assistant.cli import main
from evals.corpora import REAL, prepared
from evals.suite import Bench

pytestmark = pytest.mark.slow


def test_evidence_and_citations_reach_what_is_asked(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "run", "dev", "--out", str(tmp_path / "run"), "--json"]) == 0
    [suite] = json.loads(capsys.readouterr().out)["suites"]
    figures = {one["name"]: one["value"] for one in suite["figures"]}
    assert suite["errors"] == {}
    assert figures["evidence_4000"] >= 0.65
    assert figures["quotes_on_page"] >= 0.98


def test_what_the_real_corpus_does_not_speak_of_is_refused(shared: Path, tmp_path: Path) -> None:
    with prepared(REAL, Bench(indexes=tmp_path)):
        pass
    settings = load_settings(data_dir=tmp_path / REAL.name, engine="extractive")
    with open_assistant(settings) as assistant:
        for text in (
            "Quelle est la recette du gratin dauphinois ?",
            "Comment faire une tarte aux pommes ?",
            "Combien de temps faut-il cuire un œuf dur ?",
            "Comment préparer une pâte à crêpes ?",
        ):
            assert assistant.ask(Question(text=text)).abstained, text
