"""One turn of a conversation on the page: the question, its answer or refusal, and the sources."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.history import StoredTurn, TurnState
from assistant.model import Answer, Citation
from assistant.ui import text
from assistant.ui.markup import answer_html, draft_html, plain, quote_html, text_html
from assistant.ui.portable import portable
from assistant.ui.reader import Opening, ask_to_open

USER_ICON = ":material/person:"
ASSISTANT_ICON = ":material/library_books:"


def assistant_message() -> DeltaGenerator:
    """Where an answer is shown."""
    return st.chat_message(text.ASSISTANT, avatar=ASSISTANT_ICON)


def question(asked: str) -> None:
    """The question as it was asked."""
    with st.chat_message(text.YOU, avatar=USER_ICON):
        st.html(text_html(asked))


def ended_turn(turn: StoredTurn) -> None:
    """What came of a question that is no longer being answered."""
    with assistant_message():
        if turn.answer:
            _answer(turn.id, turn.answer)
        elif turn.state is TurnState.FAILED:
            st.error(plain(turn.partial), icon=":material/error:")
        elif turn.state is TurnState.UNREADABLE:
            st.info(text.UNREADABLE, icon=":material/history:")
        elif turn.partial:
            st.warning(text.STOPPED_DRAFT, icon=":material/stop_circle:")
            st.html(draft_html(turn.partial))
        else:
            st.warning(text.STOPPED, icon=":material/stop_circle:")


def notices(said: Sequence[str]) -> None:
    """What the reader must know, calmly."""
    for notice in said:
        st.info(plain(notice), icon=":material/info:")


def _answer(turn_id: int, answer: Answer) -> None:
    if answer.resolved_question != answer.question:
        st.caption(plain(text.understood(answer.resolved_question)))
    notices(answer.notices)
    if answer.abstained:
        _refusal(turn_id, answer)
    else:
        numbers = {citation.n for citation in answer.citations}
        st.html(
            answer_html(answer.text, lambda n: _key("cite", turn_id, n) if n in numbers else None)
        )
        _contradictions(answer)
        st.markdown(f"**{text.SOURCES}**")
        _buttons("cite", turn_id, answer.citations)
        st.caption(
            plain(" ".join(filter(None, (text.written_by(answer), text.dropped(answer.dropped)))))
        )
    _copy(turn_id, answer)


def _refusal(turn_id: int, answer: Answer) -> None:
    st.warning(f"**{text.REFUSED}**\n\n{plain(answer.reason or '')}", icon=":material/search_off:")
    st.caption(plain(text.searched(answer)))
    if answer.nearest:
        st.markdown(f"**{text.NEAREST}**")
        _buttons("near", turn_id, answer.nearest)


def _buttons(kind: str, turn_id: int, citations: Sequence[Citation]) -> None:
    with st.container(gap="xsmall"):
        for citation in citations:
            st.button(
                plain(f"[{citation.n}] {citation.title}, {text.place(citation)}"),
                key=_key(kind, turn_id, citation.n),
                on_click=ask_to_open,
                args=(Opening(doc=citation.doc, title=citation.title, citation=citation),),
                width="stretch",
            )


def _contradictions(answer: Answer) -> None:
    by_number = {citation.n: citation for citation in answer.citations}
    for pair in answer.contradictions:
        st.warning(f"**{text.CONTRADICTION}**", icon=":material/compare_arrows:")
        for citation in (by_number[n] for n in pair):
            st.markdown(plain(f"[{citation.n}] {citation.title}, {text.place(citation)}"))
            st.html(quote_html(citation.quote))


def _copy(turn_id: int, answer: Answer) -> None:
    whole = portable(answer)
    with st.expander(text.COPY, icon=":material/content_copy:", type="compact"):
        st.download_button(
            text.DOWNLOAD,
            whole,
            file_name=f"reponse-{answer.id}.md",
            mime="text/markdown",
            key=f"save-{turn_id}",
            on_click="ignore",
        )
        st.caption(text.COPY_HINT)
        st.code(whole, language=None, wrap_lines=True)


def _key(kind: str, turn_id: int, n: int) -> str:
    return f"{kind}-{turn_id}-{n}"
