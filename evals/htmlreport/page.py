"""One page that needs nothing else: no request leaves it, and it is read without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.htmlreport import charts, wording
from evals.htmlreport.differences import outcome
from evals.htmlreport.filters import filters
from evals.htmlreport.judged import judge_view
from evals.htmlreport.safe import shown
from evals.htmlreport.suites import suite_view
from evals.runs.compare import compare
from evals.runs.model import Run

ASSETS = Path(__file__).parent / "assets"


def render(
    run: Run,
    baseline: Run | None = None,
    *,
    force: bool = False,
    approvals: Sequence[str] = (),
) -> str:
    """The run as one French HTML page, with what changed since `baseline`.

    `approvals` are French sentences on who approved the run. `force` compares suites whose
    documents or cases changed. The page allows itself nothing but its own style and script
    (Content-Security-Policy by hash). Raises RunError when the baseline cannot be compared with
    the run, or what a judge left beside the run is damaged.
    """
    comparison = None if baseline is None else compare(baseline, run, force=force)
    earlier = {} if baseline is None else {one.info.name: one for one in baseline.suites}
    compared = {} if comparison is None else {one.name: one for one in comparison.suites}
    suites = [
        suite_view(one, earlier.get(one.info.name), compared.get(one.info.name))
        for one in run.suites
    ]
    style, script = _asset("report.css"), _asset("report.js")
    return (
        _templates()
        .get_template("report.html")
        .render(
            run=run,
            baseline=baseline,
            approvals=approvals,
            notices=() if comparison is None else comparison.notices,
            regressed=comparison is not None and comparison.regressed,
            outcome="" if comparison is None else outcome(comparison),
            suites=suites,
            filters=filters(suites),
            judge=judge_view(run.folder),
            settings={name: _setting(value) for name, value in sorted(run.settings.items())},
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
            axis=charts.axis(),
            words=wording,
        )
    )


def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(ASSETS, encoding="utf-8"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _asset(name: str) -> Markup:
    return Markup((ASSETS / name).read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
