"""A run is kept as it goes, continued after any stop, and never mixed with another."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from filelock import FileLock
from suite_doubles import METRICS, Told, header, keep, told_record

from evals.problems import InvalidCases
from evals.records import Record, Score
from evals.runs.folder import load_run
from evals.runs.model import RunError
from evals.runs.runner import CRASHED, run_suites
from evals.suite import Bench, SuiteError

VALUES = {f"{'ab'[at % 2]}{at:02}": at % 3 / 2 for at in range(12)}


def files(folder: Path) -> dict[str, bytes]:
    """Everything but the times."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.name not in ("times.json", ".lock")
    }


@dataclass(frozen=True, kw_only=True)
class Unready(Told):
    """Leaves a file in its index, then cannot be opened; tells whether one was there."""

    fault: BaseException
    found: list[bool] = field(default_factory=list)

    @contextmanager
    def open(self, bench: Bench) -> Iterator[Told]:
        left = bench.indexes / "left"
        self.found.append(left.exists())
        left.write_bytes(b"")
        raise self.fault
        yield self


def test_a_run_is_read_back_as_it_was_measured(tmp_path: Path) -> None:
    suite = Told(values=VALUES)
    run = keep(tmp_path / "run", suite)
    assert run == load_run(tmp_path / "run")
    [kept] = run.suites
    assert kept.records == tuple(told_record(case, value) for case, value in VALUES.items())
    assert (kept.info.metrics, kept.info.cases) == (METRICS, tuple(VALUES))
    assert (kept.info.documents, kept.info.corpus) == ("d0c", "c0rpus")
    assert kept.times.keys() == VALUES.keys()
    assert (run.engine, run.seed, run.settings) == ("extractive", 1, {"embedder": "hashing"})
    assert sorted(files(tmp_path / "run")) == ["run.json", "told.jsonl"]


def test_two_runs_give_the_same_bytes_but_for_times(tmp_path: Path) -> None:
    for name in ("one", "two"):
        keep(tmp_path / name, Told(values=VALUES), Told(values={"z": 1}, name="other"))
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert b"time" not in b"".join(files(tmp_path / "one").values())


def test_a_limit_runs_the_first_cases_of_each_suite(tmp_path: Path) -> None:
    [kept] = keep(tmp_path / "run", Told(values=VALUES), limit=3).suites
    assert [one.id for one in kept.records] == list(VALUES)[:3]


def test_a_suite_that_is_complete_is_not_measured_again(tmp_path: Path) -> None:
    first = keep(tmp_path / "run", Told(values=VALUES))
    again = Told(values=VALUES)
    assert keep(tmp_path / "run", again) == first
    assert again.measured == []


@pytest.mark.parametrize("cut", [0, 1, 5])
def test_a_run_stopped_at_any_byte_ends_with_the_same_bytes(tmp_path: Path, cut: int) -> None:
    keep(tmp_path / "whole", Told(values=VALUES))
    whole = files(tmp_path / "whole")
    lines = whole["told.jsonl"].splitlines(keepends=True)
    keep(tmp_path / "cut", Told(values=VALUES))
    kept = tmp_path / "cut" / "told.jsonl"
    for half in (b"", lines[cut][:1], lines[cut][:-1], lines[cut][:-40]):
        kept.write_bytes(b"".join(lines[:cut]) + half)
        suite = Told(values=VALUES)
        keep(tmp_path / "cut", suite)
        assert suite.measured == list(VALUES)[cut:]
        assert files(tmp_path / "cut") == whole


def test_a_line_damaged_in_the_middle_is_measured_again_with_those_after_it(tmp_path: Path) -> None:
    keep(tmp_path / "run", Told(values=VALUES))
    before = files(tmp_path / "run")
    kept = tmp_path / "run" / "told.jsonl"
    kept.write_bytes(kept.read_bytes().replace(b'"b07"', b'"b07'))
    with pytest.raises(RunError, match="n’est pas terminé"):
        load_run(tmp_path / "run")
    again = Told(values=VALUES)
    keep(tmp_path / "run", again)
    assert again.measured == list(VALUES)[7:]
    assert files(tmp_path / "run") == before


SLOW_RUN = """
import sys, time
from pathlib import Path
from suite_doubles import Told, keep
from test_run_folder import VALUES

class Slow(Told):
    def measure(self, case):
        time.sleep(float(sys.argv[2]))
        return super().measure(case)

keep(Path(sys.argv[1]), Slow(values=VALUES))
"""


