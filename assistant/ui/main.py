"""The script that the server runs for each visitor: page settings and navigation."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.ui import style, text

PAGES = Path(__file__).parent / "pages"

st.set_page_config(page_icon=style.ICON, layout="centered")
st.html(style.CSS)
st.navigation(
    [
        st.Page(PAGES / "chat.py", title=text.CHAT_PAGE, icon=":material/forum:", default=True),
        st.Page(
            PAGES / "documents.py",
            title=text.DOCUMENTS_PAGE,
            icon=":material/library_books:",
            url_path="documents",
        ),
    ]
).run()
