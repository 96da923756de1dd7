"""What is loaded: each document with its body, date, region, pages, and the pages not read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.ui import resources, text
from assistant.ui.boundary import guarded
from assistant.ui.markup import plain
from assistant.ui.nothing import nothing_loaded
from assistant.ui.reader import Opening, ask_to_open, open_if_asked
from ingest import fold
from vectorstore import DocumentInfo, NoIndex


def main() -> None:
    """The whole page; a data folder without documents has a page of its own."""
    try:
        infos = resources.assistant().store.documents()
    except NoIndex:
        infos = []
    if not infos:
        nothing_loaded()
        return
    st.title(text.DOCUMENTS_PAGE, anchor=False)
    wanted = fold(st.text_input(text.FIND_DOCUMENT, key="find"))
    matching = [info for info in infos if wanted in _searchable(info)]
    st.caption(text.documents(len(matching)))
    if not matching:
        st.info(text.NO_MATCH)
    for info in _shown(matching):
        _card(info)
    open_if_asked()


def _searchable(info: DocumentInfo) -> str:
    return fold(" ".join(filter(None, (info.title, info.body, info.region, info.date, info.id))))


def _shown(infos: Sequence[DocumentInfo]) -> Sequence[DocumentInfo]:
    """The part of the list that one screen shows."""
    count = -(-len(infos) // text.DOCUMENTS_PER_PAGE)
    if count < 2:
        return infos
    at = st.pagination(count, key="documents-page") - 1
    return infos[at * text.DOCUMENTS_PER_PAGE : (at + 1) * text.DOCUMENTS_PER_PAGE]


def _card(info: DocumentInfo) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(info.title)}**")
        about = text.about(info)
        st.markdown(plain(f"{about} · {text.pages_of(info)}" if about else text.pages_of(info)))
        unread = text.unread(info)
        if unread:
            st.warning(unread, icon=":material/scan_delete:")
        st.button(
            text.OPEN,
            key=f"read-{info.id}",
            on_click=ask_to_open,
            args=(Opening(doc=info.id, title=info.title),),
        )


guarded(main)()
