"""One disturbance as a value: what is asked, where, and what should come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evals.cases import Case
from evals.robustness.edits import Edit
from evals.robustness.worlds import CLEAN, World

INJECTED = "inject"
EDITED = "edit"
CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """`asked` is put to world `world` and, when `clean` is given, that one to the clean corpus.

    `id` ends, once planned, in signs of all that is asked: two runs that share it asked the same.
    `expected` is the case by which the disturbed answer is judged. `group` and `kind` are French.
    """

    id: str
    group: str
    kind: str
    asked: Case
    expected: Case
    clean: Case | None = None
    world: str = CLEAN
    shuffled: bool = False
    traps: frozenset[str] = frozenset()
    edit: Edit | None = None
    copy: str = ""
    forbidden: tuple[str, ...] | None = None
    refuse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All trials of a suite in order, and the worlds that they need."""

    trials: tuple[Trial, ...]
    worlds: Mapping[str, World]
