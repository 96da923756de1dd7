"""Which numbers of a line at a page's edge can be the page's own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.french import MONTHS, fold

_ALONE = re.compile(
    r"^[\s\W]*(?:page|p\.)?\s*(\d{1,4})\s*(?:(?:/|sur|de)\s*\d{1,4})?[\s\W]*$", re.IGNORECASE
)
_ALONE_OF_MANY = re.compile(r"^\W*page\s*(\d{1,4})\s*(?:/|sur|de)\s*(\d{1,4})\W*$", re.IGNORECASE)
_LAST_OF_MANY = re.compile(
    r"(?<!\w)(?:page|p\.?)\s*(\d{1,4})\s*(?:/|sur|de)\s*(\d{1,4})\W*$", re.IGNORECASE
)
_SAID = re.compile(r"(?<!\w)(?:page|p\.)\s*(\d{1,4})(?!\w)", re.IGNORECASE)
_OF_MANY = re.compile(r"(?<![\w/.,])(\d{1,4})\s?/\s?\d{1,4}(?![\w/])")
_FIRST = re.compile(r"(?:^|\t)[^\w\t]*(\d{1,3})(?=\s+[^\W\d_]|\s*[|–—•·-]|\t)")
_AMID = re.compile(r"(?<=\s)[|–—-]\s+(\d{1,3})(?=\s+[|–—-]\s)")
_LAST = re.compile(r"(?<![\w.,/])(?<!\d-)(\d{1,3})[^\w\t.;:!?…»)%°]*(?=\t|$)")
# What is numbered in minutes and reports besides their pages, in the singular: "Atelier 3". The
# second words do so only from the line's beginning: "Avis de la commission 3" may be a footer.
_COUNTED = re.compile(
    r"(?:\b(?:action|annexe|article|atelier|axe|cas|carte|chapitre|constat|cts|defi|departement|"
    r"encadre|enjeu|etape|exemple|fiche(?: (?:action|mesure|projet|technique))?|figure|graphique|"
    r"groupe(?: de travail)?|levier|lot|mesure|module|objectif|orientation|partie|phase|pilier|"
    r"point|preconisation|priorite|proposition|question|recommandation|scenario|schema|section|"
    r"sequence|sujet|table(?: ronde)?|tableau|territoire|thematique|theme|titre|vague|volet|zone)"
    r"|^(?:college|commission|jour|journee|projet|region|reunion|seance|secteur|semaine|session|"
    r"visite))(?: n| no| numero)?$|\b(?:n|no|numero)$"
)
_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})\b")
_SIGNS = re.compile(r"[^\w\t]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number of a line that can be its page's, and the words around it without signs.

    `named` says that the line calls it a page's; `of_many` that a count of pages follows."""

    number: int
    around: tuple[str, str]
    named: bool = False
    of_many: bool = False


def plain(text: str) -> str:
    """The words without signs: a recognition of text sees a dash or misses it."""
    return _SIGNS.sub(" ", fold(text)).strip(" ")


def marks(text: str) -> Iterator[Mark]:
    """The numbers that can be the page's: named so, one of many, or at an end of the line or of a
    cell. Those after what is counted besides pages, "Atelier 3", and those of days are none."""
    for found in _SAID.finditer(text):
        yield Mark(int(found.group(1)), _around(found), named=True)
    for pattern in (_OF_MANY, _FIRST, _AMID, _LAST):
        for found in pattern.finditer(text):
            around = _around(found)
            if not _COUNTED.search(around[0].strip()) and not _MONTH.match(around[1]):
                yield Mark(int(found.group(1)), around, of_many=pattern is _OF_MANY)


def _around(found: re.Match[str]) -> tuple[str, str]:
    return plain(found.string[: found.start(1)]), plain(found.string[found.end(1) :])


def lone_number(text: str) -> int | None:
    """The number of a line that holds nothing else but perhaps "page" or a count of pages."""
    found = _ALONE.match(text)
    return int(found.group(1)) if found else None


def own_number(text: str) -> str | None:
    """The number of a line that says by itself that it is a page's, "page 17 sur 56", whatever
    the pages around it: those of an extract do not follow each other."""
    said = _ALONE_OF_MANY.match(text)
    return said.group(1) if said and int(said.group(1)) <= int(said.group(2)) else None


def last_of_many(text: str) -> tuple[int, int] | None:
    """The page and the count of pages that a line ends in, "Avis du conseil - page 3/9"."""
    said = _LAST_OF_MANY.search(text)
    if not said or int(said.group(1)) > int(said.group(2)):
        return None
    return int(said.group(1)), int(said.group(2))
