"""Conversations on disk, and answers written in the background."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.documents import make_document
from fakes.scripted_assistant import ScriptedAssistant, ScriptedStore, answer, cite

from assistant.history import (
    HISTORY_FILE,
    TITLE_CHARS,
    History,
    HistoryError,
    TurnState,
    said,
)
from assistant.model import Answer, Event, Final, Notice, Question, Token, Turn
from assistant.question import QuestionError
from assistant.ui.jobs import Job, Jobs
from vectorstore import Filters

REPORT = make_document("avis", ["Le minibus dessert onze hameaux."], title="Avis")
ASKED = Question(text="Combien ?", filters=Filters(region=("Valmont",), year=(2021,)))


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path)


def an_answer() -> Answer:
    return answer(
        ASKED, [cite(REPORT, "Le minibus dessert onze hameaux.")], contradictions=((1, 1),)
    )


def test_a_conversation_is_there_after_a_restart(history: History, tmp_path: Path) -> None:
    conversation = history.start("Combien ?")
    history.answer(history.ask(conversation, "Combien ?"), an_answer())
    (turn,) = History(tmp_path).turns(conversation)
    assert (turn.state, turn.answer) == (TurnState.ANSWERED, an_answer())
    assert said((turn,)) == (Turn(question="Combien ?", answer=an_answer().text),)


def test_turns_keep_how_they_ended(history: History) -> None:
    conversation = history.start("Un")
    ids = [history.ask(conversation, question) for question in ("Un", "Deux", "Trois")]
    history.stop(ids[0], "Le mini")
    history.fail(ids[1], "Ollama est arrêté.")
    turns = history.turns(conversation)
    assert [(t.question, t.state, t.partial) for t in turns] == [
        ("Un", TurnState.STOPPED, "Le mini"),
        ("Deux", TurnState.FAILED, "Ollama est arrêté."),
        ("Trois", TurnState.PENDING, ""),
    ]
    assert said(turns) == ()


def test_conversations_are_listed_newest_first_and_forgotten_for_good(
    history: History, tmp_path: Path
) -> None:
    first, second = history.start("Premier  sujet"), history.start("x" * 300)
    empty = history.start("Sans tour")
    for conversation in (first, second):
        history.ask(conversation, "motsecret")
    listed = history.conversations(10)
    assert [c.id for c in listed] == [second, first]
    assert listed[1].title == "Premier sujet"
    assert len(listed[0].title) == TITLE_CHARS
    assert [c.id for c in history.conversations(1)] == [second]
    history.forget(first)
    history.forget(second)
    assert history.conversations(10) == ()
    assert history.turns(first) == ()
    assert empty not in {first, second}
    assert b"motsecret" not in (tmp_path / HISTORY_FILE).read_bytes()


def test_an_answer_of_another_version_is_not_shown_and_breaks_nothing(
    history: History, tmp_path: Path
) -> None:
    conversation = history.start("Un")
    turn_id = history.ask(conversation, "Un")
    history.answer(turn_id, an_answer())
    db = sqlite3.connect(tmp_path / HISTORY_FILE)
    with db:
        db.execute("UPDATE turn SET answer = '{\"id\": 3}'")
    db.close()
    (turn,) = history.turns(conversation)
    assert (turn.state, turn.answer) == (TurnState.UNREADABLE, None)


def test_a_folder_that_cannot_be_used_is_told_in_french(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(HistoryError) as caught:
        History(tmp_path / "fichier")
    assert str(tmp_path) in caught.value.advice
    (tmp_path / HISTORY_FILE).write_bytes(b"pas une base" * 100)
    with pytest.raises(HistoryError):
        History(tmp_path)


def stream_of(*events: Event) -> ScriptedAssistant:
    return ScriptedAssistant(ScriptedStore([REPORT]), lambda question: iter(events))


def ended(jobs: Jobs, job: Job) -> None:
    assert job.wait(10)
    with jobs.idle():
        pass


def test_a_job_keeps_the_answer_and_what_came_before_it(history: History) -> None:
    jobs, conversation = Jobs(), history.start("Combien ?")
    turn_id = history.ask(conversation, "Combien ?")
    spoken = stream_of(
        Notice(text="Modèle absent."),
        Token(text="On"),
        Token(text="ze."),
        Final(answer=an_answer()),
    )
    job = jobs.start(turn_id, history, spoken, ASKED, str)
    ended(jobs, job)
    assert (job.draft, job.notices) == ("Onze.", ("Modèle absent.",))
    assert history.turns(conversation)[0].answer == an_answer()
    assert jobs.get(turn_id) is None


@pytest.mark.parametrize(
    ("error", "kept"),
    [(QuestionError("La question est vide."), "La question est vide."),
     (OSError("disque"), "dit : disque")],
)  # fmt: skip
def test_a_job_that_fails_keeps_its_message(history: History, error: Exception, kept: str) -> None:
    def fails(question: Question) -> Iterator[Event]:
        yield Token(text="On")
        raise error

    jobs, conversation = Jobs(), history.start("Combien ?")
    spoken = ScriptedAssistant(ScriptedStore([REPORT]), fails)
    job = jobs.start(
        history.ask(conversation, "Combien ?"),
        history,
        spoken,
        ASKED,
        lambda error: f"dit : {error}",
    )
    ended(jobs, job)
    (turn,) = history.turns(conversation)
    assert (turn.state, turn.partial) == (TurnState.FAILED, kept)


def test_stop_keeps_the_draft_at_once_and_what_comes_later_is_dropped(history: History) -> None:
    spoken, go_on = threading.Event(), threading.Event()

    def slow(question: Question) -> Iterator[Event]:
        yield Token(text="Le début")
        spoken.set()
        go_on.wait(10)
        yield Final(answer=an_answer())

    jobs, conversation = Jobs(), history.start("Combien ?")
    assistant = ScriptedAssistant(ScriptedStore([REPORT]), slow)
    job = jobs.start(history.ask(conversation, "Combien ?"), history, assistant, ASKED, str)
    assert spoken.wait(10)
    job.stop()
    (turn,) = history.turns(conversation)
    assert (turn.state, turn.partial) == (TurnState.STOPPED, "Le début")
    go_on.set()
    ended(jobs, job)
    assert history.turns(conversation) == (turn,)


def test_answers_are_written_one_at_a_time(history: History) -> None:
    release, running, most = threading.Event(), [0], [0]

    def counted(question: Question) -> Iterator[Event]:
        running[0] += 1
        most[0] = max(most[0], running[0])
        release.wait(10)
        running[0] -= 1
        yield Final(answer=replace(an_answer(), question=question.text))

    jobs, conversation = Jobs(), history.start("Un")
    assistant = ScriptedAssistant(ScriptedStore([REPORT]), counted)
    started = [
        jobs.start(history.ask(conversation, "Un"), history, assistant, ASKED, str)
        for _ in range(3)
    ]
    assert sum(job.started for job in started) <= 1
    release.set()
    for job in started:
        ended(jobs, job)
    assert most == [1]
    assert all(turn.answer for turn in history.turns(conversation))
