"""The table of peers in Markdown, from runs that were kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.records import Metric
from evals.runs.model import Run, SuiteRun
from evals.runs.statistics import Figure, figure

MARKS = ("<!-- tableau : début, écrit par « make peers » -->", "<!-- tableau : fin -->")

ROWS = (
    "evidence_2000",
    "evidence_4000",
    "ndcg_10",
    "mrr_10",
    "facts_read_1500",
    "key_facts",
    "gold_cited",
    "headline",
)
NOTHING = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A system with its run; `unread` are (suite, document) pairs that it could not read."""

    label: str
    about: str
    run: Run
    unread: tuple[tuple[str, str], ...] = ()


def table(columns: Sequence[Column]) -> str:
    """One row a suite and figure that some system has, one column a system, then the notes.

    `n` is the number of cases that count, beside a figure too where it is another there. A system
    that was not asked a suite, or does not do what a figure is about, has NOTHING.
    """
    heads = ["jeu", "mesure", "n", *(column.label for column in columns)]
    lines = [_row(heads), _row(["---"] * len(heads)), *_rows(columns)]
    return "\n".join([*lines, "", *_notes(columns)]) + "\n"


def _rows(columns: Sequence[Column]) -> Iterator[str]:
    for name, first in _suites(columns).items():
        title = first.info.title
        for metric in _metrics(first):
            figures = [_figure(column.run, name, metric) for column in columns]
            known = [one.n for one in figures if one and one.value is not None]
            if known:
                cells = [_cell(one, known[0]) for one in figures]
                yield _row([title, metric.label, str(known[0]), *cells])
                title = ""


def _suites(columns: Sequence[Column]) -> Mapping[str, SuiteRun]:
    found: dict[str, SuiteRun] = {}
    for column in columns:
        for suite in column.run.suites:
            found.setdefault(suite.info.name, suite)
    return found


def _metrics(suite: SuiteRun) -> list[Metric]:
    known = {metric.name: metric for metric in suite.info.metrics}
    return [known[name] for name in ROWS if name in known]


def _figure(run: Run, name: str, metric: Metric) -> Figure | None:
    for suite in run.suites:
        if suite.info.name == name:
            return figure(metric, suite.records)
    return None


def _cell(one: Figure | None, n: int) -> str:
    if one is None or one.value is None:
        return NOTHING
    text = _decimal(one.value)
    if one.low is not None and one.high is not None:
        text += f" [{_decimal(one.low)} – {_decimal(one.high)}]"
    return text if one.n == n else f"{text} (n = {one.n})"


def _decimal(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def _notes(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        yield f"- **{column.label}** : {column.about}."
    for column in columns:
        if column.unread:
            said = ", ".join(f"{doc} ({suite})" for suite, doc in column.unread)
            yield f"- Documents que {column.label} n’a pas pu lire : {said}."
        crashed = sum(bool(one.errors) for suite in column.run.suites for one in suite.records)
        if crashed:
            yield f"- Questions où {column.label} est en panne, comptées au plus mal : {crashed}."


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
