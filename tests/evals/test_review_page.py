"""The page as evaluators meet it, run without a browser over documents made by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from fakes.documents import make_document
from fakes.report_runs import record, suite
from fakes.scripted_assistant import ScriptedAssistant, ScriptedStore, opener
from streamlit.testing.v1 import AppTest

import assistant.ui
import assistant.wiring
import evals.ui
from assistant.settings import SettingsError
from assistant.ui.extra import extra_pages
from evals.cases import Case, Evidence, load_cases, write_cases
from evals.review import judgements, signoff
from evals.runs.folder import Header, line_of, manifest_text
from evals.ui import text

pytestmark = pytest.mark.model

QUOTE = "Le minibus dessert onze hameaux."
AVIS = make_document("avis-valmont", [f"Préambule <b>.\n{QUOTE}", "Annexe."], title="Avis")
BILAN = make_document("bilan-orsec", ["Six cents lycéens."], title="Bilan")
FIRST = Case(
    id="q-1",
    type="factoid",
    question="Combien de hameaux ?",
    answerable=True,
    answer="Onze.",
    key_facts=(("onze", "11"),),
    evidence=(Evidence(doc="avis-valmont", quote=QUOTE, page=1),),
)
SECOND = replace(FIRST, id="q-2", question="Quel jour ?")
Visit = Callable[[], AppTest]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "evaluation"
    place.mkdir()
    return place


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "questions.jsonl"
    write_cases([FIRST, SECOND], path)
    return path


@pytest.fixture
def visit(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """A visitor who opens the page."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_PAGES", json.dumps({"evaluation": str(folder)}))
    scripted = ScriptedAssistant(ScriptedStore([AVIS, BILAN]), lambda question: iter(()))
    monkeypatch.setattr(assistant.wiring, "open_assistant", opener(scripted))
    st.cache_resource.clear()
    yield lambda: AppTest.from_file(str(evals.ui.PAGE.script), default_timeout=30).run()
    st.cache_resource.clear()


def go(at: AppTest, view: str) -> AppTest:
    return at.radio(key="view").set_value(view).run()


def labelled(at: AppTest, kind: str, label: str):
    return next(one for one in at.get(kind) if one.label == label)


def html(at: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in at.get("html"))


def said(at: AppTest) -> str:
    kinds = ("success", "warning", "error", "info", "markdown", "caption")
    texts = (str(one.value) for kind in kinds for one in at.get(kind))
    return "\n".join(texts).replace("\\", "")


def test_a_first_question_starts_a_file(visit: Visit, folder: Path) -> None:
    at = visit()
    labelled(at, "text_input", text.NEW_FILE_NAME).set_value("mes-questions").run()
    labelled(at, "text_area", "Question").set_value("Combien de hameaux ?").run()
    labelled(at, "text_area", "Réponse de référence").set_value("Onze.").run()
    labelled(at, "text_area", "Faits clés").set_value("onze | 11").run()
    labelled(at, "text_area", text.WORDS).set_value("Le minibus dessert\nonze hameaux.").run()
    assert text.STANDS in said(at)
    at.button(key="add-evidence").click().run()
    assert labelled(at, "text_area", text.WORDS).value == ""
    assert not (folder / "mes-questions.jsonl").exists()
    at.button(key="save").click().run()
    assert not at.exception
    assert "Question « q-001 » enregistrée dans mes-questions.jsonl." in said(at)
    assert load_cases(folder / "mes-questions.jsonl") == (replace(FIRST, id="q-001"),)
    assert labelled(at, "selectbox", text.QUESTION).value == "q-001"


def test_words_that_are_not_on_the_page_are_told_at_once(visit: Visit, file: Path) -> None:
    at = visit()
    labelled(at, "text_area", text.WORDS).set_value("Le tramway dessert douze hameaux.").run()
    assert "la citation n’est pas dans « avis-valmont »" in said(at)
    at.button(key="pane-next").click().run()
    labelled(at, "text_area", text.WORDS).set_value(QUOTE).run()
    assert "est à la page 1, pas à la page 2" in said(at)


def test_what_forbids_to_keep_a_question_is_said_and_nothing_is_written(
    visit: Visit, file: Path
) -> None:
    before = file.read_bytes()
    at = visit()
    labelled(at, "text_area", "Question").set_value("Combien ?").run()
    at.button(key="save").click().run()
    assert text.NOT_SAVED in said(at)
    assert "Réponse dans les documents : est vrai sans fait clé" in said(at)
    assert file.read_bytes() == before
    assert labelled(at, "text_area", "Question").value == "Combien ?"


def test_a_question_that_is_opened_shows_its_evidence_lit_on_its_page(
    visit: Visit, file: Path
) -> None:
    at = visit()
    labelled(at, "selectbox", text.QUESTION).set_value("q-1").run()
    assert labelled(at, "text_area", "Faits clés").value == "onze | 11"
    assert f"<mark data-still>{QUOTE}</mark>" in html(at)
    at.button(key="see-evidence-0").click().run()
    assert f"<mark>{QUOTE}</mark>" in html(at)
    assert "Préambule &lt;b&gt;." in html(at)


