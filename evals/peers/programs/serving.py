"""The program of every peer: `serving.py PEER.py`, JSON Lines on stdin and stdout, UTF-8.

First line in: {"documents": [{"doc", "path"} | {"doc", "text"}], "depth": how many passages to
rank, "embedder": "minilm" | a folder | a name of a hub | "ollama:NAME", "ollama": {"url", "model":
name or null}}. Line out: {"ready": true, "passages": how many were indexed, "unread": [{"doc",
"why"}]}. Then a line a question: {"id", "question", "history": [{"question", "answer"}]}, with
"passages": [texts] when these are to be read instead of the peer's own. Line out: {"id",
"passages": [{"doc", "page": from 1 or null, "text", "score"}], "answer": text or null} or {"id",
"error"}.

PEER.py defines `load(document) -> pieces` and `Peer(order, pieces)` with `size` (how many passages
are indexed), `find(question, depth)`, best first, and `ask(question, texts or None)`, None when no
model writes. This file is run by the interpreter of each peer: Python's standard library only.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO


def main(program: Path, orders: TextIO, answers: TextIO) -> None:
    """Serves until the orders end. Raises whatever the peer raises before its first question."""

    def say(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message, ensure_ascii=False) + "\n")
        answers.flush()

    module = _loaded(program)
    order = json.loads(orders.readline())
    pieces, unread = _read(module, order["documents"])
    peer = module.Peer(order, pieces)
    say({"ready": True, "passages": peer.size, "unread": unread})
    for line in orders:
        asked = json.loads(line)
        try:
            given = asked.get("passages")
            found = [] if given is not None else peer.find(asked["question"], order["depth"])
            answer = peer.ask(asked["question"], given)
        except Exception as error:  # noqa: BLE001 - one question that fails is told, not the end
            say({"id": asked["id"], "error": f"{type(error).__name__}: {error}"})
        else:
            say({"id": asked["id"], "passages": found, "answer": answer})


def _loaded(program: Path) -> Any:
    spec = importlib.util.spec_from_file_location(program.stem, program)
    if spec is None or spec.loader is None:
        raise ImportError(f"{program} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(module: Any, documents: list[dict[str, str]]) -> tuple[list[Any], list[dict[str, str]]]:
    pieces: list[Any] = []
    unread: list[dict[str, str]] = []
    for document in documents:
        try:
            pieces += module.load(document)
        except Exception as error:  # noqa: BLE001 - a document that cannot be read is told
            unread.append({"doc": document["doc"], "why": f"{type(error).__name__}: {error}"})
    return pieces, unread


if __name__ == "__main__":
    # Libraries print what they like: standard output is kept for the protocol alone.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    main(Path(sys.argv[1]), sys.stdin, channel)
