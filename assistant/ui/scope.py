"""Where to search: the documents and regions that the visitor chooses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from assistant.ui import text
from vectorstore import DocumentInfo, Filters

REGIONS_KEY = "regions"
DOCUMENTS_KEY = "documents"


def choose(infos: Sequence[DocumentInfo]) -> Filters:
    """Draws the choice in the sidebar; it is kept in the page's address, so a reload keeps it."""
    regions = sorted({info.region for info in infos if info.region})
    labels = _labels(infos)
    with st.sidebar:
        st.subheader(text.SCOPE, anchor=False)
        chosen = st.multiselect(
            text.REGIONS,
            regions,
            key=REGIONS_KEY,
            placeholder=text.ALL_REGIONS,
            bind="query-params",
        )
        docs = st.multiselect(
            text.DOCUMENTS,
            list(labels),
            format_func=lambda id_: labels.get(id_, id_),
            key=DOCUMENTS_KEY,
            placeholder=text.ALL_DOCUMENTS,
            bind="query-params",
        )
    return Filters(doc=tuple(docs), region=tuple(chosen))


def titles(filters: Filters, infos: Sequence[DocumentInfo]) -> list[str]:
    """The titles of the documents that are chosen."""
    return [info.title for info in infos if info.id in filters.doc]


def _labels(infos: Sequence[DocumentInfo]) -> dict[str, str]:
    """What names each document in the list; equal titles are told apart by their id."""
    seen = Counter(info.title for info in infos)
    return {
        info.id: info.title if seen[info.title] == 1 else f"{info.title} ({info.id})"
        for info in infos
    }
