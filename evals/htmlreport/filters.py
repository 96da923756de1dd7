"""The choices that the page offers to find a case, and how many cases each leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.htmlreport.cases import CaseView
from evals.htmlreport.suites import SuiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Keys are short words without blank: a case carries those of all that it is."""

    suites: tuple[Option, ...]
    groups: tuple[Option, ...]
    documents: tuple[Option, ...]
    metrics: tuple[Option, ...]
    turns: tuple[Option, ...]

    def keys(self, suite: SuiteView, case: CaseView) -> Mapping[str, str]:
        """What a case is, for each choice: keys with a blank between them."""
        return {
            "suite": _keys(self.suites, [suite.title]),
            "group": _keys(self.groups, [case.group]),
            "document": _keys(self.documents, case.documents),
            "metric": _keys(self.metrics, case.failed),
            "turn": _keys(self.turns, _turns(case)),
        }


def filters(suites: Sequence[SuiteView]) -> Filters:
    """Choices in alphabetical order, but suites in that of the run."""
    cases = [case for suite in suites for case in suite.cases]
    return Filters(
        suites=tuple(
            Option(key=f"s{at}", label=one.title, count=len(one.cases))
            for at, one in enumerate(suites)
        ),
        groups=_options("g", (case.group for case in cases)),
        documents=_options("d", (name for case in cases for name in dict.fromkeys(case.documents))),
        metrics=_options("m", (label for case in cases for label in case.failed)),
        turns=_options("t", (label for case in cases for label in _turns(case))),
    )


def _turns(case: CaseView) -> tuple[str, ...]:
    said = {
        "changé depuis la référence": case.changed,
        "mieux que la référence": case.better,
        "moins bien que la référence": case.worse,
        "en panne": bool(case.errors),
    }
    return tuple(label for label, true in said.items() if true)


def _options(letter: str, labels: Iterable[str]) -> tuple[Option, ...]:
    counted = sorted(Counter(labels).items())
    return tuple(
        Option(key=f"{letter}{at}", label=label, count=count)
        for at, (label, count) in enumerate(counted)
    )


def _keys(options: Sequence[Option], labels: Sequence[str]) -> str:
    return " ".join(one.key for one in options if one.label in labels)
