"""What the words and crosses of a list of attendance say of a person's coming. Pure."""

from __future__ import annotations

import re
import unicodedata

from ingest.french import fold
from ingest.model import Presence

_CROSS = re.compile(r"^(?:x{1,2}|v|oui|1|[×✓✔☑☒✗✘✖●•■*√]|[-])(?=$|[\s(,;])", re.IGNORECASE)
_BLANK = re.compile(r"^[\s\-–—_./☐□0]*$|^(?:non|neant|nc)$")
_ABSENT = re.compile(r"^(?:a|abs\.?|absente?s?|absence|non excusee?s?)$")
_HERE = re.compile(
    r"^(?:p|pres\.?|presente?s?|presence|en (?:visio|salle|presentiel|distanciel)|visio|distanciel|"
    r"presentiel|a distance|telephone|par telephone|teams|zoom)(?![^\W\d_])"
)
_AWAY = re.compile(r"\b(?:absente?s?|abs\.?) (?:excusee?s?|exc\b)|\bexcusee?s? absente?s?\b")
_GONE = re.compile(r"^(?:e|exc\.?|excusee?s?)(?![^\W\d_])")


def is_blank(cell: str) -> bool:
    """Whether the cell holds no mark: nothing, a dash, an empty box."""
    return bool(_BLANK.match(fold(cell).strip()))


def is_cross(cell: str) -> bool:
    """Whether the cell is ticked, perhaps with a remark after the tick."""
    text = cell.strip()
    if len(text) == 1 and unicodedata.category(text) == "Co":  # a tick of a font of symbols
        return True
    return bool(_CROSS.match(fold(text) if text.isascii() else text))


def told(cell: str) -> Presence:
    """What the words of a cell or of a column's heading say; UNKNOWN when they say neither.

    A person who is absent and not said to be excused is neither.
    """
    text = fold(cell).strip(" .:*")
    if _AWAY.search(text):
        return Presence.EXCUSED
    if re.search(r"\bnon[ -](?:excuse|present)|\babsent", text):
        return Presence.UNKNOWN
    here, gone = bool(_HERE.match(text)), bool(_GONE.match(text))
    if here == gone or ("excuse" in text and "present" in text):
        return Presence.UNKNOWN
    return Presence.PRESENT if here else Presence.EXCUSED


def is_told(cell: str) -> bool:
    """Whether the cell's words are about coming at all: present, excused or absent."""
    text = fold(cell).strip(" .:*")
    return bool(_HERE.match(text) or _GONE.match(text) or _AWAY.search(text) or _ABSENT.match(text))
