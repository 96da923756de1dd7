"""Is it a word of French? Told by a list of word forms that is read at its first use.

The list is pyspellchecker's (MIT, docs/decisions/0005-french-words.md); the inflections and
prefixes that lengthen it are those of regular formation after Grevisse's "Le Bon Usage"
(plural and feminine of nouns and adjectives; prefixes written without a hyphen).
"""

from __future__ import annotations

from functools import cache

_ENDINGS = ("s", "x", "e", "es")
_PREFIXES = (
    "anti auto bi co dé extra hyper hypo in inter intra macro micro mono multi néo para péri pluri "
    "poly post pré pro psycho radio re ré socio super supra télé trans tri ultra"
).split()
_SHORTEST = 4


@cache
def _forms() -> frozenset[str]:
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="fr", distance=1).word_frequency.keys())


def is_word(word: str) -> bool:
    """Whether `word`, with its accents and in whatever case, is a form of a known word."""
    word = _plain(word)
    return _is_form(word) or any(_is_form(word[len(p) :]) for p in _prefixes(word))


def is_listed(word: str) -> bool:
    """Whether the form itself is in the list: what its parts would allow does not count."""
    return _plain(word) in _forms()


def _plain(word: str) -> str:
    return word.lower().replace("œ", "oe").replace("æ", "ae")


def _is_form(word: str) -> bool:
    known = _forms()
    return word in known or any(
        word.endswith(ending)
        and len(word) - len(ending) >= _SHORTEST
        and word[: -len(ending)] in known
        for ending in _ENDINGS
    )


def _prefixes(word: str) -> list[str]:
    return [p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= _SHORTEST]
