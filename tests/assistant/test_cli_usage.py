"""The command framework's words in French, and usage errors."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cli_harness import Command

from assistant.cli import main
from assistant.usage import error_in_french, help_in_french

COMMANDS = (
    "ingest",
    "search",
    "ask",
    "verify",
    "text",
    "status",
    "register",
    "erase",
    "remove",
    "rebuild",
    "serve",
    "demo",
    "doctor",
    "eval",
)
FAMILIES = {"eval": ("run", "compare", "report", "list", "check", "import", "export")}
ENGLISH = ("Usage", "Show this", "Commands", "COMMAND ", "default:", "required", "Error", "Missing")


@pytest.fixture
def run(tmp_path, capsys):
    return Command(tmp_path, capsys)


@pytest.mark.parametrize(
    "command",
    [(), *((name,) for name in COMMANDS), *((f, name) for f in FAMILIES for name in FAMILIES[f])],
)
def test_help_is_french_throughout(run, command):
    done = run(*command, "--help")
    assert done.code == 0
    assert "Utilisation : assistant" in done.out
    assert "Affiche cette aide." in done.out
    assert [word for word in ENGLISH if word in done.out] == []


def test_help_names_every_command(run):
    out = run("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in out] == []
    assert "..." not in out.split("Commandes :")[1]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_help_of_a_family_names_every_command(run, family):
    listed = run(family, "--help").out.split("Commandes :")[1]
    assert [name for name in FAMILIES[family] if f"\n  {name} " not in listed] == []


def test_help_loads_no_heavy_library():
    heavy = ("torch", "chromadb", "streamlit", "sentence_transformers", "transformers", "pypdf")
    code = (
        "import sys\nfrom assistant.cli import main\n"
        "assert main(['--help']) == 0\n"
        f"print(set({heavy!r}) & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Utilisation" in done.stdout
    assert done.stdout.splitlines()[-1] == "set()", done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fouille"], "la commande « fouille » n’existe pas"),
        (["serch"], "Possibles : search, serve."),
        (["search", "--fouille", "x"], "l’option --fouille n’existe pas"),
        (["ingest"], "il manque CHEMIN..."),
        (["text"], "il manque DOCUMENT"),
        (["search", "--limit", "beaucoup", "x"], "--limit attend un nombre entier"),
        (["search", "--limit", "0", "x"], "--limit doit valoir au moins 1"),
        (["search", "--limit", "101", "x"], "--limit doit valoir au plus 100"),
        (["search", "--year", "vingt", "x"], "--year attend un nombre entier"),
        (["ask", "--engine", "oracle", "x"], "« oracle » n’est pas une valeur de --engine"),
        (["ask", "--engine", "gpt", "x"], "Possibles : auto, extractive, ollama."),
        (["ask", "un", "deux"], "« deux » est en trop"),
        (["search", "x", "--doc"], "l’option --doc attend une valeur"),
        (["search"], 'assistant search "'),
        (["search"], "Donnez une question, ou un fichier"),
        (["ask"], 'assistant ask "'),
        (["ask", "x", "--batch", "f.jsonl"], "l’un des deux"),
        (["verify", "x"], "Donnez une affirmation et son passage"),
    ],
)
def test_wrong_usage_exits_2_and_says_so_in_french(run, arguments, said):
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "À faire :" in done.err
    assert [word for word in ENGLISH if word in done.err] == []


def test_no_command_shows_the_help(capsys):
    assert main([]) == 2
    assert "Commandes :" in capsys.readouterr().err


def test_the_data_folder_is_taken_before_or_after_the_command(tmp_path, capsys):
    before = Command(tmp_path / "avant", capsys)("status")
    after = Command(tmp_path / "avant", capsys)("status", "--data-dir", tmp_path / "apres")
    assert str(tmp_path / "avant") in before.err
    assert str(tmp_path / "apres") in after.err


def test_an_unknown_message_is_kept():
    assert error_in_french("Something new") == "commande mal formée (Something new)."


def test_help_words_inside_a_sentence_stay():
    assert help_in_french("Les Options: rien") == "Les Options: rien"
