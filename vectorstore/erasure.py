"""Names of persons taken out of documents, for good: only their digests are kept. Pure.

A name is its words in any order, folded; words that a hyphen joins are one. Its letters become
blocks, one for one, so that offsets stay. Digests are keyed with a salt of the data folder
(BLAKE2b, RFC 7693): the list does not tell the names, but who holds the folder can test a guess.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest import CIVILITIES, Document, fold

BLOCK = "█"
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s.,;'’()–—-]{1,3}")
_KEPT = frozenset("\n\t")
_HYPHENS = frozenset("-‐‑")
# Words of names that are not written with a capital.
_PARTICLES = frozenset(
    "d da dal das de del della den der des di do dos du el l la le les van von".split()
)

Span = tuple[int, int]
Window = Sequence[tuple[int, int, str]]
"""Words as (start, end, folded)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Names that must not come back: the digest of each form with its number of words, joined
    by a hyphen or not."""

    salt: str
    digests: Mapping[str, int]

    def digest(self, words: Iterable[str]) -> str:
        """The digest of a form: folded words in any order."""
        data = " ".join(sorted(words)).encode()
        return hashlib.blake2b(data, key=self.salt.encode(), digest_size=16).hexdigest()

    def of(self, forms: Iterable[Sequence[str]]) -> Erased:
        """The same salt with these forms only."""
        return replace(self, digests={self.digest(form): _length(form) for form in forms})

    def __or__(self, other: Erased) -> Erased:
        return replace(self, digests={**self.digests, **other.digests})


def _length(form: Sequence[str]) -> int:
    return sum(word.count("-") + 1 for word in form)


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name without its civility, unless that leaves one word only."""
    words = tuple(fold(match.group()) for match in _WORD.finditer(text))
    bare = tuple(word for word in words if word not in CIVILITIES)
    return bare if len(bare) > 1 or len(words) == len(bare) else words


def forms_of(person: str, register: Iterable[str]) -> list[tuple[str, ...]]:
    """The forms under which `person` is looked for: the full name, "Mme" and the surname, the
    initial and the surname; words that a hyphen joins in the name as one, and as two.

    The surname is known where it stands in capitals, in `person` or in a name of the `register`;
    forms with a surname count only where they mean no other name of the register.
    """
    own = name_words(person)
    names = list(register)
    same = [name for name in (person, *names) if sorted(name_words(name)) == sorted(own)]
    joined = {pair for name in same for pair in _hyphened(name)}
    forms = [own]
    if own and own[0] in CIVILITIES:
        forms = [(civility, *own[1:]) for civility in sorted(CIVILITIES)]
    elif surname := next((found for found in map(_in_capitals, same) if found), ()):
        forms += _with_surname(own, surname, names)
    return list(dict.fromkeys([*forms, *(_compounded(form, joined) for form in forms)]))


def _with_surname(
    own: Sequence[str], surname: Sequence[str], names: Iterable[str]
) -> list[tuple[str, ...]]:
    """The forms of a name without its first names, as far as they mean nobody else."""
    others = [set(name_words(name)) - CIVILITIES for name in names]
    others = [words - set(surname) for words in others if set(surname) < words != set(own)]
    initials = [word[0] for word in own if word not in surname]
    forms: list[tuple[str, ...]] = []
    if initials and not any(word[0] in initials for words in others for word in words):
        forms += [(initials[0], *surname), (*initials, *surname)]
    if not others:
        forms += [(civility, *surname) for civility in sorted(CIVILITIES)]
    return forms


def _hyphened(name: str) -> list[tuple[str, str]]:
    """Neighbouring words of a name that a hyphen joins."""
    words = list(_WORD.finditer(name))
    return [
        (fold(first.group()), fold(second.group()))
        for first, second in itertools.pairwise(words)
        if name[first.end() : second.start()] in _HYPHENS
    ]


def _compounded(form: Sequence[str], joined: Collection[tuple[str, str]]) -> tuple[str, ...]:
    found = [form[0]] if form else []
    for before, word in itertools.pairwise(form):
        if (before, word) in joined:
            found[-1] += f"-{word}"
        else:
            found.append(word)
    return tuple(found)


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
            if erased.digest(_joined_words(text, window)) not in erased.digests:
                continue
            if not any(a < end and start < b for a, b in found):
                found.append((start, end))
    return sorted(found)


def _windows(text: str, words: Window, count: int) -> Iterator[Window]:
    """Runs of `count` words that could be a whole name."""
    for index in range(len(words) - count + 1):
        window = words[index : index + count]
        start, end = window[0][0], window[-1][1]
        if not _is_written_as_name(text, window):
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


def _joined_words(text: str, window: Window) -> list[str]:
    """The words of the window, those that a hyphen joins as one."""
    found = [window[0][2]]
    for (_, end, _), (start, _, word) in itertools.pairwise(window):
        if text[end:start] in _HYPHENS:
            found[-1] += f"-{word}"
        else:
            found.append(word)
    return found


def _is_written_as_name(text: str, window: Window) -> bool:
    """With capitals but for particles ("le petit Jean" names no Petit), or as an address is."""
    if text[window[-1][1] :].startswith("@"):
        return True
    return all(text[start].isupper() or word in _PARTICLES for start, _, word in window)


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
