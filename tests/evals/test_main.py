"""`python -m evals` from a folder of documents to its table, through the real index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import evals.__main__ as command
from evals.__main__ import Suite, main

NOTES = """Compte rendu de la réunion du 4 mai 2021

La commission a examiné 37 projets de navettes rurales. Elle en a retenu neuf.

Le budget des navettes s'élève à 82 000 euros pour la première année.
"""
QUESTIONS = [
    {
        "id": "e-1",
        "type": "factoid",
        "question": "Combien de projets de navettes rurales la commission a-t-elle examinés ?",
        "answerable": True,
        "answer": "37 projets.",
        "key_facts": [["37"]],
        "evidence": [
            {"doc": "navettes", "quote": "La commission a examiné 37 projets de navettes rurales."}
        ],
    },
    {
        "id": "e-2",
        "type": "unanswerable",
        "question": "Quelle est la recette de la tarte aux quetsches ?",
        "answerable": False,
        "answer": "Les documents n'en parlent pas.",
        "key_facts": [],
        "evidence": [],
        "stratum": "hors sujet",
    },
]


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Suite:
    """A suite of one text and two questions, in place of those of the project."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "navettes.txt").write_text(NOTES, encoding="utf-8")
    questions = tmp_path / "questions.jsonl"
    write(questions, QUESTIONS)
    suite = Suite(name="sample", documents=(documents,), questions=questions)
    monkeypatch.setattr(command, "SUITES", (suite,))
    return suite


def write(path: Path, lines: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


@pytest.mark.model
def test_it_measures_prints_and_keeps_each_case(
    suite: Suite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cases.jsonl"
    limits = ["evidence_4000=1", "key_facts=1", "quotes_verbatim=1", "refusal_recall=1"]
    arguments = [part for limit in limits for part in ("--fail-under", limit)]
    assert main(["--json", str(out), "--data-dir", str(tmp_path / "kept"), *arguments]) == 0
    assert "Jeu « sample » : 2 questions" in capsys.readouterr().out
    first, second = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert (first["id"], first["error"], first["evidence_2000"]) == ("e-1", None, 1.0)
    assert first["citations"][0]["doc"] == "navettes"
    assert (second["id"], second["abstained"]) == ("e-2", True)
    assert (tmp_path / "kept" / "sample").is_dir()

    write(suite.questions, [QUESTIONS[0] | {"key_facts": [["38"]]}, QUESTIONS[1]])
    kept = ["--data-dir", str(tmp_path / "kept")]
    assert main([*kept, "--fail-under", "key_facts=0,5"]) == 1
    assert "Sous le seuil, jeu « sample » : key_facts = 0.000 < 0.5" in capsys.readouterr().out

    gold = {"doc": "inconnu", "quote": "trois mots ici"}
    write(suite.questions, [QUESTIONS[0] | {"evidence": [gold]}])
    assert main(kept) == 1
    assert "documents absents du corpus (inconnu)" in capsys.readouterr().err


def test_wrong_questions_are_told_by_line(suite: Suite, capsys: pytest.CaptureFixture[str]) -> None:
    suite.questions.write_text("{\n", encoding="utf-8")
    assert main([]) == 1
    assert "ligne 1 : JSON mal formé" in capsys.readouterr().err


def test_an_absent_optional_suite_is_passed_over_with_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "absent"
    for optional, code in ((True, 0), (False, 1)):
        suite = Suite(name="dev", documents=(gone,), questions=gone, optional=optional)
        monkeypatch.setattr(command, "SUITES", (suite,))
        assert main([]) == code
    told = capsys.readouterr()
    assert "Jeu « dev » passé" in told.out
    assert "n'existe pas" in told.err


def test_a_missing_folder_for_the_cases_is_told_before_the_run(
    suite: Suite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json", str(tmp_path / "nulle" / "part.jsonl")]) == 1
    told = capsys.readouterr()
    assert "créez-le d'abord" in told.err
    assert told.out == ""


@pytest.mark.parametrize("limit", ["inconnue=0.5", "key_facts", "key_facts=x", "key_facts=2"])
def test_a_wrong_threshold_is_wrong_usage(limit: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--fail-under", limit])
    assert stopped.value.code == 2


def test_the_two_suites_of_the_project_lie_where_they_are_looked_for(shared: Path) -> None:
    sample, dev = command.SUITES
    assert (sample.name, dev.name) == ("sample", "dev")
    assert dev.questions.is_file()
    assert all(folder.is_dir() for folder in (*sample.documents, *dev.documents))
