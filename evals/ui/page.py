"""The page itself, as the server runs it: which view, over which folder."""

from __future__ import annotations

import streamlit as st

from assistant import load_settings
from assistant.ui.extra import guarded, plain
from evals.review.workspace import PAGE, Workspace
from evals.ui import judging, reviewing, text, writing
from evals.ui.common import show_told
from evals.ui.pane import loaded
from evals.ui.style import CSS

VIEWS = {
    text.WRITE: writing.write,
    text.REVIEW_CASES: reviewing.review,
    text.REVIEW_ANSWERS: judging.judge,
}


def main() -> None:
    st.html(CSS)
    st.title(text.TITLE, anchor=False)
    work = Workspace(folder=load_settings().pages[PAGE])
    st.caption(plain(f"Dossier de travail : {work.folder}"))
    view = st.radio(text.VIEW, list(VIEWS), key="view", horizontal=True, persist_state="session")
    show_told()
    VIEWS[view](work, loaded())


guarded(main)()
