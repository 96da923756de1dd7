"""The conversation: ask, follow the answer as it comes, open its sources."""

from __future__ import annotations

import streamlit as st

from assistant.answering import Assistant
from assistant.history import History, StoredTurn, TurnState, said
from assistant.model import Question
from assistant.ui import render, resources, sidebar, text
from assistant.ui.boundary import guarded, told
from assistant.ui.examples import examples
from assistant.ui.jobs import Job
from assistant.ui.markup import draft_html, plain
from assistant.ui.nothing import nothing_loaded
from assistant.ui.reader import open_if_asked
from assistant.ui.scope import choose, titles
from vectorstore import DocumentInfo, Filters, NoIndex

POLL_S = 0.2
_EXAMPLE = "example"


def main() -> None:
    """The whole page; a data folder without documents has a page of its own."""
    try:
        assistant = resources.assistant()
        infos = assistant.store.documents()
    except NoIndex:
        infos = []
    if not infos:
        nothing_loaded()
        return
    _conversation(assistant, resources.history(), infos)


def _conversation(assistant: Assistant, history: History, infos: list[DocumentInfo]) -> None:
    filters = choose(infos)
    sidebar.conversations(history)
    turns, job = _turns(history)
    asked = _input(filters, infos, waiting=job is not None)
    if not turns and not asked:
        _welcome(assistant, infos)
    for turn in turns:
        render.question(turn.question)
        if job is None or turn is not turns[-1]:
            render.ended_turn(turn)
    if job is not None:
        _follow(job)
    elif asked:
        render.question(asked)
        _ask(assistant, history, Question(text=asked, history=said(turns), filters=filters))
    open_if_asked()


def _turns(history: History) -> tuple[tuple[StoredTurn, ...], Job | None]:
    """The turns of the conversation, and the job that is still writing the last one."""
    conversation = st.query_params.get(sidebar.CONVERSATION)
    turns = history.turns(conversation) if conversation else ()
    if not turns or turns[-1].state is not TurnState.PENDING:
        return turns, None
    job = resources.jobs().get(turns[-1].id)
    if job is None or job.ended:
        # It ended after the turns were read, or with a server that is gone.
        return history.turns(conversation or ""), None
    return turns, job


def _input(filters: Filters, infos: list[DocumentInfo], *, waiting: bool) -> str | None:
    with st.bottom:
        st.caption(plain(text.scope(filters, titles(filters, infos), len(infos))))
        typed = st.chat_input(
            text.ASK_WAIT if waiting else text.ASK, disabled=waiting, key="question"
        )
    return typed or st.session_state.pop(_EXAMPLE, None)


def _welcome(assistant: Assistant, infos: list[DocumentInfo]) -> None:
    st.title(text.APP, anchor=False)
    st.markdown(text.INTRO)
    st.markdown(f"**{text.EXAMPLES}**")
    for n, example in enumerate(examples(infos, assistant.store.document)):
        st.button(
            plain(example),
            key=f"example-{n}",
            on_click=st.session_state.update,
            args=({_EXAMPLE: example},),
            width="stretch",
        )


def _ask(assistant: Assistant, history: History, question: Question) -> None:
    """Keeps the question, starts its answer, and draws the page again to follow it."""
    conversation = st.query_params.get(sidebar.CONVERSATION)
    if not conversation:
        conversation = history.start(question.text)
        st.query_params[sidebar.CONVERSATION] = conversation
    turn_id = history.ask(conversation, question.text)
    resources.jobs().start(
        turn_id, history, assistant, question, lambda error: " ".join(told(error))
    )
    st.rerun()


def _follow(job: Job) -> None:
    """Shows the draft as it grows; leaving the page does not stop it, the button does."""
    with render.assistant_message():
        state = st.empty()
        draft = st.empty()
        st.button(text.STOP, key="stop", icon=":material/stop:", on_click=job.stop)
        said_before = st.container()
        shown = 0
        while not job.wait(POLL_S):
            if job.draft:
                state.markdown(f"**{text.DRAFT}**")
                draft.html(draft_html(job.draft))
            else:
                state.markdown(text.SEARCHING if job.started else text.WAITING)
            with said_before:
                render.notices(job.notices[shown:])
            shown = len(job.notices)
    st.rerun()


guarded(main)()
