"""What a model said of the claims of the run, for information: the file that it left beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.htmlreport import wording
from evals.runs.model import RunError
from evals.runs.statistics import Figure

_FILE = "judge.json"
_ERRORS = ("judge_sensitivity", "judge_false_findings")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A share of a suite's claims in words; `right` and `wrong` are what the judge found of what
    it should and should not, when it was examined."""

    suite: str
    label: str
    raw: str
    corrected: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeView:
    model: str
    digest: str
    prompt: str
    rows: tuple[JudgedRow, ...]


def judge_view(folder: Path) -> JudgeView | None:
    """None when no model judged the run. Raises RunError when the file is damaged."""
    path = folder / _FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        judge = raw["judge"]
        return JudgeView(
            model=str(judge["model"]),
            digest=str(judge["digest"])[:12],
            prompt=str(judge["prompt"]),
            rows=tuple(
                _row(str(suite["title"]), one)
                for suite in raw["suites"]
                for one in suite["figures"]
            ),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"{path} est abîmé.",
            "Effacez ce fichier, ou refaites-le avec « assistant eval judge run ».",
        ) from error


def _row(suite: str, raw: Mapping[str, Any]) -> JudgedRow:
    right, wrong = (_shown(raw["errors"][name]) for name in _ERRORS)
    return JudgedRow(
        suite=suite,
        label=str(raw["label"]),
        raw=_shown(raw["raw"]),
        corrected=_shown(raw["corrected"]),
        right=right,
        wrong=wrong,
    )


def _shown(raw: Mapping[str, Any]) -> str:
    return wording.full(Figure(**raw), share=True)
