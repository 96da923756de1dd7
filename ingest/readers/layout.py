"""The reading order of a page from the places of its text runs. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.model import Line

_LABEL = re.compile(r"^(?:[^\w\s«“\"'(\[]{1,2}|[oO]|\d{1,2}[.)]|[a-z][.)])$")
_MIN_COLUMN_LINES = 3
_MIN_COLUMN_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A run of text on one baseline; points, y grows downwards, in the frame of its `turn`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    turn: int = 0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Row:
    """Fragments side by side, from left to right."""

    parts: tuple[Fragment, ...]

    @property
    def left(self) -> float:
        return self.parts[0].left

    @property
    def right(self) -> float:
        return max(part.right for part in self.parts)

    @property
    def top(self) -> float:
        return min(part.top for part in self.parts)

    @property
    def bottom(self) -> float:
        return max(part.bottom for part in self.parts)

    @property
    def size(self) -> float:
        return max(self.parts, key=lambda part: len(part.text)).size

    @property
    def bold(self) -> bool:
        return all(part.bold for part in self.parts)


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
            lines.extend(_lines(_rows(block)))
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


def _rows(fragments: list[Fragment]) -> list[_Row]:
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.middle, f.left)):
        if rows and _level(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [_Row(tuple(sorted(row, key=lambda f: f.left))) for row in rows]


def _level(row: list[Fragment], fragment: Fragment) -> bool:
    """Whether `fragment` stands on the line of `row` (its largest member decides)."""
    anchor = max(row, key=lambda f: f.bottom - f.top)
    overlap = min(anchor.bottom, fragment.bottom) - max(anchor.top, fragment.top)
    return overlap > 0.5 * min(anchor.bottom - anchor.top, fragment.bottom - fragment.top)


def _lines(rows: list[_Row]) -> list[Line]:
    if not rows:
        return []
    steps = [b.top - a.top for a, b in itertools.pairwise(rows) if b.top > a.top]
    leading = median(steps) if steps else 0.0
    right = max(row.right for row in rows)
    lines: list[Line] = []
    for index, row in enumerate(rows):
        line = Line(text=_text(row), size=row.size, bold=row.bold)
        if index:
            starts = _starts(rows[max(0, index - 2) : index], row, lines[-1], leading, right)
            line = replace(line, paragraph=starts)
        lines.append(line)
    return lines


def _text(row: _Row) -> str:
    """The row's words; a tab where a gap is as wide as between two cells."""
    text = row.parts[0].text
    for before, part in zip(row.parts, row.parts[1:], strict=False):
        gap = part.left - before.right
        if gap > 1.2 * part.size and not _LABEL.match(text):
            text += "\t"
        elif gap > 0.15 * part.size or _LABEL.match(text):
            text += " "
        text += part.text
    return text


def _starts(before: list[_Row], row: _Row, line: Line, leading: float, right: float) -> bool:
    """Whether `row` begins a paragraph after the rows `before`, the last of which is `line`."""
    last, em, text, step = before[-1], row.size, _text(row), row.top - before[-1].top
    if "\t" in text or "\t" in line.text or _is_item(text, line):
        return True
    if abs(em - last.size) > 0.08 * last.size:
        return True
    if row.bold != last.bold and (line.text[-1] in ".:;?!" or not text[0].islower()):
        return True
    if step > 1.9 * em or step > 1.3 * leading > em:
        return True
    shift = row.left - last.left
    if abs(shift) > 2 and abs(row.left + row.right - last.left - last.right) < 4:
        return False  # centred lines
    first_word = (row.right - row.left) * len(text.split()[0]) / len(text)
    if last.right + first_word + 1.5 * em < right:
        return True  # the word would have fitted: the break was meant
    if shift > 0.8 * em:
        return not has_label(line.text)
    if shift < -0.8 * em:
        return has_label(line.text) or line.paragraph is False
    return False


def _is_item(text: str, before: Line) -> bool:
    """Whether a line begins a list item; a dash or a number may also just stand there."""
    if not has_label(text):
        return False
    if text[0] in "–—" or text[0].isdigit():
        return before.text[-1] in ".:;,?!" or has_label(before.text)
    return True


def has_label(text: str) -> bool:
    """Whether the line begins with a bullet or a number that stands alone."""
    return bool(_LABEL.match(text.split()[0]))
