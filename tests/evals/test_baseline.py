"""A baseline holds the scores without the texts, and compares like the run that it came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from suite_doubles import Told, keep

from evals.runs.compare import compare
from evals.runs.folder import load_run
from evals.runs.slim import main

VALUES = {f"c{at:02}": float(at % 4 > 0) for at in range(40)}


def test_a_slim_run_compares_like_the_whole_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = keep(tmp_path / "whole", Told(values=VALUES | {"c01": ValueError("x")}))
    (tmp_path / "slim").mkdir()
    (tmp_path / "slim" / "old.jsonl").write_text("of a suite that is no more\n")
    assert main([str(tmp_path / "whole"), str(tmp_path / "slim")]) == 0
    assert "Référence écrite" in capsys.readouterr().out
    assert sorted(one.name for one in (tmp_path / "slim").iterdir()) == ["run.json", "told.jsonl"]
    slim = load_run(tmp_path / "slim")
    assert all(record.detail == {} for record in slim.suites[0].records)
    found = compare(slim, whole)
    assert not found.regressed
    assert found.notices == ()
    assert all(one.p == 1 for one in found.suites[0].differences)
    lost = keep(tmp_path / "lost", Told(values=VALUES | dict.fromkeys(list(VALUES)[:20], 0.0)))
    assert compare(slim, lost).regressed


def test_what_is_no_run_and_what_cannot_be_written_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), str(tmp_path / "slim")]) == 1
    assert "ne contient pas de passage" in capsys.readouterr().err
    keep(tmp_path / "run", Told(values=VALUES))
    (tmp_path / "file").write_text("")
    assert main([str(tmp_path / "run"), str(tmp_path / "file")]) == 1
    assert "impossible à écrire" in capsys.readouterr().err
