"""The view in which annotators judge the answers of a run, claim by claim, and approve the run."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.ui.extra import answer_html, plain, text_html
from evals.review import signoff
from evals.review.answers import Answer, answers_of, versions
from evals.review.judgements import LABELS, Judgement, Opinions, add, first, latest, of_run
from evals.review.workspace import Workspace
from evals.runs.folder import load_run
from evals.ui import opinions, text
from evals.ui.common import cited, now, place_of, refusals, tell, your_name
from evals.ui.pane import Loaded, look_once, pane
from evals.ui.reviewing import choose_item, open_item


def judge(work: Workspace, documents: Loaded) -> None:
    runs = work.runs()
    if not runs:
        st.info(plain(text.NO_RUN), icon=":material/folder_open:")
        return
    folder = runs[st.selectbox(text.RUN, list(runs), key="run", persist_state="session")]
    suites = {}
    with refusals(st.error):
        for one in load_run(folder).suites:
            answers = answers_of(one)
            if answers:
                suites[f"{one.info.title} ({one.info.name})"] = answers
        left, right = st.columns([5, 6], gap="large")
        with left:
            name = your_name()
            if suites:
                chosen = st.selectbox(text.SUITE, list(suites), key="suite")
                _answers(folder, suites[chosen], name)
            else:
                st.info(text.NO_ANSWER)
            st.divider()
            _approval(folder, name)
        with right, st.container(key="pane"):
            pane(documents)


def _answers(folder: Path, answers: tuple[Answer, ...], name: str) -> None:
    by_item = {one.item: one for one in answers}
    now_ = versions(answers)
    said = opinions.read(of_run(folder))
    last = {kind: latest(said, kind, now_) for kind in ("answer", "claim")}
    titles = {one.item: one.question for one in answers}
    shown = choose_item(list(by_item), last["answer"], name, titles)
    if shown:
        answer = by_item[shown]
        for place, words in map(place_of, (*answer.citations, *answer.evidence)[:1]):
            look_once(("answer", str(folder), shown), *place, words)
        _card(answer)
        if name:
            _verdict(folder, answer, last, name)
    opinions.older(said, "answer", now_)
    st.divider()
    for kind, told in (("answer", "réponses"), ("claim", "phrases")):
        opinions.agreement(
            f"{text.AGREEMENT} : {told}",
            first(said, kind, now_),
            last[kind],
            _open_answer if kind == "claim" else open_item,
            name,
        )


def _open_answer(claim: str) -> None:
    open_item(claim.rpartition("#")[0])


def _card(answer: Answer) -> None:
    with st.container(border=True, key="card"):
        st.caption(plain(f"{answer.case} · {answer.group}"))
        for asked, told in answer.history:
            st.html(text_html(f"— {asked}\n— {told}"))
        st.markdown(f"**{plain(answer.question)}**")
        st.caption("Réponse de l’assistant")
        if answer.refused:
            st.warning(plain(f"Refus. {answer.reason}"), icon=":material/search_off:")
        else:
            st.html(answer_html(answer.text, lambda _: None))
        st.caption("Réponse de référence")
        st.html(text_html(answer.expected))
        if answer.citations:
            with st.expander(f"Mots cités par l’assistant ({len(answer.citations)})"):
                cited("cited", answer.citations)
        if answer.evidence:
            with st.expander(f"Preuves attendues ({len(answer.evidence)})"):
                cited("gold", answer.evidence)


def _verdict(folder: Path, answer: Answer, last: dict[str, Opinions], name: str) -> None:
    given = {"answer": {answer.item: text.VERDICT}, "claim": dict(answer.claims)}
    picked: dict[str, tuple[str, str | None]] = {}
    for kind, items in given.items():
        labels = list(LABELS[kind])
        for at, (item, shown) in enumerate(items.items(), start=1):
            mine = last[kind].get(name, {}).get(item)
            if kind == "claim":
                st.html(text_html(f"{at}. {shown}"))
            label = st.radio(
                shown if kind == "answer" else text.CLAIM.format(at),
                labels,
                format_func=LABELS[kind].__getitem__,
                index=labels.index(mine.label) if mine else None,
                key=f"verdict|{item}|{answer.version}",
                horizontal=True,
            )
            picked[item] = (kind, label)
    mine = last["answer"].get(name, {}).get(answer.item)
    comment = st.text_area(
        text.COMMENT,
        value=mine.comment if mine else "",
        key=f"comment|{answer.item}|{answer.version}",
        height=80,
    )
    opinions.others(last["answer"], answer.item, name)
    missing = any(label is None for _, label in picked.values())
    if st.button(text.KEEP_VERDICT, type="primary", disabled=missing):
        date = now()
        add(
            of_run(folder),
            [
                Judgement(
                    annotator=name,
                    kind=kind,
                    item=item,
                    version=answer.version,
                    label=label,
                    comment=comment.strip() if kind == "answer" else "",
                    date=date,
                )
                for item, (kind, label) in picked.items()
                if label
            ],
        )
        tell("success", text.KEPT)
        st.rerun()


def _approval(folder: Path, name: str) -> None:
    st.markdown(f"**{text.APPROVAL}**")
    for sentence in signoff.told(folder) or (text.NOT_APPROVED,):
        st.markdown(plain(sentence))
    if not name:
        return
    remark = st.text_area(text.REMARK, key=f"remark|{folder}", height=80)
    if st.button(text.APPROVE, icon=":material/verified:"):
        done = signoff.approve(folder, name=name, remark=remark, date=now())
        tell("success", plain(f"Approuvé par {done.name}."))
        st.rerun()
