"""Our search as a LangChain retriever, for who has a chain already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vectorstore.model import Filters, Passage
from vectorstore.store import Store

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

_ALL = Filters()


def as_retriever(store: Store, *, k: int = 4, filters: Filters = _ALL) -> BaseRetriever:
    """A retriever that gives the `k` best passages of `store` within `filters`, best first.

    `page_content` is the passage word for word, `id` its chunk's, `metadata` its document, title,
    pages (physical, from 1, None without pages), section, speaker, place in the document's text
    (half-open, in characters) and score. `invoke` raises what `Store.search` raises. 4 is also
    what LangChain's vector stores give when not told.
    """
    from langchain_core.retrievers import BaseRetriever

    class StoreRetriever(BaseRetriever):
        """Passages of a store; the store is neither closed nor copied."""

        def _get_relevant_documents(
            self, query: str, *, run_manager: CallbackManagerForRetrieverRun
        ) -> list[Document]:
            return [_document(found) for found in store.search(query, limit=k, filters=filters)]

    return StoreRetriever()


def _document(passage: Passage) -> Document:
    from langchain_core.documents import Document

    chunk = passage.chunk
    metadata: dict[str, Any] = {
        "doc": chunk.document_id,
        "title": passage.title,
        "page_start": chunk.page_start,
        "page_end": chunk.page_end,
        "section": list(chunk.section),
        "speaker": chunk.speaker,
        "char_start": chunk.start,
        "char_end": chunk.end,
        "score": passage.score,
    }
    return Document(id=chunk.id, page_content=passage.text, metadata=metadata)