def test_a_change_that_is_not_saved_waits_and_can_be_given_up(visit: Visit, file: Path) -> None:
    at = visit()
    labelled(at, "selectbox", text.QUESTION).set_value("q-1").run()
    labelled(at, "text_area", "Notes").set_value("à revoir").run()
    labelled(at, "selectbox", text.QUESTION).set_value("q-2").run()
    assert labelled(at, "text_area", "Notes").value == ""
    assert f"{text.UNSAVED} : q-1" in said(at)
    go(at, text.REVIEW_CASES)
    go(at, text.WRITE)
    labelled(at, "selectbox", text.QUESTION).set_value("q-1").run()
    assert labelled(at, "text_area", "Notes").value == "à revoir"
    at.button(key="undo").click().run()
    assert labelled(at, "text_area", "Notes").value == ""
    assert load_cases(file) == (FIRST, SECOND)


def test_a_question_that_somebody_else_changed_is_not_written_over(
    visit: Visit, file: Path
) -> None:
    mine, theirs = visit(), visit()
    for at in (mine, theirs):
        labelled(at, "selectbox", text.QUESTION).set_value("q-1").run()
    labelled(theirs, "text_area", "Notes").set_value("la leur").run()
    theirs.button(key="save").click().run()
    labelled(mine, "text_area", "Notes").set_value("la mienne").run()
    mine.button(key="save").click().run()
    assert "modifiée par quelqu’un d’autre" in said(mine)
    assert labelled(mine, "text_area", "Notes").value == "la mienne"
    assert [one.notes for one in load_cases(file)] == ["la leur", ""]
    mine.button(key="undo").click().run()
    assert labelled(mine, "text_area", "Notes").value == "la leur"
    labelled(mine, "text_area", "Notes").set_value("les deux").run()
    mine.button(key="save").click().run()
    assert [one.notes for one in load_cases(file)] == ["les deux", ""]


def test_what_is_typed_just_before_the_press_is_saved(visit: Visit, file: Path) -> None:
    at = visit()
    labelled(at, "selectbox", text.QUESTION).set_value("q-1").run()
    labelled(at, "text_area", "Notes").set_value("au dernier moment")
    at.button(key="save").click().run()
    assert load_cases(file)[0].notes == "au dernier moment"


def test_evidence_is_taken_out_and_a_question_removed(visit: Visit, file: Path) -> None:
    at = visit()
    labelled(at, "selectbox", text.QUESTION).set_value("q-1").run()
    at.button(key="take-out-0").click().run()
    at.button(key="save").click().run()
    assert load_cases(file)[0] == replace(FIRST, evidence=())
    at.button(key="remove").click().run()
    assert "questions.jsonl.bak" in said(at)
    assert load_cases(file) == (SECOND,)


def test_a_file_with_a_fault_is_told_line_by_line(visit: Visit, file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"{\n")
    at = visit()
    assert "Ligne 3 : JSON mal formé" in said(at)
    assert not at.exception


def judged(at: AppTest, name: str, label: str, comment: str = "") -> None:
    go(at, text.REVIEW_CASES)
    labelled(at, "text_input", text.NAME).set_value(name).run()
    labelled(at, "selectbox", text.QUESTION).set_value("q-1").run()
    labelled(at, "radio", text.VERDICT).set_value(label).run()
    labelled(at, "text_area", text.COMMENT).set_value(comment).run()
    labelled(at, "button", text.KEEP_VERDICT).click().run()
    assert not at.exception


def test_two_annotators_judge_apart_then_see_each_other(visit: Visit, file: Path) -> None:
    judged(visit(), "Claire", "keep", "très bien")
    at = visit()
    go(at, text.REVIEW_CASES)
    assert text.NAME_FIRST in said(at)
    labelled(at, "text_input", text.NAME).set_value("Émile").run()
    assert text.OTHERS_HIDDEN in said(at)
    assert "très bien" not in said(at)
    judged(at, "Émile", "drop")
    found = judgements.read(judgements.beside(file)).entries
    assert [(one.annotator, one.label, one.comment) for one in found] == [
        ("Claire", "keep", "très bien"),
        ("Émile", "drop", ""),
    ]
    assert labelled(at, "selectbox", text.QUESTION).value == "q-2"
    shown = said(at)
    assert "Claire et Émile : un seul avis en commun" in shown
    assert f"{text.TO_SETTLE} : 1" in shown
    third = go(visit(), text.REVIEW_CASES)
    assert "très bien" not in said(third)
    at.button(key="settle-q-1").click().run()
    assert labelled(at, "selectbox", text.QUESTION).value == "q-1"
    assert "Claire : **à garder** « très bien »" in said(at)


