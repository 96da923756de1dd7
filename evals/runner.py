"""Runs cases through an assistant and keeps, for each, what was shown and what it scored."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant import Answer, Question, Turn
from evals import metrics
from evals.cases import Case
from evals.figures import Figure, mean, ratio
from evals.pagecheck import Found
from evals.response import Cited, Reading
from vectorstore import Passage

PASSAGES = 50
"""Passages asked for: more than fill the largest reading budget."""

Locate = Callable[[Cited], Found]


class Answering(Protocol):
    """What is measured: the search and the answer that a user gets."""

    def search(self, question: Question, limit: int) -> Sequence[Passage]: ...

    def ask(self, question: Question) -> Answer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """One case as it went. A score of None does not apply to the case.

    `error` tells what crashed; what was seen before is kept, all that was to come scores 0
    wherever a score applies, and an answer that never came is no refusal. `verbatim` and
    `on_page` hold one value for each of `citations`, which has no repeats; they are None when
    pages could not be checked.
    """

    suite: str
    id: str
    type: str
    question: str
    answerable: bool
    stratum: str | None
    error: str | None
    abstained: bool
    reason: str | None
    answer: str
    expected: str
    citations: tuple[Cited, ...]
    verbatim: tuple[bool, ...] | None
    on_page: tuple[bool, ...] | None
    evidence_2000: float | None
    evidence_4000: float | None
    mrr_10: float | None
    key_facts: float | None
    gold_cited: float | None
    readings: tuple[Reading, ...]
    elapsed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """The records of one suite, in the order of its cases."""

    suite: str
    records: tuple[CaseRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Observed:
    readings: tuple[Reading, ...] = ()
    abstained: bool = False
    reason: str | None = None
    answer: str = ""
    citations: tuple[Cited, ...] = ()


def run(
    suite: str,
    cases: Sequence[Case],
    system: Answering,
    locate: Locate | None,
    *,
    progress: Callable[[int], None] = lambda done: None,
) -> RunResult:
    """Every case once, in order; a crash is kept in its record and stops nothing.

    `locate` looks a citation up on its page, None where no reader is there to do it. `progress`
    gets the number of cases done.
    """
    records = []
    for case in cases:
        records.append(_record(suite, case, system, locate))
        progress(len(records))
    return RunResult(suite=suite, records=tuple(records))


def _record(suite: str, case: Case, system: Answering, locate: Locate | None) -> CaseRecord:
    start = time.perf_counter()
    seen, found, error = _Observed(), None, None
    try:
        question = _question(case)
        seen = _Observed(readings=_readings(system.search(question, PASSAGES)))
        seen = _answered(seen.readings, system.ask(question))
        found = [locate(citation) for citation in seen.citations] if locate else None
    except Exception as crash:  # noqa: BLE001 - a crash in one case is a result, not the end
        error = f"{type(crash).__name__}: {crash}"
    elapsed = round((time.perf_counter() - start) * 1000)
    first, second = metrics.BUDGETS
    return CaseRecord(
        suite=suite,
        id=case.id,
        type=case.type,
        question=case.question,
        answerable=case.answerable,
        stratum=case.stratum or ("false-premise" if case.false_premise else None),
        error=error,
        abstained=seen.abstained,
        reason=seen.reason,
        answer=seen.answer,
        expected=case.answer,
        citations=seen.citations,
        verbatim=None if found is None else tuple(one.verbatim for one in found),
        on_page=None if found is None else tuple(one.on_page for one in found),
        evidence_2000=metrics.evidence_recall(case, seen.readings, first),
        evidence_4000=metrics.evidence_recall(case, seen.readings, second),
        mrr_10=metrics.reciprocal_rank(case, seen.readings),
        key_facts=metrics.key_fact_recall(case, seen.answer, seen.abstained),
        gold_cited=metrics.gold_cited(case, seen.citations),
        readings=seen.readings,
        elapsed_ms=elapsed,
    )


def _question(case: Case) -> Question:
    history = tuple(Turn(question=turn.question, answer=turn.answer) for turn in case.history)
    return Question(text=case.question, history=history)


def _readings(passages: Sequence[Passage]) -> tuple[Reading, ...]:
    return tuple(Reading(doc=found.chunk.document_id, text=found.text) for found in passages)


def _answered(readings: tuple[Reading, ...], answer: Answer) -> _Observed:
    cited = [
        Cited(doc=one.doc, quote=one.quote, page_start=one.page_start, page_end=one.page_end)
        for one in answer.citations
    ]
    return _Observed(
        readings=readings,
        abstained=answer.abstained,
        reason=answer.reason,
        answer=answer.text,
        citations=metrics.distinct(cited),
    )


def figures(records: Sequence[CaseRecord]) -> dict[str, Figure]:
    """The figures of some records by stable name, in the order in which they are read.

    Citations are counted without repeats, over all questions together. A refusal is right on an
    unanswerable question only: recall is over those questions, precision over all refusals;
    `refusal_recall:STRATUM` is given for each stratum of unanswerable questions.
    """
    unanswerable = [one for one in records if not one.answerable]
    found = {
        "evidence_2000": mean(one.evidence_2000 for one in records),
        "evidence_4000": mean(one.evidence_4000 for one in records),
        "mrr_10": mean(one.mrr_10 for one in records),
        "key_facts": mean(one.key_facts for one in records),
        "gold_cited": mean(one.gold_cited for one in records),
        "quotes_verbatim": ratio(_hits(one.verbatim) for one in records),
        "quotes_on_page": ratio(_hits(one.on_page) for one in records),
        "refusal_recall": mean(float(one.abstained) for one in unanswerable),
        "refusal_precision": mean(float(not one.answerable) for one in records if one.abstained),
    }
    for stratum in sorted({one.stratum for one in unanswerable if one.stratum}):
        found[f"refusal_recall:{stratum}"] = mean(
            float(one.abstained) for one in unanswerable if one.stratum == stratum
        )
    return found


def _hits(found: tuple[bool, ...] | None) -> tuple[int, int]:
    return (sum(found), len(found)) if found is not None else (0, 0)
