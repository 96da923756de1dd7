"""The examination of a judge on public sets, and the file that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.corpora import fingerprint
from evals.judge.errors import JudgeError
from evals.judge.judge import Judge
from evals.judge.judgements import Identity
from evals.judge.prompt import Ruling
from evals.judge.rates import TASKS, Confusion, Task, measured, passes
from evals.judge.sampling import stratified
from evals.public.entailment import Label, load_pairs
from evals.runs.statistics import Figure

FILE = "qualification.json"
_FORMAT = 1

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A judge on the set of one task; `fingerprint` changes with the pairs that were drawn."""

    task: Task
    fingerprint: str
    confusion: Confusion
    figures: Mapping[str, Figure]

    @property
    def passed(self) -> bool:
        return passes(self.task, self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """What a judge is worth; `limit` pairs of each set at most were drawn with `seed`."""

    identity: Identity
    seed: int
    limit: int | None
    examined: tuple[Examined, ...]

    @property
    def passed(self) -> bool:
        return all(one.passed for one in self.examined)

    def of(self, task: Task) -> Examined:
        return next(one for one in self.examined if one.task == task)


def examine(
    judge: Judge, sets: Path, *, limit: int | None, seed: int, progress: Progress
) -> Qualification:
    """Puts the pairs of each task to the judge: the hypothesis as claim, the premise as words.

    Raises SuiteError, InvalidCases (the sets), EngineError, JudgeError.
    """
    drawn = {
        task: stratified(load_pairs(sets / task.file), limit, seed) for task in TASKS
    }  # before the first call: hours of judging do not end on a file that is missing
    examined = []
    for task, pairs in drawn.items():
        confusion: dict[Label, dict[Ruling, int]] = {}
        progress(task.title, 0, 0)
        progress(task.title, 0, len(pairs))
        for done, pair in enumerate(pairs, start=1):
            ruling = judge.rule(pair.hypothesis, [pair.premise])
            row = confusion.setdefault(pair.label, {})
            row[ruling] = row.get(ruling, 0) + 1
            progress(task.title, done, len(pairs))
        signs = fingerprint([(one.id, one.premise, one.hypothesis, one.label) for one in pairs])
        examined.append(_examined(task, signs, confusion))
    return Qualification(identity=judge.identity, seed=seed, limit=limit, examined=tuple(examined))


def save(qualification: Qualification, folder: Path) -> Path:
    """Writes the file of the judge, in place of an earlier one, and returns it."""
    path = folder / qualification.identity.folder / FILE
    half = path.with_name(f"{FILE}.tmp")
    text = json.dumps(as_json(qualification), ensure_ascii=False, indent=1)
    half.write_text(f"{text}\n", encoding="utf-8")
    os.replace(half, path)
    return path


def load(folder: Path, identity: Identity) -> Qualification | None:
    """The qualification of this very judge; None when it was never examined to the end.

    Raises JudgeError when the file is damaged.
    """
    path = folder / identity.folder / FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != _FORMAT or _identity(raw) != (identity.digest, identity.prompt):
            raise ValueError("another judge or format")
        sets = {one["name"]: one for one in raw["sets"]}
        return Qualification(
            identity=identity,
            seed=raw["seed"],
            limit=raw["limit"],
            examined=tuple(_from_json(task, sets[task.name]) for task in TASKS),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JudgeError(
            f"{path} est abîmé.",
            "Effacez ce fichier, puis relancez « assistant eval judge qualify --model "
            f"{identity.model} » : les jugements déjà rendus sont gardés.",
        ) from error


def earlier(folder: Path, identity: Identity) -> bool:
    """Whether a judge of the same name, of another digest or prompt, was qualified here."""
    for path in folder.glob(f"*/{FILE}"):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            other = raw["model"] == identity.model
            if other and _identity(raw) != (identity.digest, identity.prompt):
                return True
        except (ValueError, KeyError, TypeError):
            continue
    return False


def as_json(qualification: Qualification) -> dict[str, Any]:
    identity = qualification.identity
    return {
        "format": _FORMAT,
        "model": identity.model,
        "digest": identity.digest,
        "prompt": identity.prompt,
        "seed": qualification.seed,
        "limit": qualification.limit,
        "passed": qualification.passed,
        "sets": [
            {
                "name": one.task.name,
                "file": one.task.file,
                "fingerprint": one.fingerprint,
                "floor": one.task.floor,
                "aim": one.task.aim,
                "passed": one.passed,
                "confusion": {label: dict(row) for label, row in sorted(one.confusion.items())},
                "figures": {name: asdict(found) for name, found in one.figures.items()},
            }
            for one in qualification.examined
        ],
    }


def _identity(raw: Mapping[str, Any]) -> tuple[str, str]:
    return raw["digest"], raw["prompt"]


def _from_json(task: Task, raw: Mapping[str, Any]) -> Examined:
    """From the counts alone: what a file says of its own figures is not believed."""
    confusion = {
        Label(label): {Ruling(ruling): int(n) for ruling, n in row.items()}
        for label, row in raw["confusion"].items()
    }
    return _examined(task, raw["fingerprint"], confusion)


def _examined(task: Task, signs: str, confusion: Confusion) -> Examined:
    return Examined(
        task=task, fingerprint=signs, confusion=confusion, figures=measured(task, confusion)
    )
