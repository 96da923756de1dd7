"""What a judge is worth on one set of labelled pairs: its right and wrong findings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evals.judge.prompt import Ruling
from evals.public.entailment import Label
from evals.records import Metric, Record, Score
from evals.runs.statistics import Figure, figure

SENSITIVITY = Metric(
    name="judge_sensitivity",
    label="Sensibilité",
    definition="Part des paires de la classe cherchée que le juge y range.",
    better=0,
)
SPECIFICITY = Metric(
    name="judge_specificity",
    label="Spécificité",
    definition="Part des autres paires que le juge range ailleurs. Une réponse illisible n’est "
    "rangée nulle part : elle est fausse ici comme au-dessus.",
    better=0,
)
BALANCED = Metric(
    name="judge_balanced",
    label="Exactitude équilibrée",
    definition="Moyenne de la sensibilité et de la spécificité : 0,5 pour qui dit toujours la même "
    "chose, moins pour qui est illisible.",
    better=0,
    of=(SENSITIVITY.name, SPECIFICITY.name),
)
FALSE_FINDINGS = Metric(
    name="judge_false_findings",
    label="Trouvailles fausses",
    definition="Part des autres paires que le juge range, à tort, dans la classe cherchée.",
    better=0,
)
UNREADABLE = Metric(
    name="judge_unreadable",
    label="Réponses illisibles",
    definition="Part des paires où le modèle n’a pas écrit le verdict demandé, ou n’a pas pu tout "
    "lire.",
    better=0,
)
METRICS = (BALANCED, SENSITIVITY, SPECIFICITY, FALSE_FINDINGS, UNREADABLE)

Confusion = Mapping[Label, Mapping[Ruling, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a judge must find, and how well.

    `found` is the ruling that finds the `sought` label. The lower bound of balanced accuracy must
    be above `floor`, what word overlap reaches; `aim` is what to hope for. `file` is the set's.
    """

    name: str
    title: str
    file: str
    sought: Label
    found: Ruling
    floor: float
    aim: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How often something is found: `hits` out of `n`."""

    hits: int
    n: int


# Floors: lexical features on the same sets (docs/evaluation/judge.md). Aims: near what large
# closed models reach there (0.87 and 0.97).
SUPPORT = Task(
    name="support",
    title="Preuve (RTE3-fr)",
    file="rte3_fr_test.jsonl",
    sought=Label.ENTAILMENT,
    found=Ruling.SUPPORTED,
    floor=0.70,
    aim=0.85,
)
CONTRADICTION = Task(
    name="contradiction",
    title="Contradiction (DACCORD)",
    file="daccord.jsonl",
    sought=Label.CONTRADICTION,
    found=Ruling.CONTRADICTED,
    floor=0.67,
    aim=0.90,
)
TASKS = (SUPPORT, CONTRADICTION)


def measured(task: Task, confusion: Confusion) -> dict[str, Figure]:
    """The figures of METRICS by name, with their intervals over pairs."""
    records = [
        Record(id=f"{label}-{ruling}-{at}", group=label, scores=_scores(task, label, ruling))
        for label in Label
        for ruling in Ruling
        for at in range(confusion.get(label, {}).get(ruling, 0))
    ]
    return {metric.name: figure(metric, records) for metric in METRICS}


def passes(task: Task, figures: Mapping[str, Figure]) -> bool:
    """Whether the interval of balanced accuracy is wholly above the floor: chance alone, in a
    small sample, qualifies nobody."""
    low = figures[BALANCED.name].low
    return low is not None and low > task.floor


def right_findings(task: Task, confusion: Confusion) -> Finding:
    """The sought pairs that were found: the counts behind sensitivity."""
    return _finding(task, {task.sought: confusion.get(task.sought, {})})


def false_findings(task: Task, confusion: Confusion) -> Finding:
    """The other pairs that were found too."""
    return _finding(
        task, {label: row for label, row in confusion.items() if label is not task.sought}
    )


def _finding(task: Task, rows: Confusion) -> Finding:
    return Finding(
        hits=sum(row.get(task.found, 0) for row in rows.values()),
        n=sum(sum(row.values()) for row in rows.values()),
    )


def _scores(task: Task, label: Label, ruling: Ruling) -> dict[str, Score]:
    found = Score(hits=float(ruling is task.found))
    unreadable = ruling is Ruling.UNREADABLE
    scores = {UNREADABLE.name: Score(hits=float(unreadable))}
    if label is task.sought:
        return scores | {SENSITIVITY.name: found}
    right = Score(hits=float(ruling is not task.found and not unreadable))
    return scores | {SPECIFICITY.name: right, FALSE_FINDINGS.name: found}
