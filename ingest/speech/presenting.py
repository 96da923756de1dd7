"""What a person announces and the paragraphs below go on with: a report, a list. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.flow import Block
from ingest.speech.cast import without_mark
from ingest.speech.labels import label
from ingest.speech.names import Name, person_at, proper_at
from ingest.speech.words import plain

_ANNOUNCES = re.compile(
    r"\b(?:presente(?:nt)?|expose(?:nt)?|commente(?:nt)?|detaille(?:nt)?|synthetise(?:nt)?|"
    r"(?:fait|font)\s+(?:(?:un|le)\s+(?:point|bilan|retour|etat|tour)|etat|lecture|part)|"
    r"apporte(?:nt)?\s+(?:des|les|quelques)\s+(?:points\s+de\s+|elements\s+de\s+)?"
    r"(?:precision|element|reponse|information|complement)s?|"
    r"donne(?:nt)?\s+lecture|ren(?:d|dent)\s+compte)\b(?!\s+(?:\w+\s+)?qu[e'])"
)
_BY = re.compile(
    r"\b(?:est|sont|a\s+ete|ont\s+ete)\s+(?:\w+\s+)?(?:presente|expose|synthetise|commente|detaille|"
    r"rapporte)e?s?\s+par\s+"
)
_ENUMERATED = re.compile(r"(?:[^\W\d_]{3,}\s?\d{1,2}|[IVX]{1,4}|\d{1,2}|[a-z])\s?[:.)–-]")
_NUMBER = re.compile(r"(?:[^\W\d_]{3,}\s?)?(?:\d{1,2}|[IVX]{1,4})\s?[:.)]?")
_SENTENCE = 600
_LONGEST_LIST = 30
_LONGEST_REPORT = 10


def announces(sentence: str) -> bool:
    """Whether the sentence says that a report or an account follows: "M. X présente le bilan."."""
    return bool(_ANNOUNCES.search(plain(sentence[:_SENTENCE])))


def presented_by(text: str, start: int, end: int) -> Name | None:
    """Who presents, and for whom: "Les propositions de la FHF sont présentées par M. X."."""
    found = _BY.search(plain(text[start : min(end, start + _SENTENCE)]))
    if found is None:
        return None
    place = start + found.end()
    person = person_at(text, place, end) or proper_at(text, place, end)
    body = label(text, start, start + found.start())
    if person is None or body is None or body.start == start:
        return person
    both = f"{body.text} et {person.text}"
    return Name(text=both, start=person.start, end=person.end, kind="person", plural=True)


def is_number(title: str) -> bool:
    """Whether a title is but the number of an item: "Pilier 1 :", "2."."""
    return bool(_NUMBER.fullmatch(title.strip()))


def is_item(text: str, block: Block) -> bool:
    """Whether the paragraph is an item of a list, with a mark or a number."""
    start, end = block.start, block.end
    marked = block.bullet or without_mark(text, start, end) > start
    return marked or bool(_ENUMERATED.match(text, start, min(end, start + 40)))


def extent(
    text: str,
    blocks: Sequence[Block],
    index: int,
    others: Callable[[Block], bool],
    *,
    listed: bool,
) -> int:
    """The index of the last paragraph that what `blocks[index]` announces reaches.

    A list reaches its last item before another speaker (`others`); a report, the paragraph before
    him. No further than a bound, and `index` itself when nothing follows.
    """
    last = index
    reach = _LONGEST_LIST if listed else _LONGEST_REPORT
    for place in range(index + 1, min(len(blocks), index + 1 + reach)):
        if others(blocks[place]):
            break
        if not listed or is_item(text, blocks[place]):
            last = place
    return last
