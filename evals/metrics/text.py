"""Words, runs of words and visible text: what the metrics compare. Pure.

Words are those of `ingest.words` (folded, elisions split), or plain runs of letters and digits
where two readers of one page are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingest import fold
from ingest import words as french_words


def words(text: str) -> list[str]:
    """The folded words of a text, whether its accents are written in one sign or two."""
    return french_words(unicodedata.normalize("NFC", text))


def plain_words(text: str) -> tuple[str, ...]:
    """Folded words with hyphens undone on both sides of a comparison, at line ends as inside."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\u00ad\u2010\u2011\ufffe\uffff]", "-", text)
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=\w)|(?<=\w)-(?=\w)", "", text)
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def trigram_share(quote: Sequence[str], text: Sequence[Sequence[str]]) -> float:
    """Share of the 3-grams of `quote` that stand in one of the word lists of `text`.

    A quote of one or two words counts 1 when its words follow each other in one list, else 0.
    An empty quote is found nowhere: 0.
    """
    size = min(3, len(quote))
    if size == 0:
        return 0.0
    wanted = grams(quote, size)
    held = {gram for part in text for gram in grams(part, size)}
    return sum(gram in held for gram in wanted) / len(wanted)


def grams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """Every run of `size` tokens, in order."""
    return [tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1)]


def covered_words(shorter: Sequence[str], longer: Sequence[str]) -> int:
    """How many words of `shorter` lie in a 3-gram that `longer` holds too.

    With fewer than three words: all of them when they follow each other in `longer`, else none.
    """
    return len(covered(shorter, longer))


def covered(shorter: Sequence[str], longer: Sequence[str]) -> set[int]:
    """The places in `shorter` that `covered_words` counts."""
    size = min(3, len(shorter))
    held = set(grams(longer, size))
    return {
        place
        for at, gram in enumerate(grams(shorter, size))
        if gram in held
        for place in range(at, at + size)
    }


def visible_text(markdown: str) -> str:
    """What a reader sees of an answer: no [n] marks, no Markdown signs, single blanks."""
    text = re.sub(r"\s?\[\d+(?:\s*[,;–-]\s*\d+)*\]", "", markdown)
    text = re.sub(r"^\s*(?:#{1,6}|[-*+]|>|\d+[.)])\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"(?<!\\)[*`]|(?<![\w\\])_|(?<!\\)_(?!\w)", "", text)
    text = re.sub(r"\\([^\w\s])", r"\1", text)
    return " ".join(text.split())
