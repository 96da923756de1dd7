"""Figures as a French table of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evals.figures import Figure
from evals.runner import CaseRecord, RunResult, figures

LABELS = {
    "evidence_2000": "Preuves lues dans les 2 000 premiers caractères",
    "evidence_4000": "Preuves lues dans les 4 000 premiers caractères",
    "mrr_10": "Rang réciproque du premier bon passage (10)",
    "key_facts": "Faits clés dans les 1 500 premiers caractères",
    "gold_cited": "Preuves citées par la réponse",
    "quotes_verbatim": "Citations mot pour mot sur leur page",
    "quotes_on_page": "Citations sur leur page (95 % des trigrammes)",
    "refusal_recall": "Refus : rappel",
    "refusal_precision": "Refus : précision",
}
_STRATA = {
    "off-topic": "hors sujet",
    "in-field": "du domaine mais absent",
    "false-premise": "prémisse fausse",
}
_BY_TYPE = {
    "evidence_2000": "preuves 2k",
    "evidence_4000": "preuves 4k",
    "mrr_10": "rang réc.",
    "key_facts": "faits",
    "gold_cited": "citées",
    "quotes_on_page": "sur page",
}


def table(result: RunResult) -> str:
    """All figures with interval and n, then by type of question, then the cases that crashed."""
    records = result.records
    rows = [["Mesure", "valeur", "intervalle 95 %", "questions"]]
    for name, figure in figures(records).items():
        rows.append([_label(name), _value(figure.value), _interval(figure), _count(figure)])
    blocks = [
        f"Jeu « {result.suite} » : {len(records)} questions",
        _aligned(rows),
        "Par type (petits groupes : des indices, pas des preuves)",
        _aligned(_type_rows(records)),
    ]
    crashed = [f"  {one.id} : {one.error}" for one in records if one.error]
    if crashed:
        blocks.append(
            "\n".join([f"Questions en panne (0 pour ce qui manque) : {len(crashed)}", *crashed])
        )
    return "\n\n".join(blocks)


def _type_rows(records: Sequence[CaseRecord]) -> list[list[str]]:
    rows = [["type", "n", *_BY_TYPE.values(), "refusées"]]
    for kind in sorted({one.type for one in records}):
        group = [one for one in records if one.type == kind]
        found = figures(group)
        refused = sum(one.abstained for one in group) / len(group)
        values = [_value(found[name].value) for name in _BY_TYPE]
        rows.append([kind, str(len(group)), *values, _value(refused)])
    return rows


def _label(name: str) -> str:
    base, _, stratum = name.partition(":")
    return f"{LABELS[base]}, {_STRATA.get(stratum, stratum)}" if stratum else LABELS[base]


def _value(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}".replace(".", ",")


def _interval(figure: Figure) -> str:
    return "—" if figure.low is None else f"{_value(figure.low)} – {_value(figure.high)}"


def _count(figure: Figure) -> str:
    return f"{figure.n}" if figure.units == figure.n else f"{figure.n} ({figure.units} citations)"


def _aligned(rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first to the left, the others to the right."""
    kept = list(rows)
    widths = [max(len(row[at]) for row in kept) for at in range(len(kept[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in kept
    )
