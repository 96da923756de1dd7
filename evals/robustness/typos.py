"""Slips of the hand in a question, made by rule and by chance.

Each leaves figures and words in capitals (names of bodies) as they are: a slip there asks another
question. The kinds are those that studies of noise count (Belinkov and Bisk, 2018: swap, missing
letter), and those of French keyboards: accents, apostrophes, no punctuation, capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

_WORD = re.compile(r"[^\W\d_]{5,}")


def without_accents(text: str, draw: Random) -> str:
    plain = unicodedata.normalize("NFD", text).replace("œ", "oe").replace("Œ", "Oe")
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def without_apostrophes(text: str, draw: Random) -> str:
    return re.sub(r"['’]", " ", text)


def without_punctuation(text: str, draw: Random) -> str:
    """No sign at the end of a clause, no capital at the start of the question."""
    bare = re.sub(r"\s*[,;:?!…«»()\"]+|\.(?!\w)", "", text).strip()
    return bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare


def in_capitals(text: str, draw: Random) -> str:
    return text.upper()


def swapped(text: str, draw: Random) -> str:
    return _in_words(
        text, draw, lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    )


def doubled(text: str, draw: Random) -> str:
    return _in_words(text, draw, lambda word, at: word[:at] + word[at] + word[at:])


def missing(text: str, draw: Random) -> str:
    return _in_words(text, draw, lambda word, at: word[:at] + word[at + 1 :])


KINDS: dict[str, Callable[[str, Random], str]] = {
    "accents": without_accents,
    "lettres échangées": swapped,
    "lettre doublée": doubled,
    "lettre manquante": missing,
    "apostrophes": without_apostrophes,
    "capitales": in_capitals,
    "ponctuation": without_punctuation,
}


def _in_words(text: str, draw: Random, slip: Callable[[str, int], str]) -> str:
    """One word in four of five letters or more, at least one, slips after its first letter.

    A slip may leave a word as it was (two equal letters swapped): another place is then drawn.
    """
    found = [one for one in _WORD.finditer(text) if not one.group().isupper()]
    if not found:
        return text
    hit = draw.sample(found, max(1, len(found) // 4))
    for one in sorted(hit, key=lambda match: -match.start()):
        word = one.group()
        slips = [slip(word, at) for at in range(1, len(word) - 1)]
        others = [new for new in slips if new != word]
        if others:
            text = text[: one.start()] + draw.choice(others) + text[one.end() :]
    return text