def test_a_verdict_on_an_earlier_state_no_longer_counts(visit: Visit, file: Path) -> None:
    judged(visit(), "Claire", "keep")
    write_cases([replace(FIRST, answer="Onze hameaux."), SECOND], file)
    at = go(visit(), text.REVIEW_CASES)
    assert text.OLDER.format(1) in said(at)


def kept_run(folder: Path) -> Path:
    detail = {
        "question": "Combien de hameaux ?",
        "answer": f"{QUOTE} [1]\n\nIl roule le mardi. [2]",
        "abstained": False,
        "expected": "Onze.",
        "citations": [{"doc": "avis-valmont", "page_start": 1, "page_end": 1, "quote": QUOTE}],
        "evidence": [{"doc": "absent", "page": 2, "quote": "rien", "cited": False}],
    }
    made = suite(record("q-1", detail=detail, whole=1), name="own", title="Vos questions")
    header = Header(
        asked={"own": "f"}, engine="extractive", model=None, seed=1, limit=None,
        settings={}, versions={},
    )  # fmt: skip
    place = folder / "premier"
    place.mkdir()
    (place / "run.json").write_text(manifest_text(header, [made.info]), encoding="utf-8")
    (place / "own.jsonl").write_bytes(b"".join(map(line_of, made.records)))
    return place


def test_answers_are_judged_claim_by_claim_and_the_run_is_approved(
    visit: Visit, folder: Path
) -> None:
    run = kept_run(folder)
    at = go(visit(), text.REVIEW_ANSWERS)
    assert text.NOT_APPROVED in said(at)
    labelled(at, "text_input", text.NAME).set_value("Claire").run()
    assert f"<mark data-still>{QUOTE}</mark>" in html(at)
    save = labelled(at, "button", text.KEEP_VERDICT)
    assert save.disabled
    labelled(at, "radio", text.VERDICT).set_value("partial").run()
    labelled(at, "radio", text.CLAIM.format(1)).set_value("supported").run()
    labelled(at, "radio", text.CLAIM.format(2)).set_value("unsupported").run()
    labelled(at, "button", text.KEEP_VERDICT).click().run()
    found = judgements.read(judgements.of_run(run)).entries
    assert [(one.kind, one.item, one.label) for one in found] == [
        ("answer", "own/q-1", "partial"),
        ("claim", "own/q-1#1", "supported"),
        ("claim", "own/q-1#2", "unsupported"),
    ]
    assert text.NOTHING_LEFT in said(at)
    labelled(at, "text_area", text.REMARK).set_value("Relu en entier.").run()
    labelled(at, "button", text.APPROVE).click().run()
    assert not at.exception
    (told,) = signoff.told(run)
    assert told in said(at)
    assert "Approuvé par Claire le" in told


def test_words_of_a_document_that_is_not_loaded_are_told_so(visit: Visit, folder: Path) -> None:
    kept_run(folder)
    at = go(visit(), text.REVIEW_ANSWERS)
    at.button(key="see-gold-0").click().run()
    assert text.NOT_LOADED.format("absent") in said(at)
    at.button(key="see-cited-0").click().run()
    assert "Page 1 sur 2" in said(at)


def test_a_run_that_is_not_finished_is_told(visit: Visit, folder: Path) -> None:
    (kept_run(folder) / "own.jsonl").unlink()
    at = go(visit(), text.REVIEW_ANSWERS)
    assert "n’est pas terminé" in said(at)


def test_an_empty_folder_says_where_to_begin(visit: Visit) -> None:
    at = visit()
    assert text.NEW_FILE_HINT in said(at)
    assert "Aucun fichier de questions" in said(go(at, text.REVIEW_CASES))
    assert "Aucun passage dans ce dossier" in said(go(at, text.REVIEW_ANSWERS))


def test_without_documents_the_form_is_there_and_says_how_to_load_some(
    visit: Visit, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = ScriptedAssistant(ScriptedStore([]), lambda question: iter(()))
    monkeypatch.setattr(assistant.wiring, "open_assistant", opener(empty))
    at = visit()
    assert text.NO_DOCUMENT in said(at)
    labelled(at, "selectbox", text.QUESTION).set_value("q-1").run()
    assert labelled(at, "text_area", "Question").value == "Combien de hameaux ?"
    assert not at.exception


def test_only_who_asks_for_the_page_meets_it() -> None:
    assert extra_pages({}) == {}
    assert extra_pages({"evaluation": Path()}) == {"evaluation": evals.ui.PAGE}
    with pytest.raises(SettingsError, match="n’existe pas : evaluatoin"):
        extra_pages({"evaluatoin": Path()})


def test_a_setting_that_names_no_page_is_told_and_the_chat_stays(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_PAGES", '{"evaluatoin": "."}')
    main = Path(assistant.ui.__file__).parent / "main.py"
    at = AppTest.from_file(str(main), default_timeout=30).run()
    assert "Le réglage « pages » nomme une page qui n’existe pas" in said(at)
    assert at.chat_input
