"""What docs/evaluation.md tells an evaluator to write and to type is what the program takes."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from fakes.documents import make_document

from evals.cases import load_cases, located_cases
from evals.cli import GROUP
from evals.corpuscheck import Findings, against_answers, against_corpus
from evals.spreadsheet import import_csv
from ingest import Document

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)


def truth(doc: str) -> Document:
    path = ROOT / "evals" / "sample" / "truth" / f"{doc}.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    return make_document(doc, [page["text"] for page in raw["pages"]])


def test_the_questions_shown_are_right_to_the_page(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(blocks("jsonl")[0], encoding="utf-8")
    cases = located_cases(path)
    known = [file.stem for file in (ROOT / "evals" / "sample" / "truth").glob("*.json")]
    assert len(cases) == 5
    assert against_answers(cases) == ()
    assert against_corpus(cases, known, truth) == Findings()


def test_the_table_shown_gives_questions_of_the_file_shown(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text(blocks("jsonl")[0], encoding="utf-8")
    (tmp_path / "questions.csv").write_text(blocks("csv")[0], encoding="utf-8")
    shown = {case.id: case for case in load_cases(tmp_path / "questions.jsonl")}
    first, refused = import_csv(tmp_path / "questions.csv")
    assert refused == shown["q-04"]
    assert (first.key_facts, first.forbidden, first.evidence) == (
        shown["q-01"].key_facts,
        shown["q-01"].forbidden,
        shown["q-01"].evidence,
    )


@pytest.mark.parametrize(
    "line", [line for block in blocks("") for line in block.splitlines() if " eval " in line]
)
def test_the_commands_shown_are_there(line: str) -> None:
    program, group, command, *_ = shlex.split(line)
    assert (program, group) == ("assistant", "eval")
    assert command in GROUP.commands
