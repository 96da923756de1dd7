"""Evidence of a question: words taken from the document, checked as soon as they are there."""

from __future__ import annotations

import streamlit as st

from assistant.ui.extra import plain
from evals.cases import Evidence
from evals.review.proof import check
from evals.ui import opened, text
from evals.ui.common import place_named, quote, see
from evals.ui.opened import Opened
from evals.ui.pane import Loaded, Shown, pane
from evals.ui.selection import taken

_WORDS = "pane-words"


def beside(question: Opened, documents: Loaded) -> None:
    """The document, and above it the words of it that may become evidence."""
    above = st.container()
    shown = pane(documents)
    if shown is not None:
        with above:
            _words(question, documents, shown)


def listed(question: Opened, documents: Loaded) -> None:
    """The evidence that the question has."""
    st.markdown("**Preuves**")
    if not question.draft.evidence:
        st.caption("Aucune : prenez des mots dans le document.")
    for at, one in enumerate(question.draft.evidence):
        with st.container(border=True):
            quote(place_named(one.doc, one.page), one.quote or f"signes {one.span}")
            if documents.infos:
                _standing(one, documents)
            with st.container(horizontal=True):
                see(f"evidence-{at}", one.doc, one.page, one.quote)
                st.button(
                    text.TAKE_OUT,
                    key=f"take-out-{at}",
                    icon=":material/delete:",
                    on_click=opened.take_out,
                    args=(question, at),
                )


def _words(question: Opened, documents: Loaded, shown: Shown) -> None:
    pressed = taken()
    if pressed:
        st.session_state[_WORDS] = pressed
    elif pressed is not None:
        st.warning(text.NOTHING_TAKEN)
    typed = st.text_area(text.WORDS, key=_WORDS, height=90, placeholder=text.WORDS_HINT)
    words = " ".join(typed.split())
    if words:
        evidence = Evidence(doc=shown.doc, quote=words, page=shown.page)
        _standing(evidence, documents)
        st.button(
            text.ADD,
            key="add-evidence",
            icon=":material/add:",
            on_click=_add,
            args=(question, evidence),
        )


def _add(question: Opened, evidence: Evidence) -> None:
    opened.add(question, evidence)
    st.session_state[_WORDS] = ""


def _standing(evidence: Evidence, documents: Loaded) -> None:
    proof = check(evidence, documents.ids, documents.read)
    if proof.problem:
        st.error(plain(proof.problem), icon=":material/close:")
    elif proof.doubt:
        st.warning(plain(proof.doubt), icon=":material/help:")
    else:
        st.success(text.STANDS, icon=":material/check:")
