"""A question as a person types it in a form, and the case that it makes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from evals.cases import Case, Evidence, Exchange, Forms, case_json, parse_case
from evals.cells import forms_cell, forms_of
from evals.fields import Fault, Fields

LABELS = {
    "id": "Identifiant",
    "type": "Type",
    "question": "Question",
    "answerable": "Réponse dans les documents",
    "answer": "Réponse de référence",
    "key_facts": "Faits clés",
    "forbidden": "Interdits",
    "evidence": "Preuves",
    "history": "Conversation d’avant",
    "false_premise": "Prémisse fausse",
    "stratum": "Famille de refus",
    "notes": "Notes",
}
"""What each key of a case is called in the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields of the form. `key_facts` and `forbidden` hold one fact a line, its forms with a
    bar between; `stratum` is empty when there is none."""

    id: str = ""
    type: str = ""
    question: str = ""
    answerable: bool = True
    answer: str = ""
    key_facts: str = ""
    forbidden: str = ""
    evidence: tuple[Evidence, ...] = ()
    history: tuple[Exchange, ...] = ()
    false_premise: bool = False
    stratum: str = ""
    notes: str = ""


def draft_of(case: Case) -> Draft:
    """`case_of` gives the same case back, blanks at the ends of its texts aside."""
    return Draft(
        id=case.id,
        type=case.type,
        question=case.question,
        answerable=case.answerable,
        answer=case.answer,
        key_facts=_typed(case.key_facts),
        forbidden=_typed(case.forbidden),
        evidence=case.evidence,
        history=case.history,
        false_premise=case.false_premise,
        stratum=case.stratum or "",
        notes=case.notes,
    )


def case_of(draft: Draft) -> tuple[Case, tuple[str, ...]]:
    """The case, and in French what forbids to keep it; with a fault the case is meaningless.

    The rules are those of `parse_case`, so that a run reads all that the form keeps.
    """
    case = Case(
        id=draft.id.strip(),
        type=draft.type.strip(),
        question=draft.question.strip(),
        answerable=draft.answerable,
        answer=draft.answer.strip(),
        key_facts=_forms(draft.key_facts),
        evidence=draft.evidence,
        history=draft.history,
        forbidden=_forms(draft.forbidden),
        false_premise=draft.false_premise,
        stratum=draft.stratum.strip() or None,
        notes=draft.notes.strip(),
    )
    faults: list[Fault] = []
    parsed = parse_case(Fields(case_json(case), faults))
    return parsed, tuple(map(_said, faults))


def next_id(taken: Iterable[str]) -> str:
    """An identifier that is not taken, which goes on with the numbers of the others."""
    numbered = [re.fullmatch(r"(.*?)(\d+)", one) for one in taken]
    last = max(
        (found for found in numbered if found), key=lambda found: int(found[2]), default=None
    )
    if last is None:
        return "q-001"
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def with_evidence(draft: Draft, evidence: Evidence) -> Draft:
    """The draft with one more evidence; the same one twice is one."""
    return (
        draft
        if evidence in draft.evidence
        else replace(draft, evidence=(*draft.evidence, evidence))
    )


def _typed(forms: Forms) -> str:
    # The bar that ends a single form is for spreadsheets, which would make it a number.
    return "\n".join(forms_cell(one).removesuffix(" |") for one in forms)


def _forms(typed: str) -> Forms:
    found = (tuple(forms_of(line)) for line in typed.splitlines())
    return tuple(forms for forms in found if forms)


def _said(fault: Fault) -> str:
    key, rest = re.match(r"(\w*)(.*)", fault.place, re.DOTALL).groups()  # type: ignore[union-attr]
    number = re.match(r"\[(\d+)\]", rest)
    place = LABELS.get(key, key) + (f" ({number[1]})" if number else "")
    return f"{place} : {fault.text}" if place else fault.text
