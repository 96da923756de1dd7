"""The chat's entry point: `streamlit run app.py` (or `assistant serve`)."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import assistant.ui
from assistant.ui.boundary import show
from assistant.ui.shell import FrenchShell

app = st.App(
    Path(assistant.ui.__file__).parent / "main.py",
    middleware=[Middleware(FrenchShell)],
    on_script_error=show,
)
