"""The view in which each annotator says what to do of each question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from assistant.ui.extra import plain, text_html
from evals.cases import Case
from evals.review.drafts import LABELS as FIELDS
from evals.review.judgements import (
    LABELS,
    Judgement,
    Opinions,
    add,
    beside,
    first,
    latest,
    unsettled,
    version_of,
)
from evals.review.proof import check
from evals.review.workspace import Workspace
from evals.suites.question_detail import FAMILIES, GROUPS
from evals.ui import opinions, text
from evals.ui.common import choose_file, now, place_named, questions_of, quote, see, tell, your_name
from evals.ui.pane import Loaded, look_once, pane

_ITEM, _FILTER = "review-item", "review-filter"
FILTERS = (text.MINE_LEFT, text.ALL, text.APART)


def review(work: Workspace, documents: Loaded) -> None:
    path = choose_file(work, may_be_new=False)
    found = questions_of(path) if path else None
    if path is None or found is None:
        return
    cases = {one.value.id: one.value for one in found}
    versions = {id_: version_of(case) for id_, case in cases.items()}
    said = opinions.read(beside(path))
    last = latest(said, "case", versions)
    left, right = st.columns([5, 6], gap="large")
    with left:
        name = your_name()
        shown = choose_item(list(cases), last, name, {one: cases[one].question for one in cases})
        if shown:
            for one in cases[shown].evidence[:1]:
                look_once(("case", path.name, shown), one.doc, one.page, one.quote)
            _card(cases[shown], documents)
            if name:
                _verdict(path, shown, versions[shown], last, name)
        opinions.older(said, "case", versions)
        st.divider()
        opinions.agreement(text.AGREEMENT, first(said, "case", versions), last, open_item, name)
    with right, st.container(key="pane"):
        pane(documents)


def choose_item(
    items: Sequence[str], last: Opinions, name: str, titles: Mapping[str, str]
) -> str | None:
    """The item to judge among those that the filter leaves, the first at once; None when there is
    none."""
    done = last.get(name, {})
    st.caption(f"{len(done.keys() & set(items))} sur {len(items)} relues par vous")
    wanted = st.radio(text.FILTER, FILTERS, key=_FILTER, horizontal=True, persist_state="session")
    apart = unsettled(last)
    kept = [
        one
        for one in items
        if wanted == text.ALL
        or (wanted == text.MINE_LEFT and one not in done)
        or (wanted == text.APART and one in apart)
    ]
    if not kept:
        st.info(text.NOTHING_LEFT, icon=":material/done_all:")
        return None
    if st.session_state.get(_ITEM) not in kept:
        st.session_state[_ITEM] = kept[0]
    return st.selectbox(
        text.QUESTION,
        kept,
        format_func=lambda one: f"{one} · {titles[one]}",
        key=_ITEM,
        persist_state="session",
    )


def open_item(item: str) -> None:
    """To be called when a button is pressed: the item is before the visitor's eyes."""
    st.session_state[_FILTER] = text.ALL
    st.session_state[_ITEM] = item


def _card(case: Case, documents: Loaded) -> None:
    with st.container(border=True, key="card"):
        kind = GROUPS.get(case.type, case.type)
        family = FAMILIES.get(case.stratum or "", case.stratum)
        st.caption(plain(" · ".join(filter(None, (case.id, kind, family)))))
        for before in case.history:
            st.html(text_html(f"— {before.question}\n— {before.answer}"))
        st.markdown(f"**{plain(case.question)}**")
        expected = case.answer if case.answerable else f"Sans réponse. {case.answer}"
        st.html(text_html(expected))
        for key, facts in (("key_facts", case.key_facts), ("forbidden", case.forbidden)):
            if facts:
                listed = "\n".join(f"- {plain(' | '.join(forms))}" for forms in facts)
                st.markdown(f"{FIELDS[key]} :\n\n{listed}")
        for at, one in enumerate(case.evidence):
            quote(place_named(one.doc, one.page), one.quote)
            proof = check(one, documents.ids, documents.read) if documents.infos else None
            if proof and not proof.stands:
                st.warning(plain(proof.problem or proof.doubt))
            see(f"case-{at}", one.doc, one.page, one.quote)
        if case.notes:
            st.caption(plain(f"{FIELDS['notes']} : {case.notes}"))


def _verdict(path: Path, item: str, version: str, last: Opinions, name: str) -> None:
    mine = last.get(name, {}).get(item)
    labels = list(LABELS["case"])
    key = f"verdict|{item}|{version}"
    label = st.radio(
        text.VERDICT,
        labels,
        format_func=LABELS["case"].__getitem__,
        index=labels.index(mine.label) if mine else None,
        key=key,
        horizontal=True,
    )
    comment = st.text_area(
        text.COMMENT, value=mine.comment if mine else "", key=f"{key}|comment", height=80
    )
    opinions.others(last, item, name)
    if st.button(text.KEEP_VERDICT, type="primary", disabled=label is None) and label:
        said = Judgement(
            annotator=name,
            kind="case",
            item=item,
            version=version,
            label=label,
            comment=comment.strip(),
            date=now(),
        )
        add(beside(path), [said])
        tell("success", text.KEPT)
        st.rerun()
