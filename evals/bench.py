"""`python -m evals.bench`: how long reading, searching and answering take, as ratios.

The baselines are what one would write in ten lines: a loop of pypdf over the PDFs, and a scan that
counts the words of the question in every paragraph. A ratio says more than seconds do: it holds
from one machine to the next.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant import Question, load_settings, open_assistant
from evals.cases import load_cases
from ingest import Status, fold, stems

_SAMPLE = Path(__file__).resolve().parent / "sample"
_LIMIT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds for a piece of work and for its naive baseline."""

    name: str
    seconds: float
    baseline: str
    baseline_seconds: float

    @property
    def ratio(self) -> float:
        """Above 1: slower than the baseline."""
        return self.seconds / self.baseline_seconds


def measure(documents: Path, questions: Sequence[str]) -> list[Timing]:
    """Ingests `documents` into a folder of its own, then asks `questions`; medians a question."""
    naive_reading = _timed(lambda: _read_naively(documents))
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=Path(folder), engine="extractive")
        with open_assistant(settings, write=True) as assistant:
            first = assistant.store.ingest([documents])
            again = assistant.store.ingest([documents])
            ids = [file.doc for file in first.files if file.status is Status.ADDED and file.doc]
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
    loop, scan = "boucle pypdf", "balayage des mots"
    return [
        Timing(
            name="ingestion",
            seconds=first.elapsed_s,
            baseline=loop,
            baseline_seconds=naive_reading,
        ),
        Timing(
            name="ingestion, rien de neuf",
            seconds=again.elapsed_s,
            baseline=loop,
            baseline_seconds=naive_reading,
        ),
        Timing(name="recherche", seconds=searching, baseline=scan, baseline_seconds=scanning),
        Timing(name="réponse", seconds=answering, baseline=scan, baseline_seconds=scanning),
    ]


def main() -> int:
    """Prints one line a measure over the sample corpus."""
    cases = load_cases(_SAMPLE / "questions.jsonl")
    for timing in measure(_SAMPLE / "documents", [case.question for case in cases]):
        print(
            f"{timing.name:<24} {timing.seconds * 1000:10.1f} ms   "
            f"{timing.ratio:8.3g} × {timing.baseline} ({timing.baseline_seconds * 1000:.1f} ms)"
        )
    return 0


def _read_naively(documents: Path) -> int:
    import pypdf

    return sum(
        len(page.extract_text())
        for path in sorted(documents.glob("*.pdf"))
        for page in pypdf.PdfReader(path).pages
    )


def _scan(paragraphs: Sequence[str], question: str) -> list[str]:
    words = stems(question)
    return sorted(paragraphs, key=lambda text: -sum(text.count(word) for word in words))[:_LIMIT]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _median(work: Callable[[Question], object], questions: Sequence[Question]) -> float:
    return statistics.median(_timed(partial(work, question)) for question in questions)


if __name__ == "__main__":
    sys.exit(main())
