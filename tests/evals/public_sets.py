"""Tiny sets in the layout of the public ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DOCUMENTS = [
    {"id": "a", "text": "La barque verte quitte le port.", "title": ""},
    {"id": "b", "text": "Le phare reste allumé la nuit.", "title": "Phare"},
]
QUERIES = [{"id": "q1", "text": "Que fait la barque ?"}, {"id": "q2", "text": "Et le phare ?"}]
QRELS = ["query-id\tcorpus-id\tscore", "q1\ta\t2", "q1\tb\t1", "q2\tb\t1"]
ASKED = [
    {"id": "q1", "text": "Que fait la barque ?", "answerable": True},
    {"id": "q2", "text": "Qui garde le phare ?", "answerable": False},
]
CANDIDATES = ["query-id\tcorpus-id\trank", "q1\tb\t1", "q1\ta\t2", "q2\tb\t1"]


def write_lines(path: Path, values: Sequence[dict[str, Any]]) -> Path:
    text = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    path.write_text(text, encoding="utf-8")
    return path


def write_rows(path: Path, rows: Sequence[str]) -> None:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def retrieval_folder(folder: Path) -> Path:
    write_lines(folder / "corpus.jsonl", DOCUMENTS)
    write_lines(folder / "queries.jsonl", QUERIES)
    write_rows(folder / "qrels.tsv", QRELS)
    return folder


def abstention_folder(folder: Path) -> Path:
    write_lines(folder / "corpus.jsonl", DOCUMENTS)
    write_lines(folder / "queries.jsonl", ASKED)
    write_rows(folder / "candidates.tsv", CANDIDATES)
    return folder
