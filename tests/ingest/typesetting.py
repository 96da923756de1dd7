"""Text set in columns: what is drawn where, and the words in the order of reading."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth

REGULAR, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of text drawn at once: baseline at (x, y) from the top left, `turn` in degrees."""

    x: float
    y: float
    text: str
    size: float
    font: str = REGULAR
    turn: int = 0


@dataclass(slots=True)
class Sheet:
    """One page: what is drawn, what is framed, and its words in reading order."""

    marks: list[Mark] = field(default_factory=list)
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    leading: float
    font: str = REGULAR
    justify: bool = False
    hyphenate: bool = False
    gap: float = 0.0
    indent: float = 0.0


def wrap(text: str, style: Style, width: float, rng: random.Random) -> list[str]:
    """Lines no wider than `width`; with `hyphenate` some long words go over a line's end."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if stringWidth(longer, style.font, style.size) <= width:
            line = longer
            continue
        if (
            style.hyphenate
            and len(word) > 7
            and word.isalpha()
            and word.islower()
            and rng.random() < 0.7
        ):
            cut = syllable(word)
            head = f"{line} {word[:cut]}-".strip()
            if cut and stringWidth(head, style.font, style.size) <= width:
                lines.append(head)
                line = word[cut:]
                continue
        lines.append(line)
        line = word
    return [*lines, line] if line else lines


def syllable(word: str) -> int:
    """A place between a vowel and a consonant that a vowel follows; 0 without one."""
    vowels = "aeiouyàâéèêëîïôùûœ"
    for cut in range(len(word) - 3, 2, -1):
        if word[cut - 1] in vowels and word[cut] not in vowels and word[cut + 1] in vowels:
            return cut
    return 0


class Column:
    """Sets text from `top` down to `bottom`, in points from the top of the page."""

    def __init__(
        self, sheet: Sheet, left: float, width: float, top: float, bottom: float, rng: random.Random
    ):
        self.sheet, self.left, self.width, self.y, self.bottom, self.rng = (
            sheet,
            left,
            width,
            top,
            bottom,
            rng,
        )

    def put(self, text: str, style: Style, label: str = "") -> bool:
        """Whether the text fitted; nothing is drawn when it does not."""
        indent = style.indent
        lines = wrap(text, style, self.width - indent, self.rng)
        if self.y + style.gap + style.leading * len(lines) > self.bottom:
            return False
        self.y += style.gap
        for index, line in enumerate(lines):
            self.y += style.leading
            last = index == len(lines) - 1
            self._line(line, style, label if index == 0 else "", justify=style.justify and not last)
        self.sheet.read += ([label] if label and label.isalnum() else []) + text.split()
        return True

    def _line(self, line: str, style: Style, label: str, *, justify: bool) -> None:
        left = self.left + style.indent
        if label:
            self.sheet.marks.append(Mark(left - 12, self.y, label, style.size, style.font))
        natural = stringWidth(line, style.font, style.size)
        words = line.split(" ")
        if not justify or len(words) < 3:
            self.sheet.marks.append(Mark(left, self.y, line, style.size, style.font))
            return
        extra = (self.width - style.indent - natural) / (len(words) - 1)
        for word in words:
            self.sheet.marks.append(Mark(left, self.y, word, style.size, style.font))
            left += stringWidth(f"{word} ", style.font, style.size) + extra
