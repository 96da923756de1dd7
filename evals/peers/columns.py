"""The columns of the table: systems measured now, or taken from the runs that were kept."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Settings
from evals.peers.errors import PeerError
from evals.peers.measuring import Asked, Contender, PeerSuite, made_with
from evals.peers.process import Ready
from evals.peers.systems import Setting
from evals.peers.table import Column
from evals.runs.folder import Header, load_run
from evals.runs.identity import kept_settings, versions
from evals.runs.model import Run
from evals.runs.runner import Progress, run_suites

SEED = 20201
_INDEXES = "index"
_UNREAD = "unread.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is measured; `out` has one run folder a system. `limit`: first cases of each suite."""

    out: Path
    suites: Sequence[Asked]
    settings: Settings
    setting: Setting
    limit: int | None = None


def measured(plan: Plan, contenders: Sequence[Contender]) -> tuple[list[Column], bool]:
    """The columns of the systems that could be measured, and whether one could not.

    Raises what the runner raises, but for PeerError, which is told on stderr.
    """
    columns: list[Column] = []
    failed = False
    for contender in contenders:
        asked = [suite for suite in plan.suites if contender.takes(suite)]
        if not asked:
            continue
        try:
            columns.append(_column(plan, contender, asked))
        except PeerError as error:
            print(f"{contender.label} : {error.message} {error.advice}", file=sys.stderr)
            failed = True
    shutil.rmtree(plan.out / _INDEXES, ignore_errors=True)
    return columns, failed


def kept(out: Path, contenders: Sequence[Contender]) -> list[Column]:
    """The columns of the systems that have a run in `out`. Raises RunError, PeerError (none)."""
    columns = [
        _of(out, contender, load_run(out / contender.name))
        for contender in contenders
        if (out / contender.name).is_dir()
    ]
    if not columns:
        raise PeerError(f"{out} ne garde aucun passage.", "Relancez sans --kept.")
    return columns


def _column(plan: Plan, contender: Contender, asked: Sequence[Asked]) -> Column:
    plan.out.mkdir(parents=True, exist_ok=True)

    def told(suite: str, ready: Ready) -> None:
        everyone = _everyone(plan.out)
        everyone.setdefault(contender.name, {})[suite] = dict(ready.unread)
        text = json.dumps(everyone, ensure_ascii=False, indent=1)
        (plan.out / _UNREAD).write_text(text + "\n", encoding="utf-8")

    suites = [
        PeerSuite(
            suite=suite,
            contender=contender,
            setting=plan.setting,
            indexes=plan.out / _INDEXES,
            told=told,
        )
        for suite in asked
    ]
    header = Header(
        asked={suite.name: suite.fingerprint() for suite in suites},
        engine=plan.settings.engine,
        model=plan.setting.model,
        seed=SEED,
        limit=plan.limit,
        settings={**kept_settings(plan.settings), **made_with(contender, plan.setting)},
        versions=versions(),
    )
    run = run_suites(suites, header, plan.out / contender.name, _progress(contender))
    return _of(plan.out, contender, run)


def _of(out: Path, contender: Contender, run: Run) -> Column:
    mine = _everyone(out).get(contender.name, {})
    unread = tuple((suite, doc) for suite, documents in mine.items() for doc in documents)
    return Column(label=contender.label, about=contender.about, run=run, unread=unread)


def _everyone(out: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Why each document could not be read, by system and suite; beside the runs, for a command
    that takes them up."""
    path = out / _UNREAD
    if not path.exists():
        return {}
    found: dict[str, dict[str, dict[str, str]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _progress(contender: Contender) -> Progress:
    def show(title: str, done: int, total: int) -> None:
        if total == 0:
            print(f"{contender.label} – {title} : lecture des documents", file=sys.stderr)
        elif done in (0, total) or done % 500 == 0:
            print(f"{contender.label} – {title} : {done} / {total}", file=sys.stderr)

    return show
