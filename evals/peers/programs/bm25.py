"""Plain BM25: words as they are, in windows of 1,000 characters; no stems, no stop words.

The floor of any search: rank_bm25's Okapi BM25 with its defaults (k1 1.5, b .75), PDF pages by
pypdf, DOCX by docx2txt, the rest as UTF-8 text. A window never runs from one page into the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx2txt
import pypdf
from rank_bm25 import BM25Okapi

WINDOW = 1000


def load(document: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"doc": document["doc"], "page": page, "text": text[start : start + WINDOW]}
        for page, text in _pages(document)
        for start in range(0, len(text), WINDOW)
    ]


def _pages(document: dict[str, str]) -> Iterator[tuple[int | None, str]]:
    if "text" in document:
        yield None, document["text"]
        return
    path = Path(document["path"])
    if path.suffix.lower() == ".pdf":
        for number, page in enumerate(pypdf.PdfReader(path).pages, start=1):
            yield number, page.extract_text()
    elif path.suffix.lower() == ".docx":
        yield None, docx2txt.process(str(path))
    else:
        yield None, path.read_text(encoding="utf-8")


class Peer:
    def __init__(self, order: dict[str, Any], pieces: list[dict[str, Any]]) -> None:
        self.size = len(pieces)
        self._windows = pieces
        self._index = BM25Okapi([_words(window["text"]) for window in pieces]) if pieces else None

    def find(self, question: str, depth: int) -> list[dict[str, Any]]:
        if self._index is None:
            return []
        scores = self._index.get_scores(_words(question))
        best = sorted(range(self.size), key=lambda at: (-scores[at], at))[:depth]
        return [self._windows[at] | {"score": float(scores[at])} for at in best if scores[at] > 0]

    def ask(self, question: str, given: list[str] | None) -> None:
        """It only searches."""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
