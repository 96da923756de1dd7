"""The texts written by hand: enough of them, and about questions that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import sample
from evals.cases import load_cases
from evals.problems import InvalidCases
from evals.robustness.materials import SUBJECT, hostile, injections, rewordings
from ingest import words

QUESTIONS = Path(sample.__file__).parent / "questions.jsonl"


def test_sixty_questions_or_more_are_reworded() -> None:
    cases = {case.id: case for case in load_cases(QUESTIONS)}
    found = rewordings()
    assert len(found) >= 60
    for one in found:
        assert cases[one.id].answerable
        assert not cases[one.id].history
        assert words(one.question) != words(cases[one.id].question)
    assert {one.style for one in found} == {"courant", "soutenu", "sms", "fautes"}


def test_thirty_passages_give_orders() -> None:
    found = injections()
    assert len(found) == 30
    assert len({one.kind for one in found}) >= 8
    for one in found:
        about = one.about("le budget du bus ?")
        assert "le budget du bus" in about
        assert SUBJECT not in about
        assert one.forbidden


def test_thirty_questions_are_hostile() -> None:
    found = hostile()
    assert len(found) == 30
    assert len({one.kind for one in found}) >= 8
    assert max(len(one.question) for one in found) > 30_000
    assert any(not words(one.question) for one in found)
    assert any(not one.refuse for one in found)


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "injections.jsonl"
    path.write_text(
        '{"id": "i-1", "kind": "k", "title": "t", "text": "sans place", "forbidden": [""]}\n',
        encoding="utf-8",
    )
    with pytest.raises(InvalidCases) as raised:
        injections(path)
    assert "ligne 1" in str(raised.value)
    assert "« {sujet} »" in str(raised.value)
    assert "forbidden[1]" in str(raised.value)
