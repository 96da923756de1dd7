"""The characters of a PDF page with their places, as pdfium sees them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import Any

from ingest.readers.grid import Rule
from ingest.readers.lines import Fragment
from ingest.readers.ruled import turned

_GAP = 0.7
_BLANK = 0.1
_FEW = 3
_BOLD_WEIGHT = 600
_BOLD_SHARE = 0.9
_LINE_HYPHENS = (0x02, 0xFFFE)


def page_fragments(page: Any, rules: Sequence[Rule] = ()) -> list[Fragment]:
    """Runs of characters on one baseline with no wide gap and no rule between, in content order.

    Boxes are in points with y growing downwards; text turned by a quarter is turned back, in
    a frame of its own (`turn`).
    """
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    try:
        return _Runs(raw, text_page.raw, text_page.count_chars(), rules).read()
    finally:
        text_page.close()


class _Runs:
    """Walks the characters of one page; holds the run being built."""

    def __init__(self, raw: Any, handle: Any, count: int, rules: Sequence[Rule]) -> None:
        self.uprights = {
            turn: [r for r in turned(rules, turn) if not r.is_level] for turn in (0, 90, 180, 270)
        }
        self.ink = 0.0
        self.raw = raw
        self.handle = handle
        self.count = count
        self.box = raw.FS_RECTF()
        self.found: list[Fragment] = []
        self.text: list[str] = []
        self.gaps: dict[int, float] = {}
        self.edges = (0.0, 0.0, 0.0, 0.0)
        self.sizes: dict[float, int] = {}
        self.size = 0.0
        self.nominal = 0.0
        self.turn = 0
        self.bold = 0

    def read(self) -> list[Fragment]:
        raw, handle, box = self.raw, self.handle, ctypes.byref(self.box)
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(handle, index)
            if code in (10, 13):
                self.close()
                continue
            if code == 0:
                continue
            character = "-" if code in _LINE_HYPHENS else chr(code)
            if raw.FPDFText_IsGenerated(handle, index) == 1:
                if self.text:
                    self.text.append(character)
                continue
            if not raw.FPDFText_GetLooseCharBox(handle, index, box):
                continue
            self.add(index, character)
        self.close()
        return self.found

    def add(self, index: int, character: str) -> None:
        nominal = self.raw.FPDFText_GetFontSize(self.handle, index)
        if not self.text or nominal != self.nominal:
            scale, turn = self.matrix(index)
            if self.text and turn != self.turn:
                self.close()
            self.size, self.turn = max(1.0, round(nominal * scale, 1)), turn
            self.nominal = nominal
        left, top, right, bottom = self.place()
        if self.text and self.apart(left, top, bottom):
            self.close()
            scale, self.turn = self.matrix(index)
            self.size, self.nominal = max(1.0, round(nominal * scale, 1)), nominal
            left, top, right, bottom = self.place()
        if not self.text:
            if character.isspace():
                return
            self.edges = (left, top, right, bottom)
            self.ink = right
        else:
            if not self.text[-1].isspace():
                self.gaps[len(self.text)] = (left - self.edges[2]) / self.size
            a, b, c, d = self.edges
            self.edges = (min(a, left), min(b, top), max(c, right), max(d, bottom))
        weight = self.raw.FPDFText_GetFontWeight(self.handle, index)
        if weight >= _BOLD_WEIGHT and not character.isspace():
            self.bold += 1
        if not character.isspace():
            self.ink = right
        self.text.append(character)
        self.sizes[self.size] = self.sizes.get(self.size, 0) + 1

    def place(self) -> tuple[float, float, float, float]:
        """The box of the current character in the run's frame: left, top, right, bottom."""
        box = self.box
        if self.turn == 90:
            return box.bottom, box.left, box.top, box.right
        if self.turn == 180:
            return -box.right, box.bottom, -box.left, box.top
        if self.turn == 270:
            return -box.top, -box.right, -box.bottom, -box.left
        return box.left, -box.top, box.right, -box.bottom

    def apart(self, left: float, top: float, bottom: float) -> bool:
        """Whether the character is off the run's line or beyond a wide gap."""
        gap = left - self.edges[2]
        if gap > _GAP * self.size or gap < -self.size:
            return True
        middle = (top + bottom) / 2
        if not self.edges[1] <= middle <= self.edges[3]:
            return True
        return left > self.ink and any(
            self.ink <= rule.left <= left and rule.top <= middle <= rule.bottom
            for rule in self.uprights[self.turn]
        )

    def matrix(self, index: int) -> tuple[float, int]:
        """Scale of the character's font and its turn in degrees, one of 0, 90, 180, 270."""
        found = self.raw.FS_MATRIX()
        if not self.raw.FPDFText_GetMatrix(self.handle, index, ctypes.byref(found)):
            return 1.0, 0
        turn = round(math.degrees(math.atan2(found.b, found.a)) / 90) * 90 % 360
        return math.hypot(found.c, found.d), turn

    def spaced(self) -> str:
        """The run's text with the blanks that pdfium passes over: in a line set tight, or between
        strings drawn apart, a blank is wider than the other steps from letter to letter."""
        gaps = sorted(self.gaps.values())
        usual = max(0.0, gaps[len(gaps) // 2]) if len(gaps) > _FEW else _BLANK
        return "".join(
            " " + character
            if self.gaps.get(index, 0.0) > usual + _BLANK and not character.isspace()
            else character
            for index, character in enumerate(self.text)
        )

    def close(self) -> None:
        text = self.spaced().rstrip()
        if text:
            left, top, right, bottom = self.edges
            self.found.append(
                Fragment(
                    text=text,
                    left=left,
                    top=top,
                    right=right,
                    bottom=bottom,
                    size=max(self.sizes, key=lambda size: self.sizes[size]),
                    bold=self.bold >= _BOLD_SHARE * sum(not c.isspace() for c in text),
                    turn=self.turn,
                )
            )
        self.text = []
        self.gaps = {}
        self.sizes = {}
        self.bold = 0


def outline(document: Any) -> tuple[tuple[int, str, int | None], ...]:
    """The bookmarks as (depth from 1, title, physical page or None)."""
    found = []
    for mark in document.get_toc(max_depth=8):
        target = mark.get_dest()
        index = target.get_index() if target else None
        title = " ".join(mark.get_title().replace("\x00", "").split())
        if title:
            found.append((mark.level + 1, title, None if index is None else index + 1))
    return tuple(found)
