"""What all visitors share: the open assistant, the answers being written, the conversations."""

from __future__ import annotations

import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant.answering import Assistant
from assistant.history import History
from assistant.model import Question
from assistant.question import QuestionError
from assistant.settings import Settings, load_settings
from assistant.ui import text
from assistant.ui.jobs import Jobs
from vectorstore import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An assistant over a data folder, good as long as the corpus stays as it was."""

    assistant: Assistant
    corpus_version: str
    closing: ExitStack


def assistant() -> Assistant:
    """The assistant of the data folder, opened anew when its corpus has changed.

    Raises SettingsError and StoreError.
    """
    return _opened(load_settings()).assistant


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The answers being written in this process."""
    return Jobs()


def history() -> History:
    """The conversations of the data folder. Raises HistoryError."""
    return _history(load_settings().data_dir)


def _current(opened: Opened) -> bool:
    try:
        return opened.assistant.store.corpus_version() == opened.corpus_version
    except StoreError:
        return False


def _close_when_idle(opened: Opened) -> None:
    def close() -> None:
        with jobs_at_rest:
            opened.closing.close()

    jobs_at_rest = jobs().idle()
    threading.Thread(target=close, name="close-assistant", daemon=True).start()


@st.cache_resource(
    show_spinner=text.OPENING,
    max_entries=1,
    validate=_current,
    on_release=_close_when_idle,
    hash_funcs={Settings: lambda settings: settings.model_dump_json()},
)
def _opened(settings: Settings) -> Opened:
    from assistant.wiring import open_assistant

    with ExitStack() as stack:
        found = stack.enter_context(open_assistant(settings))
        threading.Thread(target=_warm, args=(found,), name="warm", daemon=True).start()
        return Opened(
            assistant=found,
            corpus_version=found.store.corpus_version(),
            closing=stack.pop_all(),
        )


def _warm(opened: Assistant) -> None:
    """Loads the model of meanings while the visitor reads the page, not after the question."""
    with jobs().idle():
        titles = [info.title for info in opened.store.documents()[:1]]
        for title in titles:
            # What is wrong will be shown with the first question.
            with suppress(StoreError, QuestionError):
                opened.search(Question(text=title), 1)


@st.cache_resource(show_spinner=False)
def _history(data_dir: Path) -> History:
    return History(data_dir)
