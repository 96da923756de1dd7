"""The reading order of a page from the places of its text runs. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.model import Line
from ingest.readers.lines import Fragment, lines_of

_MIN_COLUMN_LINES = 3
_MIN_COLUMN_WORDS = 4


def order(fragments: Sequence[Fragment]) -> tuple[Line, ...]:
    """Lines in reading order: column by column, top to bottom, left to right.

    Text in the page's main direction comes first, turned text after it. `paragraph` is set on
    each line but the first of a column, where only the words can tell.
    """
    letters: dict[int, int] = {}
    for fragment in fragments:
        letters[fragment.turn] = letters.get(fragment.turn, 0) + len(fragment.text)
    lines: list[Line] = []
    for turn in sorted(letters, key=lambda turn: (-letters[turn], turn)):
        for block in _blocks([f for f in fragments if f.turn == turn]):
            lines.extend(lines_of(block))
    return tuple(lines)


def _blocks(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Cuts at a vertical gutter, again and again, into blocks that read on their own."""
    gutter = _gutter(fragments)
    if gutter is None:
        return [fragments]
    blocks: list[list[Fragment]] = []
    for zone, divided in _zones(fragments, gutter):
        if divided:
            blocks.extend(_blocks([f for f in zone if f.right <= gutter]))
            blocks.extend(_blocks([f for f in zone if f.right > gutter]))
        else:
            blocks.append(zone)
    return blocks


def _zones(fragments: list[Fragment], gutter: float) -> list[tuple[list[Fragment], bool]]:
    """Bands from top to bottom: text across the gutter, or text on its two sides."""
    zones: list[tuple[list[Fragment], bool]] = []
    for fragment in sorted(fragments, key=lambda f: (f.middle, f.left)):
        divided = not (fragment.left < gutter < fragment.right)
        if zones and zones[-1][1] == divided:
            zones[-1][0].append(fragment)
        else:
            zones.append(([fragment], divided))
    return zones


def _gutter(fragments: list[Fragment]) -> float | None:
    """The x of a blank vertical band with columns of text on both sides, None without one."""
    if len(fragments) < 2 * _MIN_COLUMN_LINES:
        return None
    best: tuple[float, float] | None = None
    edges = sorted({round(f.right, 1) for f in fragments})
    for edge in edges[:-1]:
        right = min((f.left for f in fragments if f.left > edge), default=None)
        if right is None:
            continue
        x = (edge + right) / 2
        if right - edge < 0.8 * median(f.size for f in fragments):
            continue
        score = _column_score(fragments, x)
        if score > 0 and (best is None or score > best[0]):
            best = (score, x)
    return best[1] if best else None


def _column_score(fragments: list[Fragment], x: float) -> float:
    """How well x parts the text into two columns; 0 where it does not."""
    left = [f for f in fragments if f.right <= x]
    right = [f for f in fragments if f.left >= x]
    across = len(fragments) - len(left) - len(right)
    if min(len(left), len(right)) < _MIN_COLUMN_LINES or across > min(len(left), len(right)):
        return 0.0
    top = max(min(f.top for f in left), min(f.top for f in right))
    bottom = min(max(f.bottom for f in left), max(f.bottom for f in right))
    beside_left = [f for f in left if top <= f.middle <= bottom]
    beside_right = [f for f in right if top <= f.middle <= bottom]
    counts = len(beside_left), len(beside_right)
    if not min(counts) or max(counts) < _MIN_COLUMN_LINES:
        return 0.0
    if _is_table(beside_left, beside_right):
        return 0.0
    return float(min(len(left), len(right)) - across) or 0.5


def _is_table(left: list[Fragment], right: list[Fragment]) -> bool:
    """Short cells that stand on the same lines are rows of a table, not columns of text."""
    words = min(median(len(f.text.split()) for f in side) for side in (left, right))
    if words >= _MIN_COLUMN_WORDS:
        return False
    few, many = sorted((left, right), key=len)
    level = sum(1 for a in few if any(abs(a.middle - b.middle) < 0.15 * a.size for b in many))
    return level > 0.5 * len(few)
