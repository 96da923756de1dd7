"""Judgements: added line by line, read whatever stands in the file, told apart by version."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from evals.review import judgements
from evals.review.agreement import cohen
from evals.review.judgements import Judgement, add, beside, first, latest, name_of, read, unsettled

KEEP = Judgement(
    annotator="Claire Martin",
    kind="case",
    item="q-1",
    version="v1",
    label="keep",
    comment="",
    date="2026-11-22T10:00:00+01:00",
)
NOW = {"q-1": "v1", "q-2": "v1"}


def test_what_is_added_is_read_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "q.avis.jsonl"
    other = replace(KEEP, annotator="Émile", label="fix", comment="La page « 3 ».\nVoir l’annexe.")
    add(path, [KEEP])
    add(path, [other, KEEP])
    assert read(path).entries == (KEEP, other, KEEP)
    assert read(path).problems == ()
    assert len(path.read_bytes().splitlines()) == 3


def test_a_file_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path / "rien.jsonl").entries == ()


def test_a_cut_line_and_a_typo_lose_no_other_line(tmp_path: Path) -> None:
    path = tmp_path / "q.avis.jsonl"
    add(path, [KEEP])
    path.write_bytes(path.read_bytes() + b'{"annotator": "Cl')
    add(path, [replace(KEEP, label="drop")])
    found = read(path)
    assert [one.label for one in found.entries] == ["keep", "drop"]
    assert [one.line for one in found.problems] == [2]


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": "right"},
        {"kind": "opinion"},
        {"annotator": " "},
        {"annotator": 3},
        {"comment": None},
    ],
)
def test_a_line_that_says_what_no_judgement_says_is_left_out(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    path = tmp_path / "q.avis.jsonl"
    add(path, [KEEP])
    line = json.loads(path.read_text(encoding="utf-8")) | wrong
    path.write_text(json.dumps(line) + "\n[1]\n", encoding="utf-8")
    found = read(path)
    assert found.entries == ()
    assert [one.line for one in found.problems] == [1, 2]


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "q.avis.jsonl"
    batches = [[replace(KEEP, item=f"q-{at}-{n}") for n in range(5)] for at in range(20)]
    threads = [threading.Thread(target=add, args=(path, batch)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.item for one in read(path).entries} == {one.item for b in batches for one in b}


def test_agreement_is_of_the_first_judgements_and_settling_of_the_last() -> None:
    said = [
        KEEP,
        replace(KEEP, annotator="Émile", label="fix"),
        replace(KEEP, item="q-2", label="drop"),
        replace(KEEP, annotator="Émile", item="q-2", label="keep"),
        replace(KEEP, annotator="Émile", comment="vu ensemble"),
    ]
    at_first, at_last = first(said, "case", NOW), latest(said, "case", NOW)
    assert at_first["Émile"]["q-1"].label == "fix"
    assert at_last["Émile"]["q-1"].label == "keep"
    assert list(unsettled(at_first)) == ["q-1", "q-2"]
    assert {item: [one.label for one in said] for item, said in unsettled(at_last).items()} == {
        "q-2": ["drop", "keep"]
    }
    labels = {name: {k: v.label for k, v in all_.items()} for name, all_ in at_first.items()}
    assert cohen(labels["Claire Martin"], labels["Émile"]).observed == 0


def test_a_judgement_of_an_earlier_version_or_of_something_else_does_not_count() -> None:
    old = replace(KEEP, version="v0", label="drop")
    gone = replace(KEEP, item="q-9")
    answer = replace(KEEP, kind="answer", label="right")
    assert latest([KEEP, old, gone, answer], "case", NOW) == {"Claire Martin": {"q-1": KEEP}}


def test_a_name_is_one_line_with_single_blanks() -> None:
    assert name_of("  Claire \n Martin ") == "Claire Martin"
    assert name_of(" \t") == ""
    assert len(name_of("a" * 500)) == judgements.LONGEST_NAME


def test_the_file_stands_beside_its_questions() -> None:
    assert beside(Path("dossier/questions.jsonl")) == Path("dossier/questions.avis.jsonl")
