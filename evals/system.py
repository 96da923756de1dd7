"""What is measured: a question in, passages and an answer out. The product, or a peer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant import Answer, Assistant, Question, Turn
from evals.cases import Case
from evals.response import Cited, Reading, Response, Stated
from vectorstore import Passage

PASSAGES = 50
"""Passages asked for: more than fill the largest reading budget."""


class System(Protocol):
    """Answers one case at a time; it may raise anything, which is then told in the record."""

    def respond(self, case: Case) -> Response: ...


class Product:
    """The assistant as its users have it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def respond(self, case: Case) -> Response:
        question = asked(case)
        passages = readings(self._assistant.search(question, PASSAGES))
        return response(self._assistant.ask(question), passages)


def asked(case: Case) -> Question:
    """The question of a case with what was said before."""
    history = tuple(Turn(question=turn.question, answer=turn.answer) for turn in case.history)
    return Question(text=case.question, history=history)


def readings(passages: Sequence[Passage]) -> tuple[Reading, ...]:
    return tuple(Reading(doc=found.chunk.document_id, text=found.text) for found in passages)


def response(answer: Answer, passages: tuple[Reading, ...]) -> Response:
    """What is measured of an answer of the product."""
    places = {one.n: at for at, one in enumerate(answer.citations)}
    return Response(
        passages=passages,
        answer=answer.text,
        abstained=answer.abstained,
        reason=answer.reason,
        claims=tuple(
            Stated(text=one.text, citations=tuple(places.get(n, -1) for n in one.citations))
            for one in answer.claims
        ),
        citations=tuple(
            Cited(doc=one.doc, quote=one.quote, page_start=one.page_start, page_end=one.page_end)
            for one in answer.citations
        ),
    )
