"""What a person needs to judge a case, read from the free JSON of its record.

A suite writes what it likes there: what is absent is left out, and what has another shape than
expected is shown as it is rather than lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from evals.htmlreport import wording
from evals.htmlreport.safe import clipped, compared, markdown

LONGEST = 4000
"""Characters of one text that are shown."""

READ = 6
"""Passages read that are shown, each cut at LONGEST_READ characters."""

LONGEST_READ = 300
_KNOWN = (
    "question",
    "history",
    "expected",
    "answer",
    "abstained",
    "reason",
    "evidence",
    "citations",
    "claim",
    "claims",
    "passages",
    "label",
    "verdict",
    "reasons",
    "edit",
    "passages_read",
    "notes",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a document at a place; `marks` say in French what was found of them, and whether
    that is good; there are none where nobody looked."""

    place: str
    text: str
    marks: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`numbers` are the citations in the order of the page, as [n]; `proved` is None when nobody
    looked."""

    text: str
    numbers: str
    proved: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    kind: str
    claim: str
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`before` and `after` are empty when the edit changed no word."""

    kind: str
    before: Markup
    after: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What is empty is not shown. `refused` says that the answer is a refusal; `others` are the
    keys that this page does not know, as JSON."""

    question: str
    history: tuple[tuple[str, str], ...]
    expected: str
    answer: Markup
    refused: bool
    reason: str
    evidence: tuple[Quote, ...]
    citations: tuple[Quote, ...]
    claim: str
    claims: tuple[Claim, ...]
    passages: tuple[tuple[str, str], ...]
    label: str
    verdict: str
    reasons: tuple[Reason, ...]
    edit: Edit | None
    read: tuple[str, ...]
    read_left: int
    notes: tuple[str, ...]
    others: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """What the case is about in one line."""
        return " ".join(clipped(self.question or self.claim, 220).split())


def read(raw: Mapping[str, Any]) -> Detail:
    """Never raises on what JSON can hold."""
    passages_read = _many(raw.get("passages_read"))
    return Detail(
        question=_text(raw.get("question")),
        history=tuple(
            (_text(turn.get("question")), _text(turn.get("answer")))
            for turn in _rows(raw.get("history"), "question")
        ),
        expected=_text(raw.get("expected")),
        answer=answer(raw),
        refused=raw.get("abstained") is True,
        reason=_text(raw.get("reason")),
        evidence=tuple(
            _quote(one, wording.EVIDENCE) for one in _rows(raw.get("evidence"), "quote")
        ),
        citations=tuple(
            _quote(one, wording.CITATIONS) for one in _rows(raw.get("citations"), "quote")
        ),
        claim=_text(raw.get("claim")),
        claims=tuple(_claim(one) for one in _rows(raw.get("claims"), "text")),
        passages=tuple(
            (_place_of_passage(one), _text(one.get("text")))
            for one in _rows(raw.get("passages"), "text")
        ),
        label=_verdict(raw.get("label")),
        verdict=_verdict(raw.get("verdict")),
        reasons=tuple(_reason(one) for one in _rows(raw.get("reasons"), "kind")),
        edit=_edit(raw.get("edit")),
        read=tuple(clipped(_text(one), LONGEST_READ) for one in passages_read[:READ]),
        read_left=max(0, len(passages_read) - READ),
        notes=tuple(_text(one) for one in _many(raw.get("notes"))),
        others=tuple((key, _text(raw[key])) for key in sorted(set(raw) - set(_KNOWN))),
    )


def answer(raw: Mapping[str, Any]) -> Markup:
    """The answer as its reader saw it, empty when there is none."""
    text = _text(raw.get("answer"))
    return markdown(text) if text else Markup()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return clipped(value, LONGEST)
    return clipped(json.dumps(value, ensure_ascii=False), LONGEST)


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _rows(value: Any, main: str) -> list[Mapping[str, Any]]:
    """A list of objects; what is no object becomes the `main` key of one."""
    return [one if isinstance(one, dict) else {main: one} for one in _many(value)]


def _quote(raw: Mapping[str, Any], told: Mapping[str, tuple[str, str]]) -> Quote:
    first, last = raw.get("page_start", raw.get("page")), raw.get("page_end")
    pages = "" if first is None else f"p. {_text(first)}"
    if first is not None and last is not None and last != first:
        pages = f"p. {_text(first)} à {_text(last)}"
    return Quote(
        place=", ".join(part for part in (_text(raw.get("doc")), pages) if part),
        text=_text(raw.get("quote")),
        marks=tuple(
            (yes if raw[key] else no, raw[key])
            for key, (yes, no) in told.items()
            if isinstance(raw.get(key), bool)
        ),
    )


def _claim(raw: Mapping[str, Any]) -> Claim:
    places = _many(raw.get("citations"))
    proved = raw.get("proved")
    return Claim(
        text=_text(raw.get("text")),
        numbers=" ".join(_number(place) for place in places) or "sans citation",
        proved=proved if isinstance(proved, bool) else None,
    )


def _number(place: Any) -> str:
    if not isinstance(place, int):
        return _text(place)
    return f"[{place + 1}]" if place >= 0 else "[sans source]"


def _place_of_passage(raw: Mapping[str, Any]) -> str:
    number, doc = _text(raw.get("n")), _text(raw.get("doc"))
    return " ".join(part for part in (f"[{number}]" if number else "", doc) if part)


def _verdict(value: Any) -> str:
    text = _text(value)
    return wording.VERDICTS.get(text, text)


def _reason(raw: Mapping[str, Any]) -> Reason:
    kind = _text(raw.get("kind"))
    return Reason(
        kind=wording.REASONS.get(kind, kind),
        claim=_text(raw.get("claim")),
        passage=_text(raw.get("passage")),
    )


def _edit(value: Any) -> Edit | None:
    if not value:
        return None
    if not isinstance(value, dict):
        return Edit(kind=_text(value), before=Markup(), after=Markup())
    kind = _text(value.get("kind"))
    before, after = _text(value.get("before")), _text(value.get("after"))
    if before == after:
        return Edit(kind=kind, before=Markup(), after=Markup())
    removed, added = compared(before, after)
    return Edit(kind=kind, before=removed, after=added)
