"""Conversations in the sidebar: a new one, the earlier ones, and forgetting one."""

from __future__ import annotations

import streamlit as st

from assistant.history import History
from assistant.ui import text
from assistant.ui.markup import plain

CONVERSATION = "c"
"""The conversation's id in the page's address: a reload finds it again."""
SHOWN = 10


def conversations(history: History) -> None:
    """Draws the list; choosing one changes the page's address."""
    current = st.query_params.get(CONVERSATION)
    with st.sidebar:
        st.subheader(text.CONVERSATIONS, anchor=False)
        st.button(
            text.NEW, key="new", icon=":material/add:", on_click=_go, args=(None,), width="stretch"
        )
        for past in history.conversations(SHOWN):
            st.button(
                plain(past.title),
                key=f"past-{past.id}",
                type="secondary" if past.id == current else "tertiary",
                on_click=_go,
                args=(past.id,),
                width="stretch",
            )
        if current:
            with st.popover(text.FORGET, icon=":material/delete:", width="stretch"):
                st.markdown(text.FORGET_WARNING)
                st.button(
                    text.FORGET_SURE,
                    key="forget",
                    type="primary",
                    on_click=_forget,
                    args=(history, current),
                )


def _go(conversation: str | None) -> None:
    if conversation:
        st.query_params[CONVERSATION] = conversation
    else:
        st.query_params.pop(CONVERSATION, None)


def _forget(history: History, conversation: str) -> None:
    history.forget(conversation)
    _go(None)
