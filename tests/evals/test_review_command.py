"""The command that opens the page: which folder, and nothing without it."""

from __future__ import annotations

from pathlib import Path

import pytest

import evals.commands.reviewing
from assistant.cli import main
from assistant.settings import Settings


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings of each chat that would have been opened."""
    found: list[Settings] = []
    monkeypatch.setattr(
        evals.commands.reviewing, "open_chat", lambda settings, *_, **__: found.append(settings)
    )
    return found


def test_the_chat_opens_with_the_page_over_a_folder_that_is_made(
    opened: list[Settings], tmp_path: Path
) -> None:
    place = tmp_path / "mes-questions"
    assert main(["--data-dir", str(tmp_path), "eval", "review", str(place)]) == 0
    assert [one.pages for one in opened] == [{"evaluation": place}]
    assert opened[0].data_dir == tmp_path
    assert place.is_dir()


@pytest.mark.parametrize("wrong", ["fichier", "absent/dossier", "fichier/dossier"])
def test_what_cannot_be_a_folder_is_said(
    opened: list[Settings], tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    (tmp_path / "fichier").touch()
    assert main(["--data-dir", str(tmp_path), "eval", "review", str(tmp_path / wrong)]) == 1
    assert "n’est pas un dossier" in capsys.readouterr().err
    assert opened == []
