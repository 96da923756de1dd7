"""Questions with their reference answers, read from JSON Lines and checked line by line.

One JSON object a line, UTF-8:

    {"id", "type", "question", "answerable": bool, "answer": reference text,
     "key_facts": [[accepted forms of one fact], ...],
     "evidence": [{"doc", "quote", "page"?: physical, 1-based}, ...],
     "history"?: [{"question", "answer"}, ...], "false_premise"?: bool, "stratum"?: str}

Other keys are allowed and ignored. Errors are French, for the person who writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A verbatim quote of a document; `page` is physical and 1-based, None when not told."""

    doc: str
    quote: str
    page: int | None = None


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
    key_facts: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Exchange, ...] = ()
    false_premise: bool = False
    stratum: str | None = None


class InvalidCases(ValueError):
    """The file cannot be used; `problems` holds every fault as (line from 1, French message)."""

    def __init__(self, path: Path, problems: list[tuple[int, str]]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  ligne {line} : {message}" for line, message in problems)
        super().__init__(f"{path} ne peut pas être utilisé :\n{lines}")


class _Fault(Exception):
    """One line is wrong; the message is French."""


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file, in its order; blank lines are skipped.

    Raises InvalidCases with all faults of all lines, OSError when the file cannot be opened.
    """
    cases: dict[str, Case] = {}
    first_line: dict[str, int] = {}
    problems: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            case = _case(line)
        except _Fault as fault:
            problems.append((number, str(fault)))
            continue
        if case.id in cases:
            problems.append(
                (
                    number,
                    f"l'identifiant « {case.id} » sert déjà à la ligne {first_line[case.id]} ; "
                    "donnez un identifiant propre à chaque question.",
                )
            )
            continue
        cases[case.id] = case
        first_line[case.id] = number
    if not cases and not problems:
        problems.append((1, "aucune question ; écrivez un objet JSON par ligne."))
    if problems:
        raise InvalidCases(path, problems)
    return tuple(cases.values())


def _case(line: bytes) -> Case:
    try:
        raw = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _Fault("texte qui n'est pas en UTF-8 ; réenregistrez le fichier en UTF-8.") from error
    except json.JSONDecodeError as error:
        raise _Fault(
            f"JSON mal formé (colonne {error.colno}) ; vérifiez guillemets, virgules et accolades."
        ) from error
    if not isinstance(raw, dict):
        raise _Fault("un objet JSON { … } est attendu.")
    return Case(
        id=_text(raw, "id"),
        type=_text(raw, "type"),
        question=_text(raw, "question"),
        answerable=_value(raw, "answerable", bool),
        answer=_value(raw, "answer", str),
        key_facts=tuple(_facts(_value(raw, "key_facts", list))),
        evidence=tuple(_evidence(_value(raw, "evidence", list))),
        history=tuple(_history(_value(raw, "history", list))) if "history" in raw else (),
        false_premise=_value(raw, "false_premise", bool) if "false_premise" in raw else False,
        stratum=_text(raw, "stratum") if raw.get("stratum") is not None else None,
    )


_KINDS = {str: "un texte", bool: "true ou false", list: "une liste [ … ]", int: "un nombre entier"}


def _value(raw: dict[str, Any], key: str, kind: type, place: str = "") -> Any:
    """`raw[key]`, of exactly that kind (true is not an integer)."""
    if key not in raw:
        raise _Fault(f"la clé « {place}{key} » manque.")
    if type(raw[key]) is not kind:
        raise _Fault(f"« {place}{key} » doit être {_KINDS[kind]}.")
    return raw[key]


def _text(raw: dict[str, Any], key: str, place: str = "") -> str:
    text: str = _value(raw, key, str, place)
    if not text.strip():
        raise _Fault(f"« {place}{key} » est vide.")
    return text


def _facts(raw: list[Any]) -> Iterator[tuple[str, ...]]:
    for number, forms in enumerate(raw, start=1):
        place = f"key_facts[{number}]"
        if not isinstance(forms, list) or not forms:
            raise _Fault(f"« {place} » doit être une liste non vide de formes acceptées.")
        for form in forms:
            if not isinstance(form, str) or not words(form):
                raise _Fault(f"« {place} » : chaque forme doit être un texte avec un mot.")
        yield tuple(forms)


def _evidence(raw: list[Any]) -> Iterator[Evidence]:
    for place, item in _objects(raw, "evidence"):
        quote = _text(item, "quote", place)
        if not words(quote):
            raise _Fault(f"« {place}quote » ne contient aucun mot.")
        page = _value(item, "page", int, place) if item.get("page") is not None else None
        if page is not None and page < 1:
            raise _Fault(f"« {place}page » doit être au moins 1.")
        yield Evidence(doc=_text(item, "doc", place), quote=quote, page=page)


def _history(raw: list[Any]) -> Iterator[Exchange]:
    for place, item in _objects(raw, "history"):
        yield Exchange(
            question=_text(item, "question", place), answer=_value(item, "answer", str, place)
        )


def _objects(raw: list[Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, item in enumerate(raw, start=1):
        if not isinstance(item, dict):
            raise _Fault(f"« {key}[{number}] » doit être un objet {{ … }}.")
        yield f"{key}[{number}].", item
