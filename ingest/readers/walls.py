"""Drawn lines that part a page from top to bottom: rules across columns, rows of boxes. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.grid import Rule

_TOUCH = 2.0
_SAME_LINE = 1.0
_SAME = 3.0
_SHORTEST = 40.0
_LOWEST = 20.0
_MOST = 600


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float


def walls(rules: Sequence[Rule]) -> list[Rule]:
    """The level strokes, those that touch end to end as one, and the blanks between rows of
    boxes: boxes that stand in rows and columns are read row by row."""
    levels = _chained([rule for rule in rules if rule.is_level])
    uprights = [rule for rule in rules if not rule.is_level]
    if len(levels) > _MOST or len(uprights) > _MOST:
        return []
    return levels + _between(_boxes(levels, uprights))


def _chained(levels: Iterable[Rule]) -> list[Rule]:
    lines: list[list[Rule]] = []
    for rule in sorted(levels, key=lambda rule: (rule.top, rule.left)):
        if lines and rule.top - lines[-1][0].top < _SAME_LINE:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    found: list[Rule] = []
    for line in lines:
        for place, rule in enumerate(sorted(line, key=lambda rule: rule.left)):
            if place and rule.left - found[-1].right <= _TOUCH:
                last = found.pop()
                rule = Rule(last.left, last.top, max(last.right, rule.right), last.bottom)
            found.append(rule)
    return found


def _boxes(levels: Sequence[Rule], uprights: Sequence[Rule]) -> list[_Box]:
    """Frames of four strokes with nothing drawn across them."""
    found: list[_Box] = []
    for index, top in enumerate(levels):
        if top.right - top.left < _SHORTEST:
            continue
        for bottom in levels[index + 1 :]:
            same = abs(top.left - bottom.left) < 1 and abs(top.right - bottom.right) < 1
            if not same or bottom.top - top.top < _LOWEST:
                continue
            sides = [
                any(
                    abs(side.left - x) < 1
                    and side.top < top.top + _TOUCH
                    and side.bottom > bottom.top - _TOUCH
                    for side in uprights
                )
                for x in (top.left, top.right)
            ]
            if all(sides):
                found.append(_Box(top.left, top.top, top.right, bottom.top))
            break
    return found


def _between(boxes: Sequence[_Box]) -> list[Rule]:
    """A wall above each row of boxes and one under the last, where rows have alike columns."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: (round(box.top / _SAME), box.left)):
        if rows and abs(rows[-1][0].top - box.top) < _SAME:
            rows[-1].append(box)
        else:
            rows.append([box])
    rows = [row for row in rows if len(row) > 1]
    found: list[Rule] = []
    for above, below in itertools.pairwise(rows):
        end = max(box.bottom for box in above)
        alike = [round(box.left) for box in above] == [round(box.left) for box in below]
        if alike and end <= below[0].top:
            y = (end + below[0].top) / 2
            found.append(Rule(above[0].left, y, above[-1].right, y))
    return found
