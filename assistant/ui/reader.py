"""A document opened at a passage: its page's text with the cited words lit, and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant.model import Citation
from assistant.pageview import PDF, Picture, picture
from assistant.ui import resources, text
from assistant.ui.boundary import guarded
from assistant.ui.leaves import Leaf, cited_span, leaf_at, leaves, lines, section_at
from assistant.ui.markup import page_html, plain, quote_html
from ingest import Document, speaker_of
from vectorstore import DocumentInfo, UnknownDocument

_OPEN = "reader"
_LEAF = "reader-leaf"
_PICTURE = "reader-picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What to open: a document at its beginning, or at a citation."""

    doc: str
    title: str
    citation: Citation | None = None


def ask_to_open(opening: Opening) -> None:
    """To be called when a button is pressed: the reader opens at the end of the page's run."""
    st.session_state[_OPEN] = opening
    for key in (_LEAF, _PICTURE):
        st.session_state.pop(key, None)


def open_if_asked() -> None:
    """Opens the reader once for each time it was asked."""
    opening = st.session_state.pop(_OPEN, None)
    if opening is None:
        return
    st.dialog(plain(opening.title), width="medium", position="right")(guarded(_read))(opening)


def _read(opening: Opening) -> None:
    store = resources.assistant().store
    try:
        document = store.document(opening.doc)
    except UnknownDocument:
        st.warning(f"**{text.GONE}** {text.GONE_ADVICE}", icon=":material/draft:")
        return
    info = next(info for info in store.documents() if info.id == document.id)
    cited = opening.citation
    span = None
    if cited:
        span = cited_span(document, cited.char_start, cited.char_end, cited.quote)
    found = leaves(document)
    home = leaf_at(found, span[0]) if span else 0
    at = min(st.session_state.get(_LEAF, home), len(found) - 1)
    _head(document, info, found[at], span if at == home else None)
    if cited and span is None:
        st.warning(text.QUOTE_GONE, icon=":material/history:")
        st.html(quote_html(cited.quote))
    _turn(found, at, home if span else None)
    _sheet(document, found[at], span)
    if document.media_type == PDF and found[at].page is not None:
        _picture(document, info, found[at].page or 1, span)


def _head(document: Document, info: DocumentInfo, leaf: Leaf, span: tuple[int, int] | None) -> None:
    """What the document is, and the section that the passage (or the leaf) stands in."""
    section = section_at(document, span[0] if span else leaf.start)
    speaker = speaker_of(document.sections, *span) if span else None
    known = (
        text.about(info),
        " › ".join(title for title in section if title != document.title),
        text.words_of(speaker) if speaker else "",
    )
    st.caption("  \n".join(plain(line) for line in known if line))
    if leaf.ocr:
        st.info(text.OCR, icon=":material/document_scanner:")


def _turn(found: tuple[Leaf, ...], at: int, home: int | None) -> None:
    """The name of the leaf and the buttons to the ones beside it."""
    paged = found[at].page is not None
    name = text.leaf_name(found[at], at, len(found))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            text.PREVIOUS_PAGE if paged else text.PREVIOUS_EXTRACT,
            key="reader-previous",
            icon=":material/chevron_left:",
            disabled=at == 0,
            on_click=_go,
            args=(at - 1,),
        )
        st.markdown(f"**{plain(name)}**", width="content")
        st.button(
            text.NEXT_PAGE if paged else text.NEXT_EXTRACT,
            key="reader-next",
            icon=":material/chevron_right:",
            disabled=at == len(found) - 1,
            on_click=_go,
            args=(at + 1,),
        )
        if home is not None and at != home:
            st.button(text.BACK_TO_QUOTE, key="reader-home", on_click=_go, args=(home,))


def _go(leaf: int) -> None:
    st.session_state[_LEAF] = leaf


def _sheet(document: Document, leaf: Leaf, span: tuple[int, int] | None) -> None:
    html = page_html(lines(document, leaf, span))
    if html:
        st.html(html)
    else:
        st.info(text.NO_PAGE_TEXT, icon=":material/scan_delete:")


def _picture(
    document: Document, info: DocumentInfo, page: int, span: tuple[int, int] | None
) -> None:
    if not st.toggle(text.PICTURE, key=_PICTURE):
        return
    found = drawn(document, Path(info.path), page, span)
    shown = f"{document.title}, page {page}"
    st.image(found.png, width="stretch", alt=shown)
    on_page = span and any(p.number == page and p.start < span[1] and span[0] < p.end
                           for p in document.pages)  # fmt: skip
    if on_page and not found.lit:
        st.info(text.PICTURE_NOT_LIT, icon=":material/visibility_off:")


@st.cache_data(
    max_entries=32,
    show_spinner=text.DRAWING,
    hash_funcs={Document: lambda document: document.sha256},
)
def drawn(document: Document, path: Path, page: int, span: tuple[int, int] | None) -> Picture:
    """As `picture`, remembered for all visitors. Raises PictureError."""
    return picture(document, path, page, span)
