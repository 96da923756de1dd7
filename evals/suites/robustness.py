"""The same questions disturbed, or asked of a disturbed corpus, beside the undisturbed answer."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, cast

from assistant import Assistant, QuestionError
from evals.cases import Case, load_cases
from evals.corpora import SAMPLE, Corpus, Prepared, fingerprint, prepared
from evals.corpuscheck import resolved
from evals.records import Metric, Record
from evals.response import Response
from evals.robustness import materials
from evals.robustness.judging import Judged, judge
from evals.robustness.planning import plan
from evals.robustness.trials import Trial
from evals.robustness.worlds import CLEAN, Worlds
from evals.suite import Bench
from evals.suites.questions import product
from evals.suites.robustness_crash import worst
from evals.suites.robustness_detail import detail
from evals.suites.robustness_metrics import ROBUSTNESS
from evals.system import System
from vectorstore import Filters, Passage, Store, UnknownDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessSuite:
    """The questions of a file put to `system` in copies of `corpus`, each disturbed in one way.

    Questions reworded by hand exist for the sample corpus only.
    """

    name: str
    title: str
    corpus: Corpus
    questions: Path
    system: Callable[[Prepared], System] = product

    @property
    def metrics(self) -> Sequence[Metric]:
        return ROBUSTNESS

    def missing(self) -> str | None:
        if not self.questions.exists():
            return f"{self.questions} n’existe pas sur cette machine."
        return self.corpus.missing()

    def fingerprint(self) -> str:
        """What the generators make of the questions stands in the cases' identifiers. Raises
        InvalidCases, OSError."""
        written = (self._rewordings(), materials.injections(), materials.hostile())
        return fingerprint([load_cases(self.questions), *written])

    @contextmanager
    def open(self, bench: Bench) -> Iterator[RobustnessSession]:
        """Raises SuiteError, InvalidCases, StoreError, OSError."""
        cases = load_cases(self.questions)
        with prepared(self.corpus, bench) as ready:
            store = ready.assistant.store
            infos = store.documents()
            planned = plan(
                [resolved(case, store.document) for case in cases],
                {info.id: store.document(info.id) for info in infos},
                {info.id: info.chunks for info in infos},
                self._rewordings(),
                bench.seed,
            )
        # The index is copied once it is closed: an open one may hold pages not yet written.
        index = bench.indexes / self.corpus.name
        folder = bench.indexes / f"{self.corpus.name}-{self.name}"
        with Worlds(index, folder, planned.worlds, bench.engine) as worlds:
            yield RobustnessSession(
                trials={trial.id: trial for trial in planned.trials},
                worlds=worlds,
                ready=ready,
                system=self.system,
                seed=bench.seed,
            )

    def _rewordings(self) -> Sequence[materials.Rewording]:
        return materials.rewordings() if self.corpus == SAMPLE else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessSession:
    """Trials by identifier; clean answers are asked for once and shared by the trials."""

    trials: Mapping[str, Trial]
    worlds: Worlds
    ready: Prepared
    system: Callable[[Prepared], System]
    seed: int
    _clean: dict[str, Response] = field(default_factory=dict)
    _systems: dict[str, System] = field(default_factory=dict)

    @property
    def documents(self) -> str:
        return self.ready.documents

    @property
    def corpus(self) -> str:
        return self.ready.corpus

    @property
    def cases(self) -> Sequence[str]:
        return tuple(self.trials)

    def measure(self, case: str) -> Record:
        """The worst of each score that applies and a line in `errors` when the system crashes.

        Raises SuiteError, StoreError, OSError when a disturbed corpus cannot be made.
        """
        trial = self.trials[case]
        assistant = self.worlds.assistant(trial.world)
        self.worlds.assistant(CLEAN)  # made before the boundary: a full disk is no crash of a case
        clean: Response | None = None
        shown: Response | None = None
        errors: tuple[str, ...] = ()
        try:
            clean = self._undisturbed(trial.clean) if trial.clean else None
            shown = self._answer(trial, assistant)
            judged = judge(trial, clean, shown, _texts(assistant.store))
        except Exception as crash:  # noqa: BLE001 - a crash in one trial is a result, not the end
            judged = Judged(scores=worst(trial, clean))
            errors = (f"{type(crash).__name__} : {crash}"[:500],)
        return Record(
            id=trial.id,
            group=trial.group,
            documents=tuple(dict.fromkeys(gold.doc for gold in trial.asked.evidence)),
            scores=judged.scores,
            detail=detail(trial, clean, shown, judged.notes),
            errors=errors,
        )

    def _undisturbed(self, case: Case) -> Response:
        if case.id not in self._clean:
            assistant = self.worlds.assistant(CLEAN)
            self._clean[case.id] = self._system(CLEAN, assistant).respond(case)
        return self._clean[case.id]

    def _answer(self, trial: Trial, assistant: Assistant) -> Response:
        if trial.shuffled:
            mixed = with_shuffled_passages(assistant, f"{self.seed}:order:{trial.asked.id}")
            return self.system(self._of(mixed)).respond(trial.asked)
        try:
            return self._system(trial.world, assistant).respond(trial.asked)
        except QuestionError as refusal:
            # A clear message that refuses the question is an answer, not a crash.
            return Response(passages=(), answer=str(refusal), abstained=True, reason=str(refusal))

    def _system(self, world: str, assistant: Assistant) -> System:
        if world not in self._systems:
            self._systems[world] = self.system(self._of(assistant))
        return self._systems[world]

    def _of(self, assistant: Assistant) -> Prepared:
        return Prepared(
            assistant=assistant,
            files=self.ready.files,
            documents=self.ready.documents,
            corpus=self.ready.corpus,
        )


class _Shuffled:
    """A store that finds the same passages in an order drawn by lot."""

    def __init__(self, store: Store, seed: str) -> None:
        self._store = store
        self._seed = seed

    def search(
        self, question: str, *, limit: int, filters: Filters = Filters(), vectors: bool = True
    ) -> list[Passage]:
        found = self._store.search(question, limit=limit, filters=filters, vectors=vectors)
        return Random(self._seed).sample(found, len(found))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def with_shuffled_passages(assistant: Assistant, seed: str) -> Assistant:
    """The same assistant, whose engine gets its passages in another order."""
    mixed = copy.copy(assistant)
    mixed.store = cast(Store, _Shuffled(assistant.store, seed))
    return mixed


def _texts(store: Store) -> Callable[[str], str | None]:
    def text_of(doc: str) -> str | None:
        try:
            return store.document(doc).text
        except UnknownDocument:
            return None

    return text_of
