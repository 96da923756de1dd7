"""Faults planted in the product on purpose are told as regressions; the same product is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import faults
import pytest
from faults import Plant
from planted import (
    Claims,
    Disturbed,
    Questions,
    answers,
    claims,
    disturbed,
    index_of,
    questions,
    remembering,
    reopened,
    verdicts,
)

import assistant.citations
import assistant.verify
from assistant.engines.extractive import ExtractiveEngine, Selection
from assistant.model import Citation
from evals.corpora import Prepared
from evals.response import Response
from evals.runs.compare import Comparison, compare
from evals.system import Product, System
from ingest import STOP_WORDS, Document, words
from vectorstore import DocumentInfo

pytestmark = [pytest.mark.slow, pytest.mark.model]

TRAPS = ("injection", "question hostile")
ELSEWHERE = ("distracteurs-2", "distracteurs-5", "distracteurs-10")


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("indexes")


@pytest.fixture(scope="module")
def asked(indexes: Path) -> Questions:
    return questions(indexes)


@pytest.fixture(scope="module")
def gate(indexes: Path, asked: Questions) -> Claims:
    return claims(indexes)


@pytest.fixture(scope="module")
def trials(indexes: Path, asked: Questions) -> Iterator[Disturbed]:
    with disturbed(indexes) as found:
        yield found


def caught(comparison: Comparison, *metrics: str) -> None:
    missing = {*metrics} - {*verdicts(comparison)}
    assert comparison.regressed, moves(comparison)
    assert not missing, moves(comparison)


# --- what is shown, altered on its way out


@pytest.mark.parametrize(
    ("plant", "metrics"),
    [
        (faults.pages_moved(), ("quotes_on_page", "quotes_verbatim", "citation_recall")),
        (faults.pages_widened, ("quotes_on_page", "quotes_verbatim", "headline")),
        (faults.sources_shuffled, ("citation_recall", "citation_precision", "headline")),
        (faults.numbers_altered(), ("citation_recall", "key_facts", "headline")),
        (faults.shown_numbers_altered, ("citation_recall", "headline")),
        (faults.shown_negated, ("citation_recall", "headline")),
        (faults.quotes_cut, ("citation_recall", "headline")),
        (faults.unproved_added, ("citation_recall", "headline")),
        (faults.padded_first, ("key_facts", "headline")),
        (faults.all_refused, ("headline", "key_facts", "wrong_refusals", "refusal_precision")),
    ],
    ids=lambda given: getattr(given, "__qualname__", "").partition(".")[0] or None,
)
def test_a_fault_in_what_is_shown_is_caught(
    asked: Questions, plant: Plant, metrics: Sequence[str]
) -> None:
    caught(asked.wrapped(plant), *metrics)


def test_pages_moved_in_a_tenth_of_the_citations_are_caught(asked: Questions) -> None:
    caught(asked.wrapped(faults.pages_moved(0.1)), "quotes_on_page", "headline")


def test_numbers_altered_in_a_tenth_of_the_answers_are_caught(asked: Questions) -> None:
    caught(asked.wrapped(faults.numbers_altered(0.1)), "citation_recall")


def test_answers_that_say_everything_twice_are_caught(asked: Questions) -> None:
    caught(asked.wrapped(faults.said_twice), "said_once")


# --- the product broken from inside, and asked again


def test_questions_that_are_no_longer_stemmed_are_caught(
    asked: Questions, indexes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "vectorstore.lexical.stems",
        lambda text: [word for word in words(text) if word not in STOP_WORDS],
    )
    with reopened(index_of(indexes)) as product:
        caught(asked.asked(product), "evidence_4000", "recall_10", "ndcg_10")


def test_a_document_that_search_never_finds_is_caught(asked: Questions, indexes: Path) -> None:
    cited = [gold.doc for case in asked.session.questions.values() for gold in case.evidence]
    lost = max(sorted(set(cited)), key=cited.count)
    with reopened(index_of(indexes)) as product:
        found = asked.asked(faults.losing(product, lost))
    caught(found, "evidence_4000", "recall_10", "mrr_10")


@pytest.mark.xfail(strict=True, reason="recall_10 falls by 9 points: p .004, adjusted .08")
def test_two_small_documents_that_search_never_finds_are_caught(
    asked: Questions, indexes: Path
) -> None:
    cited = [gold.doc for case in asked.session.questions.values() for gold in case.evidence]
    lost = sorted(set(cited), key=lambda doc: (cited.count(doc), doc))[:2]
    with reopened(index_of(indexes)) as product:
        caught(asked.asked(faults.losing(product, *lost)), "evidence_4000")


def test_passages_in_the_reverse_order_are_caught(asked: Questions, indexes: Path) -> None:
    with reopened(index_of(indexes)) as product:
        caught(
            asked.asked(faults.finding(product, faults.backward)),
            "mrr_10",
            "ndcg_10",
            "evidence_2000",
        )


def test_a_product_that_never_refuses_is_caught(
    asked: Questions, indexes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Talkative(ExtractiveEngine):
        def __init__(self, document: Any, weight: Any) -> None:
            super().__init__(document, weight, selection=Selection(hits=0, short=-1))

    monkeypatch.setattr("assistant.answering.ExtractiveEngine", Talkative)
    monkeypatch.setattr("assistant.answering.unanswerable", lambda *given: None)
    with reopened(index_of(indexes)) as product:
        caught(asked.asked(product), "refusal_recall", "handled")


def test_regions_that_are_not_understood_are_caught(
    asked: Questions, indexes: Path, trials: Disturbed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.search.regions_in", lambda text: [])
    monkeypatch.setattr("assistant.question.regions_in", lambda text: [])
    caught(trials.of(lambda ready: Product(ready.assistant), *ELSEWHERE), "robust_harm")


def test_citations_of_whole_pages_are_caught(
    asked: Questions, indexes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cite = assistant.citations.citation

    def wide(document: Document, info: DocumentInfo, span: tuple[int, int], *, n: int) -> Citation:
        pages = [one for one in document.pages if one.start < span[1] and span[0] < one.end]
        start = min((one.start for one in pages), default=0)
        end = max((one.end for one in pages), default=len(document.text))
        return cite(document, info, (start, end), n=n)

    monkeypatch.setattr("assistant.citations.citation", wide)
    with reopened(index_of(indexes)) as product:
        caught(asked.asked(product), "words_used")


# --- the gate


def test_a_gate_that_lets_all_pass_is_caught(gate: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.verify.findings", lambda *given: ())
    monkeypatch.setattr("assistant.verify.ENOUGH_COVERAGE", 0.0)
    caught(gate.again(), "gate_caught", "gate_words", "gate_place")


@pytest.mark.parametrize("kind", ["number", "negation", "name", "date", "force"])
def test_a_gate_deaf_to_one_kind_of_error_is_caught(
    gate: Claims, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = assistant.verify.findings
    monkeypatch.setattr(
        "assistant.verify.findings",
        lambda *given: tuple(one for one in hear(*given) if one.reason.kind != kind),
    )
    caught(gate.again(), "gate_caught", "gate_words")


def test_a_gate_that_blocks_all_is_caught(gate: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.verify.ENOUGH_COVERAGE", 1.01)
    caught(gate.again(), "gate_kept", "gate_balanced")


# --- disturbances


def test_orders_in_passages_that_are_obeyed_are_caught(trials: Disturbed) -> None:
    caught(trials.wrapped(faults.orders_obeyed, *TRAPS), "robust_obeyed", "robust_safe")


@pytest.mark.xfail(strict=True, reason="too few of the injected passages with markup are cited")
def test_markup_of_documents_that_acts_is_caught(trials: Disturbed) -> None:
    caught(trials.wrapped(faults.unescaped, *TRAPS), "robust_markup", "robust_safe")


def test_answers_kept_after_the_documents_changed_are_caught(trials: Disturbed) -> None:
    memory: dict[str, Response] = {}

    def stale(ready: Prepared) -> System:
        return faults.Stale(inner=remembering(ready, trials.asked), memory=memory)

    groups = ("fait modifié", "conflit", *ELSEWHERE, "ordre des passages", "injection")
    caught(trials.of(stale, *groups), "robust_stale")


# --- no change


def test_the_same_product_asked_again_is_no_regression(asked: Questions, indexes: Path) -> None:
    with reopened(index_of(indexes)) as product:
        shown = answers(product, asked.session)
    assert shown == asked.shown
    assert silent(asked.showing(shown))


def test_the_same_gate_asked_again_is_no_regression(gate: Claims) -> None:
    assert silent(gate.again())


def test_the_same_disturbances_again_are_no_regression(trials: Disturbed) -> None:
    found = trials.of(lambda ready: Product(ready.assistant), *TRAPS, "conflit")
    assert silent(found)


def test_another_order_of_cases_is_no_regression(asked: Questions) -> None:
    turned = replace(asked.clean, records=asked.clean.records[::-1])
    assert silent(compare(turned.run(), asked.clean.run()))


def test_another_seed_of_the_draws_is_no_regression(
    asked: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.runs.pairing.SEED", 7)
    monkeypatch.setattr("evals.runs.statistics.SEED", 7)
    assert silent(asked.clean.against({}))
    caught(asked.wrapped(faults.pages_moved()), "quotes_on_page")


@pytest.mark.parametrize("plant", [faults.same_in_other_type, faults.citations_in_other_order])
def test_what_no_reader_calls_a_change_is_no_regression(asked: Questions, plant: Plant) -> None:
    shown = asked.altered(plant)
    assert sum(shown[id] != asked.shown[id] for id in shown) > 100
    assert silent(asked.showing(shown))


def silent(comparison: Comparison) -> bool:
    """No verdict on any metric."""
    return not comparison.regressed and not verdicts(comparison, "gain")


def moves(comparison: Comparison) -> str:
    """What changed and how surely, for the reader of a failure."""
    return "\n".join(
        f"{one.metric.name}: {one.before.value} -> {one.after.value}, {len(one.changed)} cases, "
        f"p {one.p}, adjusted {one.p_adjusted}, {one.verdict}"
        for suite in comparison.suites
        for one in suite.differences
        if one.changed
    )
