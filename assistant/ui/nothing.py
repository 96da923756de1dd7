"""What a visitor sees before any document is loaded."""

from __future__ import annotations

import streamlit as st

from assistant.settings import load_settings
from assistant.ui import text
from assistant.ui.markup import plain


def nothing_loaded() -> None:
    """Which command to run, and where the data will be."""
    st.title(text.APP, anchor=False)
    st.info(f"**{text.EMPTY}**", icon=":material/folder_open:")
    st.markdown(text.EMPTY_ADVICE)
    st.code(text.EMPTY_COMMAND, language=None)
    st.markdown(text.EMPTY_DEMO)
    st.code(text.EMPTY_DEMO_COMMAND, language=None)
    st.markdown(text.EMPTY_AFTER)
    st.caption(plain(f"{text.DATA_FOLDER} : {load_settings().data_dir}"))
