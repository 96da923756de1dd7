"""Names of persons taken out of documents, for good: only their digests are kept. Pure.

A name is its words in any order, folded. Its letters become blocks, one for one, so that offsets
stay. Digests are keyed with a salt of the data folder (BLAKE2b, RFC 7693): the list does not tell
the names, but who holds the folder can test a guess.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest import CIVILITIES, Document, fold

BLOCK = "█"
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s.,;'’()–—-]{1,3}")
_KEPT = frozenset("\n\t")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Names that must not come back: the digest of each form with its number of words."""

    salt: str
    digests: Mapping[str, int]

    def digest(self, words: Iterable[str]) -> str:
        """The digest of a form: folded words in any order."""
        data = " ".join(sorted(words)).encode()
        return hashlib.blake2b(data, key=self.salt.encode(), digest_size=16).hexdigest()

    def of(self, forms: Iterable[Sequence[str]]) -> Erased:
        """The same salt with these forms only."""
        return replace(self, digests={self.digest(form): len(form) for form in forms})

    def __or__(self, other: Erased) -> Erased:
        return replace(self, digests={**self.digests, **other.digests})


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name without its civility, unless that leaves one word only."""
    words = tuple(fold(match.group()) for match in _WORD.finditer(text))
    bare = tuple(word for word in words if word not in CIVILITIES)
    return bare if len(bare) > 1 or len(words) == len(bare) else words


def forms_of(person: str, register: Iterable[str]) -> list[tuple[str, ...]]:
    """The forms under which `person` is looked for: the full name, and "Mme" with the surname.

    The surname is known where it stands in capitals, in `person` or in a name of the `register`;
    it counts only where no other name of the register has it.
    """
    own = name_words(person)
    if own and own[0] in CIVILITIES:
        return [(civility, *own[1:]) for civility in sorted(CIVILITIES)]
    forms = [own]
    names = list(register)
    same = [name for name in (person, *names) if sorted(name_words(name)) == sorted(own)]
    surname = next((found for found in map(_in_capitals, same) if found), ())
    if not surname or len(own) < 2:
        return forms
    others = [set(name_words(name)) - CIVILITIES for name in names]
    if any(set(surname) < words and words != set(own) for words in others):
        return forms
    return forms + [(civility, *surname) for civility in sorted(CIVILITIES)]


def _in_capitals(name: str) -> tuple[str, ...]:
    words = [
        match.group() for match in _WORD.finditer(name) if fold(match.group()) not in CIVILITIES
    ]
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    return tuple(map(fold, capitals)) if len(capitals) < len(words) else ()


def places(text: str, erased: Erased) -> list[Span]:
    """Where a form stands in `text`, in order, the longest first where two overlap."""
    if not erased.digests:
        return []
    found: list[Span] = []
    words = [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]
    for count in sorted(set(erased.digests.values()), reverse=True):
        for window in _windows(text, words, count):
            start, end = window[0][0], window[-1][1]
            if erased.digest(word for _, _, word in window) not in erased.digests:
                continue
            if not any(a < end and start < b for a, b in found):
                found.append((start, end))
    return sorted(found)


def _windows(
    text: str, words: Sequence[tuple[int, int, str]], count: int
) -> Iterator[Sequence[tuple[int, int, str]]]:
    """Runs of `count` words that could be a whole name."""
    for index in range(len(words) - count + 1):
        window = words[index : index + count]
        start, end = window[0][0], window[-1][1]
        if not any(text[a].isupper() for a, _, _ in window):
            continue
        gaps = (text[window[i][1] : window[i + 1][0]] for i in range(count - 1))
        if not all(_BETWEEN.fullmatch(gap) for gap in gaps):
            continue
        if _is_joined(text, start, -1) or _is_joined(text, end - 1, 1):
            continue
        civil = window[0][2] in CIVILITIES
        if civil and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
            continue  # "Mme Violette" of "Mme Violette Martin" names someone else
        yield window


def _is_joined(text: str, at: int, step: int) -> bool:
    """Whether a hyphen joins the word at `at` to another on that side."""
    beside = text[max(0, at + step) : at + step + 1]
    beyond = text[max(0, at + 2 * step) : at + 2 * step + 1]
    return beside in ("-", "‐", "‑") and beyond.isalpha()


def without(text: str, erased: Erased) -> str:
    """The text with every form blocked out; as long as before."""
    parts, last = [], 0
    for start, end in places(text, erased):
        parts.append(text[last:start])
        parts.append("".join(c if c in _KEPT else BLOCK for c in text[start:end]))
        last = end
    return "".join([*parts, text[last:]])


def redacted(document: Document, erased: Erased) -> Document:
    """The document without these names and without their rows of the register."""
    if not erased.digests:
        return document

    def clean(text: str | None) -> str | None:
        return None if text is None else without(text, erased)

    return replace(
        document,
        title=without(document.title, erased),
        text=without(document.text, erased),
        sections=tuple(
            replace(
                section,
                title_path=tuple(without(title, erased) for title in section.title_path),
                speaker=clean(section.speaker),
            )
            for section in document.sections
        ),
        facts={
            name: replace(
                fact, value=without(fact.value, erased), evidence=without(fact.evidence, erased)
            )
            for name, fact in document.facts.items()
        },
        attendance=tuple(
            replace(
                row,
                body=clean(row.body),
                college=clean(row.college),
                organisation=clean(row.organisation),
                mark=clean(row.mark),
            )
            for row in document.attendance
            if not places(row.name, erased)
        ),
    )
