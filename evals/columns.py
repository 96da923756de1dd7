"""The headings of a table of questions, and what each column is of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.cells import Unreadable
from evals.fields import near_miss
from ingest import fold

TEXTS = {
    "identifiant": "id",
    "type": "type",
    "question": "question",
    "réponse attendue": "answer",
    "famille de refus": "stratum",
    "notes": "notes",
}
TRUTHS = {"a une réponse": "answerable", "prémisse fausse": "false_premise"}
FACTS = {"fait clé": "key_facts", "interdit": "forbidden"}
EVIDENCE = {"document": "doc", "page": "page", "citation": "quote", "début": "start", "fin": "end"}
HISTORY = {"question précédente": "question", "réponse précédente": "answer"}

REQUIRED = ("identifiant", "type", "question", "a une réponse", "réponse attendue")
LAST = ("prémisse fausse", "famille de refus", "notes")

_NUMBERED = {*FACTS, *EVIDENCE, *HISTORY}
_NAMES = {fold(name): name for name in (*TEXTS, *TRUTHS, *FACTS, *EVIDENCE, *HISTORY)}

Column = tuple[str, int]
"""The name of a column with its number, 0 where there is but one of the name."""


def heading(column: Column) -> str:
    """What stands at the top of a column."""
    name, number = column
    return f"{name} {number}" if number else name


def column_of(text: str) -> Column | None:
    """The column that a heading names, None when it names none."""
    parts = re.fullmatch(r"(.*?)\s*(\d{0,4})", " ".join(fold(text).strip(' "').split()))
    if not parts or parts[1] not in _NAMES:
        return None
    name = _NAMES[parts[1]]
    if name in _NUMBERED:
        return name, int(parts[2] or 1)
    return None if parts[2] else (name, 0)


def columns_of(headings: Sequence[str]) -> list[Column | None]:
    """The column of each cell of a row, None for one to ignore.

    Raises Unreadable with all that is wrong: a required column that is not there, one that is
    there twice, a heading that looks like a known one.
    """
    columns = [column_of(one) for one in headings]
    faults = [f"la colonne « {name} » manque." for name in REQUIRED if (name, 0) not in columns]
    for text, column in zip(headings, columns, strict=True):
        meant = near_miss(re.sub(r"\s*\d+\s*$", "", text), _NAMES.values())
        if column is None and meant:
            faults.append(f"la colonne « {text} » est inconnue ; écrivez « {meant} ».")
    twice = {one for one in columns if one and columns.count(one) > 1}
    faults += [f"la colonne « {heading(one)} » est là deux fois." for one in sorted(twice)]
    if faults:
        raise Unreadable(" ".join(faults))
    return columns
