"""The offline suites on the sample corpus, held to the baseline that is kept with the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main
from evals.runs.folder import load_run
from evals.suite import Bench
from evals.suites import GROUPS, SUITES

BASELINE = Path(__file__).resolve().parent.parent.parent / "evals" / "baselines" / "offline"


def test_the_baseline_is_of_the_questions_and_documents_as_they_are() -> None:
    kept = {suite.info.name: suite.info.fingerprint for suite in load_run(BASELINE).suites}
    assert kept == {name: SUITES[name]().fingerprint() for name in GROUPS["offline"]}, (
        "the cases changed: make baseline, and commit it with the change"
    )


@pytest.mark.slow
def test_the_baseline_is_of_the_cases_as_they_are(tmp_path: Path) -> None:
    bench = Bench(indexes=tmp_path)
    for suite in load_run(BASELINE).suites:
        with SUITES[suite.info.name]().open(bench) as session:
            assert suite.info.cases == tuple(session.cases), (
                f"the cases of {suite.info.name} changed: make baseline, and commit it"
            )


@pytest.mark.slow
def test_no_figure_falls_below_the_baseline_by_more_than_chance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--baseline", str(BASELINE), "--out", str(tmp_path / "run"), "--json"]
    code = main(["eval", "run", "offline", *given])
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert {suite["name"]: suite["errors"] for suite in found["suites"]} == {
        name: {} for name in GROUPS["offline"]
    }
    worse = [
        (suite["name"], one["metric"], one["before"]["value"], one["after"]["value"])
        for suite in found["comparison"]["suites"]
        for one in suite["differences"]
        if one["verdict"] == "regression"
    ]
    assert worse == [], "make eval tells more"
    assert code == 0, told.err


@pytest.mark.slow
def test_two_runs_of_the_offline_suites_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["eval", "run", "offline", "--limit", "6", "--out", str(tmp_path / name)]) == 0
    for file in ("run.json", *(f"{name}.jsonl" for name in GROUPS["offline"])):
        kept = (tmp_path / "one" / file).read_bytes()
        assert kept == (tmp_path / "two" / file).read_bytes(), file
        assert str(tmp_path).encode() not in kept, file
