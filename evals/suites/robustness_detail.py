"""What the report shows of one trial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.cases import Case
from evals.metrics import is_cited, visible_text
from evals.response import Response
from evals.robustness.trials import Trial

_LONGEST_QUESTION = 600
_LONGEST_CLEAN = 400


def detail(
    trial: Trial, clean: Response | None, shown: Response | None, notes: Sequence[str]
) -> dict[str, Any]:
    """The disturbed question and answer, and in the notes what they would be undisturbed."""
    case = trial.expected
    told: dict[str, Any] = {
        "question": trial.asked.question[:_LONGEST_QUESTION],
        "history": [
            {"question": turn.question, "answer": turn.answer} for turn in trial.asked.history
        ],
        "expected": case.answer,
        "notes": [f"Perturbation : {trial.kind}", *notes, *_undisturbed(trial, clean)],
    }
    if trial.edit:
        kind = "nom ou valeur changé dans une copie du document"
        told["edit"] = {"kind": kind, "before": trial.edit.old, "after": trial.edit.new}
    if shown is None:
        return told
    return told | {
        "answer": shown.answer,
        "abstained": shown.abstained,
        "reason": shown.reason,
        "evidence": _evidence(case, shown),
        "citations": [
            {
                "doc": one.doc,
                "page_start": one.page_start,
                "page_end": one.page_end,
                "quote": one.quote,
                "on_page": None,
            }
            for one in shown.citations
        ],
    }


def _undisturbed(trial: Trial, clean: Response | None) -> list[str]:
    notes = []
    if trial.clean and trial.clean.question != trial.asked.question:
        notes.append(f"Question d’origine : {trial.clean.question}")
    if clean is not None:
        text = visible_text(clean.answer or "")
        cut = f"{text[:_LONGEST_CLEAN]}…" if len(text) > _LONGEST_CLEAN else text
        notes.append(f"Réponse sans perturbation : {cut}")
    return notes


def _evidence(case: Case, shown: Response) -> list[dict[str, Any]]:
    return [
        {
            "doc": gold.doc,
            "page": gold.page,
            "quote": gold.quote,
            "cited": is_cited(gold, shown.citations),
        }
        for gold in case.evidence
    ]