@pytest.mark.model
def test_a_killed_run_ends_with_the_same_bytes(tmp_path: Path) -> None:
    here = Path(__file__).resolve().parent
    places = os.pathsep.join([str(here), str(here.parent.parent)])
    command = [sys.executable, "-c", SLOW_RUN, str(tmp_path / "killed")]
    running = subprocess.Popen([*command, "0.1"], env={**os.environ, "PYTHONPATH": places})
    kept = tmp_path / "killed" / "told.jsonl"
    while running.poll() is None and not (kept.exists() and kept.read_bytes().count(b"\n") >= 3):
        pass
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    with pytest.raises(RunError, match="n’est pas terminé"):
        load_run(tmp_path / "killed")
    rest = Told(values=VALUES)
    keep(tmp_path / "killed", rest)
    assert 0 < len(rest.measured) <= len(VALUES) - 3
    keep(tmp_path / "whole", Told(values=VALUES))
    assert files(tmp_path / "killed") == files(tmp_path / "whole")


def test_a_crash_is_a_record_and_stops_nothing(tmp_path: Path) -> None:
    values = {
        "a": 1.0,
        "b": ZeroDivisionError("division by zero\nsecond line"),
        "c": Record(id="c", group="g", scores={"right": Score(hits=float("nan"))}),
        "d": Record(id="d", group="g", scores={}, detail={"place": Path("x")}),
        "e": Record(id="other", group="g", scores={}),
        "f": Record(id="f", group="g", scores={}, detail={"answer": "\ud800"}),
        "g": 0.5,
    }
    [kept] = keep(tmp_path / "run", Told(values=values)).suites
    errors = {one.id: one.errors for one in kept.records}
    assert list(errors) == list(values)
    assert errors["a"] == errors["g"] == ()
    assert errors["b"] == ("ZeroDivisionError : division by zero",)
    assert "ValueError" in errors["c"][0]
    assert "TypeError" in errors["d"][0]
    assert "'other'" in errors["e"][0]
    assert "UnicodeEncodeError" in errors["f"][0]
    crashed = kept.records[1]
    assert (crashed.group, crashed.scores) == (CRASHED, {})


def test_an_interruption_is_no_crash_and_the_run_goes_on_later(tmp_path: Path) -> None:
    values = {"a": 1.0, "b": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path / "run", Told(values=values))
    later = Told(values={"a": 1.0, "b": 0.0})
    keep(tmp_path / "run", later)
    assert later.measured == ["b"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"engine": "ollama"}, "le moteur"),
        ({"model": "m"}, "le modèle"),
        ({"seed": 2}, "la graine"),
        ({"limit": 2}, "le nombre de cas"),
        ({"settings": {}}, "les réglages"),
        ({"versions": {"source": "x"}}, "le programme ou ses bibliothèques"),
        ({"asked": {"told": "other"}}, "les jeux ou leurs cas"),
    ],
)
def test_the_folder_of_another_run_is_refused(
    tmp_path: Path, given: dict[str, object], said: str
) -> None:
    suite = Told(values=VALUES)
    keep(tmp_path / "run", suite)
    before = files(tmp_path / "run")
    with pytest.raises(RunError) as refused:
        keep(tmp_path / "run", suite, **given)
    assert f"contient un autre passage : {said} diffèrent." in refused.value.message
    assert "--out" in refused.value.advice
    assert files(tmp_path / "run") == before


def test_a_folder_without_a_record_is_replaced(tmp_path: Path) -> None:
    for fault in (SuiteError("Illisible.", "Corrigez."), InvalidCases([])):
        with pytest.raises(type(fault)):
            keep(tmp_path / "run", Unready(values={"a": 1.0}, fault=fault))
        assert sorted(files(tmp_path / "run")) == ["run.json"]
    keep(tmp_path / "run", Told(values=VALUES), seed=2)
    keep(tmp_path / "whole", Told(values=VALUES), seed=2)
    assert files(tmp_path / "run") == files(tmp_path / "whole")


def test_an_index_is_kept_for_the_same_command_only(tmp_path: Path) -> None:
    stopped = Unready(values=VALUES, fault=KeyboardInterrupt())
    for seed in (1, 1, 2):
        with pytest.raises(KeyboardInterrupt):
            keep(tmp_path, stopped, seed=seed)
    assert stopped.found == [False, True, False]


def test_a_run_whose_first_line_is_damaged_is_not_replaced(tmp_path: Path) -> None:
    keep(tmp_path, Told(values=VALUES))
    kept = tmp_path / "told.jsonl"
    kept.write_bytes(b"x" + kept.read_bytes())
    before = files(tmp_path)
    with pytest.raises(RunError, match="contient un autre passage"):
        keep(tmp_path, Told(values=VALUES), seed=2)
    assert files(tmp_path) == before


