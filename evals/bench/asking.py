"""How long searching and answering take, beside what one writes in ten lines: a scan that counts
the words of the question in every paragraph."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from assistant import Question, load_settings, open_assistant
from evals.bench.timing import Timing, timed
from ingest import Status, fold, stems

_LIMIT = 10


def measure(documents: Path, questions: Sequence[str]) -> list[Timing]:
    """Ingests `documents` into a folder of its own, then asks `questions`; medians a question."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=Path(folder), engine="extractive")
        with open_assistant(settings, write=True) as assistant:
            report = assistant.store.ingest([documents])
            ids = [file.doc for file in report.files if file.status is Status.ADDED and file.doc]
            if not ids:
                raise SystemExit(f"Aucun document lu dans {documents}.")
            paragraphs = [
                fold(line) for doc in ids for line in assistant.store.document(doc).text.split("\n")
            ]
            asked = [Question(text=text) for text in questions]
            assistant.search(asked[0], _LIMIT)  # loads the model, once for all questions
            searching = _median(lambda q: assistant.search(q, _LIMIT), asked)
            answering = _median(assistant.ask, asked)
            scanning = _median(lambda q: _scan(paragraphs, q.text), asked)
    scan = "balayage des mots"
    return [
        Timing(name="recherche", seconds=searching, baseline=scan, baseline_seconds=scanning),
        Timing(name="réponse", seconds=answering, baseline=scan, baseline_seconds=scanning),
    ]


def _scan(paragraphs: Sequence[str], question: str) -> list[str]:
    words = stems(question)
    return sorted(paragraphs, key=lambda text: -sum(text.count(word) for word in words))[:_LIMIT]


def _median(work: Callable[[Question], object], questions: Sequence[Question]) -> float:
    return statistics.median(timed(partial(work, question)) for question in questions)
