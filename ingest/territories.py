"""The territory that a body of health democracy speaks for: a department, or a name of its own.

Departments with their numbers and regions are those of INSEE's code officiel géographique;
territorial councils are those of article L. 1434-10 of the code de la santé publique.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.french import fold
from ingest.french.numbers import MONTHS

_BY_REGION = {
    "Auvergne-Rhône-Alpes": "01 Ain|03 Allier|07 Ardèche|15 Cantal|26 Drôme|38 Isère|42 Loire|"
    "43 Haute-Loire|63 Puy-de-Dôme|69 Rhône|73 Savoie|74 Haute-Savoie",
    "Bourgogne-Franche-Comté": "21 Côte-d’Or|25 Doubs|39 Jura|58 Nièvre|70 Haute-Saône|"
    "71 Saône-et-Loire|89 Yonne|90 Territoire de Belfort",
    "Bretagne": "22 Côtes-d’Armor|29 Finistère|35 Ille-et-Vilaine|56 Morbihan",
    "Centre-Val de Loire": "18 Cher|28 Eure-et-Loir|36 Indre|37 Indre-et-Loire|41 Loir-et-Cher|"
    "45 Loiret",
    "Corse": "2A Corse-du-Sud|2B Haute-Corse",
    "Grand Est": "08 Ardennes|10 Aube|51 Marne|52 Haute-Marne|54 Meurthe-et-Moselle|55 Meuse|"
    "57 Moselle|67 Bas-Rhin|68 Haut-Rhin|88 Vosges",
    "Hauts-de-France": "02 Aisne|59 Nord|60 Oise|62 Pas-de-Calais|80 Somme",
    "Île-de-France": "75 Paris|77 Seine-et-Marne|78 Yvelines|91 Essonne|92 Hauts-de-Seine|"
    "93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d’Oise",
    "Normandie": "14 Calvados|27 Eure|50 Manche|61 Orne|76 Seine-Maritime",
    "Nouvelle-Aquitaine": "16 Charente|17 Charente-Maritime|19 Corrèze|23 Creuse|24 Dordogne|"
    "33 Gironde|40 Landes|47 Lot-et-Garonne|64 Pyrénées-Atlantiques|79 Deux-Sèvres|86 Vienne|"
    "87 Haute-Vienne",
    "Occitanie": "09 Ariège|11 Aude|12 Aveyron|30 Gard|31 Haute-Garonne|32 Gers|34 Hérault|46 Lot|"
    "48 Lozère|65 Hautes-Pyrénées|66 Pyrénées-Orientales|81 Tarn|82 Tarn-et-Garonne",
    "Pays de la Loire": "44 Loire-Atlantique|49 Maine-et-Loire|53 Mayenne|72 Sarthe|85 Vendée",
    "Provence-Alpes-Côte d’Azur": "04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|"
    "13 Bouches-du-Rhône|83 Var|84 Vaucluse",
    "Guadeloupe": "971 Guadeloupe",
    "Martinique": "972 Martinique",
    "Guyane": "973 Guyane",
    "La Réunion": "974 La Réunion",
    "Mayotte": "976 Mayotte",
}
_DEPARTMENTS = [
    (*entry.split(" ", 1), region)
    for region, entries in _BY_REGION.items()
    for entry in entries.split("|")
]
_NAME_OF = {code: name for code, name, _ in _DEPARTMENTS}
_REGION_OF = {name: region for _, name, region in _DEPARTMENTS}


def _key(name: str) -> str:
    return re.sub(r"\W", "", fold(name))


_KEYS = {_key(name): name for name in _REGION_OF}

_BODY = (
    r"(?i:\bCTS\b|\bCDCA\b|\bconseils? territoria(?:l|ux) de sant[ée]\b"
    r"|\bconseils? d[ée]partementa(?:l|ux) de la citoyennet[ée] et de l['’]autonomie\b"
    r"|\bterritoires? de (?:sant[ée]|d[ée]mocratie (?:sanitaire|en sant[ée]))\b)"
)
_LINK = r"(?:\s*\((?:CTS|CDCA)\))?(?:\s+(?i:de la|de l['’]|du|des|de|d['’])|\s*[-–—:])?\s*"
_SHORT_MONTHS = "janv|f[ée]vr?|avr|juil|sept|oct|nov|d[ée]c"
_CODE = (
    r"(?P<code>(?:\d\d|2[AB]|97[1-6])(?![\w/.]|-\d))"
    rf"(?!\s+(?i:{'|'.join(MONTHS)}|f[ée]vrier|ao[ûu]t|d[ée]cembre|{_SHORT_MONTHS}|h|heures|membres)\b)"
)
_UPPER = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ"
_NAMED = rf"[{_UPPER}][\w’'-]*"
_SMALL = r"(?:(?:et )?(?:de la|de l['’]|du|des|de|d['’])|et|en|sur|les|la|le|l['’])"
_NAME = rf"(?P<name>{_NAMED}(?:[ ](?:{_SMALL}[ ]?)?{_NAMED}){{0,5}})"
_TERRITORY = re.compile(rf"{_BODY}{_LINK}(?P<quote>[«“\"]\s*)?(?:{_CODE}|{_NAME})")
_LIST = re.compile(r",| et (?:de la |de l['’]|du |des |de |d['’])?", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"^(?:CTS|CRSA|ARS|CDCA|CSDU|CSAMS|CSOS|CSP|COVID|Ségur|S[ée]ance|R[ée]union|Compte|Le|La|Les)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A territory with the words that name it; `region` where it is told by its departments."""

    name: str
    words: str
    region: str | None = None


def territory_in(text: str) -> Territory | None:
    """The territory that `text` names as a body's own: "CTS de l’Eure", "CTS 94".

    A name that is no department stands as it is written. None where no body is named with a
    territory, and where several are.
    """
    found = {named.name: named for match in _TERRITORY.finditer(text) if (named := _named(match))}
    return next(iter(found.values())) if len(found) == 1 else None


def _named(match: re.Match[str]) -> Territory | None:
    if code := match["code"]:
        name = _NAME_OF.get(code)
        return _territory([name], match.group()) if name else None
    written = match["name"]
    departments = _departments(written)
    if departments:
        return _territory(departments, match.group())
    # A quote after a body's name may as well be the name of its campaign.
    if match["quote"] or _NOT_NAMES.match(written) or written in ("Santé",):
        return None
    return Territory(name=" ".join(written.split()), words=match.group())


def _departments(written: str) -> list[str]:
    """The departments that a written name lists, or begins with; none when it is another name."""
    parts = [_KEYS.get(_key(part)) for part in _LIST.split(written)]
    if all(parts):
        return [part for part in parts if part]
    words = written.split(" ")
    for count in range(len(words), 0, -1):
        if name := _KEYS.get(_key(" ".join(words[:count]))):
            return [name]
    return []


def _territory(departments: list[str], words: str) -> Territory:
    regions = {_REGION_OF[name] for name in departments}
    return Territory(
        name=", ".join(departments),
        words=words,
        region=regions.pop() if len(regions) == 1 else None,
    )