@pytest.mark.parametrize("changed", [{"documents": "new"}, {"corpus": "new"}])
def test_a_run_is_not_continued_over_other_documents(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path / "run", Told(values={"a": 1.0, "b": KeyboardInterrupt()}))
    with pytest.raises(RunError, match="d’autres documents"):
        keep(tmp_path / "run", Told(values={"a": 1.0, "b": 0.0}, **changed))


def test_an_empty_suite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="n’a aucun cas"):
        keep(tmp_path / "run", Told(values={}))


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mémoire.docx").write_bytes(b"")
    with pytest.raises(RunError, match="contient déjà d’autres fichiers"):
        keep(tmp_path, Told(values=VALUES))
    assert not (tmp_path / "run.json").exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for out in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/passage/below")):
        with pytest.raises(RunError, match="accessible en écriture") as refused:
            keep(out, Told(values=VALUES))
        assert "--out" in refused.value.advice


def test_two_commands_do_not_write_to_one_folder(tmp_path: Path) -> None:
    suite = Told(values=VALUES)
    with FileLock(tmp_path / ".lock"), pytest.raises(RunError, match="Un autre passage écrit"):
        keep(tmp_path, suite)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "suites": 3}'])
def test_a_damaged_manifest_is_told(tmp_path: Path, text: str) -> None:
    keep(tmp_path / "run", Told(values=VALUES))
    (tmp_path / "run" / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match="est abîmé"):
        load_run(tmp_path / "run")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("settings", []),
        ("versions", "3.11"),
        ("versions", {"python": 3}),
        ("asked", ["told"]),
        ("seed", "1"),
        ("suites", {}),
        ("suites", [None]),
    ],
)
def test_a_manifest_of_other_values_is_told(tmp_path: Path, key: str, value: object) -> None:
    keep(tmp_path, Told(values=VALUES))
    manifest = tmp_path / "run.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {key: value}))
    with pytest.raises(RunError, match="est abîmé"):
        load_run(tmp_path)


def test_a_folder_in_the_place_of_a_file_of_the_run_is_told(tmp_path: Path) -> None:
    for name, said in (("run.json", "est abîmé"), ("told.jsonl", "est un dossier")):
        keep(tmp_path / name, Told(values=VALUES))
        (tmp_path / name / name).unlink()
        (tmp_path / name / name).mkdir()
        with pytest.raises(RunError, match=said):
            load_run(tmp_path / name)


@pytest.mark.parametrize(
    "damage",
    [
        {"scores": []},
        {"scores": {"right": None}},
        {"scores": {"right": [None, 1]}},
        {"scores": {"right": ["1", 1]}},
        {"scores": {"right": [float("nan"), 1]}},
        {"scores": {"right": [1, "1"]}},
        {"scores": {"right": [1]}},
        {"errors": "none"},
        {"documents": [1]},
        {"detail": []},
        {"id": 1},
    ],
)
def test_a_record_of_other_values_is_measured_again(
    tmp_path: Path, damage: dict[str, object]
) -> None:
    keep(tmp_path, Told(values=VALUES))
    before = files(tmp_path)
    kept = tmp_path / "told.jsonl"
    *lines, last = kept.read_text(encoding="utf-8").splitlines(keepends=True)
    kept.write_text("".join(lines) + json.dumps(json.loads(last) | damage) + "\n", encoding="utf-8")
    with pytest.raises(RunError, match="n’est pas terminé"):
        load_run(tmp_path)
    keep(tmp_path, Told(values=VALUES))
    assert files(tmp_path) == before


def test_a_folder_without_a_run_and_another_format_are_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="ne contient pas de passage"):
        load_run(tmp_path)
    keep(tmp_path / "run", Told(values=VALUES))
    manifest = tmp_path / "run" / "run.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}))
    with pytest.raises(RunError, match="d’une autre version du programme"):
        load_run(tmp_path / "run")


def test_damaged_times_only_lack(tmp_path: Path) -> None:
    keep(tmp_path / "run", Told(values=VALUES))
    for text in ("{", "[]", '{"told": [3]}', '{"told": {"b01": "3"}}'):
        (tmp_path / "run" / "times.json").write_text(text)
        assert load_run(tmp_path / "run").suites[0].times == {}


def test_progress_tells_the_wait_then_starts_where_the_run_was_left(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path / "run", Told(values={"a": 1.0, "b": KeyboardInterrupt(), "c": 1.0}))
    suite = Told(values={"a": 1.0, "b": 1.0, "c": 1.0})
    seen: list[tuple[str, int, int]] = []
    run_suites([suite], header(suite), tmp_path / "run", lambda *step: seen.append(step))
    assert seen == [
        ("Jeu dicté", 0, 0),
        ("Jeu dicté", 1, 3),
        ("Jeu dicté", 2, 3),
        ("Jeu dicté", 3, 3),
    ]
