"""Questions over a corpus: what the search brings, what the answer says, cites and refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.cases import Case, load_cases, located_cases
from evals.corpora import Corpus, Prepared, fingerprint, prepared
from evals.corpuscheck import against_corpus, resolved
from evals.metrics import refusals
from evals.pagecheck import PageCheck, poppler_missing
from evals.problems import InvalidCases
from evals.records import Metric, Record, Score
from evals.response import Response
from evals.suite import Bench
from evals.suites.answer_measures import ANSWER
from evals.suites.measures import Measure
from evals.suites.question_detail import GROUPS, detail
from evals.suites.refusal_measures import BY_FAMILY, REFUSALS
from evals.suites.search_measures import SEARCH
from evals.suites.seen import Locate, Seen
from evals.system import Product, System


def measures_of(cases: Iterable[Case]) -> tuple[Measure, ...]:
    """In the order of a report: what is shown, what is refused, what was found.

    A family of unanswerable questions is measured only where there are some: without them its
    precision would tell of wrong refusals alone.
    """
    families = {refusals.stratum(case) for case in cases}
    by_family = [one for name, pair in BY_FAMILY.items() if name in families for one in pair]
    return (*ANSWER, *REFUSALS, *by_family, *SEARCH)


def product(ready: Prepared) -> System:
    """The assistant as its users have it."""
    return Product(ready.assistant)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSuite:
    """The questions of one or several files, asked of `system` over `corpus`.

    A system whose `Response.answer` is None is measured on its passages only.
    """

    name: str
    title: str
    corpus: Corpus
    questions: Path | tuple[Path, ...]
    system: Callable[[Prepared], System] = product

    @property
    def metrics(self) -> Sequence[Metric]:
        """Raises InvalidCases, OSError: the families of refusals depend on the cases."""
        return tuple(one.metric for one in measures_of(load_cases(*self._files())))

    def missing(self) -> str | None:
        absent = [path for path in self._files() if not path.exists()]
        if absent:
            return f"{absent[0]} n’existe pas sur cette machine."
        return self.corpus.missing() or poppler_missing()

    def fingerprint(self) -> str:
        """Raises InvalidCases, OSError."""
        return fingerprint(load_cases(*self._files()))

    @contextmanager
    def open(self, bench: Bench) -> Iterator[QuestionSession]:
        """Raises SuiteError, InvalidCases (also for evidence that the corpus does not hold),
        StoreError, OSError."""
        located = located_cases(*self._files())
        with prepared(self.corpus, bench) as ready:
            read = ready.assistant.store.document
            findings = against_corpus(located, sorted(ready.files), read)
            if findings.problems:
                raise InvalidCases(findings.problems)
            cases = [resolved(one.value, read) for one in located]
            yield QuestionSession(
                questions={case.id: case for case in cases},
                measures=measures_of(cases),
                system=self.system(ready),
                locate=PageCheck(ready.files).locate,
                documents=ready.documents,
                corpus=ready.corpus,
            )

    def _files(self) -> tuple[Path, ...]:
        return (self.questions,) if isinstance(self.questions, Path) else self.questions


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSession:
    """Questions by identifier, put to a system one at a time; `locate` reads pages."""

    questions: Mapping[str, Case]
    measures: Sequence[Measure]
    system: System
    locate: Locate
    documents: str
    corpus: str

    @property
    def cases(self) -> Sequence[str]:
        return tuple(self.questions)

    def measure(self, case: str) -> Record:
        """A system that crashes is judged where one that answers nothing is, and there at the
        worst, as is a score that crashes. Both are told in `errors`."""
        asked = self.questions[case]
        try:
            seen = Seen(asked, self.system.respond(asked), self.locate)
        except Exception as crash:  # noqa: BLE001 - a crash in one case is a result, not the end
            return self._crashed(asked, _told("système", crash))
        scores, errors = self._scores(seen)
        return self._record(seen, scores, errors)

    def _crashed(self, case: Case, error: str) -> Record:
        seen = Seen(case, Response(passages=(), answer=""), self.locate)
        scores, _ = self._scores(seen)
        worst = {
            one.metric.name: one.worst(scores[one.metric.name].units)
            for one in self.measures
            if one.metric.better and one.metric.name in scores
        }
        return self._record(seen, worst, (error,))

    def _record(self, seen: Seen, scores: dict[str, Score], errors: tuple[str, ...]) -> Record:
        case = seen.case
        return Record(
            id=case.id,
            group=GROUPS.get(case.type, case.type),
            documents=tuple(dict.fromkeys(gold.doc for gold in case.evidence)),
            scores=scores,
            detail=detail(seen),
            errors=errors,
        )

    def _scores(self, seen: Seen) -> tuple[dict[str, Score], tuple[str, ...]]:
        """The scores that apply, and a line for each that crashed."""
        scores: dict[str, Score] = {}
        errors: list[str] = []
        applying = self.measures if seen.response.answer is not None else SEARCH
        for measure in applying:
            try:
                score = measure.of(seen)
            except Exception as crash:  # noqa: BLE001 - a crash in one score leaves the others
                errors.append(_told(measure.metric.name, crash))
                units = measure.units(seen)
                score = measure.worst(units) if units else None
            if score is not None:
                scores[measure.metric.name] = score
        return scores, tuple(errors)


def _told(where: str, crash: Exception) -> str:
    return " ".join(f"{where} : {type(crash).__name__} : {crash}".split())
