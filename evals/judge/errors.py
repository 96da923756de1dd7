"""Why a judge cannot be used."""

from __future__ import annotations

from evals.suite import SuiteError


class JudgeError(SuiteError):
    """No judgement can be had, or kept; `message` and `advice` are French."""
