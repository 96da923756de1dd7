"""A passage of minutes rewritten as those of another body: same words, other places and figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from random import Random

from evals.robustness.lexicon import (
    ADJECTIVES,
    DEPARTMENTS,
    KEPT,
    REGION_FORMS,
    SURNAMES,
    TOWNS,
)
from evals.robustness.values import Change, changed, other_value
from ingest import REGIONS, Document, quantities, tokens

_NAME = r"[A-ZÀ-Ý][a-zà-ÿœ]+(?:[-’'][\wÀ-ÿ]+)*"
_PROPER = re.compile(rf"(?<![\w-])(?:(?:[LDlds]|[Qq]u)[’'])?(?P<name>{_NAME})")
_SENTENCE_START = re.compile(r"(?:^|[\n\t•«.!?:] ?)$")
_TITLED = re.compile(r"(?:\bM\.|\bMM\.|\bMmes?|\bDr|\bPr)[ \u00a0](?:[A-ZÀ-Ý][\w’-]+[ \u00a0])*$")
_ARTICLES = (("des", r"\b(?:des|les|aux) $"), ("du", r"\b(?:du|le|au) $"), ("de la", r"\bla $"))


def _loose(name: str) -> str:
    """A pattern of a name with any blank, hyphen and apostrophe."""
    return r"[ \u00a0’'-]".join(map(re.escape, re.split(r"[ ’-]", name)))


_REGION = re.compile(
    r"(?<![\w’-])(?:(?P<within>en|dans l[ae]s?|à|au) |(?P<of>d’|(?:de la région|de la|de|du|des) )"
    r"|(?:le|la|les) |l’)?"
    rf"(?:(?P<name>{'|'.join(map(_loose, REGIONS))})|(?P<code>{'|'.join(REGIONS.values())}))(?!\w)"
)


def _adjectives() -> dict[str, str]:
    """Each form of the adjective of a region -> the same form of « régional »."""
    forms = {}
    for word in ADJECTIVES:
        is_feminine = word.endswith("e") and word != "corse"
        plural = "aux" if word.endswith("al") else "s"
        stem = word.removesuffix("al") if plural == "aux" else word.removesuffix("s")
        forms[stem + plural] = "régionales" if is_feminine else "régionaux"
        forms[word] = "régionale" if is_feminine else "régional"
    return forms


_REGIONAL = _adjectives()
_ADJECTIVE = re.compile(rf"(?<![\w-])(?:{'|'.join(_REGIONAL)})(?!\w)")


def proper_names(documents: Iterable[Document]) -> frozenset[str]:
    """Words with a capital inside a sentence that no document writes without it."""
    plain: set[str] = set()
    capital: set[str] = set()
    for document in documents:
        text = document.text
        words = (text[token.start : token.end] for token in tokens(text))
        plain.update(word for word in words if word[:1].islower())
        capital.update(
            match["name"]
            for match in _PROPER.finditer(text)
            if _is_inside(text[max(0, match.start() - 60) : match.start()])
        )
    return frozenset(name for name in capital - KEPT if name.lower() not in plain)


def _is_inside(before: str) -> bool:
    """Whether a capital after these words is not that of a sentence."""
    return bool(_TITLED.search(before)) or not _SENTENCE_START.search(before)


class Relocation:
    """Moves texts to `region`; the same words become the same others each time.

    `proper` are the names to replace, `known` is text in which no stand-in may occur.
    """

    def __init__(self, region: str, proper: Collection[str], known: str, seed: str) -> None:
        self.region = region
        self._proper = proper
        self._seed = seed
        self._towns = _absent(TOWNS, known)
        self._surnames = _absent(SURNAMES, known)
        self._departments = {
            article: _absent(names, known) for article, names in DEPARTMENTS.items()
        }

    def passage(self, text: str) -> str:
        """The text with other regions, places, persons, numbers, amounts and days."""
        return self._figures(self.names(text))

    def names(self, text: str) -> str:
        """The text with other regions, places and persons; its figures stay."""
        held: list[str] = []

        def hold(found: re.Match[str]) -> str:
            held.append(self._region(found))
            return chr(0xE000 + len(held) - 1)

        text = _REGION.sub(hold, text)
        text = _ADJECTIVE.sub(lambda found: _REGIONAL[found.group()], text)
        found = [
            Change(start=match.start("name"), end=match.end("name"), new=new)
            for match in _PROPER.finditer(text)
            if (new := self._other(match["name"], text[: match.start("name")], text[match.end() :]))
        ]
        text = changed(text, found)
        return re.sub(r"[\ue000-\uf8ff]", lambda sign: held[ord(sign.group()) - 0xE000], text)

    def _region(self, found: re.Match[str]) -> str:
        if found["code"]:
            return found.group()[: -len(found["code"])] + REGIONS[self.region]
        of, within = REGION_FORMS[self.region]
        return of if found["of"] else within if found["within"] else self.region

    def _other(self, name: str, before: str, after: str) -> str | None:
        """The stand-in of a name; None for a word that is none, and for first names."""
        if name not in self._proper:
            return None
        draw = Random(f"{self._seed}:{name}")
        if _TITLED.search(before):
            is_first = re.match(r"[ \u00a0][A-ZÀ-Ý][\w’-]", after)
            return None if is_first else draw.choice(self._surnames)
        for article, pattern in _ARTICLES:
            if re.search(pattern, before):
                return draw.choice(self._departments[article])
        return draw.choice(self._towns)

    def _figures(self, text: str) -> str:
        changes = []
        for quantity in quantities(text):
            surface = text[quantity.start : quantity.end]
            new = other_value(quantity, text, Random(f"{self._seed}:{surface}"))
            if new is not None:
                changes.append(Change(start=quantity.start, end=quantity.end, new=new))
        return changed(text, changes)


def _absent(names: Sequence[str], known: str) -> tuple[str, ...]:
    """The names that `known` does not hold, all of them when it holds every one."""
    return tuple(name for name in names if name not in known) or tuple(names)
