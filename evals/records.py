"""What one case of a suite gave: its scores, and what a person needs to judge them.

A record is plain data: it goes to JSON and back without loss, and holds no time of day and no
duration, so that two offline runs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evals.plain import finite, plain, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`hits` out of `units`: a share of one thing (units 1) or of several (citations of an answer).

    A score that does not apply to a case is left out of its record, never given as a zero.
    """

    hits: float
    units: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """What a score means to the reader of a report.

    `better` is 1 when more is better, -1 when less is, 0 when the figure only informs. `of` names
    the scores of which this figure is the plain mean (balanced accuracy); it then has no score of
    its own in the records. `within` names a score of the cases that can add to this one: a group
    without such a case has no figure, as it could have no other than 0. `label` and `definition`
    are French.
    """

    name: str
    label: str
    definition: str
    better: int = 1
    of: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One case as it went.

    `group` is its type of question or of error; `documents` are those it is about: figures are
    cut by both. `detail` is JSON for the report (question, answer, evidence, citations, ...).
    `errors` tells in one line each what crashed. What crashed has the worst value of each score
    that applies: 0, or all its units where less is better. Only a case whose measuring crashed
    outside what its suite catches has no score at all: nothing is known of what applied.
    """

    id: str
    group: str
    scores: Mapping[str, Score]
    documents: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)
    errors: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "group": self.group,
            "documents": list(self.documents),
            "scores": {name: [one.hits, one.units] for name, one in sorted(self.scores.items())},
            "errors": list(self.errors),
            "detail": dict(self.detail),
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Record:
        """Raises KeyError, TypeError or ValueError when `raw` is not what `as_json` gave."""
        return cls(
            id=plain(raw["id"], str),
            group=plain(raw["group"], str),
            documents=texts(raw["documents"]),
            scores={
                name: Score(hits=finite(hits), units=plain(units, int))
                for name, (hits, units) in plain(raw["scores"], dict).items()
            },
            errors=texts(raw["errors"]),
            detail=plain(raw.get("detail", {}), dict),
        )
