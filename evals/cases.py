"""Questions with their reference answers, read from JSON Lines and checked line by line.

One JSON object a line, UTF-8. Keys that must be there:

    id            unlike all others of the suite
    type          factoid, list, attribution, ...: figures are cut by it
    question      as a user would type it
    answerable    true when the documents answer it; false when a refusal is right
    answer        the reference answer, for the reader of the report
    key_facts     [[accepted forms of one fact], ...]: an answer is complete with one form of each.
                  Case, accents, apostrophes and no-break spaces do not matter, and a form may end
                  inside a word ("famil"); see `evals.metrics`. Of an unanswerable question they
                  tell what a correction should say; they are not scored
    evidence      [{"doc", "quote"}] or [{"doc", "page", "span"}], ...: the words that prove the
                  answer, or that refute a false premise. `quote` is verbatim. `page` is physical,
                  from 1. `span` is [start, end), in characters of that page's text as
                  `assistant text DOC --page N --json` gives it, of the whole text when the format
                  has no pages. With both, the quote prevails

Keys that may be left out:

    history       [{"question", "answer"}, ...]: the conversation before, oldest first
    forbidden     [[forms of one wrong statement], ...]: matched as key facts are; an answer with
                  one of them is wrong, so no form may stand in any right answer
    false_premise true when the question takes for granted what the documents deny
    stratum       kind of an unanswerable question: off-topic, in-field, false-premise
    notes         for those who write the cases

An answerable question has key facts or evidence, else nothing could be measured. Other keys are
ignored, unless one looks like a known key: its value would be lost in silence. Errors are French,
for the person who writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.fields import Fields, encodable
from evals.lines import Located, read_objects
from evals.problems import InvalidCases, Problem
from ingest import words

__all__ = [
    "Case",
    "Evidence",
    "Exchange",
    "InvalidCases",
    "Problem",
    "load_cases",
    "located_cases",
    "parse_case",
    "write_cases",
]

Forms = tuple[tuple[str, ...], ...]

KEYS = (
    "id",
    "type",
    "question",
    "answerable",
    "answer",
    "key_facts",
    "evidence",
    "history",
    "forbidden",
    "false_premise",
    "stratum",
    "notes",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Verbatim words of a document; `page` is physical and 1-based, None when not told.

    `quote` is empty when only a `span` was given, until `corpuscheck.resolved` reads it.
    """

    doc: str
    quote: str
    page: int | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """An earlier question of the conversation with its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and what is expected of its answer.

    `stratum` names the kind of unanswerable question (off topic, false premise, ...), None when
    the file does not tell.
    """

    id: str
    type: str
    question: str
    answerable: bool
    answer: str
    key_facts: Forms
    evidence: tuple[Evidence, ...]
    history: tuple[Exchange, ...] = ()
    forbidden: Forms = ()
    false_premise: bool = False
    stratum: str | None = None
    notes: str = ""


def load_cases(*paths: Path) -> tuple[Case, ...]:
    """The cases of the files, in their order; blank lines are skipped.

    Raises InvalidCases with all faults of all lines, OSError when a file cannot be opened.
    """
    return tuple(one.value for one in located_cases(*paths))


def located_cases(*paths: Path) -> tuple[Located[Case], ...]:
    """As `load_cases`, each case with the file and the line that it comes from."""
    tables = [path for path in paths if path.suffix.lower() == ".csv"]
    if tables:
        advice = "convertissez-le d’abord : assistant eval import FICHIER.csv --out FICHIER.jsonl"
        message = f"ce fichier est un tableau CSV ; {advice}"
        raise InvalidCases([Problem(path=path, line=1, message=message) for path in tables])
    return read_objects(paths, parse_case, "question")


def parse_case(raw: Fields) -> Case:
    """The case that the fields tell; meaningless when they have faults."""
    raw.near_misses(KEYS)
    case = Case(
        id=raw.text("id"),
        type=raw.text("type"),
        question=raw.text("question"),
        answerable=raw.flag("answerable"),
        answer=raw.any_text("answer"),
        key_facts=_forms(raw, "key_facts"),
        evidence=tuple(_evidence(item) for item in raw.objects("evidence")),
        history=_history(raw),
        forbidden=_forms(raw, "forbidden") if raw.has("forbidden") else (),
        false_premise=raw.flag("false_premise") if raw.has("false_premise") else False,
        stratum=raw.text("stratum") if raw.has("stratum") else None,
        notes=raw.any_text("notes") if raw.has("notes") else "",
    )
    if not raw.faults and case.answerable and not (case.key_facts or case.evidence):
        raw.fault("answerable", "est vrai sans fait clé ni preuve ; donnez-en au moins un.")
    if not raw.faults and case.stratum == "false-premise" and not case.false_premise:
        raw.fault("stratum", "vaut false-premise alors que la prémisse n’est pas dite fausse.")
    return case


def _history(raw: Fields) -> tuple[Exchange, ...]:
    if not raw.has("history"):
        return ()
    return tuple(
        Exchange(question=item.text("question"), answer=item.any_text("answer"))
        for item in raw.objects("history")
    )


def _forms(raw: Fields, key: str) -> Forms:
    facts = []
    for place, forms in raw.items(key):
        if not isinstance(forms, list) or not forms:
            raw.fault(place, "doit être une liste non vide de formes acceptées.")
        elif not all(isinstance(form, str) and words(form) for form in forms):
            raw.fault(place, "a une forme sans aucun mot ; écrivez un mot ou un nombre.")
        elif not all(encodable(form) for form in forms):
            raw.fault(place, "contient un signe mal codé (\\ud800 à \\udfff) ; retapez-le.")
        else:
            facts.append(tuple(forms))
    return tuple(facts)


def _evidence(raw: Fields) -> Evidence:
    raw.near_misses(("doc", "quote", "page", "span"))
    span = None
    if raw.has("span"):
        ends = raw.numbers("span", least=0)
        if len(ends) == 2 and ends[0] < ends[1]:
            span = (ends[0], ends[1])
        else:
            raw.fault("span", "doit être [début, fin], en caractères, avec début < fin.")
    quote = "" if raw.has("span") and not raw.has("quote") else raw.text("quote")
    if quote.strip() and not words(quote):
        raw.fault("quote", "ne contient aucun mot.")
    page = raw.number("page", least=1) if raw.has("page") else None
    return Evidence(doc=raw.text("doc"), quote=quote, page=page, span=span)


def write_cases(cases: Iterable[Case], path: Path) -> None:
    """The cases as JSON Lines that `load_cases` reads back equal. Raises OSError."""
    lines = [json.dumps(case_json(case), ensure_ascii=False) + "\n" for case in cases]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def case_json(case: Case) -> dict[str, Any]:
    """The keys of a case in the order of the schema; those that say nothing are left out."""
    told: dict[str, Any] = {
        "id": case.id,
        "type": case.type,
        "question": case.question,
        "answerable": case.answerable,
        "answer": case.answer,
        "key_facts": [list(forms) for forms in case.key_facts],
        "evidence": [_evidence_json(one) for one in case.evidence],
    }
    optional = {
        "history": [{"question": one.question, "answer": one.answer} for one in case.history],
        "forbidden": [list(forms) for forms in case.forbidden],
        "false_premise": case.false_premise,
        "stratum": case.stratum,
        "notes": case.notes,
    }
    return told | {key: value for key, value in optional.items() if value}


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    optional = {
        "quote": evidence.quote,
        "page": evidence.page,
        "span": list(evidence.span) if evidence.span else None,
    }
    return {"doc": evidence.doc} | {key: value for key, value in optional.items() if value}
