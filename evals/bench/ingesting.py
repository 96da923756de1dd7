"""Taking documents in, beside the pipeline that LangChain's tutorials teach, on the same files.

Ours reads each file in a bounded child; theirs reads in its own process, with nothing around it.
Both cut, keep the text and store vectors on disk. Models are loaded, and libraries imported, before
the clock starts.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import load_settings
from evals.bench.timing import Timing, timed
from evals.peers.environments import interpreter
from evals.peers.errors import PeerError
from evals.peers.roster import SERVING, TUTORIAL
from ingest import IngestReport, Status
from vectorstore import Embedder, Store, load_embedder

_PROGRAM = SERVING.with_name("langchain_ingest.py")
_TUTORIAL = "tutoriel LangChain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tutorial:
    """What the tutorial's pipeline took: seconds, and the passages that it made."""

    store: float
    embed: float
    passages: int
    unread: int


class _Free:
    """An embedder whose vectors cost nothing; it keeps the batches that it was asked for."""

    def __init__(self, model: Embedder) -> None:
        self.identity = model.identity
        self.dimension = model.dimension
        self.max_tokens = model.max_tokens
        self.count_tokens = model.count_tokens
        self.embed_query = model.embed_query
        self.batches: list[Sequence[str]] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.batches.append(texts)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        vectors[:, 0] = 1.0
        return vectors


def measure(files: Sequence[Path], environments: Path) -> list[Timing]:
    """Ours beside the tutorial's over `files`. Raises PeerError where that one cannot be run."""
    theirs = _tutorial(files, environments)
    settings = load_settings(engine="extractive")
    model = load_embedder(
        settings.embedder,
        ollama_url=settings.ollama_url,
        timeout_s=settings.ollama_timeout_s,
    )
    model.embed_query("mise en route")
    with tempfile.TemporaryDirectory() as folder:
        _ingest(Path(folder) / "vide", _Free(model), files[:1])  # imports what storing needs
        free = _Free(model)
        storing = timed(lambda: _ingest(Path(folder) / "sans", free, files))
        embedding = timed(lambda: [model.embed_passages(texts) for texts in free.batches])
        first = timed(lambda: _ingest(Path(folder) / "avec", model, files))
        again = timed(lambda: _ingest(Path(folder) / "avec", model, files))
    return [
        _against("lecture et rangement, sans vecteurs", storing, theirs.store),
        _against("vecteurs", embedding, theirs.embed),
        _against("ingestion entière", first, theirs.store + theirs.embed),
        Timing(
            name="ingestion, rien de neuf",
            seconds=again,
            baseline="la première",
            baseline_seconds=first,
        ),
    ]


def _against(name: str, seconds: float, theirs: float) -> Timing:
    return Timing(name=name, seconds=seconds, baseline=_TUTORIAL, baseline_seconds=theirs)


def _ingest(folder: Path, embedder: Embedder, files: Sequence[Path]) -> IngestReport:
    with Store.open(folder, lambda: embedder, write=True) as store:
        report = store.ingest(files)
    if any(file.status is Status.FAILED for file in report.files):
        raise SystemExit(f"Documents non lus parmi {', '.join(map(str, files))}.")
    return report


def _tutorial(files: Sequence[Path], environments: Path) -> Tutorial:
    python = interpreter(TUTORIAL.name, TUTORIAL.requirements, environments)
    order = json.dumps({"paths": [str(path.resolve()) for path in files]}) + "\n"
    done = subprocess.run(
        [str(python), "-I", "-X", "utf8", str(_PROGRAM)],
        input=order,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["aucun message"]
        raise PeerError(
            f"Le programme du tutoriel s’est arrêté : {last[0]}",
            "Effacez son environnement (.peers/tutoriel), puis relancez.",
        )
    return Tutorial(**json.loads(done.stdout))
