"""The questions suite on the sample corpus, with the product and with two shortcuts."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import Case, load_cases, write_cases
from evals.corpora import SAMPLE, Prepared
from evals.records import Record
from evals.response import Cited, Reading, Response, Stated
from evals.runs.statistics import figure
from evals.suite import Bench
from evals.suites.questions import QuestionSuite, product
from evals.system import System

pytestmark = pytest.mark.model

EVERY = 4
"""One question in so many: enough to tell a product from a shortcut."""


class RefuseAll:
    def __init__(self, ready: Prepared) -> None:
        pass

    def respond(self, case: Case) -> Response:
        return Response(passages=(), answer="Je ne sais pas.", abstained=True)


class QuoteAll:
    """Every page of every document, in alphabetical order, with a citation of each page."""

    def __init__(self, ready: Prepared) -> None:
        store = ready.assistant.store
        documents = [store.document(info.id) for info in store.documents()]
        pages = [
            Cited(
                doc=one.id,
                quote=one.text[page.start : page.end],
                page_start=page.number,
                page_end=page.number,
            )
            for one in sorted(documents, key=lambda one: one.id)
            for page in one.pages
        ]
        self._response = Response(
            passages=tuple(Reading(doc=page.doc, text=page.quote) for page in pages),
            answer="\n\n".join(" ".join(page.quote.split()) for page in pages),
            claims=tuple(Stated(text=page.quote, citations=(at,)) for at, page in enumerate(pages)),
            citations=tuple(pages),
        )

    def respond(self, case: Case) -> Response:
        return self._response


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jeu")
    sample = SAMPLE.paths[0].parent
    every = [
        *load_cases(sample / "questions.jsonl")[::EVERY],
        *load_cases(sample / "refusals.jsonl")[::EVERY],
    ]
    write_cases(every, folder / "questions.jsonl")
    return folder


def suite(folder: Path, system: object = product) -> QuestionSuite:
    return QuestionSuite(
        name="essai",
        title="Essai",
        corpus=SAMPLE,
        questions=folder / "questions.jsonl",
        system=system,  # type: ignore[arg-type]
    )


def measured(given: QuestionSuite, folder: Path, most: int = 10_000) -> list[Record]:
    with given.open(Bench(indexes=folder)) as session:
        return [session.measure(case) for case in session.cases[:most]]


def value(given: QuestionSuite, records: list[Record], name: str) -> float:
    [metric] = [one for one in given.metrics if one.name == name]
    found = figure(metric, records).value
    assert found is not None
    return found


@pytest.fixture(scope="module")
def of_product(folder: Path) -> list[Record]:
    given = suite(folder)
    assert given.missing() is None
    return measured(given, folder)


def test_the_product_is_measured_without_a_crash(folder: Path, of_product: list[Record]) -> None:
    assert [line for record in of_product for line in record.errors] == []
    assert value(suite(folder), of_product, "quotes_on_page") > 0.98
    assert value(suite(folder), of_product, "citation_recall") > 0.95
    assert value(suite(folder), of_product, "headline") > 0.15


def test_the_first_case_gives_the_same_record_twice(folder: Path, of_product: list[Record]) -> None:
    assert measured(suite(folder), folder, most=1) == of_product[:1]


@pytest.mark.parametrize(("shortcut", "most"), [(RefuseAll, 10_000), (QuoteAll, 4)])
def test_a_shortcut_falls_well_below_the_product(
    folder: Path, of_product: list[Record], shortcut: type[System], most: int
) -> None:
    given = suite(folder, shortcut)
    records = measured(given, folder, most)
    assert [line for record in records for line in record.errors] == []
    assert value(given, records, "headline") < value(suite(folder), of_product, "headline") / 3
