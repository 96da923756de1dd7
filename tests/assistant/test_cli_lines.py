"""Batch lines as typed values: what is read, and what is refused without stopping."""

from __future__ import annotations

import json

import pytest

from assistant.batch import BadLine, Item, read_batch, require_readable
from assistant.failures import InputError
from assistant.inputs import checked_question, claim_from, filters_from, question_from
from assistant.model import Turn
from vectorstore import Filters


def read(path, raw, parse=question_from):
    path.write_bytes(raw)
    return list(read_batch(path, parse))


def test_good_and_bad_lines_keep_their_order_and_numbers(tmp_path):
    raw = (
        '\ufeff{"id": "a", "question": "Où ?"}\n'.encode()
        + b"\n"
        + b'{"id": "b", "question": "caf\xe9"}\n'
        + b"pas du json\n"
        + b"[1, 2]\n"
        + b'{"question": "sans id"}\n'
        + b'{"id": 7, "question": ""}\r\n'
        + b'{"id": "z", "question": "Quand ?"}'
    )
    found = read(tmp_path / "q.jsonl", raw)
    assert [(item.line, item.id) for item in found] == [
        (1, "a"),
        (3, None),
        (4, None),
        (5, None),
        (6, None),
        (7, 7),
        (8, "z"),
    ]
    assert [item.error.kind for item in found if isinstance(item, BadLine)] == [
        "not-utf8",
        "not-json",
        "not-an-object",
        "no-id",
        "question",
    ]
    assert [item.value.text for item in found if isinstance(item, Item)] == ["Où ?", "Quand ?"]


def test_a_line_nested_without_end_is_refused(tmp_path):
    (found,) = read(tmp_path / "q.jsonl", b"[" * 200_000)
    assert isinstance(found, BadLine)
    assert found.error.kind == "not-json"


def test_a_missing_batch_file_is_wrong_usage(tmp_path):
    with pytest.raises(InputError, match="n’existe pas"):
        require_readable(tmp_path / "rien.jsonl")
    with pytest.raises(InputError, match="ne peut pas être ouvert"):
        require_readable(tmp_path)


def test_history_and_filters_are_read():
    question = question_from(
        {
            "id": "q",
            "question": " Et en 2021 ? ",
            "history": [{"question": "Combien ?", "answer": "Douze."}],
            "filters": {"region": "Bretagne", "year": [2021, "2022"], "doc": None},
        }
    )
    assert question.text == "Et en 2021 ?"
    assert question.history == (Turn(question="Combien ?", answer="Douze."),)
    assert question.filters == Filters(region=("Bretagne",), year=(2021, 2022))


@pytest.mark.parametrize(
    "given",
    [
        {"couleur": ["bleu"]},
        {"year": ["vingt"]},
        {"year": [True]},
        {"region": [3]},
        ["region"],
    ],
)
def test_a_filter_that_cannot_hold_is_refused(given):
    with pytest.raises(InputError):
        filters_from(given)


@pytest.mark.parametrize("text", ["", "  \n ", "?!", "a" * 2_001, "\ud800 mot"])
def test_a_question_that_cannot_be_asked_is_refused(text):
    with pytest.raises(InputError):
        checked_question(text)


def test_a_question_of_the_greatest_length_is_taken():
    assert len(checked_question("a" * 2_000)) == 2_000


def test_a_claim_with_one_passage():
    given = claim_from({"id": "c", "claim": "Il pleut.", "passage": "Il pleut à Brest."})
    assert [(p.n, p.text, p.doc) for p in given.passages] == [(1, "Il pleut à Brest.", None)]
    assert given.marks == (1,)


def test_a_claim_with_marks_among_passages():
    passages = [{"n": 3, "doc": "d", "text": "A."}, {"n": 5, "doc": None, "text": "B."}]
    given = claim_from({"id": "c", "claim": "A.", "passages": passages, "marks": [5]})
    assert [(p.n, p.doc) for p in given.passages] == [(3, "d"), (5, None)]
    assert given.marks == (5,)
    unmarked = claim_from({"id": "c", "claim": "A.", "passages": passages})
    assert unmarked.marks == (3, 5)


@pytest.mark.parametrize(
    "line",
    [
        {"claim": "A."},
        {"claim": "", "passage": "A."},
        {"claim": "a" * 5_001, "passage": "A."},
        {"claim": "A.", "passages": "A."},
        {"claim": "A.", "passages": [{"n": 1, "text": "A."}, {"n": 1, "text": "B."}]},
        {"claim": "A.", "passages": [{"n": 1}]},
        {"claim": "A.", "passages": ["A."]},
        {"claim": "A.", "passages": [{"n": 1, "text": "A."}], "marks": ["un"]},
    ],
)
def test_a_claim_that_cannot_be_checked_is_refused(line):
    with pytest.raises(InputError):
        claim_from({"id": "c", **line})


def test_the_error_of_a_line_is_json():
    error = InputError("not-json", "Message.", "Conseil.")
    assert json.loads(json.dumps(error.as_json())) == {
        "kind": "not-json",
        "message": "Message.",
        "advice": "Conseil.",
    }
