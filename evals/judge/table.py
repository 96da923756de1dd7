"""An examination and a judged run as French lines: no figure without the judge's errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.judge.judged import LABELS, JudgedRun, JudgedSuite
from evals.judge.prompt import Ruling
from evals.judge.qualification import Examined, Qualification
from evals.judge.rates import FALSE_FINDINGS, METRICS, SENSITIVITY, TASKS
from evals.public.entailment import Label
from evals.runs.columns import aligned, interval, number

_RULINGS = {
    Ruling.SUPPORTED: "prouvée",
    Ruling.CONTRADICTED: "contredite",
    Ruling.UNSUPPORTED: "neutre",
    Ruling.UNREADABLE: "illisible",
}
_ROWS = {
    "support": {
        Label.ENTAILMENT: "implication",
        Label.NEUTRAL: "neutre",
        Label.CONTRADICTION: "contradiction",
    },
    "contradiction": {
        Label.CONTRADICTION: "contradiction",
        Label.NEUTRAL: "pas de contradiction",
    },
}
WARNING = (
    "Jugé par un modèle, à titre indicatif : aucune comparaison de passages n’en tient compte. "
    "La correction suppose que le juge se trompe ici comme sur les jeux de sa qualification."
)

MISFIT = (
    "Un tiret sous « corrigé » : le juge trouve ici plus, ou moins, que ses erreurs à l’examen ne "
    "le permettent. Il se trompe donc autrement ici, et son chiffre brut n’est pas corrigeable."
)


def qualification_lines(found: Qualification) -> Iterator[str]:
    """The judge, then each set: what was said of each label, the figures, the verdict."""
    yield from _judge_lines(found)
    for one in found.examined:
        yield ""
        yield from _examined_lines(one)
    yield ""
    told = "QUALIFIÉ" if found.passed else "NON QUALIFIÉ"
    yield f"« {found.identity.model} » comme juge : {told}"


def judged_lines(judged: JudgedRun) -> Iterator[str]:
    yield from _judge_lines(judged.qualification)
    yield WARNING
    for suite in judged.suites:
        yield ""
        yield from _suite_lines(suite, judged.qualification)
    if judged.left_out:
        yield ""
        yield f"Sans réponse à juger : {', '.join(judged.left_out)}."


def _judge_lines(found: Qualification) -> Iterator[str]:
    identity = found.identity
    yield f"Juge : {identity.model}, empreinte {identity.digest[:12]}, consigne {identity.prompt}"
    drawn = "toutes les paires" if found.limit is None else f"{found.limit} paires par jeu au plus"
    yield f"Examiné sur {drawn}, graine {found.seed}"


def _examined_lines(one: Examined) -> Iterator[str]:
    task = one.task
    n = sum(sum(row.values()) for row in one.confusion.values())
    yield f"{task.title} : {n} paires"
    rows = [["étiquette / verdict", *_RULINGS.values()]]
    for label, name in _ROWS[task.name].items():
        row = one.confusion.get(label, {})
        rows.append([name, *(str(row.get(ruling, 0)) for ruling in _RULINGS)])
    yield from _indented(rows)
    rows = [["mesure", "valeur", "intervalle à 95 %", "paires"]]
    for metric in METRICS:
        figure = one.figures[metric.name]
        shown = [number(figure.value), interval(figure.low, figure.high), f"{figure.n}"]
        rows.append([metric.label, *shown])
    yield from _indented(rows)
    balanced = one.figures[METRICS[0].name]
    needed = f"borne basse au-dessus de {number(task.floor)}"
    if not one.passed:
        yield f"  Insuffisant : il faut une exactitude équilibrée de {needed}."
    elif (balanced.value or 0) < task.aim:
        yield f"  Suffisant ({needed}) ; le but est {number(task.aim)}."
    else:
        yield f"  Bon : le but, {number(task.aim)}, est atteint."


def _suite_lines(suite: JudgedSuite, qualification: Qualification) -> Iterator[str]:
    yield (
        f"{suite.title} ({suite.name}) : {len(suite.rulings)} affirmations, dont "
        f"{suite.count(Ruling.UNCITED)} sans citation (non prouvées d’office), "
        f"{suite.count(Ruling.UNREADABLE)} au verdict illisible"
    )
    rows = [["selon le juge", "brut", "", "corrigé", "", "trouve à raison", "à tort"]]
    for task in TASKS:
        seen, errors = suite.figures[task.name], qualification.of(task).figures
        right, wrong = errors[SENSITIVITY.name], errors[FALSE_FINDINGS.name]
        rows.append(
            [
                LABELS[task.name],
                number(seen.raw.value),
                interval(seen.raw.low, seen.raw.high),
                number(seen.corrected.value),
                interval(seen.corrected.low, seen.corrected.high),
                f"{number(right.value)} {interval(right.low, right.high)}",
                f"{number(wrong.value)} {interval(wrong.low, wrong.high)}",
            ]
        )
    yield from _indented(rows)
    if not all(seen.fits for seen in suite.figures.values()):
        yield f"  {MISFIT}"


def _indented(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for line in aligned(rows):
        yield f"  {line}"
