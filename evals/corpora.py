"""The corpora that suites ask, and an index over one of them, built once a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant, load_settings, open_assistant
from evals.suite import Bench, SuiteError
from ingest import Status

_HERE = Path(__file__).resolve().parent
_SHARED = _HERE.parent.parent / "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Files and folders to read; `name` is that of its index in the run's folder."""

    name: str
    paths: tuple[Path, ...]

    def missing(self) -> str | None:
        """The first path that is not there, as a French sentence; None when all are."""
        for path in self.paths:
            if not path.exists():
                return f"{path} n’existe pas sur cette machine."
        return None


SAMPLE = Corpus(name="sample", paths=(_HERE / "sample" / "documents",))
REAL = Corpus(name="real", paths=(_SHARED / "corpus" / "pdf", _SHARED / "corpus" / "docx"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An assistant over a corpus; `files` maps each document's id to its file.

    `documents` changes with the bytes of the files only, `corpus` with the index over them too.
    """

    assistant: Assistant
    files: Mapping[str, Path]
    documents: str
    corpus: str


@contextmanager
def prepared(corpus: Corpus, bench: Bench) -> Iterator[Prepared]:
    """The corpus, read and indexed unless an earlier suite of the run did.

    Raises SuiteError (a file that is missing or cannot be read), StoreError.
    """
    absent = corpus.missing()
    if absent:
        raise SuiteError(absent, "Ajoutez ces documents, ou lancez un autre jeu.")
    settings = load_settings(data_dir=bench.indexes / corpus.name, engine=bench.engine)
    with open_assistant(settings, write=True) as assistant:
        report = assistant.store.ingest(corpus.paths)
        for file in report.files:
            if file.status is Status.FAILED and file.error:
                raise SuiteError(
                    f"{file.path.name} n’a pas pu être lu : {file.error.message}",
                    "Corrigez ou retirez ce document : les chiffres ne porteraient pas sur tout.",
                )
        files = {file.doc: file.path for file in report.files if file.doc}
        yield Prepared(
            assistant=assistant,
            files=files,
            documents=fingerprint([(one.id, one.sha256) for one in assistant.store.documents()]),
            corpus=assistant.store.corpus_version(),
        )


def fingerprint(values: Sequence[object]) -> str:
    """12 hexadecimal signs of the values' text."""
    return hashlib.sha256(repr(list(values)).encode()).hexdigest()[:12]
