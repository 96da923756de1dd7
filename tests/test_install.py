"""What sets the project up: the tested versions, the Makefile's notices, the script of the CI."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TARGETS = ("install", "demo", "check", "test", "test-slow", "eval", "baseline", "bench")


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pins}


def required() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*map(Requirement, project["dependencies"] + project["optional-dependencies"]["dev"])]


def dependencies(requirement: Requirement) -> list[Requirement]:
    """What an installed package needs here, with the extras that are asked of it."""
    found = map(Requirement, importlib.metadata.requires(requirement.name) or [])
    return [
        need
        for need in found
        if need.marker is None
        or any(need.marker.evaluate({"extra": extra}) for extra in (*requirement.extras, ""))
    ]


def make(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path):
    """The files that an installation starts from."""
    for name in ("Makefile", "constraints.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_every_package_that_gets_installed_has_a_tested_version():
    pins, todo, seen = constraints(), required(), set()
    while todo:
        need = todo.pop()
        key = (canonicalize_name(need.name), frozenset(need.extras))
        if key in seen:
            continue
        seen.add(key)
        todo += dependencies(need)
    tools = {"pip", "setuptools", "wheel"}
    assert sorted({name for name, _ in seen} - tools - pins.keys()) == []


def test_the_tested_versions_are_those_of_this_environment():
    installed = {
        canonicalize_name(found.metadata["Name"]): found.version.split("+")[0]
        for found in importlib.metadata.distributions()
    }
    pins = constraints()
    assert {n: v for n, v in pins.items() if installed.get(n, v) != v} == {}
    assert len(pins.keys() & installed.keys()) > 100


def test_the_tested_versions_fit_the_ranges():
    pins = constraints()
    assert [
        str(need) for need in required() if pins[canonicalize_name(need.name)] not in need.specifier
    ] == []


def test_torch_is_pinned_without_the_mark_of_one_build():
    assert re.fullmatch(r"\d+\.\d+\.\d+", constraints()["torch"])


def test_make_alone_explains_every_target():
    shown = make(ROOT).stdout
    assert [target for target in TARGETS if f"make {target} " not in shown] == []


@pytest.mark.parametrize("python", ["", "python-that-is-not-there"])
def test_without_a_recent_python_the_notice_says_what_to_do(checkout, python):
    done = make(checkout, "install", f"PYTHON={python}")
    assert done.returncode != 0
    assert "Python 3.11 ou plus récent est nécessaire" in done.stderr
    assert "https://www.python.org/downloads/" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old_is_refused(checkout):
    old = checkout / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = make(checkout, "install", f"PYTHON={old}")
    assert done.returncode != 0
    assert "Python 3.11 ou plus récent est nécessaire" in done.stderr


def test_a_venv_that_cannot_be_made_is_explained_and_not_left_half_made(checkout):
    half = checkout / "half-python"
    half.write_text(
        '#!/bin/sh\n[ "$1" = -c ] && exit 0\nmkdir -p .venv/bin\nexit 1\n', encoding="utf-8"
    )
    half.chmod(0o755)
    done = make(checkout, "install", f"PYTHON={half}")
    assert done.returncode != 0
    assert "python3-venv" in done.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.model
def test_without_network_the_notice_says_what_to_do(checkout):
    done = make(
        checkout,
        "install",
        f"PYTHON={sys.executable}",
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_EXTRA_INDEX_URL="",
        PIP_FIND_LINKS="",
        PIP_CONFIG_FILE=os.devnull,
        PIP_RETRIES="0",
        PIP_CACHE_DIR=str(checkout / "cache"),
    )
    assert done.returncode != 0
    assert "pas d’accès au réseau" in done.stderr
    assert "relancez la même commande" in done.stderr
    assert not (checkout / ".venv" / ".installed").exists()


def test_a_second_install_does_nothing(checkout):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / ".installed").touch()
    done = make(checkout, "install")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Installation" not in done.stdout


@pytest.fixture
def ci(tmp_path):
    """Runs the script of the CI with a `make` that says what it is told to for each target."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    for name in ("chromium", "pdftotext"):
        (tools / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (tools / name).chmod(0o755)

    def run(**said: tuple[int, str]) -> subprocess.CompletedProcess[str]:
        cases = "".join(
            f"{target.replace('_', '-')}) echo 'x'; echo '{text}'; exit {code};;\n"
            for target, (code, text) in said.items()
        )
        (tools / "make").write_text(f'#!/bin/sh\ncase "$1" in\n{cases}esac\n', encoding="utf-8")
        (tools / "make").chmod(0o755)
        return subprocess.run(
            [tmp_path / ".ci" / "run"],
            env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("test", "slow", "code", "total"),
    [
        (
            (0, "12 passed in 3.21s"),
            (0, "3 passed, 12 deselected in 9.00s"),
            0,
            "15 passed, 0 failed",
        ),
        (
            (1, "2 failed, 12 passed, 1 error in 3.21s"),
            (0, "3 passed in 70.10s (0:01:10)"),
            1,
            "15 passed, 3 failed",
        ),
        ((0, "12 passed in 3.21s"), (1, "1 failed, 2 passed in 9.00s"), 1, "14 passed, 1 failed"),
        ((0, "12 passed in 3.21s"), (2, "make: stopped"), 1, "12 passed, 0 failed"),
        ((0, "no summary"), (0, "3 passed in 9.00s"), 1, "3 passed, 0 failed"),
    ],
)
def test_the_last_line_of_the_ci_is_the_total_of_both_runs(ci, test, slow, code, total):
    done = ci(test=test, test_slow=slow)
    assert done.returncode == code
    assert done.stdout.splitlines()[-1].startswith(total)


def test_the_ci_stops_when_the_installation_fails(ci):
    assert ci(install=(1, "no network"), test=(0, "1 passed in 1.00s")).returncode != 0
