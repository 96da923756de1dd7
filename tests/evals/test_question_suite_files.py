"""The questions suite before it runs: what it lacks, and what its fingerprint tells."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evals.cases import Case, write_cases
from evals.corpora import Corpus
from evals.suites.questions import QuestionSuite


def cases(first: int, end: int) -> list[Case]:
    return [
        Case(
            id=f"q-{number}",
            type="factoid",
            question=f"Combien de lits à l’étage {number} ?",
            answerable=True,
            answer="Douze.",
            key_facts=(("douze",),),
            evidence=(),
        )
        for number in range(first, end)
    ]


def suite(*files: Path, corpus: Path) -> QuestionSuite:
    texts = Corpus(name="essai", paths=(corpus,))
    return QuestionSuite(name="essai", title="Essai", corpus=texts, questions=files)


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, corpus = tmp_path / "q.jsonl", tmp_path / "textes"
    assert str(file) in (suite(file, corpus=corpus).missing() or "")
    write_cases(cases(0, 2), file)
    assert str(corpus) in (suite(file, corpus=corpus).missing() or "")
    corpus.mkdir()
    assert suite(file, corpus=corpus).missing() is None
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "poppler" in (suite(file, corpus=corpus).missing() or "")


def test_the_fingerprint_is_that_of_the_cases_of_all_files(tmp_path: Path) -> None:
    whole, first, second = (tmp_path / f"{name}.jsonl" for name in ("w", "a", "b"))
    write_cases(cases(0, 4), whole)
    write_cases(cases(0, 2), first)
    write_cases(cases(2, 4), second)
    prints = [
        suite(*files, corpus=tmp_path).fingerprint()
        for files in ((whole,), (first, second), (first,))
    ]
    assert prints[0] == prints[1] != prints[2]
