"""Settings: where they come from, what a child process gets of them, what is said of bad ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.demo import demo_settings
from assistant.settings import SETTINGS_FILE, SettingsError, child_environment, load_settings


def settings_of_a_child(environment: dict[str, str]) -> str:
    code = "from assistant.settings import load_settings; print(load_settings().model_dump_json())"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_child_process_has_the_same_settings(tmp_path: Path, monkeypatch) -> None:
    """The folder of the demonstration has no settings file of its own."""
    (tmp_path / SETTINGS_FILE).write_text(
        'embedder = "/modeles/un"\nengine = "extractive"\nollama_model = "petit:1b"\n'
        'ollama_url = "http://127.0.0.1:4242"\nollama_num_ctx = 4096\n'
        '[pages]\nevaluation = "~/été \\"1\\""\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("assistant_ollama_timeout_s", "7")
    settings = demo_settings(load_settings(data_dir=tmp_path))
    assert (settings.embedder, settings.ollama_timeout_s) == ("/modeles/un", 7.0)
    assert settings_of_a_child(child_environment(settings)) == settings.model_dump_json()


def test_a_variable_that_is_no_json_is_said_in_french(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("ASSISTANT_PAGES", "evaluation")
    with pytest.raises(SettingsError, match="ASSISTANT_PAGES, par exemple"):
        load_settings(data_dir=tmp_path)


def test_a_setting_that_is_not_given_is_not_given_to_a_child(tmp_path: Path, monkeypatch) -> None:
    settings = load_settings(data_dir=tmp_path)
    monkeypatch.setenv("ASSISTANT_OLLAMA_MODEL", "autre:1b")
    assert "ASSISTANT_OLLAMA_MODEL" not in child_environment(settings)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'embedder = "minilm"\nengine = \n', "est mal écrit (ligne 2)"),
        (b'embedder = "minilm', "est mal écrit"),
        ('embedder = "modèle"'.encode("latin-1"), "n’est pas en UTF-8"),
    ],
)
def test_a_settings_file_that_cannot_be_read_is_said_in_french(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_settings(data_dir=tmp_path)
    assert said in str(caught.value)
    for english in ("Invalid", "Illegal", "codec", "line", "column"):
        assert english not in str(caught.value).replace(SETTINGS_FILE, "")


def test_an_empty_variable_is_not_set(monkeypatch) -> None:
    usual = load_settings()
    monkeypatch.setenv("ASSISTANT_DATA_DIR", "")
    monkeypatch.setenv("ASSISTANT_EMBEDDER", "")
    assert load_settings() == usual


def test_the_home_folder_is_found(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", "~/données")
    (tmp_path / "données").mkdir()
    (tmp_path / "données" / SETTINGS_FILE).write_text('engine = "extractive"', encoding="utf-8")
    settings = load_settings()
    assert settings.data_dir == tmp_path / "données"
    assert settings.engine == "extractive"
    assert load_settings(data_dir=Path("~/données")) == settings
