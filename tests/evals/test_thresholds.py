"""What the first issue asks of the product on the real corpus, measured end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Question, load_settings, open_assistant
from evals.__main__ import main

pytestmark = pytest.mark.slow


def test_evidence_and_citations_reach_what_is_asked(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--suite", "dev", "--data-dir", str(tmp_path)]
    asked = ["--fail-under", "evidence_4000=0.65", "--fail-under", "quotes_on_page=0.98"]
    assert main([*given, *asked]) == 0, capsys.readouterr().out
    [folder] = [path.parent for path in tmp_path.rglob("catalogue.sqlite3")]
    with open_assistant(load_settings(data_dir=folder, engine="extractive")) as assistant:
        for text in (
            "Quelle est la recette du gratin dauphinois ?",
            "Comment faire une tarte aux pommes ?",
            "Combien de temps faut-il cuire un œuf dur ?",
            "Comment préparer une pâte à crêpes ?",
        ):
            assert assistant.ask(Question(text=text)).abstained, text
