"""Pairs of a premise and a hypothesis with the label that people, or an edit, gave them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evals.fields import Fields
from evals.public.files import identified


class Label(StrEnum):
    ENTAILMENT = "entailment"
    NEUTRAL = "neutral"
    CONTRADICTION = "contradiction"


_NAMES: dict[str, str] = {
    Label.ENTAILMENT: "implication",
    Label.NEUTRAL: "neutre",
    Label.CONTRADICTION: "contradiction",
}
_GROUPS = ("type", "task", "genre")
_EDITS = {
    "number_edit": "nombre changé",
    "number_from_passage": "nombre pris ailleurs dans le passage",
    "year_edit": "année changée",
    "month_edit": "mois changé",
    "entity_outside": "nom venu d’ailleurs",
    "entity_from_passage": "nom pris ailleurs dans le passage",
    "entity_swap_in_sentence": "deux noms échangés",
    "negation_added": "négation ajoutée",
    "negation_removed": "négation retirée",
    "antonym": "contraire",
    "quantifier": "quantité vague changée",
    "modality": "force changée",
    "pos_verbatim": "vraie, mot pour mot",
    "pos_clause": "vraie, proposition seule",
    "pos_paren": "vraie, parenthèse retirée",
    "pos_intro_drop": "vraie, introduction retirée",
    "pos_front_moved": "vraie, complément déplacé",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """`group` is the kind of edit, the task or the subject, else the label, in French where known.

    With `binary`, "neutral" only says that the hypothesis is not contradictory. `original` is the
    hypothesis before an edit and `source` the text that it came from, where the file tells.
    """

    id: str
    premise: str
    hypothesis: str
    label: Label
    group: str
    binary: bool = False
    original: str | None = None
    source: str | None = None


def load_pairs(path: Path) -> dict[str, Pair]:
    """The pairs of a file by id, in its order. Raises SuiteError, InvalidCases."""
    return identified(path, _pair, "paire")


def _pair(fields: Fields) -> Pair:
    label = fields.choice("label", tuple(Label))
    group = next((found for key in _GROUPS if (found := _option(fields, key))), None)
    return Pair(
        id=fields.text("id"),
        premise=fields.text("premise"),
        hypothesis=fields.text("hypothesis"),
        label=Label(label) if label in tuple(Label) else Label.NEUTRAL,
        group=_EDITS.get(group, group) if group else _NAMES.get(label, label),
        binary=(_option(fields, "label_scheme") or "").startswith("binary"),
        original=_option(fields, "original"),
        source=_option(fields, "source_id"),
    )


def _option(fields: Fields, key: str) -> str | None:
    return fields.text(key) if fields.has(key) else None
