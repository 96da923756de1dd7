"""The answers of a run as people judge them: what was shown, cut into claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.metrics.claims import stated
from evals.records import Record
from evals.response import Response
from evals.review.judgements import version_of
from evals.runs.model import SuiteRun

_JUDGED = ("question", "history", "expected", "answer", "abstained", "citations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, or a refusal: then `text` is empty, `reason` tells why and there is no claim.

    `item` names it among the judgements of its run, `claims` are its sentences by item. `version`
    changes with what was asked, expected, answered or cited.
    """

    item: str
    case: str
    group: str
    question: str
    history: tuple[tuple[str, str], ...]
    expected: str
    text: str
    refused: bool
    reason: str
    claims: Mapping[str, str]
    evidence: tuple[Mapping[str, Any], ...]
    citations: tuple[Mapping[str, Any], ...]
    version: str


def answers_of(suite: SuiteRun) -> tuple[Answer, ...]:
    """Those of a suite in its order; none when its cases are no questions, or its records were
    kept without their texts."""
    found = (_answer(suite.info.name, one) for one in suite.records)
    return tuple(one for one in found if one is not None)


def versions(answers: Sequence[Answer]) -> dict[str, str]:
    """The version of each answer and of each claim, by item."""
    return {item: one.version for one in answers for item in (one.item, *one.claims)}


def _answer(suite: str, record: Record) -> Answer | None:
    raw = record.detail
    question, text = raw.get("question"), raw.get("answer")
    refused = raw.get("abstained") is True
    if not isinstance(question, str) or not (refused or isinstance(text, str)):
        return None
    item = f"{suite}/{record.id}"
    shown = text if isinstance(text, str) and not refused else ""
    sentences = stated(Response(passages=(), answer=shown, abstained=refused))
    return Answer(
        item=item,
        case=record.id,
        group=record.group,
        question=question,
        history=tuple((one["question"], one["answer"]) for one in raw.get("history") or ()),
        expected=raw.get("expected") or "",
        text=shown,
        refused=refused,
        reason=raw.get("reason") or "",
        claims={f"{item}#{at}": one.text for at, one in enumerate(sentences, start=1)},
        evidence=tuple(raw.get("evidence") or ()),
        citations=tuple(raw.get("citations") or ()),
        version=version_of([raw.get(key) for key in _JUDGED]),
    )
