"""Each peer's own environment: made once, made again when its packages change."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evals.peers.environments import interpreter
from evals.peers.errors import PeerError


@pytest.mark.model
def test_it_is_made_once_sees_none_of_our_packages_and_follows_its_list(tmp_path: Path) -> None:
    requirements = tmp_path / "jouet.txt"
    requirements.write_text("# rien\n", encoding="utf-8")
    python = interpreter("jouet", requirements, tmp_path / "envs")
    code = "import importlib.util as u; print([u.find_spec(n) for n in ('numpy', 'evals')])"
    done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[None, None]"

    kept = tmp_path / "envs" / "jouet" / "kept"
    kept.touch()
    assert interpreter("jouet", requirements, tmp_path / "envs") == python
    assert kept.exists()
    requirements.write_text("# autre chose\n", encoding="utf-8")
    interpreter("jouet", requirements, tmp_path / "envs")
    assert not kept.exists()


@pytest.mark.model
def test_packages_that_cannot_be_installed_leave_nothing_half_made(tmp_path: Path) -> None:
    requirements = tmp_path / "jouet.txt"
    requirements.write_text(f"{tmp_path / 'absent.whl'}\n", encoding="utf-8")
    with pytest.raises(PeerError, match="n’a pas pu être installé"):
        interpreter("jouet", requirements, tmp_path / "envs")
    assert not (tmp_path / "envs" / "jouet").exists()
