"""The report shows what a judge said, with its errors, and only then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes.report_runs import sample_run
from judge_doubles import Scripted, answered, write_sets
from suite_doubles import Told, keep

from evals.htmlreport.page import render
from evals.judge.judge import seated
from evals.judge.judged import judge_run, save
from evals.judge.qualification import examine
from evals.runs.model import Run, RunError


def quiet(title: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    values = {
        f"q{at}": answered(f"q{at}", (f"{'Vrai' if at % 4 else 'Faux'} {at}", ["Un mot."]))
        for at in range(8)
    }
    return keep(tmp_path / "run", Told(values=values))


def test_a_judged_run_says_so_with_the_errors_of_its_judge(run: Run, tmp_path: Path) -> None:
    model = Scripted(name="<b>juge</b>")
    with seated(model, tmp_path / "judges") as judge:
        sets = write_sets(tmp_path / "sets", 20)
        found = examine(judge, sets, limit=None, seed=1, progress=quiet)
        save(judge_run(run, judge, found, quiet), run.folder)
    page = render(run)
    assert 'href="#juge"' in page
    part = page.partition('<section id="juge"')[2].partition("</section>")[0]
    assert "&lt;b&gt;juge&lt;/b&gt;" in part
    assert "75,0\u00a0%" in part  # six of eight claims, raw and corrected
    assert "25,0\u00a0%" in part
    assert part.count("100,0\u00a0%") >= 2  # it erred nowhere
    assert "Trouve à tort" in part
    assert "Aucune comparaison de passages" in part


def test_without_a_judge_nothing_is_said(run: Run) -> None:
    assert "juge" not in render(run)


def test_a_damaged_judgement_is_told(run: Run) -> None:
    (run.folder / "judge.json").write_text('{"judge": {}}', encoding="utf-8")
    with pytest.raises(RunError, match="est abîmé") as caught:
        render(run)
    assert "judge run" in caught.value.advice


def test_a_run_whose_folder_is_gone_is_still_shown(tmp_path: Path) -> None:
    assert render(replace(sample_run(), folder=tmp_path / "gone"))
