"""The documents that are loaded, page by page, beside what is written about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant.ui.extra import (
    PDF,
    Leaf,
    PictureError,
    assistant,
    drawn,
    leaf_name,
    leaves,
    lines,
    page_html,
    plain,
)
from evals.review.proof import span_of
from evals.ui import text
from ingest import Document
from vectorstore import DocumentInfo, NoIndex

_DOC, _LEAF, _ASKED, _QUOTE, _PICTURE, _SUBJECT, _STILL = (
    "pane-doc",
    "pane-leaf",
    "pane-asked",
    "pane-quote",
    "pane-picture",
    "pane-subject",
    "pane-still",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The documents of the data folder by identifier; `read` gives one of them whole."""

    infos: dict[str, DocumentInfo]

    @property
    def ids(self) -> list[str]:
        return list(self.infos)

    def read(self, doc: str) -> Document:
        return assistant().store.document(doc)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is before the visitor's eyes; `page` is None where the format has no pages."""

    doc: str
    page: int | None


def loaded() -> Loaded:
    """None at all is no error. Raises SettingsError, StoreError."""
    try:
        infos = assistant().store.documents()
    except NoIndex:
        infos = []
    return Loaded(infos={one.id: one for one in infos})


def look_at(doc: str, page: int | None, quote: str) -> None:
    """To be called when a button is pressed: the pane opens there, with the words lit."""
    st.session_state[_STILL] = False
    st.session_state[_DOC] = doc
    st.session_state[_QUOTE] = quote
    st.session_state[_ASKED] = (doc, page)


def look_once(subject: tuple[str, ...], doc: str, page: int | None, quote: str) -> None:
    """Before the pane is drawn: it opens there when another subject is before the visitor, who
    stays where they are on the page."""
    if st.session_state.get(_SUBJECT) != subject:
        st.session_state[_SUBJECT] = subject
        look_at(doc, page, quote)
        st.session_state[_STILL] = True


def pane(documents: Loaded) -> Shown | None:
    """Draws the document; None when there is none to draw."""
    asked = st.session_state.pop(_ASKED, None)
    if not documents.infos:
        st.info(text.NO_DOCUMENT, icon=":material/folder_open:")
        return None
    if asked and asked[0] not in documents.infos:
        st.warning(plain(text.NOT_LOADED.format(asked[0])), icon=":material/draft:")
        asked = None
    if st.session_state.get(_DOC) not in documents.infos:
        st.session_state[_DOC] = documents.ids[0]
    doc = st.selectbox(
        text.DOCUMENT,
        documents.ids,
        format_func=lambda id_: f"{documents.infos[id_].title} ({id_})",
        key=_DOC,
        on_change=_from_the_start,
        persist_state="session",
    )
    document = documents.read(doc)
    found = leaves(document)
    if asked:
        st.session_state[_LEAF] = _leaf_of(document, found, asked[1])
    at = min(st.session_state.get(_LEAF, 0), len(found) - 1)
    _turn(found, at)
    _sheet(document, documents.infos[doc], found[at])
    return Shown(doc=doc, page=found[at].page)


def _from_the_start() -> None:
    st.session_state[_LEAF] = 0
    st.session_state[_QUOTE] = ""


def _leaf_of(document: Document, found: tuple[Leaf, ...], page: int | None) -> int:
    """The leaf of a page; without one, that on which the quote starts, else the first."""
    quote = st.session_state.get(_QUOTE, "")
    for at, leaf in enumerate(found):
        if page is not None and leaf.page == page:
            return at
        if page is None and span_of(document, leaf.start, leaf.end, quote):
            return at
    return 0


def _turn(found: tuple[Leaf, ...], at: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Page précédente",
            key="pane-previous",
            icon=":material/chevron_left:",
            disabled=at == 0,
            on_click=_go,
            args=(at - 1,),
        )
        st.markdown(f"**{plain(leaf_name(found[at], at, len(found)))}**", width="content")
        st.button(
            "Page suivante",
            key="pane-next",
            icon=":material/chevron_right:",
            disabled=at == len(found) - 1,
            on_click=_go,
            args=(at + 1,),
        )


def _go(leaf: int) -> None:
    st.session_state[_LEAF] = leaf


def _sheet(document: Document, info: DocumentInfo, leaf: Leaf) -> None:
    span = span_of(document, leaf.start, leaf.end, st.session_state.get(_QUOTE, ""))
    html = page_html(lines(document, leaf, span))
    if html:
        still = st.session_state.get(_STILL, False)
        st.html(html.replace("<mark>", "<mark data-still>") if still else html)
    else:
        st.info(text.NO_TEXT, icon=":material/scan_delete:")
    if document.media_type != PDF or leaf.page is None:
        return
    if st.toggle(text.PICTURE, key=_PICTURE, persist_state="session"):
        try:
            picture = drawn(document, Path(info.path), leaf.page, span)
        except PictureError as error:
            st.info(plain(f"{error.message} {error.advice}"), icon=":material/hide_image:")
        else:
            st.image(picture.png, width="stretch", alt=f"{document.title}, page {leaf.page}")
