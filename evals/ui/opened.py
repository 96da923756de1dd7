"""Questions that are open in a form, each with what the file held when it was opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from evals.cases import Case, Evidence
from evals.review.drafts import Draft, draft_of, next_id, with_evidence
from evals.review.judgements import version_of
from evals.ui import form

_OPEN, _LAST = "open-questions", "last-question"

Key = tuple[str, str]
"""The file and the identifier of a question, or what stands for one that is not in it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`was` is None for a question that is in no file yet."""

    key: Key
    draft: Draft
    was: Case | None

    @property
    def prefix(self) -> str:
        """Of the keys of its fields: another state of the question is typed elsewhere."""
        return f"form|{'|'.join(self.key)}|{version_of(self.was)}|"

    @property
    def changed(self) -> bool:
        if self.was is None:
            return bool(self.draft.question.strip() or self.draft.evidence)
        return self.draft != draft_of(self.was)

    def as_typed(self) -> Opened:
        return replace(self, draft=form.typed(self.draft, self.prefix))


def open_question(key: Key, cases: Mapping[str, Case]) -> Opened:
    """The question as it was opened and typed, however the file changes meanwhile: its save tells
    whether somebody else changed it. One that is left as it was is read anew the next time."""
    last = st.session_state.get(_LAST)
    if last is not None and last != key and last in _all() and not _all()[last].changed:
        close(_all()[last])
    st.session_state[_LAST] = key
    if key in _all():
        return _all()[key]
    was = cases.get(key[1])
    draft = Draft(id=next_id(cases), type="factoid") if was is None else draft_of(was)
    return Opened(key=key, draft=draft, was=was)


def keep(opened: Opened) -> None:
    """Looking elsewhere and coming back finds it again."""
    _all()[opened.key] = opened


def close(opened: Opened) -> None:
    """What was typed and not saved is forgotten."""
    _all().pop(opened.key, None)
    form.forget(opened.prefix)


def waiting(opened: Opened) -> list[str]:
    """Other questions of the same file that were changed and not saved."""
    return [
        key[1]
        for key, one in _all().items()
        if key != opened.key and key[0] == opened.key[0] and one.changed
    ]


def add(opened: Opened, evidence: Evidence) -> None:
    keep(replace(opened, draft=with_evidence(opened.draft, evidence)))


def take_out(opened: Opened, at: int) -> None:
    """Takes the evidence of this place away."""
    kept = (*opened.draft.evidence[:at], *opened.draft.evidence[at + 1 :])
    keep(replace(opened, draft=replace(opened.draft, evidence=kept)))


def _all() -> dict[Key, Opened]:
    found: dict[Key, Opened] = st.session_state.setdefault(_OPEN, {})
    return found
