"""How long the tutorial's pipeline takes to take documents in: run by the interpreter of its peer.

One JSON line in: {"paths": [...]}; one out: {"store": seconds to read, cut and store them with
vectors that cost nothing, "embed": seconds to turn the same passages into vectors, "passages": how
many, "unread": how many files}. Imports and the loading of the model are not counted.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from langchain_core.embeddings import Embeddings


class Nothing(Embeddings):
    """Vectors of the model's size that are made of the text's length."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [1.0, float(len(text)), *[0.0] * 382]


def main(paths: list[str]) -> dict[str, float]:
    tutorial = _tutorial()
    model = tutorial._embeddings({"embedder": "minilm"})
    model.embed_query("mise en route")
    with tempfile.TemporaryDirectory() as folder:
        _stored(tutorial, [], folder)
        started = time.perf_counter()
        pieces: list[Any] = []
        unread = 0
        for path in paths:
            try:
                pieces += tutorial.load({"doc": Path(path).stem, "path": path})
            except Exception:  # noqa: BLE001 - the tutorial would stop here; the others still count
                unread += 1
        splits = _stored(tutorial, pieces, folder)
        store = time.perf_counter() - started
    started = time.perf_counter()
    model.embed_documents([split.page_content for split in splits])
    embed = time.perf_counter() - started
    return {"store": store, "embed": embed, "passages": len(splits), "unread": unread}


def _stored(tutorial: Any, pieces: list[Any], folder: str) -> list[Any]:
    splitter = tutorial.RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    splits: list[Any] = splitter.split_documents(pieces)
    store = tutorial.Chroma(
        embedding_function=Nothing(),
        persist_directory=folder,
        client_settings=tutorial.Settings(anonymized_telemetry=False, is_persistent=True),
    )
    if splits:
        store.add_documents(splits)
    return splits


def _tutorial() -> Any:
    place = Path(__file__).with_name("langchain_tutorial.py")
    spec = importlib.util.spec_from_file_location(place.stem, place)
    if spec is None or spec.loader is None:
        raise ImportError(f"{place} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    # Libraries print what they like: standard output is kept for the answer alone.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    channel.write(json.dumps(main(json.loads(sys.stdin.readline())["paths"])) + "\n")
    channel.close()
