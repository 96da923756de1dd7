"""Words cut at a line's end: the hyphen goes only where the joined word is known. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.clean import SOFT_HYPHEN
from ingest.french import fold
from ingest.french.lexicon import is_listed, is_word

DROP = "\b"
"""In place of what stands between two lines: the hyphen before it goes."""

_HYPHENS = ("-", "‐", "‑", SOFT_HYPHEN)
_BROKEN = re.compile(rf"([^\W_]+(?:['’-][^\W_]+)*)[{''.join(_HYPHENS)}]$")
_LONGEST_WORD = 200
_FIRST_WORD = re.compile(r"^[^\W_]+(?:-[^\W_]+)*")
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document, folded, but for those that a line's end may have cut."""

    all: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Words:
        """The words of a document's lines."""
        found: set[str] = set()
        is_cut = False
        for text in lines:
            words = _WORDS.findall(fold(text))
            is_next = _broken(text) is not None
            found.update(words[1 if is_cut else 0 : len(words) - 1 if is_next else None])
            is_cut = is_next
        return cls(frozenset(found))


def between(last: str, line: str, known: Words) -> str:
    """What stands between two lines of a paragraph: a space, nothing, or DROP."""
    broken, after = _broken(last), _FIRST_WORD.match(line)
    if last[-1] == SOFT_HYPHEN and after:
        return ""
    if not broken or not after:
        return "" if last[-1] in "'’" and after else " "
    if not after.group()[0].islower():
        return ""
    head = re.split(r"['’]", broken.group(1))[-1]
    return DROP if _is_one_word(head, after.group(), known) else ""


def _broken(text: str) -> re.Match[str] | None:
    """The word that a line's end cuts, with its hyphen."""
    return _BROKEN.search(text[-_LONGEST_WORD:]) if text[-1:] in _HYPHENS else None


def _is_one_word(head: str, after: str, known: Words) -> bool:
    """Whether the hyphen was only put there to break the line, told by the document's own words
    first. A prefix before the hyphen proves nothing: "co-construire" is written so too."""
    if fold(f"{head}-{after}") in known.all or len(head) == 1:
        return False
    if fold(head + after) in known.all or is_listed(head + after):
        return True
    part = head.rpartition("-")[2]
    rest = after.partition("-")[0]
    if part != head or rest != after:  # a compound, cut within one of its words
        return not is_listed(part) and is_word(part + rest)
    return is_word(head + after) and not (is_word(head) or is_word(after))
