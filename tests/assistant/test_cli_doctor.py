"""`assistant doctor`: what is in order, what is to be done, and with which command."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_harness import Command, write_samples
from fakes.ollama_server import Behaviour, FakeModel, FakeOllama
from fakes.tesseract import fake_tesseract, without_tesseract

from assistant import doctor
from assistant.engines.ollama_server import MODEL_FOR_8_GB
from assistant.serving import free_port

pytestmark = pytest.mark.model

REQUIREMENTS = ["typer>=0.29", "pypdf[crypto]<8,>=7.1", 'pytest>=9; extra == "dev"']


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(importlib.metadata, "requires", lambda _name: REQUIREMENTS)
    monkeypatch.setenv("ASSISTANT_OLLAMA_URL", f"http://127.0.0.1:{free_port('127.0.0.1')}")
    return Command(tmp_path / "données", capsys)


def checks(ran):
    return {check["name"]: check for check in ran.json["checks"]}


def test_a_new_installation_is_in_order(run, tmp_path, monkeypatch):
    without_tesseract(tmp_path / "rien", monkeypatch)
    done = run("doctor", "--json")
    assert done.code == 0
    found = checks(done)
    assert {name: check["state"] for name, check in found.items()} == {
        "Python": "ok",
        "Bibliothèques": "ok",
        "Dossier de données": "ok",
        "Disque": "ok",
        "Modèle de sens": "ok",
        "Index": "optional",
        "Reconnaissance de texte (scans)": "optional",
        "Ollama": "optional",
    }
    assert "assistant ingest" in found["Index"]["advice"]
    assert "ollama pull bge-m3" in found["Modèle de sens"]["advice"]
    assert "ASSISTANT_EMBEDDER=ollama:bge-m3" in found["Modèle de sens"]["advice"]
    assert f"ollama pull {MODEL_FOR_8_GB}" in found["Ollama"]["advice"]


def test_the_program_that_reads_scans_is_told_or_how_to_get_it(run, tmp_path, monkeypatch):
    name = "Reconnaissance de texte (scans)"
    without_tesseract(tmp_path / "rien", monkeypatch)
    missing = checks(run("doctor", "--json"))[name]
    assert "n’est pas installé" in missing["detail"]
    for words in ("apt-get install tesseract-ocr tesseract-ocr-fra", "macOS", "Windows"):
        assert words in missing["advice"]
    fake_tesseract(tmp_path / "anglais", monkeypatch, languages="eng osd")
    english = checks(run("doctor", "--json"))[name]
    assert (english["state"], "françaises (fra)" in english["detail"]) == ("optional", True)
    assert "tesseract-ocr-fra" in english["advice"]
    fake_tesseract(tmp_path / "entier", monkeypatch)
    whole = checks(run("doctor", "--json"))[name]
    assert (whole["state"], whole["detail"]) == ("ok", "Tesseract 5.9.9, français")


def test_a_person_reads_one_line_a_check(run):
    done = run("doctor")
    assert done.code == 0
    for line in ("OK         Python : 3.", "Facultatif Index : ", "Facultatif Ollama : "):
        assert f"\n{line}" in f"\n{done.out}"


def test_no_model_is_loaded(run):
    code = (
        "import sys\nfrom assistant.cli import main\n"
        f"main(['--data-dir', {str(run.data_dir)!r}, 'doctor'])\n"
        "print({'torch', 'sentence_transformers', 'streamlit'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr


def test_an_index_is_sampled(run, tmp_path):
    run("ingest", write_samples(tmp_path / "fichiers"))
    index = checks(run("doctor", "--json"))["Index"]
    assert index["state"] == "ok"
    assert index["detail"].startswith("3 documents, ")
    shutil.rmtree(run.data_dir / "chroma")
    done = run("doctor", "--json")
    assert done.code == 1
    assert checks(done)["Index"]["state"] == "todo"
    assert "assistant rebuild" in checks(done)["Index"]["advice"]


def another_model(folder: Path) -> Path:
    """What tells a model apart, without a model: nothing of it may be loaded."""
    folder.mkdir()
    (folder / "modules.json").write_text("[]", encoding="utf-8")
    (folder / "poids.safetensors").write_bytes(b"d'autres poids")
    return folder


def test_an_index_of_another_model_is_to_be_rebuilt(run, tmp_path, monkeypatch):
    run("ingest", write_samples(tmp_path / "fichiers"))
    monkeypatch.setenv("ASSISTANT_EMBEDDER", str(another_model(tmp_path / "autre")))
    index = checks(run("doctor", "--json"))["Index"]
    assert index["state"] == "todo"
    assert "autre@" in index["detail"]
    assert "assistant rebuild" in index["advice"]
    status = run("status", "--json")
    assert (status.code, status.json["health"]["sound"]) == (1, True)
    assert status.json["mismatch"]["kind"] == "index-mismatch"
    said = run("status").out
    assert "index en bon état" not in said
    assert "assistant rebuild" in said


def test_an_embedder_that_is_away_leaves_the_index_in_order(run, tmp_path, monkeypatch):
    """Words are searched without it; the check of the embedder tells."""
    run("ingest", write_samples(tmp_path / "fichiers"))
    monkeypatch.setenv("ASSISTANT_EMBEDDER", "ollama:absent")
    assert checks(run("doctor", "--json"))["Index"]["state"] == "ok"
    status = run("status", "--json")
    assert (status.code, status.json["mismatch"]) == (0, None)


@pytest.mark.parametrize(
    ("models", "state", "said"),
    [
        ([FakeModel(name=MODEL_FOR_8_GB)], "ok", MODEL_FOR_8_GB),
        ([FakeModel(name="autre:1b")], "optional", "ollama pull"),
    ],
)
def test_ollama_is_asked_what_it_has(run, monkeypatch, models, state, said):
    with FakeOllama(Behaviour(models=models)) as server:
        monkeypatch.setenv("ASSISTANT_OLLAMA_URL", server.url)
        ollama = checks(run("doctor", "--json"))["Ollama"]
    assert ollama["state"] == state
    assert said in ollama["detail"] + ollama["advice"]


def test_ollama_is_to_be_mended_when_the_settings_ask_for_it(run, monkeypatch):
    monkeypatch.setenv("ASSISTANT_ENGINE", "ollama")
    done = run("doctor", "--json")
    assert (done.code, checks(done)["Ollama"]["state"]) == (1, "todo")


def test_a_missing_library_is_named(run, monkeypatch):
    monkeypatch.setattr(importlib.metadata, "requires", lambda _name: ["bibliotheque-absente>=1"])
    done = run("doctor", "--json")
    assert done.code == 1
    assert "bibliotheque-absente" in checks(done)["Bibliothèques"]["detail"]
    assert "make install" in checks(done)["Bibliothèques"]["advice"]


def test_an_embedder_that_is_not_there(run, monkeypatch):
    monkeypatch.setenv("ASSISTANT_EMBEDDER", "/nulle/part")
    found = checks(run("doctor", "--json"))["Modèle de sens"]
    assert found["state"] == "todo"
    assert "/nulle/part" in found["detail"]


def test_a_full_disk_is_said(run, monkeypatch):
    monkeypatch.setattr(doctor, "ENOUGH_DISK", 10**18)
    found = checks(run("doctor", "--json"))["Disque"]
    assert found["state"] == "todo"
    assert "--data-dir" in found["advice"]


def test_a_folder_that_takes_no_file(run, tmp_path, capsys):
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    done = Command(tmp_path / "fichier" / "données", capsys)("doctor", "--json")
    assert done.code == 1
    assert checks(done)["Dossier de données"]["state"] == "todo"
    assert not Path(tmp_path / "fichier" / "données").exists()
