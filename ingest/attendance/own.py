"""What an entry of a list says of its own person's coming, above the title of the list. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.french import fold
from ingest.model import Presence

_PARTED = re.compile(r"[,;:()]|\s[-–—]\s")
_GONE = r"(?:(?:absente?s?(?: et)? )?excusee?s?|absente?s?|non[ -]excusee?s?)"
_OPENS = re.compile(rf"{_GONE}(?![\w'])")
_CLOSES = re.compile(rf"(?<=\s){_GONE}$")
_HERE = re.compile(r"^presente?s?(?: (?:en|a|au|par|jusqu|de|des|pour|uniquement|seulement)\b.*)?$")
_IN_PART = re.compile(
    r"\bjusqu|\ba partir\b|\bavant\b|\bapres\b|\bfin d|\bdebut\b|\bmatin|\d ?h\b|\d ?heures?\b|"
    r"\bpour (?:le|la|les) point"
)
_BY_OTHERS = re.compile(
    r"^(?:est |etait |qui est |qui etait )?(?:representee?|remplacee?|suppleee?)s?(?: par\b|$)|"
    r"\b(?:pouvoir|procuration)(?: (?:donnee?|transmise?|confiee?|remise?))? a\b|"
    r"\b(?:donne|donnant) (?:son |sa )?(?:pouvoir|procuration)\b|^(?:pouvoir|procuration)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The status that an entry tells of itself, the words that tell it, and where they begin."""

    status: Presence
    words: str
    start: int


def own(text: str, listed: Presence) -> Own | None:
    """What `text`, which follows a name, tells of coming; None where the list's status holds.

    Who is represented or gave a proxy is not said to be present; nor is who came for a part.
    """
    pieces = list(_pieces(text))
    for start, piece in pieces:
        told = _told(piece)
        if told is not None:
            return Own(status=told[0], words=piece[told[1] :], start=start + told[1])
    for start, piece in pieces:
        if listed is Presence.PRESENT and _BY_OTHERS.search(fold(piece)):
            return Own(status=Presence.UNKNOWN, words=piece, start=start)
    return None


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """What stands between commas, brackets and dashes, each with its start."""
    start = 0
    for end, following in [*(match.span() for match in _PARTED.finditer(text)), (len(text), 0)]:
        piece = text[start:end].strip(" .\t\n")
        if piece:
            yield text.index(piece, start), piece
        start = following


def _told(piece: str) -> tuple[Presence, int] | None:
    """The status that a piece tells, and where in it: at its begin or in its last words."""
    text = fold(piece)
    if _HERE.match(text):
        return Presence.PRESENT, 0
    match = _OPENS.match(text) or _CLOSES.search(text)
    if match is None:
        return None
    excused = "excuse" in match.group() and not match.group().startswith("non")
    is_whole = excused and not _IN_PART.search(text)
    at = match.start() if len(text) == len(piece) else 0
    return (Presence.EXCUSED if is_whole else Presence.UNKNOWN), at
