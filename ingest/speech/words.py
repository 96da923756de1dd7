"""Words of a sentence as the rules of speech compare them. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+['’]?|[^\w\s]")
_KEPT = ("à", "où")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark with its place; an elided word keeps its apostrophe.

    `participle` marks words in é, ée, és, ées.
    """

    plain: str
    start: int
    end: int
    participle: bool = False


class _Plain(dict[int, str]):
    """Each character without case and accent, one for one."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = "'" if base == "’" else base if len(base) == 1 else chr(code)
        return self[code]


_PLAIN = _Plain()


def plain(text: str) -> str:
    """Lower case without accents, of the same length as `text`, with straight apostrophes."""
    return text.translate(_PLAIN)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`.

    "à" and "où" keep their accent, which tells them from a verb and a conjunction.
    """
    folded = plain(text[start:end])
    found = []
    for match in _TOKEN.finditer(text, start, end):
        at, to = match.span()
        said = folded[at - start : to - start]
        if said != text[at:to]:
            word = text[at:to].lower()
            said = word if word in _KEPT else said
            found.append(Token(said, at, to, word.rstrip("es").endswith("é")))
        else:
            found.append(Token(said, at, to))
    return found


def squeeze(text: str) -> str:
    """The text with its white space normalised."""
    return " ".join(text.split())
