"""The reading order of a page from the places of its text runs. Pure."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.model import Line
from ingest.readers.grid import Rule
from ingest.readers.gutters import tallest
from ingest.readers.lines import Fragment, is_label, joined, lines_of, on_lines
from ingest.readers.walls import walls

_PIECE_GAP = 0.7
_LABEL_GAP = 2.2
_LEVEL = 0.35
_MOST_PIECES = 4_000
_DEEPEST = 16
_EDGE = 0.12
_EDGE_ROWS = 3
_SMALL_BLANK = 1.6
_BLANK = 3.0
_TAB_LONGEST = 120


Row = list[Fragment]


def order(fragments: Sequence[Fragment], rules: Sequence[Rule] = ()) -> tuple[Line, ...]:
    """Lines in reading order: column by column, top to bottom, left to right.

    Text in the page's main direction comes first, turned text after it. `rules` are the lines
    drawn on the page: one across two columns ends them. `paragraph` is set on each line but the
    first of a column, where only the words can tell.
    """
    lines: list[Line] = []
    for turn in _turns(fragments):
        across = walls(rules) if turn == 0 else []
        head, middle, foot = _without_edges(_pieces([f for f in fragments if f.turn == turn]))
        for block in (head, *_blocks(middle, across, _DEEPEST), foot):
            lines.extend(lines_of(block))
    return tuple(lines)


def without_tabs(fragments: Sequence[Fragment]) -> tuple[list[Fragment], tuple[Line, ...]]:
    """The page without the little text that runs up or down beside the main text, and that text."""
    turns = _turns(fragments)
    main = [f for f in fragments if f.turn == 0]
    if turns[:1] != [0]:
        return list(fragments), ()
    tabs = {turn: [f for f in fragments if f.turn == turn] for turn in turns if turn in (90, 270)}
    tabs = {turn: beside for turn, beside in tabs.items() if _is_tab(beside, main)}
    words = [line for beside in tabs.values() for line in lines_of(_pieces(beside))]
    rest = [f for f in fragments if f.turn not in tabs]
    return rest, tuple(replace(line, tab=True) for line in words)


def _turns(fragments: Sequence[Fragment]) -> list[int]:
    """The directions of text, that of most letters first."""
    letters: Counter[int] = Counter()
    for fragment in fragments:
        letters[fragment.turn] += len(fragment.text)
    return sorted(letters, key=lambda turn: (-letters[turn], turn))


def _pieces(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Runs that follow each other on a line with no more than a blank between are one."""
    found: list[Fragment] = []
    for row in on_lines(fragments):
        found.append(row[0])
        before = math.inf
        for part in row[1:]:
            gap = part.left - found[-1].right
            near = _LABEL_GAP if _labels(found[-1], part, before) else _PIECE_GAP
            if gap <= near * part.size:
                found[-1] = joined(found[-1], part)
            else:
                found.append(part)
                before = gap
    return found


def _labels(label: Fragment, part: Fragment, before: float) -> bool:
    """Whether a run, with a gap `before` it, is the bullet or the number of what follows.

    The end of a line in the column beside may look like one: a number with a full stop, nearer
    to its own line or a little higher or lower.
    """
    if not is_label(label.text) or abs(label.middle - part.middle) > _LEVEL * part.size:
        return False
    return not label.text[0].isalnum() or before > part.left - label.right


def _blocks(pieces: list[Fragment], rules: Sequence[Rule], depth: int) -> list[list[Fragment]]:
    """Cuts at gutters, again and again, into blocks that read on their own."""
    cut = tallest(pieces, rules) if depth and len(pieces) <= _MOST_PIECES else None
    if cut is None:
        return [pieces] if pieces else []
    return [block for part in cut.parts(pieces) for block in _blocks(part, rules, depth - 1)]


def _without_edges(
    pieces: Sequence[Fragment],
) -> tuple[list[Fragment], list[Fragment], list[Fragment]]:
    """Rows at the top and at the foot of the page that stand apart from the text, and the rest."""
    rows = on_lines(pieces)
    if len(rows) < 2 * _EDGE_ROWS:
        return [], list(pieces), []
    top, bottom = min(p.top for p in pieces), max(p.bottom for p in pieces)
    band = _EDGE * (bottom - top)
    body = median(p.size for p in pieces)
    head = _apart([row for row in rows if row[0].middle - top <= band], rows, body)
    foot = _apart(
        [row for row in reversed(rows) if bottom - row[0].middle <= band], [*reversed(rows)], body
    )
    middle = rows[head : len(rows) - foot]
    return (
        list(itertools.chain.from_iterable(rows[:head])),
        list(itertools.chain.from_iterable(middle)),
        list(itertools.chain.from_iterable(rows[len(rows) - foot :])),
    )


def _apart(near: Sequence[Row], rows: Sequence[Row], body: float) -> int:
    """How many rows from the edge end with a blank, and look like no part of the text."""
    found = 0
    for index, row in enumerate(near[:_EDGE_ROWS]):
        if index + 1 == len(rows):
            break
        step = abs(rows[index + 1][0].middle - row[0].middle)
        small = all(piece.size < 0.92 * body for piece in row)
        if index and not small:
            break
        if step > (_SMALL_BLANK if small else _BLANK) * body:
            found = index + 1
    return found


def _is_tab(turned: Sequence[Fragment], main: Sequence[Fragment]) -> bool:
    """Whether turned text is short and stands outside the width of nearly all the main text."""
    if not main or sum(len(piece.text) for piece in turned) > _TAB_LONGEST:
        return False
    sides = [(p.top, p.bottom) if p.turn == 90 else (-p.bottom, -p.top) for p in turned]
    left, right = min(a for a, _ in sides), max(b for _, b in sides)
    beside = sum(1 for p in main if p.right > left and p.left < right)
    return beside <= 0.1 * len(main)
