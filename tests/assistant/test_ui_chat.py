"""The pages as a visitor meets them, run without a browser over a scripted assistant."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from fakes.documents import make_document
from fakes.scripted_assistant import (
    Script,
    ScriptedAssistant,
    ScriptedStore,
    answer,
    cite,
    opener,
    refusal,
)
from streamlit.testing.v1 import AppTest

import assistant.ui
import assistant.wiring
from assistant.history import History
from assistant.model import Event, Final, Notice, Question, Turn
from assistant.ui import text
from assistant.ui.sidebar import CONVERSATION
from vectorstore import EmbedderUnavailable, Filters, NoIndex

MAIN = Path(assistant.ui.__file__).parent / "main.py"
QUOTE = "Le minibus dessert onze hameaux."
AVIS = make_document(
    "avis-valmont",
    [f"Préambule *important* <b>.\n{QUOTE}", "Annexe."],
    title="Avis sur la [mobilité]",
    facts={"region": "Valmont", "body": "CTS", "date": "2021-03-01"},
)
BILAN = make_document(
    "bilan-orsec", ["Six cents lycéens.", ""], title="Bilan", facts={"region": "Orsec"}
)
Ask = Callable[[Script], tuple[AppTest, ScriptedAssistant]]


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Opens the chat over two documents and an assistant that plays a script."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    st.cache_resource.clear()

    def open_page(script: Script) -> tuple[AppTest, ScriptedAssistant]:
        scripted = ScriptedAssistant(ScriptedStore([AVIS, BILAN]), script)
        monkeypatch.setattr(assistant.wiring, "open_assistant", opener(scripted))
        return AppTest.from_file(str(MAIN), default_timeout=30).run(), scripted

    yield open_page
    st.cache_resource.clear()


def answers(question: Question) -> Iterator[Event]:
    yield Final(answer=answer(question, [cite(AVIS, QUOTE)]))


def ask(at: AppTest, question: str) -> AppTest:
    return at.chat_input[0].set_value(question).run()


def words(at: AppTest) -> str:
    """All that the page says, as it was given to the page."""
    kinds = (
        "title",
        "subheader",
        "markdown",
        "caption",
        "info",
        "warning",
        "error",
        "code",
        "html",
    )
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))


def html(at: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in at.get("html"))


def labels(at: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in at.button]


def test_a_question_is_answered_with_sources_that_open_on_lit_words(visit: Ask) -> None:
    at, scripted = visit(answers)
    assert not at.exception
    ask(at, "Combien de hameaux ?")
    assert scripted.asked == [Question(text="Combien de hameaux ?")]
    assert f"{QUOTE} <a class=" in html(at)
    source = next(b for b in at.button if b.key and b.key.startswith("cite-"))
    assert source.label.replace("\\", "") == "[1] Avis sur la [mobilité], p. 1"
    source.click().run()
    assert f"<mark>{QUOTE}</mark>" in html(at)
    assert "Préambule *important* &lt;b&gt;." in html(at)
    assert "Page 1 sur 2" in words(at)
    assert "CTS · Valmont · 1er mars 2021" in words(at).replace("\\", "")
    assert not at.exception


def test_the_answer_is_there_after_a_reload_and_in_the_list(visit: Ask, tmp_path: Path) -> None:
    at, _ = visit(answers)
    ask(at, "Combien de hameaux ?")
    conversation = at.query_params[CONVERSATION]
    again = AppTest.from_file(str(MAIN), default_timeout=30)
    again.query_params[CONVERSATION] = conversation
    assert QUOTE in html(again.run())
    fresh = AppTest.from_file(str(MAIN), default_timeout=30).run()
    assert "Combien de hameaux ?" in labels(fresh)
    fresh.button(key=f"past-{History(tmp_path).conversations(1)[0].id}").click().run()
    assert QUOTE in html(fresh)


def test_a_refusal_says_what_was_searched_and_opens_the_nearest(visit: Ask) -> None:
    def refuses(question: Question) -> Iterator[Event]:
        yield Final(answer=refusal(question, [cite(BILAN, "Six cents lycéens.")]))

    at, _ = visit(refuses)
    ask(at, "Et la cuisine ?")
    shown = words(at).replace("\\", "")
    assert text.REFUSED in shown
    assert "Aucun passage du corpus ne répond à cette question." in shown
    assert "2 documents, 5 passages lus. Mots cherchés : « minibus »." in shown
    assert text.NEAREST in shown
    assert f"**{text.SOURCES}**" not in shown
    near = next(b for b in at.button if b.key and b.key.startswith("near-"))
    near.click().run()
    assert "<mark>Six cents lycéens.</mark>" in html(at)


def test_notices_dropped_sentences_contradictions_and_the_question_understood_are_shown(
    visit: Ask,
) -> None:
    def tells(question: Question) -> Iterator[Event]:
        yield Notice(text="Ollama ne répond pas.")
        yield Final(
            answer=answer(
                question,
                [cite(AVIS, QUOTE), cite(BILAN, "Six cents lycéens.", n=2)],
                notices=("Ollama ne répond pas.",),
                resolved_question="Combien de hameaux à Valmont ?",
                dropped=2,
                contradictions=((1, 2),),
                model="petit:3b",
            )
        )

    at, _ = visit(tells)
    ask(at, "Et à Valmont ?")
    shown = words(at).replace("\\", "")
    assert [info.value.replace("\\", "") for info in at.info] == ["Ollama ne répond pas."]
    assert "Question comprise : Combien de hameaux à Valmont ?" in shown
    assert "2 phrases du brouillon" in shown
    assert text.CONTRADICTION in shown
    assert "petit:3b" in shown


def test_the_scope_that_is_chosen_is_what_is_searched(visit: Ask) -> None:
    at, scripted = visit(answers)
    at.multiselect(key="regions").set_value(["Valmont"])
    at.multiselect(key="documents").set_value(["avis-valmont"]).run()
    assert "Recherche limitée à : Valmont ; « Avis sur la [mobilité] »." in words(at).replace(
        "\\", ""
    )
    ask(at, "Combien ?")
    assert scripted.asked[0].filters == Filters(doc=("avis-valmont",), region=("Valmont",))


def test_a_follow_up_carries_what_was_said_and_a_new_conversation_does_not(visit: Ask) -> None:
    at, scripted = visit(answers)
    ask(at, "Combien de hameaux ?")
    ask(at, "Et le mardi ?")
    first = Turn(question="Combien de hameaux ?", answer=f"{QUOTE} [1]")
    assert scripted.asked[1].history == (first,)
    at.button(key="new").click().run()
    assert QUOTE not in html(at)
    ask(at, "Autre sujet ?")
    assert scripted.asked[2].history == ()


def test_an_example_is_asked_by_one_press(visit: Ask) -> None:
    at, scripted = visit(answers)
    example = at.button(key="example-0")
    example.click().run()
    assert scripted.asked[0].text == example.label.replace("\\", "")


def test_turns_that_ended_early_are_shown_as_such(visit: Ask, tmp_path: Path) -> None:
    at, _ = visit(answers)
    history = History(tmp_path)
    conversation = history.start("Un ?")
    history.stop(history.ask(conversation, "Un ?"), "Un <i>brouillon</i>")
    history.stop(history.ask(conversation, "Deux ?"), "")
    history.ask(conversation, "Trois ?")
    at.query_params[CONVERSATION] = conversation
    at.run()
    assert [w.value for w in at.warning] == [text.STOPPED_DRAFT, text.STOPPED, text.STOPPED]
    assert "Un &lt;i&gt;brouillon&lt;/i&gt;" in html(at)
    assert not at.chat_input[0].disabled


def test_an_unforeseen_error_shows_no_traceback_and_leaves_one_in_the_log(
    visit: Ask, tmp_path: Path
) -> None:
    def breaks(question: Question) -> Iterator[Event]:
        raise ZeroDivisionError("détail interne")
        yield

    at, _ = visit(breaks)
    ask(at, "Combien ?")
    assert not at.exception
    (error,) = at.error
    said = error.value.replace("\\", "")
    assert text.UNEXPECTED in said
    assert str(tmp_path / "assistant.log") in said
    assert "détail interne" not in said
    assert "ZeroDivisionError: détail interne" in (tmp_path / "assistant.log").read_text()


def test_a_foreseen_error_tells_the_next_step(visit: Ask) -> None:
    def breaks(question: Question) -> Iterator[Event]:
        raise EmbedderUnavailable("Le modèle est absent.", "Relancez make install.")
        yield

    at, _ = visit(breaks)
    ask(at, "Combien ?")
    assert [e.value.replace("\\", "") for e in at.error] == [
        "Le modèle est absent. Relancez make install."
    ]


def test_a_question_without_a_word_is_answered_kindly(visit: Ask) -> None:
    from assistant.question import QuestionError

    def refuses(question: Question) -> Iterator[Event]:
        raise QuestionError("La question ne contient aucun mot.")
        yield

    at, _ = visit(refuses)
    ask(at, "???")
    assert [e.value.replace("\\", "") for e in at.error] == ["La question ne contient aucun mot."]


def test_an_error_of_the_page_itself_stays_within_the_page(
    visit: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, scripted = visit(answers)
    monkeypatch.setattr(scripted.store, "documents", lambda: 1 / 0)
    at.run()
    assert not at.exception
    assert text.UNEXPECTED in at.error[0].value.replace("\\", "")


@pytest.mark.parametrize("documents", [None, []])
def test_nothing_loaded_says_which_command_to_run(
    documents: list[object] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    st.cache_resource.clear()
    if documents is not None:
        empty = ScriptedAssistant(ScriptedStore([]), answers)
        monkeypatch.setattr(assistant.wiring, "open_assistant", opener(empty))
    at = AppTest.from_file(str(MAIN), default_timeout=30).run()
    assert [code.value for code in at.code] == [text.EMPTY_COMMAND, text.EMPTY_DEMO_COMMAND]
    assert not at.chat_input
    assert not at.error
    st.cache_resource.clear()


def test_the_assistant_is_opened_anew_when_the_corpus_has_changed(
    visit: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, first = visit(answers)
    ask(at, "Un ?")
    second = ScriptedAssistant(ScriptedStore([BILAN]), answers)
    monkeypatch.setattr(assistant.wiring, "open_assistant", opener(second))
    ask(at, "Deux ?")
    assert [q.text for q in second.asked] == []
    del first.store.held["avis-valmont"]
    ask(at, "Trois ?")
    assert [q.text for q in second.asked] == ["Trois ?"]


def test_the_documents_page_says_what_is_loaded_and_opens_it(visit: Ask) -> None:
    at, _ = visit(answers)
    at.switch_page("views/documents.py").run()
    shown = words(at).replace("\\", "")
    assert "Avis sur la [mobilité]" in shown
    assert "CTS · Valmont · 1er mars 2021 · 2 pages" in shown
    assert [w.value for w in at.warning] == ["Page sans texte lisible : 2"]
    at.text_input(key="find").set_value("órsec").run()
    assert "2 pages" in words(at)
    assert "Avis sur la" not in words(at)
    at.button(key="read-bilan-orsec").click().run()
    assert "<p>Six cents lycéens.</p>" in html(at)


def test_a_source_that_is_no_longer_loaded_or_was_changed_lights_nothing(visit: Ask) -> None:
    at, scripted = visit(answers)
    ask(at, "Combien ?")
    scripted.store.held["avis-valmont"] = replace(AVIS, text=AVIS.text.replace("onze", "neuf"))
    next(b for b in at.button if b.key and b.key.startswith("cite-")).click().run()
    assert text.QUOTE_GONE in words(at)
    assert "<mark>" not in html(at)
    del scripted.store.held["avis-valmont"]
    next(b for b in at.button if b.key and b.key.startswith("cite-")).click().run()
    assert text.GONE in words(at)
    assert not at.exception


def test_an_index_that_vanished_is_told(visit: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    at, scripted = visit(answers)

    def gone() -> str:
        raise NoIndex("Aucun document.", "Lancez assistant ingest.")

    monkeypatch.setattr(scripted.store, "corpus_version", gone)
    at.run()
    assert not at.exception


def test_every_widget_has_a_label(visit: Ask) -> None:
    at, _ = visit(answers)
    ask(at, "Combien ?")
    widgets = [*at.button, *at.multiselect]
    assert all(widget.label.strip() for widget in widgets)
    assert at.chat_input[0].placeholder
