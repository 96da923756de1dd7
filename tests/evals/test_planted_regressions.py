"""Faults put into the product on purpose: each is a regression, and the same product is none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from assistant import ClaimCheck, Source, Verdict, load_settings, open_assistant, verify_claim
from evals.cases import Case
from evals.corpora import SAMPLE, Prepared
from evals.records import Record
from evals.response import Cited, Response, Stated
from evals.runs.compare import Comparison, compare
from evals.runs.model import Run, SuiteInfo, SuiteRun
from evals.suite import Bench, Session, Suite
from evals.suites import SUITES
from evals.suites.judging import Gate
from evals.suites.mutations import MutationSuite
from evals.suites.questions import QuestionSession, QuestionSuite, product
from evals.system import Product, System

pytestmark = pytest.mark.slow

Responses = dict[str, Response]
Alter = Callable[[Case, Response, Responses], Response]


@dataclass
class Replay:
    """Gives again what the product showed, altered."""

    shown: Responses
    alter: Alter = lambda case, response, shown: response

    def respond(self, case: Case) -> Response:
        return self.alter(case, self.shown[case.id], self.shown)


@dataclass
class Measured:
    suite: QuestionSuite
    session: QuestionSession
    shown: Responses
    indexes: Path
    base: Run

    def against_base(self, system: System) -> Comparison:
        return compare(self.base, kept(self.suite, replace(self.session, system=system)))


def kept(suite: Suite, session: Session) -> Run:
    """The run that measuring every case now would keep."""
    info = SuiteInfo(
        name=suite.name,
        title=suite.title,
        metrics=tuple(suite.metrics),
        fingerprint="same",
        documents=session.documents,
        corpus=session.corpus,
        cases=tuple(session.cases),
    )
    records: tuple[Record, ...] = tuple(session.measure(case) for case in session.cases)
    return Run(
        folder=Path("run"),
        engine="extractive",
        model=None,
        seed=1,
        settings={},
        versions={},
        suites=(SuiteRun(info=info, records=records),),
    )


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    folder = tmp_path_factory.mktemp("planted")
    suite = SUITES["sample"]()
    assert isinstance(suite, QuestionSuite)
    with suite.open(Bench(indexes=folder / "index")) as session:
        assert isinstance(session, QuestionSession)
        asked = session.questions
        shown = {id: session.system.respond(case) for id, case in asked.items()}
        session = replace(session, system=Replay(shown))
        yield Measured(suite, session, shown, folder / "index", kept(suite, session))


def worse(comparison: Comparison) -> set[str]:
    [suite] = comparison.suites
    assert suite.new_errors == ()
    return {one.metric.name for one in suite.differences if one.verdict == "regression"}


def moved_pages(case: Case, response: Response, shown: Responses) -> Response:
    return replace(
        response,
        citations=tuple(
            replace(one, page_start=one.page_start + 1, page_end=one.page_end + 1)
            if one.page_start and one.page_end
            else one
            for one in response.citations
        ),
    )


def shuffled_citations(case: Case, response: Response, shown: Responses) -> Response:
    """Each mark of an answer points to a citation of some other answer."""
    others = [one for id, other in shown.items() if id != case.id for one in other.citations]
    return replace(
        response, citations=tuple(Random(case.id).sample(others, len(response.citations)))
    )


def altered_numbers(case: Case, response: Response, shown: Responses) -> Response:
    def altered(text: str) -> str:
        return re.sub(r"(?<!\[)\d", lambda found: str((int(found[0]) + 1) % 10), text)

    return replace(
        response,
        answer=altered(response.answer or ""),
        claims=tuple(replace(one, text=altered(one.text)) for one in response.claims),
    )


def refuses_all(case: Case, response: Response, shown: Responses) -> Response:
    return replace(response, answer="Je ne sais pas.", abstained=True, claims=(), citations=())


def refuses_nothing(case: Case, response: Response, shown: Responses) -> Response:
    """The first passage in the place of a refusal."""
    if not response.abstained or not response.passages:
        return response
    first = response.passages[0]
    cited = Cited(doc=first.doc, quote=first.text, page_start=None, page_end=None)
    return replace(
        response,
        answer=f"{first.text} [1]",
        abstained=False,
        claims=(Stated(text=first.text, citations=(0,)),),
        citations=(cited,),
    )


def no_marks(case: Case, response: Response, shown: Responses) -> Response:
    return replace(
        response,
        claims=tuple(replace(one, citations=()) for one in response.claims),
        citations=(),
    )


def cut_answers(case: Case, response: Response, shown: Responses) -> Response:
    """The first sentence in the place of the answer."""
    if response.abstained or not response.claims:
        return response
    return replace(response, answer=response.claims[0].text, claims=response.claims[:1])


def backward_search(case: Case, response: Response, shown: Responses) -> Response:
    return replace(response, passages=response.passages[::-1])


def test_the_same_answers_are_no_regression(measured: Measured) -> None:
    found = measured.against_base(Replay(measured.shown))
    assert not found.regressed
    assert all(one.p in (1, None) for one in found.suites[0].differences)


def test_asking_the_product_again_is_no_regression(measured: Measured) -> None:
    with opened_copy(measured) as ready:
        assert not measured.against_base(product(ready)).regressed


@pytest.mark.parametrize(
    ("alter", "seen"),
    [
        (moved_pages, {"quotes_on_page", "quotes_verbatim"}),
        (shuffled_citations, {"citation_recall", "gold_cited"}),
        (altered_numbers, {"citation_recall", "headline"}),
        (refuses_all, {"headline", "key_facts", "wrong_refusals"}),
        (refuses_nothing, {"refusal_recall"}),
        (no_marks, {"citation_recall", "headline"}),
        (cut_answers, {"key_facts"}),
        (backward_search, {"mrr_10", "evidence_2000"}),
    ],
)
def test_a_fault_in_what_is_shown_is_a_regression(
    measured: Measured, alter: Alter, seen: set[str]
) -> None:
    assert worse(measured.against_base(Replay(measured.shown, alter))) >= seen


@contextmanager
def opened_copy(measured: Measured) -> Iterator[Prepared]:
    """The product over a copy of the index, to break it."""
    folder = measured.indexes.parent / "copy"
    shutil.copytree(measured.indexes / SAMPLE.name, folder)
    settings = load_settings(data_dir=folder, engine="extractive")
    with open_assistant(settings, write=True) as assistant:
        yield Prepared(assistant=assistant, files={}, documents="", corpus="")
    shutil.rmtree(folder)


def test_a_document_removed_behind_the_back_is_a_regression(measured: Measured) -> None:
    cited = [gold.doc for case in measured.session.questions.values() for gold in case.evidence]
    with opened_copy(measured) as ready:
        ready.assistant.store.remove(max(set(cited), key=cited.count))
        found = measured.against_base(Product(ready.assistant))
    assert worse(found) & {"headline", "key_facts", "gold_cited", "evidence_4000"}


def test_a_gate_that_lets_all_pass_or_nothing_is_a_regression(
    measured: Measured, tmp_path: Path
) -> None:
    shutil.copytree(measured.indexes / SAMPLE.name, tmp_path / SAMPLE.name)

    def run(gate: Gate = verify_claim) -> Run:
        suite = MutationSuite(name="m", title="M", corpus=SAMPLE, gate=gate, per_kind=12)
        with suite.open(Bench(indexes=tmp_path)) as session:
            return kept(suite, session)

    def always(verdict: Verdict) -> Gate:
        def gate(claim: str, sources: Sequence[Source], marks: object) -> ClaimCheck:
            named = tuple(one.n for one in sources) if verdict is Verdict.SUPPORTED else ()
            return ClaimCheck(
                verdict=verdict, supported_by=named, score=1.0, reasons=(), evidence=()
            )

        return gate

    base = run()
    assert not compare(base, run()).regressed
    assert "gate_caught" in worse(compare(base, run(always(Verdict.SUPPORTED))))
    assert "gate_kept" in worse(compare(base, run(always(Verdict.UNSUPPORTED))))
