"""How far annotators agree, and on what they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from pathlib import Path

import streamlit as st

from assistant.ui.extra import plain
from evals.review import judgements
from evals.review.agreement import FEW, Agreement, cohen
from evals.review.judgements import LABELS, Judgement, Opinions
from evals.runs.columns import number
from evals.ui import text


def read(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file, with a word on the page about lines that cannot be read."""
    found = judgements.read(path)
    for one in found.problems:
        st.warning(plain(f"{path.name}, ligne {one.line} : {one.message}"))
    return found.entries


def older(said: Iterable[Judgement], kind: str, versions: Mapping[str, str]) -> None:
    """Says how many judgements are about things that have changed since."""
    count = sum(
        one.kind == kind and one.item in versions and versions[one.item] != one.version
        for one in said
    )
    if count:
        st.caption(text.OLDER.format(count))


def others(opinions: Opinions, item: str, name: str) -> None:
    """What the others said of an item, once the visitor has said it too."""
    if item not in opinions.get(name, {}):
        st.caption(text.OTHERS_HIDDEN)
        return
    for annotator in sorted(opinions.keys() - {name}):
        if item in opinions[annotator]:
            st.markdown(_said(opinions[annotator][item]))


def agreement(
    title: str,
    first: Opinions,
    last: Opinions,
    open_item: Callable[[str], None],
    name: str,
) -> None:
    """The agreement of each pair on their `first` judgements, and what is apart in the `last`.

    Of what `name` has not judged yet, only how much is apart is shown.
    """
    st.markdown(f"**{title}**")
    pairs = [
        (one, other, cohen(_labels(first[one]), _labels(first[other])))
        for one, other in combinations(sorted(first), 2)
    ]
    common = [pair for pair in pairs if pair[2].n]
    if not common:
        st.caption(text.ONE_ONLY)
        return
    for first_name, second_name, found in common:
        st.markdown(f"{plain(first_name)} et {plain(second_name)} : {told(found)}")
    apart = judgements.unsettled(last)
    if not apart:
        return
    st.markdown(f"{text.TO_SETTLE} : {len(apart)}")
    mine = {item: said for item, said in apart.items() if item in last.get(name, {})}
    for item, said in mine.items():
        with st.container(border=True):
            st.button(plain(item), key=f"settle-{item}", on_click=open_item, args=(item,))
            for one in said:
                st.markdown(_said(one))
    if len(mine) < len(apart):
        st.caption(text.OTHERS_HIDDEN)


def told(found: Agreement) -> str:
    """The agreement in one French sentence, with what it does not prove."""
    n = f"{found.n} avis en commun" if found.n > 1 else "un seul avis en commun"
    same = f"les mêmes {round(found.n * (found.observed or 0))} fois"
    if found.kappa is None:
        return (
            f"{n}, {same} ; kappa n’est pas défini : tous deux ont donné partout le même avis, le "
            "hasard aurait fait aussi bien."
        )
    kappa = f"{n}, {same} ; **kappa de Cohen {number(found.kappa)}**"
    if found.low is None or found.high is None:
        return f"{kappa} (sans intervalle)."
    few = " Avec moins de 30 avis, l’intervalle n’est qu’indicatif." if found.n < FEW else ""
    between = f"{number(found.low)} à {number(found.high)}"
    return f"{kappa} (intervalle à 95 % : {between}).{few}"


def _labels(said: Mapping[str, Judgement]) -> dict[str, str]:
    return {item: one.label for item, one in said.items()}


def _said(one: Judgement) -> str:
    comment = f" « {plain(one.comment)} »" if one.comment else ""
    return f"{plain(one.annotator)} : **{LABELS[one.kind][one.label]}**{comment}"
