"""What a person needs to judge a case: question, answer, evidence, citations, what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from evals import metrics
from evals.cases import Case, Evidence
from evals.metrics import refusals
from evals.metrics.claims import stated
from evals.response import Cited, Reading, Response
from evals.suites.seen import Seen

Known = TypeVar("Known")

GROUPS = {
    "factoid": "fait précis",
    "list": "liste",
    "explanatory": "explication",
    "cross-document": "plusieurs documents",
    "attribution": "qui dit quoi",
    "attendance": "présences",
    "follow-up": "question de suite",
    "unanswerable": "sans réponse",
}
"""How the types of our own questions are shown; another type is shown as it is written."""

FAMILIES = {
    "off-topic": "hors sujet",
    "in-field": "du domaine mais absent",
    "false-premise": "prémisse fausse",
}

_EXCERPT = 160


def detail(seen: Seen) -> dict[str, Any]:
    """JSON for the report. What crashes here has crashed in a score too, and is told there."""
    case, response = seen.case, seen.response
    read = metrics.read_within(response.passages, metrics.BUDGETS[-1])
    return {
        "question": case.question,
        "history": [{"question": one.question, "answer": one.answer} for one in case.history],
        "expected": _expected(case),
        "answer": response.answer,
        "abstained": response.abstained,
        "reason": response.reason,
        "evidence": [_evidence(gold, read, response) for gold in case.evidence],
        "citations": [
            {
                "doc": one.doc,
                "page_start": one.page_start,
                "page_end": one.page_end,
                "quote": one.quote,
                "on_page": _known(partial(_on_page, seen, one)),
            }
            for one in seen.citations
        ],
        "claims": _known(partial(_claims, seen)),
        "passages_read": [f"{one.doc} : {' '.join(one.text.split())[:_EXCERPT]}…" for one in read],
        "notes": [] if response.answer is None else list(_known(lambda: seen.faults) or ()),
    }


def _evidence(gold: Evidence, read: Sequence[Reading], response: Response) -> dict[str, Any]:
    """ "read": within the passages that a reader of 4,000 characters sees; "cited": by the answer,
    left out where the system writes none."""
    told: dict[str, Any] = {
        "doc": gold.doc,
        "page": gold.page,
        "quote": gold.quote,
        "read": _known(partial(metrics.is_read, gold, read)),
    }
    if response.answer is not None:
        told["cited"] = _known(partial(metrics.is_cited, gold, response.citations))
    return told


def _claims(seen: Seen) -> list[dict[str, Any]]:
    """Each claim with the places of its citations in "citations", -1 for a mark of none, and
    whether they prove it ("proved"), left out where no page could be read."""
    shown = seen.response.citations
    places: dict[Cited, int] = {one: at for at, one in enumerate(seen.citations)}
    judged = _known(lambda: seen.claims)
    proved: list[dict[str, Any]] = [{"proved": one.supported} for one in judged or ()]
    told = stated(seen.response)
    return [
        {
            "text": one.text,
            "citations": [
                *dict.fromkeys(
                    places[shown[at]] if 0 <= at < len(shown) else -1 for at in one.citations
                )
            ],
        }
        | known
        for one, known in zip(told, proved or [{}] * len(told), strict=True)
    ]


def _known(look: Callable[[], Known]) -> Known | None:
    try:
        return look()
    except Exception:  # noqa: BLE001 - a crash in one score leaves what can be shown
        return None


def _on_page(seen: Seen, citation: Cited) -> bool:
    return seen.found[citation].on_page


def _expected(case: Case) -> str:
    """The reference answer; what should have been refused says so."""
    if case.answerable:
        return case.answer
    family = FAMILIES.get(refusals.stratum(case) or "", "")
    told = f"Sans réponse dans les documents ({family})." if family else "Sans réponse."
    return f"{told} {case.answer}".strip()
