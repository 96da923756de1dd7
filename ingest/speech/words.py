"""Words of a sentence as the rules of speech compare them. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+['’]?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark with its place; an elided word keeps its apostrophe."""

    plain: str
    start: int
    end: int
    participle: bool = False


def plain(text: str) -> str:
    """Lower case without accents, of the same length as `text` (NFC), with straight apostrophes."""
    return "".join("'" if c == "’" else unicodedata.normalize("NFD", c)[0] for c in text.lower())


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`; `participle` marks words in é, ée, és, ées.

    "à" and "où" keep their accent, which tells them from a verb and a conjunction.
    """
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        ends = word.lower().rstrip("es").endswith("é") or word.lower().endswith("é")
        kept = word.lower() if word.lower() in ("à", "où") else plain(word)
        found.append(Token(kept, match.start(), match.end(), ends))
    return found
