"""How readable a page's text is, from its characters and words alone."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_ORDINARY = re.compile(r"[\w \t\n\r.,;:!?'’()-]+")
# X marks a cell of a register.
_LONE = frozenset("aàôyldnsmtcjxAÀYOLDNSMTCJX")
DOUBTFUL = 0.7
"""Under this score a page with text is named, to be looked at."""

_GLUED_LETTERS = 22
_GLUED_MEAN = 9.0


def quality(text: str) -> float:
    """A score in 0..1: 1 for clean running text, 0 for no text at all.

    Glued words, split words, unmapped characters each pull it down.
    """
    found = _WORD.findall(text)
    visible = len("".join(text.split()))
    if not visible:
        return 0.0
    score = 1.0 - min(1.0, 4.0 * _unmapped(text) / visible)
    if not found:
        return score
    glued = sum(1 for word in found if len(word) > _GLUED_LETTERS) / len(found)
    mean = sum(map(len, found)) / len(found)
    lone = sum(1 for word in found if len(word) == 1 and word not in _LONE) / len(found)
    score *= 1.0 - min(1.0, 8.0 * glued)
    score *= 1.0 - min(0.8, max(0.0, mean - _GLUED_MEAN) / 10.0)
    score *= 1.0 - min(0.9, 3.0 * lone)
    return max(0.0, min(1.0, score))


def _unmapped(text: str) -> int:
    """Characters that stand for no letter a reader could see."""
    return sum(
        1
        for c in _ORDINARY.sub("", text)
        if c == "\ufffd"
        or (unicodedata.category(c) in {"Cc", "Cs", "Cn", "Co"} and c not in "\t\n\r")
    )
