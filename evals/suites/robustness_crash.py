"""What a crash of one trial is worth. Pure."""

from __future__ import annotations

from evals.cases import Case
from evals.records import Score
from evals.response import Cited, Response
from evals.robustness.judging import judge
from evals.robustness.trials import Trial
from evals.suites.robustness_metrics import ROBUSTNESS

_NOTHING = Response(passages=(), answer="")
_BETTER = {metric.name: metric.better for metric in ROBUSTNESS}


def worst(trial: Trial, clean: Response | None) -> dict[str, Score]:
    """The scores that an empty answer to the trial has, each at its worst: 0, or 1 where less is
    better; with documents that mislead, a citation of one of them.

    What only informs is kept for the undisturbed answer. Where that one crashed (None), it is
    taken as right, so that all there was to hold is lost, and nothing is said of it.
    """
    before = _right(trial.clean) if clean is None and trial.clean else clean
    applying = judge(trial, before, _NOTHING, lambda _: None).scores
    if trial.traps:
        applying["robust_harm"] = Score(hits=1)
    scores = {}
    for name, score in applying.items():
        if _BETTER[name]:
            scores[name] = Score(hits=score.units if _BETTER[name] < 0 else 0, units=score.units)
        elif name.startswith("robust_clean_") and clean is not None:
            scores[name] = score
    return scores


def _right(case: Case) -> Response:
    """An answer of all the facts and quotes of the case."""
    cited = (
        Cited(doc=gold.doc, quote=gold.quote, page_start=None, page_end=None)
        for gold in case.evidence
    )
    facts = " ; ".join(forms[0] for forms in case.key_facts)
    return Response(passages=(), answer=facts, citations=tuple(cited))
