"""Text in one byte a character: which code page makes French of it. Pure."""

from __future__ import annotations

_LOOKED_AT = 20_000
# Letters of French with their marks (Imprimerie nationale, Lexique des règles typographiques), and
# the signs of its typography that code pages hold.
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…€°§²³•·µ£½\xa0")
_OTHERS = ("mac_roman", "cp850")
_SURE = 0.9
_DOUBTFUL = 0.5
# French has about one such letter in twenty; a text of another alphabet is made of them.
_MOST_MARKED = 0.3


def decode_bytes(data: bytes) -> str | None:
    """The text in Windows-1252, or in the pages of Macintosh or DOS when those make French of it.

    None when it is no text, or text of another alphabet.
    """
    sample = data[:_LOOKED_AT]
    page = "cp1252"
    if _share(sample, page) < _DOUBTFUL:
        others = [other for other in _OTHERS if _share(sample, other) >= _SURE]
        page = max(others, key=lambda other: _common(sample, other), default=page)
    text = data.decode(page, errors="replace")
    seen = text[:_LOOKED_AT]
    odd = sum(1 for c in seen if c == "\ufffd" or (ord(c) < 32 and c not in "\t\n\r\f"))
    marked = sum(1 for c in seen if c > "\x7f")
    visible = sum(1 for c in seen if not c.isspace())
    if odd > 0.02 * len(seen) or marked > max(10, _MOST_MARKED * visible):
        return None
    return text


def _share(sample: bytes, page: str) -> float:
    """How much of what is not ASCII is French, read in a code page; 1 when there is none."""
    found = [c for c in sample.decode(page, errors="replace") if c > "\x7f"]
    if "\ufffd" in found:
        return 0.0
    return sum(c in _FRENCH for c in found) / len(found) if found else 1.0


def _common(sample: bytes, page: str) -> int:
    """How many of the three commonest marked letters there are, read in a code page."""
    return sum(c in "éèà" for c in sample.decode(page, errors="replace"))
