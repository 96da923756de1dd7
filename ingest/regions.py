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
    return r"[-\s']+".join(words)


_NAMES = {name: re.compile(rf"\b{_pattern(name)}\b") for name in REGIONS}
# "la réunion" is a meeting: that region is only named with its capital.
_CAPITAL = {"La Réunion": re.compile(r"\b[Ll]a R(?:é|É)union\b|\bLA RÉUNION\b")}
_CODES = {name: re.compile(rf"\b{code}\b") for name, code in REGIONS.items()}


def without_regions(text: str) -> str:
    """The folded text without the names of regions and without their codes."""
    for code in _CODES.values():
        text = code.sub(" ", text)
    text = fold(text)
    for pattern in _NAMES.values():
        text = pattern.sub(" ", text)
    return " ".join(text.split())


def regions_in(text: str) -> list[str]:
    """Regions that `text` names, in full or by code in capitals, in the order of first mention."""
    folded = fold(text)
    found = []
    for name, pattern in _NAMES.items():
        capital = _CAPITAL.get(name)
        match = capital.search(text) if capital else pattern.search(folded)
        match = match or _CODES[name].search(text)
        if match:
            found.append((match.start(), name))
    return [name for _, name in sorted(found)]
