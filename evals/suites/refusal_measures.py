"""Figures on refusals, over all unanswerable questions and by family of them."""

from __future__ import annotations

from collections.abc import Callable

from evals.metrics import refusals
from evals.records import Metric, Score
from evals.suites.measures import Measure, answerable, refused, unanswerable
from evals.suites.question_detail import FAMILIES
from evals.suites.seen import Seen

_ALL = (
    Measure(
        metric=Metric(
            name="refusal_f1",
            label="Refus : F1",
            definition="Moyenne harmonique de la précision et du rappel des refus, « refuser » "
            "étant la réponse positive.",
            within="refusal_recall",
        ),
        score=lambda seen: refusals.f1(seen.case, seen.abstained),
        units=lambda seen: seen.abstained + (not seen.case.answerable),
    ),
    Measure(
        metric=Metric(
            name="refusal_recall",
            label="Refus : rappel",
            definition="Part des questions sans réponse qui sont refusées.",
        ),
        score=lambda seen: refusals.recall(seen.case, seen.abstained),
        units=unanswerable,
    ),
    Measure(
        metric=Metric(
            name="refusal_precision",
            label="Refus : précision",
            definition="Part des refus qui portent sur une question sans réponse.",
            within="refusal_recall",
        ),
        score=lambda seen: refusals.precision(seen.case, seen.abstained),
        units=refused,
    ),
    Measure(
        metric=Metric(
            name="wrong_refusals",
            label="Refus à tort",
            definition="Part des questions qui ont une réponse et sont refusées.",
            better=-1,
        ),
        score=lambda seen: refusals.wrong(seen.case, seen.abstained),
        units=answerable,
    ),
)


def _recall(stratum: str) -> Callable[[Seen], Score | None]:
    def score(seen: Seen) -> Score | None:
        inside = refusals.stratum(seen.case) == stratum
        return refusals.recall(seen.case, seen.abstained) if inside else None

    return score


def _precision(stratum: str) -> Callable[[Seen], Score | None]:
    def score(seen: Seen) -> Score | None:
        inside = seen.case.answerable or refusals.stratum(seen.case) == stratum
        return refusals.precision(seen.case, seen.abstained) if inside else None

    return score


def _of_family(stratum: str, label: str) -> tuple[Measure, Measure]:
    return (
        Measure(
            metric=Metric(
                name=f"refusal_recall:{stratum}",
                label=f"Refus : rappel, {label}",
                definition="Le rappel des refus sur cette famille de questions sans réponse.",
            ),
            score=_recall(stratum),
            units=lambda seen: int(refusals.stratum(seen.case) == stratum),
        ),
        Measure(
            metric=Metric(
                name=f"refusal_precision:{stratum}",
                label=f"Refus : précision, {label}",
                definition="Parmi les refus de questions de cette famille ou de questions qui ont "
                "une réponse, part de ceux qui portent sur cette famille.",
                within=f"refusal_recall:{stratum}",
            ),
            score=_precision(stratum),
            units=lambda seen: 0,
        ),
    )


REFUSALS = _ALL
BY_FAMILY = {name: _of_family(name, label) for name, label in FAMILIES.items()}
