"""The regions of France: names and codes of ISO 3166-2:FR, as INSEE's code officiel géographique
writes them."""

from __future__ import annotations

import re

from ingest.french import fold

REGIONS = {
    "Auvergne-Rhône-Alpes": "ARA",
    "Bourgogne-Franche-Comté": "BFC",
    "Bretagne": "BRE",
    "Centre-Val de Loire": "CVL",
    "Corse": "COR",
    "Grand Est": "GES",
    "Hauts-de-France": "HDF",
    "Île-de-France": "IDF",
    "Normandie": "NOR",
    "Nouvelle-Aquitaine": "NAQ",
    "Occitanie": "OCC",
    "Pays de la Loire": "PDL",
    "Provence-Alpes-Côte d’Azur": "PAC",
    "Guadeloupe": "GUA",
    "Guyane": "GUF",
    "La Réunion": "LRE",
    "Martinique": "MTQ",
    "Mayotte": "MAY",
}


def _pattern(name: str) -> str:
    words = re.split(r"[-\s']+", fold(name))
    return r"[-–—\s']+".join(words)


_NAMES = {name: re.compile(rf"\b{_pattern(name)}\b") for name in REGIONS}
# "la réunion" is a meeting: that region is only named with its capital.
_CAPITAL = {"La Réunion": re.compile(r"\b[Ll]a R(?:é|É)union\b|\bLA RÉUNION\b")}
# Short names that the regions and their agencies use themselves. "Aura" is a verb too: in a line
# of capitals it is only a region after the name of a body.
_SHORT = {
    "Auvergne-Rhône-Alpes": re.compile(
        r"(?:(?<=ARS )|(?<=CRSA )|(?<=CSDU )|(?<=CSOS )|(?<=URPS )|(?<=RÉGION ))AURA\b"
        r"|(?<![A-ZÀ-Ý][\s'’])\bAURA\b(?!\s+[A-ZÀ-Ý]{2})"
    ),
    "Provence-Alpes-Côte d’Azur": re.compile(
        r"\b(?:PACA|Paca)\b|\b(?:[Rr]égion Sud|RÉGION SUD)\b(?![-\s][A-Z](?!rovence|ACA))"
    ),
    "Hauts-de-France": re.compile(r"\bHdF\b"),
    "Île-de-France": re.compile(r"\bIdF\b"),
    "Pays de la Loire": re.compile(r"\bPdL\b"),
}
_CODES = {name: re.compile(rf"\b{code}\b") for name, code in REGIONS.items()}


def without_regions(text: str) -> str:
    """The folded text without the names of regions, short ones and codes included."""
    for pattern in (*_CODES.values(), *_SHORT.values()):
        text = pattern.sub(" ", text)
    text = fold(text)
    for pattern in _NAMES.values():
        text = pattern.sub(" ", text)
    return " ".join(text.split())


def regions_in(text: str) -> list[str]:
    """Regions that `text` names, in full, short or by code, in the order of first mention."""
    folded = fold(text)
    found = []
    for name, pattern in _NAMES.items():
        capital = _CAPITAL.get(name)
        match = capital.search(text) if capital else pattern.search(folded)
        match = match or _CODES[name].search(text) or _short(name, text)
        if match:
            found.append((match.start(), name))
    return [name for _, name in sorted(found)]


def _short(name: str, text: str) -> re.Match[str] | None:
    return _SHORT[name].search(text) if name in _SHORT else None
