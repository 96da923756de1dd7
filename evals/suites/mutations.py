"""The mutation bench as a suite: does the gate stop what was altered and keep what is true?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant import Source, verify_claim
from evals.cases import Case, load_cases
from evals.corpora import Corpus, fingerprint, prepared
from evals.mutations import PER_KIND, Material, Trial, answers, trials
from evals.records import Metric
from evals.suite import Bench, SuiteError
from evals.suites.judging import METRICS, Asked, Gate, GateSession, Truth, facts

_MEASURED = (
    "gate_balanced",
    "gate_caught",
    "gate_kept",
    "gate_words",
    "gate_place",
    "gate_accused",
    "gate_named",
    "gate_contradicted",
    "gate_found",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MutationSuite:
    """True sentences of a corpus, altered and not, put to `gate` with the passage they come from.

    With `questions`, the sentences of their reference answers and their evidence too. At most
    `per_kind` trials of each kind, so that no kind outweighs the others.
    """

    name: str
    title: str
    corpus: Corpus
    questions: Path | None = None
    gate: Gate = verify_claim
    per_kind: int = PER_KIND

    @property
    def metrics(self) -> Sequence[Metric]:
        free = ("gate_free",) if self.questions else ()
        return tuple(METRICS[name] for name in (*_MEASURED, *free))

    def missing(self) -> str | None:
        if self.questions and not self.questions.exists():
            return f"{self.questions} n’existe pas sur cette machine."
        return self.corpus.missing()

    def fingerprint(self) -> str:
        """Changes with the documents and the questions; what the generators make of them stands
        in the cases' identifiers, with the seed. Raises OSError."""
        given = (*self.corpus.paths, *((self.questions,) if self.questions else ()))
        return fingerprint([self.per_kind, *(_digest(path) for path in _files(given))])

    @contextmanager
    def open(self, bench: Bench) -> Iterator[GateSession]:
        """Raises SuiteError (a missing document, or a corpus without a sentence to alter),
        InvalidCases, StoreError, OSError."""
        cases = load_cases(self.questions) if self.questions else ()
        with prepared(self.corpus, bench) as ready:
            store = ready.assistant.store
            infos = store.documents()
            material = Material.of([store.document(info.id) for info in infos])
            asked = _asked(material, cases, bench.seed, self.per_kind, facts(infos))
            if not asked:
                raise SuiteError(
                    f"Le corpus « {self.corpus.name} » n’a aucune phrase à altérer.",
                    "Ajoutez des documents en français, en phrases entières.",
                )
            yield GateSession(
                asked=asked, gate=self.gate, documents=ready.documents, corpus=ready.corpus
            )


def _asked(
    material: Material,
    cases: Sequence[Case],
    seed: int,
    per_kind: int,
    known: Mapping[str, tuple[str, ...]],
) -> dict[str, Asked]:
    made = (*trials(material, seed, per_kind), *answers(material, cases, seed))
    return {trial.id: _put(trial, known) for trial in made}


def _put(trial: Trial, known: Mapping[str, tuple[str, ...]]) -> Asked:
    kind = trial.kind
    truth: Truth = "false"
    if kind.free:
        truth = "free"
    elif kind.true:
        truth = "true"
    elif kind.place:
        truth = "misplaced"
    edit = trial.edit
    return Asked(
        id=trial.id,
        group=kind.label,
        claim=trial.claim,
        sources=tuple(
            Source(n=n, text=one.text, doc=one.doc, context=known.get(one.doc, ()))
            for n, one in enumerate(trial.sources, start=1)
        ),
        marks=trial.marks,
        truth=truth,
        label="supported" if truth in ("true", "free", "misplaced") else "unsupported",
        documents=(trial.sources[0].doc,),
        reasons=kind.reasons,
        contradicts=kind.contradicts,
        gold=(1,) if truth in ("true", "misplaced") else (),
        detail={
            "edit": {
                "kind": kind.label,
                "before": edit.before if edit else trial.original,
                "after": edit.after if edit else trial.claim,
            }
        },
    )


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files of `paths` and of the folders among them, in order."""
    found = (sorted(path.rglob("*")) if path.is_dir() else [path] for path in paths)
    return [file for folder in found for file in folder if file.is_file()]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
