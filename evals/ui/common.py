"""What the views of the page share: the file chosen, the visitor's name, refusals told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st
from filelock import Timeout

from assistant.ui.extra import plain, quote_html
from evals.cases import Case, InvalidCases
from evals.lines import Located
from evals.review.editing import read_questions
from evals.review.judgements import name_of
from evals.review.refused import Refused
from evals.review.workspace import Workspace
from evals.runs.model import RunError
from evals.ui import text
from evals.ui.pane import look_at

_TOLD = "told"
_FILE = "file"


def tell(kind: str, said: str) -> None:
    """A message for the next drawing of the page: "success", "warning" or "error"."""
    st.session_state.setdefault(_TOLD, []).append((kind, said))


def show_told() -> None:
    for kind, said in st.session_state.pop(_TOLD, []):
        {"success": st.success, "warning": st.warning, "error": st.error}[kind](said)


@contextmanager
def refusals(say: Callable[[str], object]) -> Iterator[None]:
    """What cannot be done is said in French, and the rest of the block is passed over."""
    try:
        yield
    except (Refused, RunError) as error:
        say(f"**{plain(error.message)}** {plain(error.advice)}")
    except InvalidCases as error:
        say("\n\n".join(f"Ligne {one.line} : {plain(one.message)}" for one in error.problems))
    except Timeout:
        say("Ce fichier est en cours d’écriture par quelqu’un d’autre. Recommencez.")


def choose_file(work: Workspace, *, may_be_new: bool) -> Path | None:
    """The questions file to work on; None while there is none."""
    names = list(work.questions())
    options = [*names, text.NEW_FILE] if may_be_new else names
    if not options:
        st.info(f"Aucun fichier de questions dans {plain(str(work.folder))}.")
        return None
    if st.session_state.get(_FILE) not in options:
        st.session_state[_FILE] = options[0]
    name = st.selectbox(text.FILE, options, key=_FILE, persist_state="session")
    if name in names:
        return work.questions()[name]
    typed = st.text_input(
        text.NEW_FILE_NAME, key="new-file", help=text.NEW_FILE_HINT, placeholder="mes-questions"
    )
    if not typed.strip():
        st.caption(text.NEW_FILE_HINT)
        return None
    found = None
    with refusals(st.warning):
        found = work.new_file(typed)
    return found


def go_to_file(path: Path) -> None:
    """To be called when a button is pressed: the file is chosen from now on."""
    st.session_state[_FILE] = path.name


def questions_of(path: Path) -> tuple[Located[Case], ...] | None:
    """The questions of a file; None, with its faults on the page, when it cannot be used."""
    found = None
    with refusals(lambda said: st.error(f"{plain(path.name)} est à corriger à la main.\n\n{said}")):
        found = read_questions(path)
    return found


def your_name() -> str:
    """The name that the visitor gave, empty with a word about it when there is none yet."""
    typed = st.text_input(text.NAME, key="name", persist_state="session", max_chars=80)
    name = name_of(typed or "")
    if not name:
        st.info(text.NAME_FIRST, icon=":material/badge:")
    return name


def now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def quote(place: str, words: str) -> None:
    st.caption(plain(place))
    if words:
        st.html(quote_html(words))


def see(key: str, doc: str, page: int | None, words: str) -> None:
    st.button(
        text.SEE,
        key=f"see-{key}",
        icon=":material/find_in_page:",
        on_click=look_at,
        args=(doc, page, words),
    )


def place_named(doc: str, page: int | None) -> str:
    return doc if page is None else f"{doc}, page {page}"


def cited(key: str, found: Sequence[Mapping[str, Any]]) -> None:
    """Words of documents as a record of a run holds them, each with its way to the document."""
    for at, one in enumerate(found):
        (doc, page), words = place_of(one)
        quote(f"[{at + 1}] {place_named(doc, page)}", words)
        see(f"{key}-{at}", doc, page, words)


def place_of(raw: Mapping[str, Any]) -> tuple[tuple[str, int | None], str]:
    """The document, the page and the words of a citation of a record."""
    page = raw.get("page_start", raw.get("page"))
    doc, words = str(raw.get("doc") or ""), str(raw.get("quote") or "")
    return (doc, page if isinstance(page, int) else None), words
