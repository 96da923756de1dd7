"""Do the cited words say what a claim says? A small strict rule of the suite's own. Pure.

It is not the product's gate and shares none of its code, so that the product does not judge
itself. It is made for claims that stay near the cited words, and prefers a false alarm to a pass.
It does not see who does what to whom: the same words in other roles pass. Its error rates are in
docs/evaluation/metrics.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest import STOP_WORDS, fold, sentences, stem

SPARED = 5
"""One content word out of so many may be missing from the cited words (none out of fewer)."""

REACH = 4
"""Words on each side of a number or of a negation that tell what it is about."""

# Closed classes after Grevisse, Le Bon Usage: cardinal numerals in one word (un is an article),
# the words of negation, and the words that say how many or how surely, which are never spared.
_CARDINALS = {
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8",
    "neuf": "9", "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14",
    "quinze": "15", "seize": "16", "vingt": "20", "trente": "30", "quarante": "40",
    "cinquante": "50", "soixante": "60", "cent": "100", "mille": "1000",
}  # fmt: skip
_DENYING = frozenset("pas aucun aucune jamais rien ni nul nulle sans guere nullement".split())
_WEIGHTY = frozenset(
    "tout toute tous toutes chaque certain certaine certains certaines plusieurs quelques plupart "
    "majorite moitie tiers quart seul seule seuls seules seulement uniquement exclusivement "
    "toujours parfois souvent presque environ "
    "doit doivent devra devront devrait devraient peut peuvent pourra pourront pourrait pourraient "
    "faut faudra faudrait".split()
)

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """`stem` compares; `sentence` counts from 0; `content` is false for words that say nothing
    alone; `name` marks a proper name or an acronym."""

    stem: str
    sentence: int
    content: bool
    number: bool = False
    name: bool = False
    weighty: bool = False
    denies: bool = False


def supports(claim: str, cited: Sequence[str]) -> bool:
    """Whether the texts of `cited`, taken together, hold what `claim` says.

    True when they hold its content words, one in SPARED missing at most; all its proper names,
    acronyms, quantifiers and modal verbs; each of its numbers beside a word that is beside it in
    the claim; and when what the claim denies is denied in them, and nothing else of what it says.
    A claim without a content word or a number is not supported.
    """
    said = _read(claim)
    texts = [_read(text) for text in cited]
    held = {word.stem for text in texts for word in text}
    content = [word for word in said if word.content]
    if not any(word.content or word.number for word in said):
        return False
    if sum(word.stem not in held for word in content) > len(content) // SPARED:
        return False
    if any(word.stem not in held for word in said if word.name or word.weighty):
        return False
    return _numbers_stand(said, texts) and _negations_agree(said, texts)


@lru_cache(maxsize=2000)
def _read(text: str) -> tuple[_Word, ...]:
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\u00ad\u2010\u2011]", "-", plain)
    plain = re.sub(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])|(?<=[^\W\d_])-(?=[^\W\d_])", "", plain)
    plain = " ".join(plain.split())  # a tab of a table and a blank of a claim part numbers alike
    plain = re.sub(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)", lambda m: m[0].replace(" ", ""), plain)
    opening = _openings(plain)
    sentence, denied_until = 0, -1
    found: list[_Word] = []
    for match in _WORD.finditer(plain):
        raw, folded = match[0], fold(match[0])
        sentence += match.start() in opening
        if folded in ("ne", "n"):
            denied_until = len(found) + REACH
        acronym = len(raw) > 1 and raw.isupper() and raw.isalpha()
        number = raw[0].isdigit() or folded in _CARDINALS
        weighty = folded in _WEIGHTY
        denies = folded in _DENYING or (folded == "plus" and len(found) <= denied_until)
        content = not number and not denies and folded not in STOP_WORDS and len(folded) > 1
        found.append(
            _Word(
                stem=_CARDINALS.get(folded, folded.replace(",", ".")) if number else stem(folded),
                sentence=sentence,
                content=content,
                number=number,
                name=acronym or (content and raw[0].isupper() and match.start() not in opening),
                weighty=weighty,
                denies=denies,
            )
        )
    return tuple(found)


def _openings(text: str) -> set[int]:
    """Where the first word of each sentence starts: its capital tells nothing."""
    firsts = (_WORD.search(text, start, end) for start, end in sentences(text))
    return {first.start() for first in firsts if first}


def _around(text: Sequence[_Word], at: int) -> set[str]:
    """The words within REACH of a place in its own sentence that say what it is about."""
    near = [*text[max(0, at - REACH) : at], *text[at + 1 : at + 1 + REACH]]
    own = text[at].sentence
    return {one.stem for one in near if one.sentence == own and (one.content or one.number)}


def _numbers_stand(said: Sequence[_Word], texts: Sequence[Sequence[_Word]]) -> bool:
    """Each number of the claim stands in a text, with a neighbour in common when it has any."""
    places: dict[str, list[set[str]]] = {}
    for text in texts:
        for at, word in enumerate(text):
            if word.number:
                places.setdefault(word.stem, []).append(_around(text, at))
    for at, word in enumerate(said):
        if word.number:
            mine = _around(said, at)
            if not any(not mine or mine & theirs for theirs in places.get(word.stem, [])):
                return False
    return True


def _negations_agree(said: Sequence[_Word], texts: Sequence[Sequence[_Word]]) -> bool:
    """What one side denies near words of the other, the other denies near one of them."""
    mine = [_around(said, at) for at, word in enumerate(said) if word.denies]
    theirs = [_around(text, at) for text in texts for at, word in enumerate(text) if word.denies]
    stems = {word.stem for word in said if word.content or word.number}
    unproved = any(not any(_meet(one, other) for other in theirs) for one in mine)
    silenced = any(
        len(other & stems) >= min(2, len(other)) and not any(_meet(one, other) for one in mine)
        for other in theirs
        if other
    )
    return not unproved and not silenced


def _meet(one: set[str], other: set[str]) -> bool:
    return not one or bool(one & other)
