"""Words that are nothing but a speaker's name: a label, a signature, a source. Pure."""

from __future__ import annotations

import re

from ingest.speech.names import CLAUSE, Name, head_at, person_at, stops
from ingest.speech.verbs import group_at
from ingest.speech.words import plain, squeeze, tokens

_PREFIX = re.compile(
    r"(?:(?:extraits?\s+de\s+)?(?:l'\s?|la\s+|le\s+|les\s+)?"
    r"(?:contributions?|avis|positions?|propositions?|reponses?|points?\s+de\s+vue|interventions?"
    r"|propos|temoignages?|extraits?|verbatims?|parole|observations?|remarques?|demandes?"
    r"|questions?)"
    r"(?:\s+ecrites?)?\s+(?:de\s+la\s+|de\s+l'\s?|du\s+|des\s+|de\s+|d'|a\s+la\s+|par\s+))"
)
_DESCRIBED = re.compile(r"(?:[Uu]ne?|[Ll]['’]une?|[Dd]['’]une?)\s")
_SEVERAL = re.compile(r",|;|/|&|\bet\b|\bainsi que\b")
_WORDS = 18
_LONGEST_ACRONYM = 8
_CHARS = (2, 160)


def label(text: str, start: int, end: int) -> Name | None:
    """The speaker when `text[start:end]` is nothing but a name, or names; None otherwise.

    "Contribution de la CRSA" names the CRSA.
    """
    start, end = _trimmed(text, start + _prefix(text, start, end), end)
    said = text[start:end]
    if not _CHARS[0] <= len(said) <= _CHARS[1] or re.search(r"[«»\n\t]", said):
        return None
    if said.isupper() and any(len(word) > _LONGEST_ACRONYM for word in said.split()):
        return None
    return _several(text, start, end) or _one(text, start, end)


def is_contribution(words: str) -> bool:
    """Whether the words name somebody's contribution: "Réponse de l’ARS"."""
    return _prefix(words, 0, len(words)) > 0


def described(text: str, start: int, end: int) -> Name | None:
    """A person described and not named, who signs: "une assistante sociale de Lille"."""
    start, end = _trimmed(text, start, end)
    prefix = _prefix(text, start, end)
    start += prefix
    words = tokens(text, start, min(end, start + _CHARS[1]))
    if not re.match(r"une?\s" if prefix else _DESCRIBED, text[start:end]):
        return None
    if not 1 < len(words) <= _WORDS or words[-1].end < end - 1 or any(stops(w) for w in words):
        return None
    return Name(text=squeeze(text[start:end]), start=start, end=end, kind="person")


def described_subject(text: str, start: int, end: int) -> Name | None:
    """The described person who is the subject of a verb of speech: "une voisine nous dit :"."""
    while start < end and not text[start].isalnum():
        start += 1
    if not _DESCRIBED.match(text, start, end):
        return None
    words = tokens(text, start, min(end, start + _CHARS[1]))[:_WORDS]
    for index in range(2, len(words)):
        if group_at(words, index) is not None and words[index - 1].plain not in ("de", "d'", "la"):
            stop = words[index - 1].end
            return Name(text=squeeze(text[start:stop]), start=start, end=stop, kind="person")
        if stops(words[index]):
            return None
    return None


def abbreviates(short: str, full: str) -> bool:
    """Whether the letters of `short` are the initials of the last words of `full`."""
    letters = [c for c in plain(short) if c.isalpha()]
    initials = [w[0] for w in re.findall(r"[^\W\d_]+", plain(full)) if len(w) > 2]
    return len(letters) > 1 and initials[-len(letters) :] == letters


def _prefix(text: str, start: int, end: int) -> int:
    found = _PREFIX.match(plain(text[start : min(end, start + 80)]))
    return found.end() if found else 0


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the blanks and marks around the name; a parenthesis that it holds stays."""
    while start < end and text[start] in " \t\n\u00a0–—-([":
        start += 1
    while end > start and text[end - 1] in " \t\n\u00a0:.)],–—":
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return start, end


def _several(text: str, start: int, end: int) -> Name | None:
    """Names joined by commas or "et", None when there is one part, or when one is no name."""
    edges = [m.span() for m in _SEVERAL.finditer(text, start, end)]
    if not edges:
        return None
    starts = [start, *(b for _, b in edges)]
    ends = [*(a for a, _ in edges), end]
    names = [_one(text, *_trimmed(text, a, b)) for a, b in zip(starts, ends, strict=True)]
    kinds = [name.kind for name in names if name]
    if len(kinds) < len(names):
        return None
    return Name(
        text=squeeze(text[start:end]), start=start, end=end, kind="+".join(kinds), plural=True
    )


def _one(text: str, start: int, end: int) -> Name | None:
    if start >= end:
        return None
    name = person_at(text, start, end) or head_at(text, start, end)
    if name is None:
        return None
    rest = tokens(text, name.end, end)
    if name.personal:
        if any(w.plain in CLAUSE and text[w.start].islower() for w in rest):
            return None
    elif len(rest) > _WORDS or any(stops(word) for word in rest):
        return None
    return Name(
        text=squeeze(text[name.start : end]),
        start=name.start,
        end=end,
        kind=name.kind,
        gender=name.gender,
        plural=name.plural,
    )
