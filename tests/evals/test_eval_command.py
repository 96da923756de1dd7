"""`assistant eval` as it is typed: what it prints, keeps, refuses and returns."""

from __future__ import annotations

import errno
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from suite_doubles import Told

from assistant.cli import main
from evals.runs.columns import interval
from evals.runs.writing import Writer
from evals.suites import GROUPS, SUITES, Suite

VALUES = {f"c{at:02}": float(at % 4 > 0) for at in range(40)}


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main(["--data-dir", str(tmp_path / "data"), "eval", *map(str, arguments)])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ran(code, told.out, told.err)

    return command


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts suites of plain values among those of the project, by their names."""

    def register(**suites: Suite) -> None:
        for name, suite in suites.items():
            monkeypatch.setitem(SUITES, name, lambda suite=suite: suite)  # type: ignore[index]

    register(told=Told(values=VALUES), worse=Told(values=VALUES | {"c01": ValueError("x")}))
    return register


def worse(cases: int) -> Told:
    lost = [case for case, value in VALUES.items() if value][:cases]
    return Told(values=VALUES | dict.fromkeys(lost, 0.0))


class Absent(Told):
    def missing(self) -> str | None:
        return "les textes n’existent pas sur cette machine."


def test_a_run_prints_its_figures_and_is_kept(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    done = run("run", "told", "--out", tmp_path / "p")
    assert done.code == 0
    assert "Jeu dicté (told) : 40 cas" in done.out
    assert re.search(r"1  Réponses justes +0,750 +\[0,6\d\d ; 0,8\d\d\] +40\n", done.out)
    assert re.search(r"2  Erreurs \(moins vaut mieux\) +0,250 ", done.out)
    assert f"gardé dans {tmp_path / 'p'}" in done.err
    assert f"assistant eval report {tmp_path / 'p'}" in done.err
    kept = json.loads((tmp_path / "p" / "run.json").read_text(encoding="utf-8"))
    assert (kept["engine"], kept["model"], kept["seed"]) == ("extractive", None, 20201)
    assert kept["versions"].keys() >= {"assistant-crsa", "numpy", "python", "poppler", "source"}
    assert str(tmp_path) not in json.dumps(kept)
    again = run("run", "told", "--out", tmp_path / "p")
    assert again.code == 0
    assert again.out == done.out
    assert "déjà complet" in again.err


def test_small_groups_are_pooled_and_said_to_be(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    values = {f"a{at}": 1.0 for at in range(9)} | {f"b{at}": 0.0 for at in range(12)}
    told(told=Told(values=values))
    out = run("run", "told", "--out", tmp_path / "p").out
    assert re.search(r"groupe b +12 +0,000 +1,000 +0,000\n", out)
    assert re.search(r"autres \(groupes de moins de 10\) +9 +1,000", out)
    assert "groupe a" not in out
    assert "seuls, ils ne prouvent rien" in out


def test_json_gives_every_figure_and_nothing_else_on_stdout(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    found = run("run", "told", "--out", tmp_path / "p", "--seed", 7, "--limit", 12, "--json").json
    assert (found["run"], found["seed"], found["comparison"]) == (str(tmp_path / "p"), 7, None)
    [suite] = found["suites"]
    assert (suite["name"], suite["cases"], suite["errors"]) == ("told", 12, {})
    first = suite["figures"][0]
    assert (first["name"], first["value"], first["n"]) == ("right", 0.75, 12)
    assert (first["low_documents"], first["high_documents"]) == (None, None)  # one document
    assert suite["groups"]["groupe c"]["wrong"]["value"] == 0.25
    assert suite["by_document"]["doc"]["right"]["value"] == 0.75


def test_a_crash_is_shown_and_does_not_fail_the_run(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    done = run("run", "worse", "--out", tmp_path / "p")
    assert done.code == 0
    assert "Cas en panne : 1\n  c01 : ValueError : x" in done.out


def test_a_baseline_decides_the_exit_code(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    assert run("run", "told", "--out", tmp_path / "base").code == 0
    same = run("run", "told", "--out", tmp_path / "same", "--baseline", tmp_path / "base")
    assert same.code == 0
    assert "Verdict : pas de régression" in same.out
    told(told=worse(10))
    given = ("run", "told", "--baseline", tmp_path / "base", "--out")
    lost = run(*given, tmp_path / "lost")
    assert lost.code == 1
    assert "Verdict : régression" in lost.out
    found = run(*given, tmp_path / "lost", "--json")
    assert (found.code, found.json["comparison"]["regressed"]) == (1, True)


def test_compare_tells_what_changed(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    for name, suite in (("a", Told(values=VALUES)), ("b", worse(10))):
        told(told=suite)
        run("run", "told", "--out", tmp_path / name)
    same = run("compare", tmp_path / "a", tmp_path / "a")
    assert same.code == 0
    assert "Mesures sans aucun cas changé : 3 sur 3." in same.out
    lost = run("compare", tmp_path / "a", tmp_path / "b")
    assert lost.code == 1
    assert re.search(
        r"Réponses justes +0,750 +0,500 +−0,250 +\[−0,\d+ ; −0,\d+\] +0,004 +10 +RÉGRESSION",
        lost.out,
    )
    assert "cas changés : c01, c02, c03, c05" in lost.out
    found = run("compare", tmp_path / "a", tmp_path / "b", "--json")
    assert found.code == 1
    [suite] = found.json["suites"]
    assert suite["differences"][0]["verdict"] == "regression"
    assert run("compare", tmp_path / "b", tmp_path / "a").code == 0


def test_a_run_over_other_documents_is_refused_with_the_next_step(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    run("run", "told", "--out", tmp_path / "a")
    told(told=Told(values=VALUES, documents="other"))
    run("run", "told", "--out", tmp_path / "b")
    refused = run("compare", tmp_path / "a", tmp_path / "b")
    assert refused.code == 1
    assert "Erreur : « Jeu dicté » : les documents ont changé" in refused.err
    assert "À faire : Refaites le passage de référence" in refused.err
    forced = run("compare", tmp_path / "a", tmp_path / "b", "--force")
    assert forced.code == 0
    assert "À savoir : « Jeu dicté » : les documents ont changé" in forced.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "samples"], "Peut-être : sample"),
        (["run", "mutation"], "Peut-être : mutations"),
        (["run", "qqq"], "assistant eval list"),
        (["run", "--questions", "q.jsonl"], "à la fois les documents et les questions"),
        (["run", "--corpus", "d"], "à la fois les documents et les questions"),
        (["run", "rte3-dev", "--corpus", "d"], "n’a pas de --corpus à remplacer"),
        (["run", "told", "--limit", "0"], "--limit doit valoir au moins 1"),
        (["run", "told", "--engine", "gpt"], "Possibles : extractive, ollama."),
        (["compare", "one"], "il manque PASSAGE"),
        (["import", "table.csv"], "il manque l’option --out"),
    ],
)
def test_wrong_usage_exits_2_with_the_next_step(
    run: Command, told: Callable[..., None], arguments: list[str], said: str
) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "À faire :" in done.err


def test_a_suite_that_cannot_run_is_told_and_one_of_a_group_passed_over(
    run: Command,
    told: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told(gone=Absent(values=VALUES, name="gone"))
    monkeypatch.setitem(GROUPS, "both", ("gone", "told"))  # type: ignore[arg-type]
    monkeypatch.setitem(GROUPS, "none", ("gone",))  # type: ignore[arg-type]
    named = run("run", "gone", "--out", tmp_path / "p")
    assert named.code == 1
    assert "Le jeu « gone » ne peut pas être lancé : les textes n’existent pas" in named.err
    passed = run("run", "both", "--out", tmp_path / "p")
    assert passed.code == 0
    assert "Jeu « gone » passé : les textes n’existent pas" in passed.err
    assert "Jeu dicté (told)" in passed.out
    none = run("run", "none", "--out", tmp_path / "q")
    assert none.code == 1
    assert "Aucun de ces jeux ne peut être lancé." in none.err
    assert not (tmp_path / "q").exists()


def test_a_folder_that_is_refused_is_not_announced(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    run("run", "told", "--out", tmp_path / "p")
    for out, said in ((tmp_path / "p", "contient un autre passage"),
                      (Path("/proc/passage"), "accessible en écriture")):  # fmt: skip
        refused = run("run", "told", "--out", out, "--seed", 2)
        assert refused.code == 1
        assert said in refused.err
        assert "est gardé dans" not in refused.err


def test_both_ends_of_an_interval_have_the_same_decimals() -> None:
    assert interval(90, 192) == "[90 ; 192]"
    assert interval(-120, 3.25, signed=True) == "[−120 ; +3]"
    assert interval(0.5, 99.5) == "[0,500 ; 99,500]"


def test_without_a_folder_the_run_goes_to_a_dated_one_here(
    run: Command,
    told: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("run", "told")
    [kept] = (tmp_path / "evals-runs").iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d\dh\d\d\.\d\d", kept.name)
    assert f"evals-runs/{kept.name}" in done.err


def test_a_full_disk_is_told_and_the_same_command_ends_the_run(
    run: Command,
    told: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add = Writer.add

    def full(self: Writer, case: str, line: bytes, elapsed_ms: int) -> None:
        if case == "c05":
            raise OSError(errno.ENOSPC, "No space left on device")
        add(self, case, line, elapsed_ms)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "add", full)
        stopped = run("run", "told", "--out", tmp_path / "p")
    assert stopped.code == 1
    assert "Le disque est plein." in stopped.err
    assert "dont 5 déjà mesurés" in run("run", "told", "--out", tmp_path / "p").err
    run("run", "told", "--out", tmp_path / "q")
    kept = [(tmp_path / name / "told.jsonl").read_bytes() for name in "pq"]
    assert kept[0] == kept[1]


def test_a_model_that_is_not_there_is_told_before_anything_is_measured(
    run: Command,
    told: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ASSISTANT_OLLAMA_URL", "http://127.0.0.1:9")
    done = run("run", "told", "--engine", "ollama", "--out", tmp_path / "p")
    assert (done.code, done.out) == (1, "")
    assert "Ollama" in done.err
    assert not (tmp_path / "p").exists()


def test_what_is_not_a_run_is_told(run: Command, tmp_path: Path) -> None:
    for arguments in (["compare", tmp_path, tmp_path], ["report", tmp_path / "nowhere"]):
        done = run(*arguments)
        assert done.code == 1
        assert "ne contient pas de passage" in done.err
        assert "--out" in done.err
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    assert "est abîmé" in run("report", tmp_path).err


def test_the_page_is_written_in_the_run_or_where_asked(
    run: Command, told: Callable[..., None], tmp_path: Path
) -> None:
    run("run", "told", "--out", tmp_path / "p")
    done = run("report", tmp_path / "p")
    assert (done.code, done.out) == (0, f"{tmp_path / 'p' / 'rapport.html'}\n")
    page = (tmp_path / "p" / "rapport.html").read_text(encoding="utf-8")
    assert "Réponses justes" in page
    assert run("report", tmp_path / "p", "--baseline", tmp_path / "p").code == 0
    lost = run("report", tmp_path / "p", "--out", tmp_path / "no" / "p.html")
    assert lost.code == 1
    assert "La page ne peut pas être écrite" in lost.err
    # A page in its folder does not stop the run from being taken up.
    assert run("run", "told", "--out", tmp_path / "p").code == 0


def test_every_suite_is_listed_with_what_it_lacks(run: Command, told: Callable[..., None]) -> None:
    told(gone=Absent(values=VALUES, name="gone"))
    done = run("list")
    assert done.code == 0
    assert re.search(r"^sample +offline +Questions, corpus d’exemple", done.out, re.M)
    assert re.search(r"^gone .*\(absent\)$", done.out, re.M)
    assert "les textes n’existent pas" in done.err
    listed = {one["name"]: one for one in run("list", "--json").json}
    assert listed.keys() >= {name for names in GROUPS.values() for name in names}
    assert listed["sample"]["missing"] is None


def test_every_group_names_suites_and_every_suite_answers_to_its_name() -> None:
    assert {name for names in GROUPS.values() for name in names} == SUITES.keys()
    assert {name: make().name for name, make in SUITES.items()} == {name: name for name in SUITES}


def test_importing_the_command_loads_nothing_that_takes_seconds() -> None:
    import subprocess

    code = "import sys, evals.cli; print({'torch', 'numpy', 'chromadb'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
