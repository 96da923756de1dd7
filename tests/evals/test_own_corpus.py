"""Documents and questions of one’s own, from nothing to figures, and what can be wrong in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from evals.cases import load_cases

NOTES = """Compte rendu de la réunion du 4 mai 2021

La commission a examiné 37 projets de navettes rurales. Elle en a retenu neuf.

Le budget des navettes s’élève à 82 000 euros pour la première année.
"""
KNOWN: dict[str, Any] = {
    "id": "e-1",
    "type": "factoid",
    "question": "Combien de projets de navettes rurales la commission a-t-elle examinés ?",
    "answerable": True,
    "answer": "37 projets.",
    "key_facts": [["37"]],
    "evidence": [
        {"doc": "navettes", "quote": "La commission a examiné 37 projets de navettes rurales."}
    ],
}
ABSENT: dict[str, Any] = {
    "id": "e-2",
    "type": "unanswerable",
    "question": "Quelle est la recette de la tarte aux quetsches ?",
    "answerable": False,
    "answer": "Les documents n’en parlent pas.",
    "key_facts": [],
    "evidence": [],
    "stratum": "off-topic",
}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "navettes.txt").write_text(NOTES, encoding="utf-8")
    return folder


def write(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "questions.jsonl"
    text = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
    return path


def evaluate(*arguments: object) -> int:
    return main(["eval", *map(str, arguments)])


@pytest.mark.model
def test_from_documents_and_questions_to_figures_and_a_page(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = write(tmp_path, KNOWN, ABSENT)
    given = ("--corpus", documents, "--questions", questions, "--out")
    assert evaluate("run", *given, tmp_path / "one", "--json") == 0
    [suite] = json.loads(capsys.readouterr().out)["suites"]
    figures = {one["name"]: one["value"] for one in suite["figures"]}
    assert (suite["name"], suite["cases"], suite["errors"]) == ("questions", 2, {})
    assert (figures["headline"], figures["evidence_2000"], figures["refusal_recall"]) == (1, 1, 1)
    assert not (tmp_path / "one" / "index").exists()
    # The same command elsewhere gives the same bytes, and nothing tells of this machine.
    assert evaluate("run", *given, tmp_path / "two") == 0
    for name in ("run.json", "questions.jsonl"):
        kept = (tmp_path / "one" / name).read_bytes()
        assert kept == (tmp_path / "two" / name).read_bytes()
        assert str(tmp_path).encode() not in kept
    assert evaluate("compare", tmp_path / "one", tmp_path / "two") == 0
    assert evaluate("report", tmp_path / "two", "--baseline", tmp_path / "one") == 0
    # Another version of the documents is another run.
    (documents / "navettes.txt").write_text(NOTES + "\nElle a été close à 18 heures.\n")
    assert evaluate("run", *given, tmp_path / "three") == 0
    capsys.readouterr()
    assert evaluate("compare", tmp_path / "one", tmp_path / "three") == 1
    assert "les documents ont changé" in capsys.readouterr().err


@pytest.mark.model
def test_evidence_that_the_documents_do_not_hold_is_told_by_line(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quote = "La séance fut levée sans que personne demandât la parole."
    unknown = KNOWN | {"id": "u", "evidence": [{"doc": "navete", "quote": "37 projets de"}]}
    invented = KNOWN | {"id": "i", "evidence": [{"doc": "navettes", "quote": quote}]}
    questions = write(tmp_path, KNOWN, unknown, invented)
    given = ("--corpus", documents, "--questions", questions, "--out", tmp_path / "run")
    assert evaluate("run", *given) == 1
    told = capsys.readouterr().err
    assert "ligne 2 : « evidence[1] » : le document « navete » n’est pas dans le corpus" in told
    assert "ligne 3 : « evidence[1] » : la citation n’est pas dans « navettes »" in told
    assert "À faire :" in told
    assert evaluate("check", questions, "--corpus", documents, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["line"] for one in found["problems"]] == [2, 3]
    assert (found["cases"], found["corpus_checked"]) == (3, True)
    # Mended, the same command ends what it began.
    write(tmp_path, KNOWN)
    assert evaluate("check", questions, "--corpus", documents) == 0


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([KNOWN, "{"], "ligne 2 : JSON mal formé"),
        ([KNOWN, KNOWN], "ligne 2 : l’identifiant « e-1 » sert déjà à la ligne 1"),
        ([], "ligne 1 : aucune question"),
        ([KNOWN | {"question": ""}], "ligne 1 : « question » est vide"),
    ],
)
@pytest.mark.parametrize("command", ["run", "check"])
def test_wrong_questions_are_told_by_line_before_anything_is_read(
    documents: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    lines: list[object],
    said: str,
) -> None:
    questions = write(tmp_path, *lines)
    given = {
        "run": ("--corpus", documents, "--questions", questions, "--out", tmp_path / "run"),
        "check": (questions,),
    }
    assert evaluate(command, *given[command]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert "À faire : Corrigez ces lignes" in told.err
    assert told.out == ""
    assert not (tmp_path / "run").exists()


def test_missing_files_are_told(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone.jsonl"
    assert evaluate("run", "--corpus", documents, "--questions", gone) == 1
    assert "gone.jsonl n’existe pas" in capsys.readouterr().err
    questions = write(tmp_path, KNOWN)
    assert evaluate("run", "--corpus", tmp_path / "no", "--questions", questions) == 1
    assert "Vérifiez les chemins donnés à --corpus" in capsys.readouterr().err
    assert evaluate("check", gone) == 1
    assert "n’est pas un fichier" in capsys.readouterr().err


def test_questions_go_to_a_spreadsheet_and_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, table, back = (
        write(tmp_path, KNOWN, ABSENT),
        tmp_path / "t.csv",
        tmp_path / "b.jsonl",
    )
    assert evaluate("export", questions, "--out", table) == 0
    assert evaluate("import", table, "--out", back) == 0
    assert capsys.readouterr().out.count("2 questions écrites") == 2
    assert load_cases(back) == load_cases(questions)
    assert evaluate("import", table, "--out", back) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert evaluate("import", table, "--out", back, "--force") == 0
    assert evaluate("import", table, "--out", tmp_path / "no" / "b.jsonl") == 1
    assert "n’existe pas" in capsys.readouterr().err


def test_without_documents_the_check_says_what_it_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate("check", write(tmp_path, KNOWN, ABSENT)) == 0
    told = capsys.readouterr()
    assert "2 questions, 0 à corriger, 0 à relire." in told.out
    assert "ajoutez --corpus" in told.err


def test_an_own_suite_is_made_whatever_was_imported_before(tmp_path: Path) -> None:
    """A module of the package once took the place of the function of the same name."""
    import evals.suites.questions  # noqa: F401
    from evals import suites

    made = suites.question_suite("perso", "Perso", suites.SAMPLE, tmp_path / "q.jsonl")
    assert made.name == "perso"
