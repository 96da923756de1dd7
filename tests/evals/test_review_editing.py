"""A question saved into a file that others write too: nothing of theirs is ever lost."""

from __future__ import annotations

import json
import os
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

import evals.review.editing
from evals.cases import Case, InvalidCases
from evals.review.editing import BACKUP, read_questions, remove, save
from evals.review.refused import Refused

FIRST = Case(
    id="q-1",
    type="factoid",
    question="Combien de hameaux ?",
    answerable=True,
    answer="Onze.",
    key_facts=(("onze", "11"),),
    evidence=(),
)
SECOND = replace(FIRST, id="q-2", question="Quel jour ?", key_facts=(("mardi",),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    save(path, FIRST, was=None)
    save(path, SECOND, was=None)
    return path


def values(path: Path) -> list[Case]:
    return [one.value for one in read_questions(path)]


def left_behind(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()} - {f".{path.name}.lock"}


def test_a_file_starts_from_nothing(tmp_path: Path) -> None:
    path = tmp_path / "neuf.jsonl"
    assert read_questions(path) == ()
    save(path, FIRST, was=None)
    assert values(path) == [FIRST]
    assert left_behind(path) == {"neuf.jsonl"}


def test_a_changed_question_takes_its_own_place_and_the_state_before_is_kept(file: Path) -> None:
    before = file.read_bytes()
    changed = replace(FIRST, answer="Onze hameaux.")
    save(file, changed, was=FIRST)
    assert values(file) == [changed, SECOND]
    assert file.with_name(file.name + BACKUP).read_bytes() == before
    assert left_behind(file) == {file.name, file.name + BACKUP}


def test_other_lines_keep_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    other = (
        b'{"type":"factoid",  "id":"z", "question":"\\u00e9 ?", "answerable":true, "answer":"a",'
    )
    other += b' "key_facts":[["a"]], "evidence":[], "relecteur": 3 }\r'
    save(path, FIRST, was=None)
    path.write_bytes(other + b"\n\n" + path.read_bytes().rstrip(b"\n"))
    save(path, replace(FIRST, answer="Onze hameaux."), was=FIRST)
    save(path, SECOND, was=None)
    assert path.read_bytes().split(b"\n")[:2] == [other, b""]
    assert [one.id for one in values(path)] == ["z", "q-1", "q-2"]


def test_keys_of_others_on_the_line_itself_stay(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    marked = json.loads(lines[0]) | {"relecteur": "Claire", "difficulty": 3}
    file.write_text(json.dumps(marked) + "\n" + lines[1] + "\n", encoding="utf-8")
    save(file, replace(FIRST, notes="revu"), was=FIRST)
    now = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    assert (now["relecteur"], now["difficulty"], now["notes"]) == ("Claire", 3, "revu")


def test_a_question_changed_by_somebody_else_is_not_written_over(file: Path) -> None:
    theirs = replace(FIRST, answer="Douze.")
    save(file, theirs, was=FIRST)
    before = file.read_bytes()
    with pytest.raises(Refused, match="modifiée par quelqu’un d’autre"):
        save(file, replace(FIRST, answer="Dix."), was=FIRST)
    with pytest.raises(Refused, match="modifiée par quelqu’un d’autre"):
        remove(file, FIRST)
    assert file.read_bytes() == before


def test_a_question_renamed_by_somebody_else_is_said(file: Path) -> None:
    save(file, replace(FIRST, id="q-9"), was=FIRST)
    with pytest.raises(Refused, match=r"n’est plus dans questions\.jsonl"):
        save(file, FIRST, was=FIRST)


def test_what_others_added_meanwhile_stays(file: Path) -> None:
    theirs = replace(FIRST, id="q-3")
    save(file, theirs, was=None)
    changed = replace(SECOND, answer="Le mardi.")
    save(file, changed, was=SECOND)
    assert values(file) == [FIRST, changed, theirs]


def test_an_identifier_that_is_taken_is_refused_and_nothing_is_left(file: Path) -> None:
    before, around = file.read_bytes(), left_behind(file)
    with pytest.raises(InvalidCases) as caught:
        save(file, replace(SECOND, answer="x"), was=None)
    assert "sert déjà à la ligne 2" in caught.value.problems[0].message
    assert caught.value.problems[0].path == file
    assert file.read_bytes() == before
    assert left_behind(file) == around


def test_a_fault_of_another_line_is_told_with_its_number(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"{\n")
    before = file.read_bytes()
    with pytest.raises(InvalidCases) as caught:
        save(file, replace(FIRST, id="q-3"), was=None)
    assert [one.line for one in caught.value.problems] == [3]
    assert file.read_bytes() == before


def test_an_editor_that_writes_between_reading_and_writing_wins(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = evals.review.editing.located_cases
    theirs = b"".join([file.read_bytes(), b"\n"])

    def slow(*paths: Path) -> object:
        if paths[0] != file:
            file.write_bytes(theirs)
        return checked(*paths)

    monkeypatch.setattr(evals.review.editing, "located_cases", slow)
    with pytest.raises(Refused, match="vient d’être modifié"):
        save(file, replace(FIRST, answer="Dix."), was=FIRST)
    assert file.read_bytes() == theirs


def test_a_question_is_removed_alone_and_the_last_one_stays(file: Path) -> None:
    remove(file, FIRST)
    assert values(file) == [SECOND]
    with pytest.raises(Refused, match="dernière question"):
        remove(file, SECOND)
    assert values(file) == [SECOND]


def test_forty_people_adding_at_once_lose_nothing(file: Path) -> None:
    cases = [replace(FIRST, id=f"p-{number}") for number in range(40)]
    threads = [
        threading.Thread(target=save, args=(file, case), kwargs={"was": None}) for case in cases
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.id for one in values(file)} == {"q-1", "q-2", *(one.id for one in cases)}


def test_a_link_stays_a_link_and_the_rights_of_the_file_stay(file: Path, tmp_path: Path) -> None:
    os.chmod(file, 0o640)
    link = tmp_path / "lien.jsonl"
    link.symlink_to(file)
    changed = replace(FIRST, answer="Onze hameaux.")
    save(link, changed, was=FIRST)
    assert link.is_symlink()
    assert values(file)[0] == changed
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
