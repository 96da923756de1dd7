"""The fields of a question. What is typed is kept until it is saved or given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import streamlit as st

from evals.cases import Exchange
from evals.review.drafts import LABELS, Draft
from evals.suites.question_detail import FAMILIES, GROUPS

_FORMS_HINT = (
    "Un fait par ligne, ses formes acceptées séparées par une barre : 12 | douze. Majuscules et "
    "accents ne comptent pas."
)
_FORBIDDEN_HINT = (
    "Ce qui rend une réponse fausse, une affirmation par ligne. Aucune forme ne doit se trouver "
    "dans une bonne réponse."
)
_ANSWERABLE = "Les documents répondent à cette question"
_FALSE_PREMISE = "La question tient pour acquis ce que les documents démentent"
_NO_FAMILY = "aucune"
_NAMES = (
    "id",
    "type",
    "question",
    "answerable",
    "false_premise",
    "stratum",
    "answer",
    "key_facts",
    "forbidden",
    "notes",
)


def fields(draft: Draft, prefix: str, types: Sequence[str]) -> Draft:
    """Draws the fields and gives the draft as it now stands, its evidence as it was.

    `prefix` begins the key of every field; `types` are those of the file, offered with ours.
    """
    for name in _NAMES:
        st.session_state.setdefault(f"{prefix}{name}", getattr(draft, name))
    with st.container(horizontal=True):
        st.text_input(LABELS["id"], key=f"{prefix}id", width=160)
        st.selectbox(
            LABELS["type"],
            list(dict.fromkeys([*GROUPS, *types, draft.type])),
            key=f"{prefix}type",
            format_func=lambda one: f"{one} ({GROUPS[one]})" if one in GROUPS else one,
            accept_new_options=True,
        )
    st.text_area(LABELS["question"], key=f"{prefix}question", height=80)
    _history(draft, prefix)
    answerable = st.checkbox(_ANSWERABLE, key=f"{prefix}answerable")
    if not answerable or draft.false_premise or draft.stratum:
        st.checkbox(_FALSE_PREMISE, key=f"{prefix}false_premise")
        st.selectbox(
            LABELS["stratum"],
            list(dict.fromkeys(["", *FAMILIES, draft.stratum])),
            key=f"{prefix}stratum",
            format_func=lambda one: FAMILIES.get(one, one) or _NO_FAMILY,
        )
    st.text_area(LABELS["answer"], key=f"{prefix}answer", height=100)
    st.text_area(LABELS["key_facts"], key=f"{prefix}key_facts", height=100, help=_FORMS_HINT)
    st.text_area(LABELS["forbidden"], key=f"{prefix}forbidden", height=80, help=_FORBIDDEN_HINT)
    st.text_area(LABELS["notes"], key=f"{prefix}notes", height=80)
    return typed(draft, prefix)


def typed(draft: Draft, prefix: str) -> Draft:
    """The draft with what stands in the fields at this very moment.

    To be asked when a button is pressed: what was typed just before comes with the press.
    """
    found = {
        name: st.session_state[f"{prefix}{name}"]
        for name in _NAMES
        if f"{prefix}{name}" in st.session_state
    }
    exchanges = []
    for at in count():
        question, answer = _places(prefix, at)
        if question not in st.session_state:
            break
        exchanges.append(
            Exchange(question=st.session_state[question], answer=st.session_state[answer])
        )
    kept = tuple(one for one in exchanges if one.question.strip() or one.answer.strip())
    changes = {**found, "type": found.get("type", draft.type) or ""}
    return replace(draft, **changes, history=kept if exchanges else draft.history)


def forget(prefix: str) -> None:
    """What was typed under this prefix is gone with the next drawing of the page."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def _history(draft: Draft, prefix: str) -> None:
    """The exchanges that come before, and room for one more; an empty one is none."""
    with st.expander(f"{LABELS['history']} ({len(draft.history)})"):
        st.caption("Les échanges qui précèdent la question, du plus ancien au plus récent.")
        for at, told in enumerate((*draft.history, Exchange(question="", answer=""))):
            question, answer = _places(prefix, at)
            st.session_state.setdefault(question, told.question)
            st.session_state.setdefault(answer, told.answer)
            st.text_input(f"Question précédente {at + 1}", key=question)
            st.text_area(f"Réponse précédente {at + 1}", key=answer, height=80)


def _places(prefix: str, at: int) -> tuple[str, str]:
    return f"{prefix}before-question-{at}", f"{prefix}before-answer-{at}"
