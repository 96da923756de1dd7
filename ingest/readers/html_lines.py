"""Words met in a web page become lines, cells and blocks. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.model import Line

_BLANKS = re.compile(r"[ \t\n\f\r]+")


@dataclass(slots=True)
class Frame:
    """What is being collected: the page, a cell or a block of navigation.

    `characters` are those seen so far, `linked` those of them that lead elsewhere.
    """

    lines: list[Line] = field(default_factory=list)
    characters: int = 0
    linked: int = 0


class Collector:
    """Collects words into the lines of the open frame.

    Who drives it says what the words stand in: `level` of the open heading, `label` of the item
    whose first line is to come, and how many bold, linked and preformatted elements are open.
    """

    def __init__(self) -> None:
        self.frame = Frame()
        self.label = ""
        self.level: int | None = None
        self.bold = self.links = self.preformatted = 0
        self._outer: list[Frame] = []
        self._words: list[tuple[str, bool]] = []
        self._after_break = False

    def add(self, text: str) -> None:
        """Characters of the page; blanks fold into one, but in preformatted text."""
        if self.preformatted:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self.mark(first)
            for row in others:
                self.line_break()
                self.mark(row)
        else:
            self.mark(_BLANKS.sub(" ", text))
        count = len(text.strip())
        self.frame.characters += count
        self.frame.linked += count if self.links else 0

    def mark(self, text: str) -> None:
        """Characters that stand in the line as they are."""
        self._words.append((text, bool(self.bold)))

    def line_break(self) -> None:
        """The line ends but the paragraph may go on; a heading is one line."""
        if self.level is not None:
            self.mark(" ")
        else:
            self._after_break = self.flush()

    def flush(self) -> bool:
        """Ends the line and the paragraph; says whether the line had words."""
        text = "".join(text for text, _ in self._words)
        text = (text if self.preformatted else re.sub(" +", " ", text)).strip()
        if text:
            goes_on = self._after_break and not self.label
            self.frame.lines.append(
                Line(
                    text=f"{self.label} {text}" if self.label else text,
                    level=self.level,
                    bold=all(bold for text, bold in self._words if text.strip()),
                    bullet=bool(self.label),
                    paragraph=None if goes_on else True,
                )
            )
            self.label = ""
        self._words.clear()
        self._after_break = False
        return bool(text)

    def enter(self) -> None:
        """What follows is collected apart, until `leave`."""
        self.flush()
        self._outer.append(self.frame)
        self.frame = Frame()

    def leave(self) -> Frame:
        """What was collected since the last `enter`."""
        self.flush()
        inner, self.frame = self.frame, self._outer.pop()
        self.frame.characters += inner.characters
        self.frame.linked += inner.linked
        return inner
