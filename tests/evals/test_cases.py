"""Questions files: what is read, and what a person is told when a line is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cases import Case, Evidence, Exchange, InvalidCases, load_cases, located_cases

SAMPLE = Path(__file__).resolve().parents[2] / "evals" / "sample"

PLAIN = {
    "id": "q-1",
    "type": "factoid",
    "question": "Combien de réunions ?",
    "answerable": True,
    "answer": "Douze.",
    "key_facts": [["12", "douze"]],
    "evidence": [{"doc": "cr-2021", "quote": "douze réunions publiques"}],
}


def written(folder: Path, *lines: object, name: str = "questions.jsonl") -> Path:
    path = folder / name
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def problems(folder: Path, *lines: object) -> list[tuple[int, str]]:
    with pytest.raises(InvalidCases) as caught:
        load_cases(written(folder, *lines))
    return [(one.line, one.message) for one in caught.value.problems]


def test_a_full_line_is_read_whole(tmp_path: Path) -> None:
    full = PLAIN | {
        "history": [{"question": "Et avant ?", "answer": "Rien."}],
        "false_premise": True,
        "stratum": "hors sujet",
        "evidence": [{"doc": "cr-2021", "page": 3, "span": [5, 40]}],
        "forbidden": [["13", "treize"]],
        "notes": "à revoir",
        "écrit par": "clé inconnue, ignorée",
    }
    assert load_cases(written(tmp_path, full)) == (
        Case(
            id="q-1",
            type="factoid",
            question="Combien de réunions ?",
            answerable=True,
            answer="Douze.",
            key_facts=(("12", "douze"),),
            evidence=(Evidence(doc="cr-2021", quote="", page=3, span=(5, 40)),),
            history=(Exchange(question="Et avant ?", answer="Rien."),),
            forbidden=(("13", "treize"),),
            false_premise=True,
            stratum="hors sujet",
            notes="à revoir",
        ),
    )


def test_optional_keys_and_blank_lines_may_be_left_out(tmp_path: Path) -> None:
    (case,) = load_cases(written(tmp_path, "", PLAIN, "   "))
    assert (case.history, case.forbidden, case.false_premise) == ((), (), False)
    assert (case.stratum, case.notes) == (None, "")
    assert (case.evidence[0].page, case.evidence[0].span) == (None, None)


def test_a_null_in_an_optional_key_says_nothing(tmp_path: Path) -> None:
    line = PLAIN | {"stratum": None, "history": None, "forbidden": None, "notes": None}
    assert load_cases(written(tmp_path, line)) == load_cases(written(tmp_path, PLAIN))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(PLAIN), encoding="utf-8-sig")
    assert load_cases(path)[0].id == "q-1"


def test_every_fault_of_every_line_is_told_with_its_number(tmp_path: Path) -> None:
    wrong = PLAIN | {"id": "q-3", "answer": 4, "answerable": "oui"}
    found = problems(tmp_path, PLAIN, '{"id": "q-2",', "", wrong)
    assert [line for line, _ in found] == [2, 4, 4]
    assert "JSON mal formé (colonne 14)" in found[0][1]
    assert found[1][1] == "« answerable » doit être true ou false."
    assert found[2][1] == "« answer » doit être un texte."


def test_the_message_names_file_and_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "[]")
    with pytest.raises(InvalidCases, match=r"questions\.jsonl ne peut pas.*\n  ligne 1 : un objet"):
        load_cases(path)


@pytest.mark.parametrize("key", sorted(PLAIN))
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    line = {name: value for name, value in PLAIN.items() if name != key}
    assert problems(tmp_path, line) == [(1, f"« {key} » manque.")]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"answerable": "oui"}, "« answerable » doit être true ou false."),
        ({"false_premise": 1}, "« false_premise » doit être true ou false."),
        ({"question": "  "}, "« question » est vide."),
        ({"question": "\ud83d"}, "« question » contient un signe mal codé"),
        ({"stratum": " "}, "« stratum » est vide."),
        ({"key_facts": "douze"}, "« key_facts » doit être une liste [ … ]."),
        ({"key_facts": [[]]}, "« key_facts[1] » doit être une liste non vide"),
        ({"key_facts": [["12"], ["…"]]}, "« key_facts[2] » a une forme sans aucun mot"),
        ({"key_facts": ["douze"]}, "« key_facts[1] » doit être une liste non vide"),
        ({"key_facts": [["a\udfff"]]}, "« key_facts[1] » contient un signe mal codé"),
        ({"forbidden": [["13"], []]}, "« forbidden[2] » doit être une liste non vide"),
        ({"evidence": ["cr-2021"]}, "« evidence[1] » doit être un objet"),
        ({"evidence": [{"doc": "cr-2021"}]}, "« evidence[1].quote » manque."),
        ({"evidence": [{"doc": "a", "quote": ""}]}, "« evidence[1].quote » est vide."),
        ({"evidence": [{"doc": "a", "quote": "— …"}]}, "ne contient aucun mot"),
        ({"evidence": [{"doc": "a", "quote": "b", "page": "3"}]}, "doit être un nombre entier."),
        ({"evidence": [{"doc": "a", "quote": "b", "page": True}]}, "doit être un nombre entier."),
        ({"evidence": [{"doc": "a", "quote": "b", "page": 0}]}, "doit être au moins 1."),
        ({"evidence": [{"doc": "a", "quote": "b", "span": [4]}]}, "doit être [début, fin]"),
        ({"evidence": [{"doc": "a", "quote": "b", "span": [4, 4]}]}, "doit être [début, fin]"),
        ({"evidence": [{"doc": "a", "quote": "b", "span": "4-9"}]}, "doit être une liste"),
        ({"evidence": [{"doc": "a", "quote": "b", "span": [-1, 9]}]}, "nombres entiers, au moins"),
        ({"history": [{"question": "Et ?"}]}, "« history[1].answer » manque."),
        ({"key_facts": [], "evidence": []}, "« answerable » est vrai sans fait clé ni preuve"),
        ({"stratum": "false-premise"}, "« stratum » vaut false-premise alors que"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, changed: dict[str, object], message: str) -> None:
    told = problems(tmp_path, PLAIN | changed)
    assert {line for line, _ in told} == {1}
    assert message in " ".join(text for _, text in told)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("forbiden", "forbidden"),
        ("false-premise", "false_premise"),
        ("histoty", "history"),
        ("Notes", "notes"),
    ],
)
def test_a_slip_in_a_key_is_a_fault(tmp_path: Path, key: str, meant: str) -> None:
    ((_, told),) = problems(tmp_path, PLAIN | {key: []})
    assert f"« {key} » est inconnu" in told
    assert f"« {meant} »" in told


def test_a_slip_in_a_key_of_evidence_is_a_fault(tmp_path: Path) -> None:
    gold = {"doc": "cr-2021", "quote": "douze réunions", "pages": 3}
    ((_, told),) = problems(tmp_path, PLAIN | {"evidence": [gold]})
    assert told.startswith("« evidence[1].pages » est inconnu ; écrivez « page »")


def test_a_key_written_twice_is_a_fault(tmp_path: Path) -> None:
    line = json.dumps(PLAIN)[:-1] + ', "answer": "Treize."}'
    assert problems(tmp_path, line) == [
        (1, "la clé « answer » est écrite deux fois ; gardez-en une.")
    ]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"id": ' + "9" * 5000 + "}"])
def test_what_no_json_reader_takes_is_a_fault(tmp_path: Path, line: str) -> None:
    ((_, told),) = problems(tmp_path, line)
    assert told.startswith("JSON mal formé ; trop de")


def test_a_second_use_of_an_id_names_the_first(tmp_path: Path) -> None:
    ((line, told),) = problems(tmp_path, PLAIN, PLAIN | {"id": "q-2"}, PLAIN)
    assert line == 3
    assert "« q-1 » sert déjà à la ligne 1 ;" in told


def test_files_are_read_in_order_and_an_id_may_serve_once_in_all(tmp_path: Path) -> None:
    first = written(tmp_path, PLAIN, name="a.jsonl")
    second = written(tmp_path, PLAIN | {"id": "q-2"}, name="b.jsonl")
    assert [case.id for case in load_cases(first, second)] == ["q-1", "q-2"]
    assert [(one.path, one.line) for one in located_cases(first, second)] == [
        (first, 1),
        (second, 1),
    ]
    clash = written(tmp_path, "", PLAIN, '{"id"', name="c.jsonl")
    with pytest.raises(InvalidCases) as caught:
        load_cases(first, clash)
    assert [(one.path, one.line) for one in caught.value.problems] == [(clash, 2), (clash, 3)]
    assert f"sert déjà à la ligne 1 de {first}" in caught.value.problems[0].message


def test_bytes_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(json.dumps(PLAIN).encode() + b"\n" + b'{"id": "\xe9t\xe9"}\n')
    with pytest.raises(InvalidCases, match="ligne 2 : texte qui n’est pas en UTF-8"):
        load_cases(path)


def test_a_file_without_a_question_is_refused_even_beside_another(tmp_path: Path) -> None:
    assert problems(tmp_path, "", "")[0][1].startswith("aucune question")
    full, empty = written(tmp_path, PLAIN), written(tmp_path, "", name="vide.jsonl")
    with pytest.raises(InvalidCases, match=r"vide\.jsonl ne peut pas.*\n  ligne 1 : aucune"):
        load_cases(full, empty)


def test_a_table_is_sent_to_the_import(tmp_path: Path) -> None:
    path = tmp_path / "questions.CSV"
    path.write_text("identifiant;question\n", encoding="utf-8")
    with pytest.raises(InvalidCases, match="assistant eval import"):
        load_cases(path)


def test_the_dev_questions_are_read_whole(shared: Path) -> None:
    cases = load_cases(shared / "evals" / "questions-dev.jsonl")
    assert len(cases) == 72
    assert sum(len(case.history) for case in cases) == 3
    assert sum(not case.answerable for case in cases) == 8
    assert all(case.evidence for case in cases if case.answerable)
