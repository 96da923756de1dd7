"""The view in which questions are written: the form on one side, the document on the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from assistant.ui.extra import plain
from evals.cases import Case
from evals.review import editing
from evals.review.drafts import case_of
from evals.review.proof import clashes
from evals.review.workspace import Workspace
from evals.ui import evidence, form, opened, text
from evals.ui.common import choose_file, go_to_file, questions_of, refusals, tell
from evals.ui.opened import Opened
from evals.ui.pane import Loaded, look_once

_CASE, _LABELS = "case", "labels"


def write(work: Workspace, documents: Loaded) -> None:
    path = choose_file(work, may_be_new=True)
    found = questions_of(path) if path else None
    if path is None or found is None:
        return
    cases = {one.value.id: one.value for one in found}
    question = opened.open_question((path.name, _choose(path, cases)), cases)
    for one in question.draft.evidence[:1]:
        look_once(("write", *question.key), one.doc, one.page, one.quote)
    left, right = st.columns([5, 6], gap="large")
    with right, st.container(key="pane"):
        evidence.beside(question, documents)
    with left:
        types = sorted({one.type for one in cases.values()})
        draft = form.fields(question.draft, question.prefix, types)
        question = replace(question, draft=draft)
        opened.keep(question)
        evidence.listed(question, documents)
        _buttons(path, question)


def _choose(path: Path, cases: Mapping[str, Case]) -> str:
    """The identifier of the question to open, NEW_QUESTION for one more."""
    options = [text.NEW_QUESTION, *cases]
    if st.session_state.get(_CASE) not in options:
        st.session_state[_CASE] = text.NEW_QUESTION
    # The framework finds a choice by its label: somebody else's new words must not move it.
    labels = st.session_state.setdefault(_LABELS, {}).setdefault(path.name, {})

    def label(id_: str) -> str:
        if id_ not in cases:
            return id_
        told: str = labels.setdefault(id_, f"{id_} · {cases[id_].question}")
        return told

    return st.selectbox(
        text.QUESTION, options, format_func=label, key=_CASE, persist_state="session"
    )


def _buttons(path: Path, question: Opened) -> None:
    for said in clashes(case_of(question.draft)[0]):
        st.warning(plain(said), icon=":material/help:")
    with st.container(horizontal=True):
        st.button(
            text.SAVE,
            key="save",
            type="primary",
            icon=":material/save:",
            on_click=_save,
            args=(path, question),
        )
        if question.changed:
            st.button(text.UNDO, key="undo", on_click=opened.close, args=(question,))
        if question.was is not None:
            with st.popover(text.REMOVE, icon=":material/delete:"):
                st.button(
                    text.REMOVE_SURE,
                    key="remove",
                    on_click=_remove,
                    args=(path, question, question.was),
                )
    others = opened.waiting(question)
    if others:
        st.caption(plain(f"{text.UNSAVED} : {', '.join(others)}"))


def _save(path: Path, question: Opened) -> None:
    case, faults = case_of(question.as_typed().draft)
    if faults:
        tell("error", "\n\n".join([f"**{text.NOT_SAVED}**", *map(plain, faults)]))
        return
    with refusals(partial(tell, "error")):
        editing.save(path, case, was=question.was)
        opened.close(question)
        st.session_state.pop(_LABELS, None)
        go_to_file(path)
        st.session_state[_CASE] = case.id
        tell("success", plain(text.SAVED.format(case.id, path.name)))


def _remove(path: Path, question: Opened, was: Case) -> None:
    with refusals(partial(tell, "error")):
        editing.remove(path, was)
        opened.close(question)
        st.session_state[_CASE] = text.NEW_QUESTION
        backup = path.name + editing.BACKUP
        tell("success", plain(text.REMOVED.format(was.id, backup)))
