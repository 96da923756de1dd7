"""What a person announces and the paragraphs below go on with: a report, a list. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.flow import Block
from ingest.speech import who
from ingest.speech.cast import ITEM
from ingest.speech.who import Name
from ingest.speech.words import plain

_ANNOUNCES = re.compile(
    r"\b(?:presente(?:nt)?|expose(?:nt)?|commente(?:nt)?|detaille(?:nt)?|synthetise(?:nt)?|"
    r"(?:fait|font)\s+(?:(?:un|le)\s+(?:point|bilan|retour|etat|tour)|etat|lecture|part)|"
    r"apporte(?:nt)?\s+(?:des|les|quelques)\s+(?:points\s+de\s+|elements\s+de\s+)?"
    r"(?:precision|element|reponse|information|complement)s?|"
    r"donne(?:nt)?\s+lecture|ren(?:d|dent)\s+compte)\b"
)
_THAT = re.compile(r"\s+(?:\w+\s+)?qu(?:e\b|')")
_BY = re.compile(
    r"\b(?:est|sont|a\s+ete|ont\s+ete)\s+(?:\w+\s+)?(?:presente|expose|synthetise|commente|detaille|"
    r"rapporte)e?s?\s+par\s+"
)
_ENUMERATED = re.compile(r"(?:[^\W\d_]{3,}\s?\d{1,2}|[IVX]{1,4}|\d{1,2}|[a-z])\s?[:.)–-]")
_LONGEST_LIST = 30
_LONGEST_REPORT = 10


def announces(sentence: str) -> bool:
    """Whether the sentence says that a report or an account follows: "M. X présente le bilan."."""
    said = plain(sentence)
    found = _ANNOUNCES.search(said)
    return found is not None and not _THAT.match(said, found.end())


def presented_by(text: str, start: int, end: int) -> Name | None:
    """Who presents, and for whom: "Les propositions de la FHF sont présentées par M. X."."""
    found = _BY.search(plain(text[start:end]))
    if found is None:
        return None
    place = start + found.end()
    person = who.person_at(text, place, end) or who.proper_at(text, place, end)
    if person is None:
        return None
    body = who.label(text, start, start + found.start())
    if body is None or body.start == start:
        return person
    both = f"{body.text} et {person.text}"
    return Name(text=both, start=person.start, end=person.end, kind="person", plural=True)


def enumerated(title: str) -> bool:
    """Whether a title is but the number of an item: "Pilier 1 :", "2."."""
    return bool(re.fullmatch(r"(?:[^\W\d_]{3,}\s?)?(?:\d{1,2}|[IVX]{1,4})\s?[:.)]?", title.strip()))


def is_item(text: str, block: Block) -> bool:
    """Whether the paragraph is an item of a list, with a mark or a number."""
    opening = text[block.start : block.start + 40]
    return block.bullet or bool(ITEM.match(opening)) or bool(_ENUMERATED.match(opening))


def extent(
    text: str,
    blocks: Sequence[Block],
    index: int,
    other: Callable[[Block], bool],
    *,
    listed: bool,
) -> int:
    """The index of the last paragraph that what `blocks[index]` announces reaches.

    A list reaches its last item before another speaker (`other`); a report, the paragraph before
    him. No further than a bound, and `index` itself when nothing follows.
    """
    last = index
    reach = _LONGEST_LIST if listed else _LONGEST_REPORT
    for place in range(index + 1, min(len(blocks), index + 1 + reach)):
        if other(blocks[place]):
            break
        if not listed or is_item(text, blocks[place]):
            last = place
    return last
