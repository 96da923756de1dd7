"""The cases that the page shows: all that fail, and all that turned since the baseline."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.htmlreport import detail, wording
from evals.htmlreport.failing import Turn, failed, fails, judged, turned
from evals.records import Metric, Record, Score
from evals.runs.model import SuiteRun


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One score of a case; `state` is "échec", "réussi" or "information"."""

    label: str
    value: str
    before: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """`failed` are labels of metrics; `answer_before` is empty unless the baseline's differs."""

    anchor: str
    id: str
    group: str
    documents: tuple[str, ...]
    failed: tuple[str, ...]
    better: bool
    worse: bool
    errors: tuple[str, ...]
    scores: tuple[ScoreRow, ...]
    answer_before: Markup
    detail: detail.Detail

    @property
    def changed(self) -> bool:
        return self.better or self.worse


def case_views(suite: SuiteRun, baseline: SuiteRun | None) -> tuple[CaseView, ...]:
    """In the order of the run. A case that fails nothing and did not turn is left out."""
    earlier = {one.id: one for one in baseline.records} if baseline else {}
    views = (_view(suite, one, earlier.get(one.id)) for one in suite.records)
    return tuple(one for one in views if one is not None)


def anchor(suite: str, case: str) -> str:
    """A fragment of the page's address, the same in every run, in signs that need no escape."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", case)
    if plain != case:
        plain = f"{plain}-{hashlib.sha256(case.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"cas-{suite}-{plain}"


def _view(suite: SuiteRun, record: Record, before: Record | None) -> CaseView | None:
    metrics = suite.info.metrics
    failing = failed(metrics, record)
    turns: Sequence[Turn] = turned(metrics, before, record) if before else ()
    crashed = before is not None and bool(record.errors) and not before.errors
    mended = before is not None and bool(before.errors) and not record.errors
    if not (failing or turns or record.errors or mended):
        return None
    answer = detail.answer(before.detail) if before else Markup()
    shown = detail.read(record.detail)
    return CaseView(
        anchor=anchor(suite.info.name, record.id),
        id=record.id,
        group=record.group,
        documents=record.documents,
        failed=tuple(metric.label for metric in failing),
        better=mended or any(turn.direction > 0 for turn in turns),
        worse=crashed or any(turn.direction < 0 for turn in turns),
        errors=record.errors,
        scores=_scores(metrics, record, before),
        answer_before=answer if answer != shown.answer else Markup(),
        detail=shown,
    )


def _scores(
    metrics: Sequence[Metric], record: Record, before: Record | None
) -> tuple[ScoreRow, ...]:
    """The scores of a case, those of no metric of the suite left out."""
    looked_at: Mapping[str, Metric] = judged(metrics)
    own = {metric.name: metric for metric in metrics}
    rows = []
    for name, metric in {**own, **looked_at}.items():
        score = record.scores.get(name)
        if score is None:
            continue
        old = before.scores.get(name) if before else None
        state = "échec" if fails(metric, score) else "réussi"
        rows.append(
            ScoreRow(
                label=metric.label,
                value=_said(score),
                before="" if old is None else _said(old),
                state=state if metric.better else "information",
            )
        )
    return tuple(rows)


def _said(score: Score) -> str:
    """Of one thing a plain number, of several how many of how many."""
    hits = wording.decimal(score.hits, 0 if score.hits == int(score.hits) else 2)
    return hits if score.units == 1 else f"{hits} sur {wording.whole(score.units)}"
