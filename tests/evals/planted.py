"""The product as it is, and with faults planted in it, measured by the offline suites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from faults import Plant

from assistant import Assistant, load_settings, open_assistant
from evals.cases import Case
from evals.corpora import SAMPLE, Prepared
from evals.records import Record
from evals.response import Response
from evals.runs.compare import Comparison, Difference, compare
from evals.runs.model import Run, SuiteInfo, SuiteRun
from evals.suite import Bench, Session, Suite
from evals.suites import SUITES
from evals.suites.gate import GateSession
from evals.suites.questions import QuestionSession
from evals.suites.robustness import RobustnessSession
from evals.system import Product, System
from vectorstore import Store

Systems = Callable[[Prepared], System]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Shows what another system shows, with a fault."""

    inner: System
    plant: Plant

    def respond(self, case: Case) -> Response:
        return self.plant(case, self.inner.respond(case))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Shows what it was told for each case."""

    shown: Mapping[str, Response]

    def respond(self, case: Case) -> Response:
        return self.shown[case.id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A suite with the records of the product as it is."""

    info: SuiteInfo
    records: tuple[Record, ...]

    def against(self, others: Mapping[str, Record]) -> Comparison:
        """The clean run against one in which these records take the place of its own."""
        return compare(self.run(), self.run(others))

    def run(self, others: Mapping[str, Record] | None = None) -> Run:
        """The run that would be kept, with `others` in the place of records of the same cases."""
        records = tuple((others or {}).get(one.id, one) for one in self.records)
        return Run(
            folder=Path("passage"),
            engine="extractive",
            model=None,
            seed=Bench(indexes=Path()).seed,
            settings={},
            versions={},
            suites=(SuiteRun(info=self.info, records=records),),
        )


def kept(suite: Suite, session: Session) -> Kept:
    """Measures every case of the product as it is."""
    info = SuiteInfo(
        name=suite.name,
        title=suite.title,
        metrics=tuple(suite.metrics),
        fingerprint=suite.fingerprint(),
        documents=session.documents,
        corpus=session.corpus,
        cases=tuple(session.cases),
    )
    return Kept(info=info, records=tuple(session.measure(case) for case in session.cases))


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The suite of questions, and what the product shows for each."""

    session: QuestionSession
    shown: Mapping[str, Response]
    clean: Kept

    def wrapped(self, plant: Plant) -> Comparison:
        """The product against the same whose every answer is altered on its way out."""
        return self.showing(self.altered(plant))

    def asked(self, assistant: Assistant) -> Comparison:
        """The product against `assistant`, asked every question again."""
        return self.showing(answers(assistant, self.session))

    def showing(self, shown: Mapping[str, Response]) -> Comparison:
        return self.clean.against(self.measured(shown))

    def measured(self, shown: Mapping[str, Response]) -> dict[str, Record]:
        """The records of the cases with another response; the same response has the same record."""
        session = replace(self.session, system=Told(shown=shown))
        moved = [id for id in session.cases if shown[id] != self.shown[id]]
        return {id: session.measure(id) for id in moved}

    def altered(self, plant: Plant) -> dict[str, Response]:
        return {id: plant(case, self.shown[id]) for id, case in self.session.questions.items()}


def answers(assistant: Assistant, session: QuestionSession) -> dict[str, Response]:
    system = Product(assistant)
    return {id: system.respond(case) for id, case in session.questions.items()}


def questions(indexes: Path) -> Questions:
    """Reads the sample corpus into `indexes` unless it is there; the index is closed again."""
    suite = SUITES["sample"]()
    with suite.open(Bench(indexes=indexes)) as session:
        assert isinstance(session, QuestionSession)
        shown = {id: session.system.respond(case) for id, case in session.questions.items()}
        session = replace(session, system=Told(shown=shown))
    return Questions(session=session, shown=shown, clean=kept(suite, session))


@contextmanager
def reopened(folder: Path) -> Iterator[Assistant]:
    """The product over the index in `folder`, so that it can be broken before it is asked."""
    settings = load_settings(data_dir=folder, engine="extractive")
    with open_assistant(settings) as assistant:
        yield assistant


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The suite of mutations; the gate is called again by `again`."""

    session: GateSession
    clean: Kept

    def again(self) -> Comparison:
        return self.clean.against({id: self.session.measure(id) for id in self.session.cases})


def claims(indexes: Path) -> Claims:
    suite = SUITES["mutations"]()
    with suite.open(Bench(indexes=indexes)) as session:
        assert isinstance(session, GateSession)
    return Claims(session=session, clean=kept(suite, session))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbed:
    """The suite of robustness, over worlds that stay open; answers are asked for once."""

    session: RobustnessSession
    clean: Kept
    asked: dict[tuple[str, bool, Case], Response] = field(default_factory=dict)

    def wrapped(self, plant: Plant, *groups: str) -> Comparison:
        """The product against the same with a fault that shows in trials of `groups` only."""
        return self.of(
            lambda ready: Planted(inner=remembering(ready, self.asked), plant=plant), *groups
        )

    def of(self, systems: Systems, *groups: str) -> Comparison:
        session = replace(self.session, system=systems, _clean={}, _systems={})
        some = [trial.id for trial in session.trials.values() if trial.group in groups]
        assert {session.trials[id].group for id in some} == {*groups}
        return self.clean.against({id: session.measure(id) for id in some})


@contextmanager
def disturbed(indexes: Path) -> Iterator[Disturbed]:
    suite = SUITES["robustness"]()
    with suite.open(Bench(indexes=indexes)) as session:
        assert isinstance(session, RobustnessSession)
        asked: dict[tuple[str, bool, Case], Response] = {}
        session = replace(session, system=lambda ready: remembering(ready, asked))
        yield Disturbed(session=session, clean=kept(suite, session), asked=asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Remembering:
    inner: System
    world: tuple[str, bool]
    asked: dict[tuple[str, bool, Case], Response]

    def respond(self, case: Case) -> Response:
        key = (*self.world, case)
        if key not in self.asked:
            self.asked[key] = self.inner.respond(case)
        return self.asked[key]


def remembering(ready: Prepared, asked: dict[tuple[str, bool, Case], Response]) -> System:
    """The product, asked only once; passages come in another order where the store is no Store."""
    store = ready.assistant.store
    world = (store.corpus_version(), isinstance(store, Store))
    return _Remembering(inner=Product(ready.assistant), world=world, asked=asked)


def verdicts(comparison: Comparison, verdict: str = "regression") -> dict[str, Difference]:
    """The differences of the one suite compared that have this verdict, by metric."""
    [suite] = comparison.suites
    return {one.metric.name: one for one in suite.differences if one.verdict == verdict}


def index_of(indexes: Path) -> Path:
    return indexes / SAMPLE.name
