"""What a corpus offers to alter: its factual sentences with their passages, people, acronyms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.mutations.people import Person, people
from ingest import Document, sentences, split

PASSAGE_WORDS = 250
"""Words of the longest passage; the splitter aims at 400 characters."""

_FEWEST, _MOST = 6, 40
_BULLET = re.compile(r"\s*(?:[•▪◦‣●○·➢➔→✓–—-]|\d{1,2}[.)])\s+")
# What cannot be judged out of its place: who or what is meant stands in another sentence.
_LEANING = re.compile(
    r"(?:ils?|elles?|ce|c’|cela|ceci|cette|cet|ces|celui|celle|celles|ceux|celui-ci|celle-ci"
    r"|leurs?|son|sa|ses|y|en outre|mais|or|donc|et|ni|car|toutefois|cependant|ainsi|enfin"
    r"|puis|aussi|de même|par contre|en revanche|tel|telle|un autre|une autre|d’autres)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\d|\b(?:est|sont|a|ont|sera|seront|[a-zé]{3,}(?:e|ent|ait|aient|era|eront))\b"
)
_EXPANSION = re.compile(r"\(([A-Z][A-Za-z]{1,6})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A passage as a search would give it; `page` is None in a format without pages."""

    doc: str
    page: int | None
    last_page: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of a document that states a fact, and the passage in which it stands."""

    sentence: str
    extract: Extract


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A corpus made ready for generators. `texts`, `cast` and `acronyms` are by document id;
    an acronym is given with its expansion as the document writes it."""

    claims: tuple[Claim, ...]
    extracts: tuple[Extract, ...]
    texts: Mapping[str, str]
    cast: Mapping[str, tuple[Person, ...]]
    acronyms: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Material:
        ordered = sorted(documents, key=lambda one: one.id)
        extracts = [extract for document in ordered for extract in _extracts(document)]
        texts = {one.id: flat(one.text) for one in ordered}
        return cls(
            claims=tuple(claim for extract in extracts for claim in _claims(extract)),
            extracts=tuple(extracts),
            texts=texts,
            cast={one.id: _known(named_in(one.text)) for one in ordered},
            acronyms={doc: acronyms(text) for doc, text in texts.items()},
        )


def named_in(text: str) -> tuple[Person, ...]:
    """The people of a text with tables and lists: no name runs over a cell or a line."""
    return people(flat(re.sub(r"[\t\n]", " | ", text)))


def _known(said: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those named more than once: a cell of a table read as a name is not."""
    counts = Counter(person.surname for person in said)
    return tuple(person for person in said if counts[person.surname] > 1)


def flat(text: str) -> str:
    """`text` on one line, with the apostrophe that our lexicons use."""
    return " ".join(text.replace("'", "’").split())


def _extracts(document: Document) -> list[Extract]:
    return [
        Extract(
            doc=document.id,
            page=chunk.page_start,
            last_page=chunk.page_end,
            text=document.text[chunk.start : chunk.end],
        )
        for chunk in split(document, lambda text: len(text.split()), PASSAGE_WORDS)
    ]


def _claims(extract: Extract) -> list[Claim]:
    found = []
    for start, end in sentences(extract.text):
        said = extract.text[start:end]
        bullet = _BULLET.match(said)
        sentence = flat(said[bullet.end() :] if bullet else said)
        if states_a_fact(sentence):
            found.append(Claim(sentence=sentence, extract=extract))
    return found


def states_a_fact(sentence: str) -> bool:
    """Whether a sentence stands alone: whole, neither question nor announcement, of a length that
    an answer could have, its first word naming what it is about, with a verb or a number."""
    words = sentence.split()
    return (
        _FEWEST <= len(words) <= _MOST
        and sentence[0].isupper()
        and sentence[-1] == "."
        and not any(mark in sentence for mark in '?!:«»“”"|…')
        and sentence.count("(") == sentence.count(")")
        and not _LEANING.match(sentence)
        and bool(_STATES.search(" ".join(words[1:])))
        and sum(word[:1].isupper() for word in words) <= len(words) / 2
    )


def acronyms(text: str) -> dict[str, str]:
    """Acronyms that `text` writes in brackets after their words, with these words.

    The first letters of the words (articles and prepositions may count for none) must spell the
    acronym.
    """
    found: dict[str, str] = {}
    for match in _EXPANSION.finditer(text):
        letters = match[1].lower()
        words = [*re.finditer(r"[^\W\d_]+", text[max(0, match.start() - 120) : match.start()])]
        begin = _spelled_by(words, letters)
        if begin is not None and match[1] not in found:
            found[match[1]] = text[max(0, match.start() - 120) : match.start()][begin:].strip()
    return found


_SMALL = frozenset("de des du la le les l d et en à aux pour au".split())


def _spelled_by(words: list[re.Match[str]], letters: str) -> int | None:
    """Where the words that spell `letters` begin, read from the end."""
    rest = letters
    for word in reversed(words):
        said = word[0].lower()
        first = said[:1].translate(str.maketrans("éèêàâîôû", "eeeaaiou"))
        if rest[-1] == first:
            rest = rest[:-1]
            if not rest:
                return word.start()
        elif said not in _SMALL:
            return None
    return None
