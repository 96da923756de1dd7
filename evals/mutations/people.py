"""People whom a text names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evals.mutations.lexicon import REPORTING

_UPPER = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ"
_LOWER = "a-zàâäçéèêëîïôöùûü"
_WORD = rf"[{_UPPER}][^\W\d_]*(?:[-’][^\W\d_]+)*"
_FIRST = (
    rf"(?!Les |Des |Une |Aux |Cette |Pour |Dans )[{_UPPER}][{_LOWER}]{{2,}}"
    rf"(?:-[{_UPPER}][{_LOWER}]+)?"
)
_PERSON = re.compile(
    rf"\b(?P<title>M\.|Mme|Dr|Pr|Monsieur|Madame) (?P<name>{_WORD}(?: (?:de |d’)?{_WORD}){{0,3}})"
    rf"|(?<![’-])\b(?P<full>{_FIRST}(?: {_FIRST})? [{_UPPER}-]{{4,}})"
    rf"(?= (?:{'|'.join(REPORTING)})\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`title` as written, empty without one; `name` is what follows it and what the span holds."""

    title: str
    name: str
    start: int
    end: int

    @property
    def called(self) -> int:
        """Where the title starts, the name without one."""
        return self.start - len(self.title) - 1 if self.title else self.start

    @property
    def surname(self) -> str:
        """The last word, with the article that belongs to it ("Le Goff")."""
        *_, article, last = ("", *self.name.split())
        return f"{article} {last}" if article in ("Le", "La", "Du", "De", "Des") else last


def people(text: str) -> tuple[Person, ...]:
    """Those named in `text`, in order; a person named twice is there twice.

    A person is told by a title, or by a first name and a surname in capitals before a verb of
    speech ("Jeanne DURAND rappelle"): without either, names of bodies look the same.
    """
    found = []
    for match in _PERSON.finditer(text):
        group = "name" if match["name"] else "full"
        start, end = match.span(group)
        found.append(Person(title=match["title"] or "", name=match[group], start=start, end=end))
    return tuple(found)
