"""Who approved a run, and whether its files are still those that were approved.

An approval binds nobody by force: the fingerprint tells a change, not who made it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from evals.review import ledger
from evals.review.judgements import name_of
from evals.runs.folder import MANIFEST, load_run

APPROVALS = "approbations.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """`date` is ISO 8601 with the offset to UTC; `fingerprint` is of the run's files then."""

    name: str
    date: str
    remark: str
    fingerprint: str

    def __post_init__(self) -> None:
        """Raises TypeError or ValueError for what is no approval."""
        if not all(isinstance(getattr(self, one.name), str) for one in fields(self)):
            raise TypeError("an approval is made of texts")
        if not name_of(self.name):
            raise ValueError("an approval has a name")
        datetime.fromisoformat(self.date)


def run_fingerprint(folder: Path) -> str:
    """SHA-256 over what was asked and every record of a complete run.

    Times and the page made of them are left out: they are no part of what is approved. Raises
    RunError, OSError.
    """
    digest = hashlib.sha256()
    names = [MANIFEST, *(f"{suite.info.name}.jsonl" for suite in load_run(folder).suites)]
    for name in names:
        content = (folder / name).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def approve(folder: Path, *, name: str, remark: str, date: str) -> Approval:
    """Adds an approval of the run as it now is. Raises ValueError without a name, RunError,
    OSError."""
    approval = Approval(
        name=name_of(name), date=date, remark=remark.strip(), fingerprint=run_fingerprint(folder)
    )
    ledger.append(folder / APPROVALS, [asdict(approval)])
    return approval


def approvals(folder: Path) -> ledger.Ledger[Approval]:
    """All approvals of a run, oldest first. Raises OSError."""
    return ledger.read(folder / APPROVALS, _parsed)


def told(folder: Path) -> tuple[str, ...]:
    """One French sentence an approval, which says if the run has changed since; then what of the
    file cannot be read. Raises RunError, OSError."""
    found = approvals(folder)
    if not found.entries and not found.problems:
        return ()
    now = run_fingerprint(folder)
    return (
        *(_sentence(one, now) for one in found.entries),
        *(f"{APPROVALS}, ligne {one.line} : {one.message}" for one in found.problems),
    )


def _sentence(one: Approval, now: str) -> str:
    day = datetime.fromisoformat(one.date).strftime("%d/%m/%Y")
    remark = f" « {' '.join(one.remark.split())} »" if one.remark else ""
    since = "" if one.fingerprint == now else " Attention, le passage a changé depuis."
    return f"Approuvé par {one.name} le {day}.{remark}{since}"


def _parsed(raw: Mapping[str, Any]) -> Approval:
    return Approval(**{one.name: raw[one.name] for one in fields(Approval)})
