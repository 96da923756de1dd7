"""A peer without a library, for the protocol: what it does is written in the question."""

import os
import sys
import time
from pathlib import Path
from typing import Any


def load(document: dict[str, str]) -> list[dict[str, Any]]:
    if "text" in document:
        text = document["text"]
    else:
        text = Path(document["path"]).read_text(encoding="utf-8")
    return [{"doc": document["doc"], "page": None, "text": text, "score": 1.0}]


class Peer:
    def __init__(self, order: dict[str, Any], pieces: list[dict[str, Any]]) -> None:
        sys.stdout.write("a library that prints\n")
        self.size = len(pieces)
        self._pieces = pieces
        self._writes = order["ollama"]["model"] is not None

    def find(self, question: str, depth: int) -> list[dict[str, Any]]:
        if question == "meurs":
            sys.stderr.write("plus de mémoire\n")
            os._exit(3)
        if question == "dors":
            time.sleep(60)
        if question == "échoue":
            raise RuntimeError("rien ne va")
        return self._pieces[:depth]

    def ask(self, question: str, given: list[str] | None) -> str | None:
        if not self._writes:
            return None
        return " + ".join(given) if given is not None else f"Réponse à {question}"
