"""The claims of a run before a qualified judge, and the file beside the run that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.judge.claims import CitedClaim, claims_of
from evals.judge.correction import Count, Seen, seen
from evals.judge.errors import JudgeError
from evals.judge.judge import Judge
from evals.judge.prompt import Ruling
from evals.judge.qualification import FILE as QUALIFICATION
from evals.judge.qualification import Qualification
from evals.judge.qualification import as_json as qualification_json
from evals.judge.rates import TASKS, Task, false_findings, right_findings
from evals.runs.model import Run, SuiteRun

FILE = "judge.json"
_FORMAT = 1
LABELS = {"support": "Affirmations prouvées", "contradiction": "Affirmations contredites"}

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSuite:
    """The claims of a suite with their rulings, and its figures by the name of the task."""

    name: str
    title: str
    rulings: tuple[tuple[CitedClaim, Ruling], ...]
    figures: dict[str, Seen]

    def count(self, ruling: Ruling) -> int:
        return sum(one is ruling for _, one in self.rulings)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRun:
    """It only informs: no comparison of runs reads it. `left_out` are the titles of the suites
    that show no answers."""

    qualification: Qualification
    suites: tuple[JudgedSuite, ...]
    left_out: tuple[str, ...]


def require_other_hand(run: Run, names: Sequence[str]) -> None:
    """No model judges what it wrote: `names` are all those of the judge's digest.

    Raises JudgeError.
    """
    writer = run.model
    if writer is not None and {writer, f"{writer}:latest"} & set(names):
        raise JudgeError(
            f"Ce passage a été écrit par « {writer} », le modèle qui devrait le juger : un modèle "
            "ne juge pas ses propres réponses.",
            "Choisissez un autre modèle, de préférence d’une autre famille (--model).",
        )


def require_qualified(
    qualification: Qualification | None, model: str, changed: bool
) -> Qualification:
    """`changed` says that another judge of this name was qualified. Raises JudgeError."""
    qualify = f"assistant eval judge qualify --model {model}"
    if qualification is None:
        why = (
            "a changé depuis sa qualification (son empreinte, ou la consigne du juge)"
            if changed
            else "n’est pas qualifié comme juge"
        )
        raise JudgeError(f"« {model} » {why}.", f"Lancez d’abord : {qualify}")
    if not qualification.passed:
        few = qualification.limit is not None
        raise JudgeError(
            f"« {model} » a été examiné et n’a pas été qualifié : il ne juge pas mieux qu’un "
            "compte de mots communs" + (", ou trop peu de paires le prouvent." if few else "."),
            f"Relancez « {qualify} » sans --limit, ou choisissez un autre modèle."
            if few
            else "Choisissez un autre modèle (--model).",
        )
    return qualification


def judge_run(
    run: Run, judge: Judge, qualification: Qualification, progress: Progress
) -> JudgedRun:
    """Every claim of every suite that shows answers.

    Raises JudgeError (no such suite, another model meanwhile), EngineError.
    """
    claims = {suite.info.name: claims_of(suite) for suite in run.suites}
    suites = [suite for suite in run.suites if claims[suite.info.name] is not None]
    if not suites:
        raise JudgeError(
            f"Le passage {run.folder} ne garde aucune affirmation à juger.",
            "Donnez un passage de jeux de questions (« sample », « dev » ou les vôtres), fait avec "
            "cette version du programme.",
        )
    judged = [
        _suite(suite, claims[suite.info.name] or (), judge, qualification, progress)
        for suite in suites
    ]
    left_out = tuple(one.info.title for one in run.suites if one not in suites)
    return JudgedRun(qualification=qualification, suites=tuple(judged), left_out=left_out)


def save(judged: JudgedRun, folder: Path) -> Path:
    """Writes the file beside the run, in place of an earlier one, and returns it."""
    path = folder / FILE
    half = path.with_name(f"{FILE}.tmp")
    half.write_text(json.dumps(as_json(judged), ensure_ascii=False, indent=1) + "\n", "utf-8")
    os.replace(half, path)
    return path


def as_json(judged: JudgedRun) -> dict[str, Any]:
    """The judge and what it is worth (as in its qualification), then each suite."""
    examined = qualification_json(judged.qualification)
    return {
        "format": _FORMAT,
        "judge": {key: examined[key] for key in ("model", "digest", "prompt")},
        QUALIFICATION.removesuffix(".json"): examined,
        "left_out": list(judged.left_out),
        "suites": [_suite_json(suite, judged.qualification) for suite in judged.suites],
    }


def _suite(
    suite: SuiteRun,
    claims: Sequence[CitedClaim],
    judge: Judge,
    qualification: Qualification,
    progress: Progress,
) -> JudgedSuite:
    title = suite.info.title
    progress(title, 0, len(claims))
    rulings = []
    for done, claim in enumerate(claims, start=1):
        rulings.append((claim, judge.rule(claim.text, claim.words)))
        progress(title, done, len(claims))
    cases = [record.id for record in suite.records]
    figures = {task.name: _figure(task, qualification, cases, rulings) for task in TASKS}
    return JudgedSuite(name=suite.info.name, title=title, rulings=tuple(rulings), figures=figures)


def _figure(
    task: Task,
    qualification: Qualification,
    cases: Sequence[str],
    rulings: Sequence[tuple[CitedClaim, Ruling]],
) -> Seen:
    of_case: dict[str, list[Ruling]] = {case: [] for case in cases}
    for claim, ruling in rulings:
        of_case[claim.case].append(ruling)
    counts = [
        Count(
            case=case,
            claims=len(given),
            asked=sum(one is not Ruling.UNCITED for one in given),
            found=sum(one is task.found for one in given),
        )
        for case, given in of_case.items()
    ]
    confusion = qualification.of(task).confusion
    return seen(counts, right_findings(task, confusion), false_findings(task, confusion))


def _suite_json(suite: JudgedSuite, qualification: Qualification) -> dict[str, Any]:
    return {
        "name": suite.name,
        "title": suite.title,
        "claims": len(suite.rulings),
        "rulings": {ruling.value: suite.count(ruling) for ruling in Ruling},
        "figures": [
            {
                "name": task.name,
                "label": LABELS[task.name],
                "raw": asdict(suite.figures[task.name].raw),
                "corrected": asdict(suite.figures[task.name].corrected),
                "fits": suite.figures[task.name].fits,
                "errors": {
                    name: asdict(qualification.of(task).figures[name])
                    for name in ("judge_sensitivity", "judge_false_findings")
                },
            }
            for task in TASKS
        ],
        "judged": [
            {"case": one.case, "claim": one.text, "words": list(one.words), "ruling": ruling}
            for one, ruling in suite.rulings
        ],
    }
