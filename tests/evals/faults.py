"""Faults to plant in the product: in what it shows, on its way out, and in what its search finds.

`share` is the part of what could be altered that is; which part is drawn from `seed` and the case.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar, cast

from assistant import Assistant
from evals.cases import Case
from evals.response import Cited, Reading, Response, Stated
from evals.system import System
from vectorstore import Filters, Passage, Store

Plant = Callable[[Case, Response], Response]
T = TypeVar("T")

_DIGIT = re.compile(r"(?<!\[)(?<!\d)\d(?!\])|(?<=\d)\d")
_MARKS = re.compile(r"(?:\[\d+\])+")
_VERB = re.compile(r"\b(est|a|ont|était|avait)\b")
_ORDER = re.compile(
    r"\b(?:ignore|répond|reply|system|instruction|assistant|terminez|consigne)", re.IGNORECASE
)
UNRELATED = "Le tarif des cantines scolaires sera revu par le conseil municipal de la commune."


def pages_moved(share: float = 1.0, seed: int = 0) -> Plant:
    """Citations say the page after theirs."""

    def moved(one: Cited) -> Cited:
        if one.page_start is None or one.page_end is None:
            return one
        return replace(one, page_start=one.page_start + 1, page_end=one.page_end + 1)

    def plant(case: Case, response: Response) -> Response:
        draw = Random(f"{seed}:{case.id}")
        cited = tuple(moved(one) if draw.random() < share else one for one in response.citations)
        return replace(response, citations=cited)

    return plant


def pages_widened(case: Case, response: Response) -> Response:
    """Citations name every page of their document."""
    cited = (
        one if one.page_start is None else replace(one, page_start=1, page_end=99)
        for one in response.citations
    )
    return replace(response, citations=tuple(cited))


def numbers_altered(share: float = 1.0, seed: int = 0) -> Plant:
    """Each digit of the answer is the next one; what it cites stays as it is."""

    def altered(text: str) -> str:
        return _DIGIT.sub(lambda found: str((int(found[0]) + 1) % 10), text)

    def plant(case: Case, response: Response) -> Response:
        if response.abstained or Random(f"{seed}:{case.id}").random() >= share:
            return response
        told = tuple(replace(one, text=altered(one.text)) for one in response.claims)
        return replace(response, answer=altered(response.answer or ""), claims=told)

    return plant


def sources_shuffled(case: Case, response: Response) -> Response:
    """Each sentence has the marks of the next one of its answer, each claim its citations."""
    given = [one.citations for one in response.claims]
    told = zip(response.claims, _turned(given), strict=True)
    marks = iter(_turned(_MARKS.findall(response.answer or "")))
    return replace(
        response,
        answer=_MARKS.sub(lambda found: next(marks), response.answer or ""),
        claims=tuple(replace(one, citations=own) for one, own in told),
    )


def _turned(given: list[T]) -> list[T]:
    return [*given[1:], *given[:1]]


def shown_numbers_altered(case: Case, response: Response) -> Response:
    """The digits of the answer are altered where it is read, not in the claims beside it."""
    return replace(numbers_altered()(case, response), claims=response.claims)


def shown_negated(case: Case, response: Response) -> Response:
    """The answer denies what it said; the claims beside it still say it."""
    answer = response.answer or ""
    return replace(response, answer=_VERB.sub(r"n’\1 pas", answer)) if answer else response


def quotes_cut(case: Case, response: Response) -> Response:
    """The first half of the cited words."""

    def half(quote: str) -> str:
        said = quote.split()
        return " ".join(said[: max(1, len(said) // 2)])

    return replace(
        response,
        citations=tuple(replace(one, quote=half(one.quote)) for one in response.citations),
    )


def unproved_added(case: Case, response: Response) -> Response:
    """As many sentences more as there are, about something else and without a source."""
    if response.abstained:
        return response
    more = "\n\n".join([UNRELATED] * max(1, len(response.claims)))
    return replace(response, answer=f"{response.answer}\n\n{more}")


def said_twice(case: Case, response: Response) -> Response:
    return replace(
        response,
        answer=f"{response.answer}\n\n{response.answer}",
        claims=response.claims * 2,
    )


def padded_first(case: Case, response: Response) -> Response:
    """The passages that came last stand before the answer, word for word and with their source."""
    return _padded(response, first=True)


def padded_last(case: Case, response: Response) -> Response:
    """The same passages stand after the answer."""
    return _padded(response, first=False)


def _padded(response: Response, *, first: bool) -> Response:
    if response.abstained:
        return response
    beside = response.passages[-2:]
    count = len(response.citations)
    cited = tuple(_whole(one) for one in beside)
    told = tuple(Stated(text=one.text, citations=(count + n,)) for n, one in enumerate(beside))
    shown = "\n\n".join(f"{one.text} [{count + n}]" for n, one in enumerate(beside, start=1))
    parts = (shown, response.answer) if first else (response.answer, shown)
    return replace(
        response,
        answer="\n\n".join(map(str, parts)),
        claims=(*told, *response.claims),
        citations=(*response.citations, *cited),
    )


def all_refused(case: Case, response: Response) -> Response:
    if response.abstained:
        return response
    return replace(
        response, answer="Rien trouvé.", abstained=True, reason="Rien.", claims=(), citations=()
    )


def orders_obeyed(case: Case, response: Response) -> Response:
    """Says in its own name what a passage, or the question, tells a machine to say."""
    read = (case.question, *(one.text for one in response.passages))
    lines = (line for text in read for line in re.split(r"(?<=[.!?])\s+", text))
    orders = [line for line in lines if _ORDER.search(line)]
    if not orders:
        return response
    return replace(response, answer=f"{' '.join(orders[:3])}\n\n{response.answer}")


def unescaped(case: Case, response: Response) -> Response:
    """Markdown signs of the documents act."""
    answer = re.sub(r"\\([\\`*_\[\]<>~$])", r"\1", response.answer or "")
    return replace(response, answer=answer)


def same_in_other_type(case: Case, response: Response) -> Response:
    """What no reader calls a change: typewriter apostrophes, no-break blanks, words in bold."""
    answer = (response.answer or "").replace("’", "'").replace(" :", "\u00a0:")
    lines = (
        line if line.startswith("**") else re.sub(r"\b(santé|usagers)\b", r"**\1**", line)
        for line in answer.splitlines()
    )
    return replace(response, answer="\n".join(lines))


def citations_in_other_order(case: Case, response: Response) -> Response:
    """The sources are listed from the last to the first and their marks follow."""
    last = len(response.citations) - 1
    answer = re.sub(
        r"(?<!\\)\[(\d+)\]", lambda mark: f"[{last + 2 - int(mark[1])}]", response.answer or ""
    )
    told = tuple(
        replace(one, citations=tuple(last - place for place in one.citations))
        for one in response.claims
    )
    return replace(
        response,
        answer=response.answer if response.abstained else answer,
        claims=told,
        citations=response.citations[::-1],
    )


def _whole(passage: Reading) -> Cited:
    return Cited(doc=passage.doc, quote=passage.text, page_start=1, page_end=99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Answers a question as it did the first time, whatever became of the documents."""

    inner: System
    memory: dict[str, Response]

    def respond(self, case: Case) -> Response:
        return self.memory.setdefault(case.question, self.inner.respond(case))


Change = Callable[[list[Passage]], list[Passage]]


def finding(assistant: Assistant, change: Change, *, reach: int = 1) -> Assistant:
    """The same assistant over a store that does this to what it finds, having looked `reach`
    times as far as it was asked to."""
    broken = copy.copy(assistant)
    broken.store = cast(Store, _Changed(assistant.store, change, reach))
    return broken


def backward(found: list[Passage]) -> list[Passage]:
    return found[::-1]


def losing(assistant: Assistant, *lost: str) -> Assistant:
    """Passages of these documents are never found, and others take their place."""
    return finding(assistant, _without(lost), reach=4)


def _without(lost: tuple[str, ...]) -> Change:
    return lambda found: [one for one in found if one.chunk.document_id not in lost]


class _Changed:
    def __init__(self, store: Store, change: Change, reach: int) -> None:
        self._store = store
        self._change = change
        self._reach = reach

    def search(
        self, question: str, *, limit: int, filters: Filters = Filters(), vectors: bool = True
    ) -> list[Passage]:
        most = limit * self._reach
        found = self._store.search(question, limit=most, filters=filters, vectors=vectors)
        return self._change(found)[:limit]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
