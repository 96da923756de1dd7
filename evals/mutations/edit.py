"""One rewriting of a sentence, and the small grammar that keeps it French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Gender = Literal["m", "f"]

_VOWELS = "aeiouyàâäéèêëîïôöûùüœæ"
# Words of our lexicons whose first letter allows no elision (TLFi marks their h as aspirated).
_ASPIRATED = re.compile(r"(?:hausse|hauts?|huit|onze|handicap)\b|HAS\b", re.IGNORECASE)
_ELIDED = re.compile(
    r"\b(?:(?P<of>(?:de|à) )?(?P<the>l)|(?P<other>jusqu|lorsqu|puisqu|qu|[dsnjmtc]))[’']$",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\b(?P<word>le|la|du|au|ce|sa|ma|ta|jusque|lorsque|puisque|que|de|se|ne|je|me|te) $",
    re.IGNORECASE,
)
_BEFORE_ANY = re.compile(r"\b(cet|son) $", re.IGNORECASE)
_BEFORE_VOWEL = {"le": "l’", "la": "l’", "du": "de l’", "au": "à l’", "ce": "cet ", "sa": "son "}


SUBORDINATE = re.compile(r"\b(?:que|qu’|qui|dont|où|parce|car|lorsqu\w*|quand|mais|si|afin|pour)\b")
"""Words that open a clause inside another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`text` is the whole new sentence; `before` and `after` are the words that differ."""

    text: str
    before: str
    after: str


def opens_with_vowel(word: str) -> bool:
    """Whether an article is elided before `word` (a mute h counts as a vowel)."""
    first = word[:1].lower()
    return (first in _VOWELS or first == "h") and not _ASPIRATED.match(word)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    return text[:1].lower() + text[1:]


def like(model: str, text: str) -> str:
    """`text` with a capital when `model` starts with one."""
    return capital(text) if model[:1].isupper() else text


def replaced(
    sentence: str, span: tuple[int, int], new: str, gender: Gender | None = None
) -> Edit | None:
    """`sentence` with `new` in `span`, the word before it elided or spelled out as `new` asks.

    `gender` is that of `new`. None when an article would have to be chosen without knowing it, or
    when nothing would change.
    """
    start, end = span
    old = sentence[start:end]
    head = _head(sentence[:start], old, new, gender)
    if head is None or new == old:
        return None
    return Edit(text=head + new + sentence[end:], before=old, after=new)


def _head(head: str, old: str, new: str, gender: Gender | None) -> str | None:
    elided = _ELIDED.search(head)
    if elided and not opens_with_vowel(new):
        if elided["other"]:
            return f"{head[: elided.end('other')]}e "
        if gender is None:
            return None
        article = "la" if gender == "f" else "le"
        if elided["of"] and gender == "m":
            joined = {"d": "du", "à": "au"}[elided["of"][0].lower()]
            return f"{head[: elided.start()]}{like(elided['of'], joined)} "
        return f"{head[: elided.start('the')]}{like(elided['the'], article)} "
    full = _FULL.search(head)
    if full and opens_with_vowel(new) and not opens_with_vowel(old):
        word = full["word"].lower()
        short = _BEFORE_VOWEL.get(word, "son " if word in ("ma", "ta") else f"{word[:-1]}’")
        return head[: full.start()] + like(full["word"], short)
    vowel = _BEFORE_ANY.search(head)
    if vowel and opens_with_vowel(old) and not opens_with_vowel(new):
        if vowel[1].lower() == "cet":
            return f"{head[: vowel.start()]}{like(vowel[1], 'ce')} "
        return f"{head[: vowel.start()]}{like(vowel[1], 'sa')} " if gender == "f" else head
    return head


def cut(sentence: str, span: tuple[int, int], new: str) -> Edit:
    """`sentence` with `new` in `span`, doubled blanks folded."""
    start, end = span
    text = re.sub(r" {2,}", " ", sentence[:start] + new + sentence[end:]).strip()
    text = re.sub(r" ([,.])", r"\1", text)
    return Edit(text=capital(text), before=sentence[start:end].strip(), after=new.strip())


def elided(text: str) -> str:
    """`text` with its articles and pronouns elided where a vowel now follows."""
    return re.sub(
        rf"\b(qu|jusqu|lorsqu|puisqu|[ldsnjmtc])(?:e) (?=[{_VOWELS}])",
        lambda found: f"{found[1]}’",
        text,
    )
