"""The script that the server runs for each visitor: page settings and navigation."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.settings import SettingsError, load_settings
from assistant.ui import style, text
from assistant.ui.boundary import show
from assistant.ui.extra import extra_pages

# Not "pages": the framework would make a menu of that folder before it reads this script.
VIEWS = Path(__file__).parent / "views"

st.set_page_config(page_icon=style.ICON, layout="centered")
st.html(style.CSS)
pages = [
    st.Page(VIEWS / "chat.py", title=text.CHAT_PAGE, icon=":material/forum:", default=True),
    st.Page(
        VIEWS / "documents.py",
        title=text.DOCUMENTS_PAGE,
        icon=":material/library_books:",
        url_path="documents",
    ),
]
try:
    pages += [
        st.Page(extra.script, title=extra.title, icon=extra.icon, url_path=name)
        for name, extra in extra_pages(load_settings().pages).items()
    ]
except SettingsError as error:
    show(error)
st.navigation(pages).run()
