"""Questions files: what is read, and what a person is told when a line is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cases import Case, Evidence, Exchange, InvalidCases, load_cases

PLAIN = {
    "id": "q-1",
    "type": "factoid",
    "question": "Combien de réunions ?",
    "answerable": True,
    "answer": "Douze.",
    "key_facts": [["12", "douze"]],
    "evidence": [{"doc": "cr-2021", "quote": "douze réunions publiques"}],
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def problems(folder: Path, *lines: object) -> list[tuple[int, str]]:
    with pytest.raises(InvalidCases) as caught:
        load_cases(written(folder, *lines))
    return list(caught.value.problems)


def test_a_full_line_is_read_whole(tmp_path: Path) -> None:
    full = PLAIN | {
        "history": [{"question": "Et avant ?", "answer": "Rien."}],
        "false_premise": True,
        "stratum": "hors sujet",
        "evidence": [{"doc": "cr-2021", "quote": "douze réunions publiques", "page": 3}],
        "notes": "clé inconnue, ignorée",
    }
    assert load_cases(written(tmp_path, full)) == (
        Case(
            id="q-1",
            type="factoid",
            question="Combien de réunions ?",
            answerable=True,
            answer="Douze.",
            key_facts=(("12", "douze"),),
            evidence=(Evidence(doc="cr-2021", quote="douze réunions publiques", page=3),),
            history=(Exchange(question="Et avant ?", answer="Rien."),),
            false_premise=True,
            stratum="hors sujet",
        ),
    )


def test_optional_keys_and_blank_lines_may_be_left_out(tmp_path: Path) -> None:
    (case,) = load_cases(written(tmp_path, "", PLAIN, "   "))
    assert (case.history, case.false_premise, case.stratum) == ((), False, None)
    assert case.evidence[0].page is None


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(PLAIN), encoding="utf-8-sig")
    assert load_cases(path)[0].id == "q-1"


def test_every_wrong_line_is_told_with_its_number(tmp_path: Path) -> None:
    found = problems(tmp_path, PLAIN, '{"id": "q-2",', "", PLAIN | {"id": "q-3", "answer": 4})
    assert [line for line, _ in found] == [2, 4]
    assert "JSON mal formé" in found[0][1]
    assert found[1][1] == "« answer » doit être un texte."


def test_the_message_names_file_and_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "[]")
    with pytest.raises(InvalidCases, match=r"questions\.jsonl ne peut pas.*\n  ligne 1 : un objet"):
        load_cases(path)


@pytest.mark.parametrize("key", sorted(PLAIN))
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    line = {name: value for name, value in PLAIN.items() if name != key}
    assert problems(tmp_path, line) == [(1, f"la clé « {key} » manque.")]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"answerable": "oui"}, "« answerable » doit être true ou false."),
        ({"false_premise": 1}, "« false_premise » doit être true ou false."),
        ({"question": "  "}, "« question » est vide."),
        ({"key_facts": "douze"}, "« key_facts » doit être une liste [ … ]."),
        ({"key_facts": [[]]}, "« key_facts[1] » doit être une liste non vide"),
        ({"key_facts": [["12"], ["…"]]}, "« key_facts[2] » : chaque forme"),
        ({"key_facts": ["douze"]}, "« key_facts[1] » doit être une liste non vide"),
        ({"evidence": ["cr-2021"]}, "« evidence[1] » doit être un objet"),
        ({"evidence": [{"doc": "cr-2021"}]}, "la clé « evidence[1].quote » manque."),
        ({"evidence": [{"doc": "a", "quote": "— …"}]}, "ne contient aucun mot"),
        ({"evidence": [{"doc": "a", "quote": "b", "page": "3"}]}, "doit être un nombre entier."),
        ({"evidence": [{"doc": "a", "quote": "b", "page": True}]}, "doit être un nombre entier."),
        ({"evidence": [{"doc": "a", "quote": "b", "page": 0}]}, "doit être au moins 1."),
        ({"history": [{"question": "Et ?"}]}, "la clé « history[1].answer » manque."),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, changed: dict[str, object], message: str) -> None:
    ((line, told),) = problems(tmp_path, PLAIN | changed)
    assert line == 1
    assert message in told


def test_a_second_use_of_an_id_names_the_first(tmp_path: Path) -> None:
    ((line, told),) = problems(tmp_path, PLAIN, PLAIN | {"id": "q-2"}, PLAIN)
    assert line == 3
    assert "« q-1 » sert déjà à la ligne 1" in told


def test_bytes_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(json.dumps(PLAIN).encode() + b"\n" + b'{"id": "\xe9t\xe9"}\n')
    with pytest.raises(InvalidCases, match="ligne 2 : texte qui n'est pas en UTF-8"):
        load_cases(path)


def test_a_file_without_a_question_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, "", "")[0][1].startswith("aucune question")


def test_the_dev_questions_are_read_whole(shared: Path) -> None:
    cases = load_cases(shared / "evals" / "questions-dev.jsonl")
    assert len(cases) == 72
    assert sum(len(case.history) for case in cases) == 3
    assert sum(not case.answerable for case in cases) == 8
    assert all(case.evidence for case in cases if case.answerable)
