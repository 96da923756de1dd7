"""The edge of a page: an error becomes a French message with the next step, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from assistant.failures import explain, record
from assistant.history import HistoryError
from assistant.pageview import PictureError
from assistant.settings import SettingsError, load_settings
from assistant.ui import text
from assistant.ui.markup import plain

P = ParamSpec("P")


def told(error: Exception) -> tuple[str, str]:
    """The French message and next step of any error; details of an unforeseen one are logged."""
    if isinstance(error, HistoryError | PictureError):
        return error.message, error.advice
    failure = explain(error)
    if failure:
        return failure.message, failure.advice
    try:
        log = record(error, load_settings().data_dir)
    except SettingsError:
        log = None
    return text.UNEXPECTED, " ".join(
        filter(None, (text.UNEXPECTED_ADVICE, text.log_line(log) if log else ""))
    )


def show(error: Exception) -> bool:
    """Shows an error on the page; True says to the framework that nothing is left to show."""
    message, advice = told(error)
    st.error(f"**{plain(message)}**\n\n{plain(advice)}", icon=":material/error:")
    return True


def guarded(function: Callable[P, None]) -> Callable[P, None]:
    """The function with its errors shown on the page in place of what it would have drawn."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the boundary of the page
            show(error)

    return run
