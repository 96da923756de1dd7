"""The questions of the sample corpus hold against the words that its documents were made from."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.documents import make_document

from evals.cases import located_cases
from evals.corpuscheck import Findings, against_answers, against_corpus
from evals.metrics import fact_stated
from ingest import Document, Page, fold

SAMPLE = Path(__file__).resolve().parents[2] / "evals" / "sample"
CASES = located_cases(SAMPLE / "questions.jsonl", SAMPLE / "refusals.jsonl")


@pytest.fixture(scope="module")
def truths() -> dict[str, Document]:
    found = {}
    for path in sorted((SAMPLE / "truth").glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        document = make_document(raw["doc"], [page["text"] for page in raw["pages"]])
        if raw["pages"][0]["page"] is None:
            whole = Page(number=None, start=0, end=len(document.text))
            document = replace(document, pages=(whole,))
        found[raw["doc"]] = document
    return found


def test_every_quote_is_in_its_document_at_its_page(truths: dict[str, Document]) -> None:
    assert against_corpus(CASES, list(truths), truths.__getitem__) == Findings()


def test_unanswerable_questions_are_many_in_each_stratum() -> None:
    unanswerable = [one.value for one in CASES if not one.value.answerable]
    assert Counter(case.stratum for case in unanswerable) == {
        "off-topic": 29,
        "in-field": 35,
        "false-premise": 31,
    }
    assert all(case.evidence for case in unanswerable if case.false_premise)
    assert all(case.false_premise for case in unanswerable if case.stratum == "false-premise")


def test_no_question_is_asked_twice() -> None:
    asked = Counter(one.value.question for one in CASES if not one.value.history)
    assert [question for question, times in asked.items() if times > 1] == []


def test_what_is_forbidden_stands_in_no_document_that_proves_the_answer(
    truths: dict[str, Document],
) -> None:
    """Whatever is quoted of the right documents is allowed; so is the reference answer."""
    assert against_answers(CASES) == ()
    forbidding = [one.value for one in CASES if one.value.forbidden]
    assert len(forbidding) == 56
    for case in forbidding:
        right = " ".join(truths[doc].text for doc in {gold.doc for gold in case.evidence})
        assert [forms for forms in case.forbidden if fact_stated(forms, right)] == [], case.id


def test_a_gold_quote_holds_each_key_fact_of_a_plain_fact() -> None:
    """Blanks apart: in a row of a table, figures cannot be told from groups of digits."""
    for case in [one.value for one in CASES if one.value.type == "factoid"]:
        quotes = _packed(" ".join(gold.quote for gold in case.evidence))
        for forms in case.key_facts:
            assert any(_packed(form) in quotes for form in forms), (case.id, forms)


def _packed(text: str) -> str:
    return "".join(fold(text).split())
