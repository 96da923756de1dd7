"""Public sets are read whole or refused with the file, the line and the next step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals.problems import InvalidCases
from evals.public.abstention import load_askings
from evals.public.entailment import Label, load_pairs
from evals.public.retrieval import load
from evals.suite import Bench, Suite, SuiteError
from evals.suites.abstention import AbstentionSuite
from evals.suites.entailment import EntailmentSuite
from evals.suites.retrieval import RetrievalSuite
from tests.evals.public_sets import (
    CANDIDATES,
    QRELS,
    abstention_folder,
    retrieval_folder,
    write_lines,
    write_rows,
)

PAIR = {"id": "p1", "premise": "Il pleut.", "hypothesis": "Il pleut.", "label": "entailment"}


def test_a_retrieval_set_is_read_with_its_gains(tmp_path: Path) -> None:
    found = load(retrieval_folder(tmp_path))
    assert list(found.queries) == ["q1", "q2"]
    assert found.queries["q1"].relevant == {"a": 2.0, "b": 1.0}
    assert found.texts["a"] == "La barque verte quitte le port."


def test_a_query_to_which_nothing_is_relevant_does_not_count(tmp_path: Path) -> None:
    retrieval_folder(tmp_path)
    write_rows(tmp_path / "qrels.tsv", [*QRELS[:2], "q2\ta\t0"])
    assert list(load(tmp_path).queries) == ["q1"]


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named_with_where_to_put_it(tmp_path: Path, name: str) -> None:
    retrieval_folder(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(SuiteError) as error:
        load(tmp_path)
    assert name in error.value.message
    assert "shared/evals/public" in error.value.advice


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        ([QRELS[0], "q9\ta\t1"], 2, "la requête « q9 » n’est pas dans queries.jsonl"),
        ([*QRELS, "q2\tz\t1"], 5, "le document « z » n’est pas dans corpus.jsonl"),
        ([QRELS[0], "q1\ta\toui"], 2, "la note « oui » n’est pas un nombre entier"),
        ([QRELS[0], "q1 a 1"], 2, "3 colonnes sont attendues"),
        (["q1\ta\t1"], 1, "l’en-tête attendu est query-id, corpus-id, score"),
        ([], 1, "l’en-tête attendu est query-id, corpus-id, score"),
    ],
)
def test_a_faulty_row_of_qrels_is_told_by_line(
    tmp_path: Path, rows: list[str], line: int, words: str
) -> None:
    retrieval_folder(tmp_path)
    write_rows(tmp_path / "qrels.tsv", rows)
    with pytest.raises(InvalidCases) as error:
        load(tmp_path)
    assert f"ligne {line} : {words}" in str(error.value)


def test_all_faulty_rows_are_told_at_once(tmp_path: Path) -> None:
    retrieval_folder(tmp_path)
    write_rows(tmp_path / "qrels.tsv", [QRELS[0], "q9\ta\t1", "q1\ta\t1", "q1\tz\t1"])
    with pytest.raises(InvalidCases) as error:
        load(tmp_path)
    assert [one.line for one in error.value.problems] == [2, 4]


@pytest.mark.parametrize(
    "content", [b"", b'{"id": "q1"}\n', b"{\n", b'{"id": "q1", "text": "\xe9"}']
)
def test_an_empty_or_malformed_file_of_queries_is_refused(tmp_path: Path, content: bytes) -> None:
    retrieval_folder(tmp_path)
    (tmp_path / "queries.jsonl").write_bytes(content)
    with pytest.raises(InvalidCases, match=r"queries\.jsonl ne peut pas être utilisé :\n  ligne 1"):
        load(tmp_path)


def test_qrels_that_are_not_text_are_refused(tmp_path: Path) -> None:
    retrieval_folder(tmp_path)
    (tmp_path / "qrels.tsv").write_bytes(b"query-id\xff")
    with pytest.raises(InvalidCases, match="UTF-8"):
        load(tmp_path)


def test_a_set_without_any_relevant_document_is_empty(tmp_path: Path) -> None:
    retrieval_folder(tmp_path)
    write_rows(tmp_path / "qrels.tsv", [QRELS[0], "q1\ta\t0"])
    with pytest.raises(SuiteError, match="aucune requête"):
        load(tmp_path)


def test_pairs_are_read_with_what_groups_them(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "pairs.jsonl",
        [
            PAIR,
            PAIR | {"id": "p2", "task": "QA"},
            PAIR | {"id": "p3", "label": "neutral", "label_scheme": "binary: …", "genre": "climat"},
            PAIR | {"id": "p4", "type": "year_edit", "original": "Il pleut.", "source_id": "s1"},
            PAIR | {"id": "p5", "type": "autre"},
        ],
    )
    pairs = load_pairs(path)
    groups = ["implication", "QA", "climat", "année changée", "autre"]
    assert [one.group for one in pairs.values()] == groups
    assert [one.binary for one in pairs.values()] == [False, False, True, False, False]
    assert pairs["p3"].label is Label.NEUTRAL
    assert (pairs["p4"].original, pairs["p4"].source) == ("Il pleut.", "s1")


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (PAIR | {"label": "vrai"}, "valeurs admises : entailment, neutral, contradiction"),
        (PAIR | {"premise": " "}, "« premise » est vide"),
        ({"id": "p1", "premise": "Il pleut.", "label": "neutral"}, "« hypothesis » manque"),
    ],
)
def test_a_faulty_pair_is_told_by_line(tmp_path: Path, pair: dict[str, Any], words: str) -> None:
    path = write_lines(tmp_path / "pairs.jsonl", [PAIR | {"id": "first"}, pair])
    with pytest.raises(InvalidCases) as error:
        load_pairs(path)
    assert "ligne 2" in str(error.value)
    assert words in str(error.value)


def test_questions_are_read_with_their_own_passages(tmp_path: Path) -> None:
    found = load_askings(abstention_folder(tmp_path))
    assert [(one.id, one.answerable) for one in found.values()] == [("q1", True), ("q2", False)]
    assert found["q1"].candidates == ("b", "a")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([*CANDIDATES, "q9\ta\t1"], "ligne 5 : la question « q9 » n’est pas dans queries.jsonl"),
        ([*CANDIDATES, "q1\tz\t1"], "ligne 5 : le passage « z » n’est pas dans corpus.jsonl"),
        (CANDIDATES[:3], "aucun passage pour « q2 »"),
    ],
)
def test_faulty_candidates_are_told(tmp_path: Path, rows: list[str], words: str) -> None:
    abstention_folder(tmp_path)
    write_rows(tmp_path / "candidates.tsv", rows)
    with pytest.raises(InvalidCases) as error:
        load_askings(tmp_path)
    assert words in str(error.value)


def suites_in(folder: Path) -> list[Suite]:
    return [
        RetrievalSuite(name="r", title="R", folder=folder / "retrieval"),
        EntailmentSuite(name="e", title="E", pairs=folder / "pairs.jsonl"),
        AbstentionSuite(name="a", title="A", folder=folder / "abstention"),
    ]


def test_a_set_that_is_not_on_the_machine_says_so_and_is_not_run(tmp_path: Path) -> None:
    for suite in suites_in(tmp_path):
        missing = suite.missing()
        assert missing is not None
        assert str(tmp_path) in missing
        with pytest.raises(SuiteError):
            suite.fingerprint()
        with pytest.raises(SuiteError), suite.open(Bench(indexes=tmp_path / "indexes")):
            pass


def test_a_set_that_is_there_is_known_by_its_cases(tmp_path: Path) -> None:
    for name in ("retrieval", "abstention"):
        (tmp_path / name).mkdir()
    retrieval_folder(tmp_path / "retrieval")
    abstention_folder(tmp_path / "abstention")
    write_lines(tmp_path / "pairs.jsonl", [PAIR])
    files = ("retrieval/queries.jsonl", "pairs.jsonl", "abstention/candidates.tsv")
    for suite, file in zip(suites_in(tmp_path), files, strict=True):
        assert suite.missing() is None
        before = suite.fingerprint()
        assert suite.fingerprint() == before
        changed = (tmp_path / file).read_text(encoding="utf-8")
        changed = changed.replace("barque", "barge").replace("pleut", "neige")
        changed = changed.replace("q1\tb\t1\n", "")
        (tmp_path / file).write_text(changed, encoding="utf-8")
        assert suite.fingerprint() != before
