"""The date that a document gives itself, told by the words before it. Pure.

A meeting's date is the document's; dates of approval, of laws and of meetings to come are not. A
sentence cites more dates than its own: it is only heard where it says when the body met.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from ingest.french import fold
from ingest.french.numbers import MONTHS
from ingest.model import Fact
from ingest.places import Places, as_written, is_item, is_roll, is_sentence

_SIGNED_LONGEST = 100
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<day>\d{{1,2}})(?:er)?\s+)?(?P<month>{'|'.join(MONTHS)})\s+(?P<year>(?:19|20)\d\d)\b"
    r"|(?<!\d)(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>(?:19|20)\d\d|\d\d)(?!\d)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d)"
)
_SEPARATOR = re.compile(r"\s[–—-]\s|[|•·\t\n(]|\.\s+(?=[a-z])")
_CITED = (
    r"(?:approuve|adopte|valide|signe)\w*\s+(?:(?:a l'unanimite|le|lors|en|par|au)\b|:)"
    r"|(?:approbation|adoption|validation|decrets?|lois?|arretes?|ordonnances?|circulaires?"
    r"|instructions?|conventions?|articles?|vu|prochaine?s?|suites?|suivi|retours? sur"
    r"|avant|depuis|a compter|jusqu|echeances?|date limite|saisine|convocations?|reportee?)\b"
)
# Adopting an opinion or a report makes it; approving minutes comes after them.
_ADOPTED = (
    r"(?:avis|rapports?|contributions?|deliberations?|motions?|recommandations?|voeux?)\s+"
    r"(?:adopte|rendu|vote|emis|valide)\w*"
)
_HELD = (
    r"seances?|reunions?|reunie?s?|tenue?s?|assemblees?|plenieres?|comites?|commissions?|bureau"
    r"|ateliers?|journees?|rencontres?|comptes?[ -]rendus?|proces[ -]verba(?:l|ux)"
    r"|restitutions?|releves?|ordre du jour|date"
)
_DRAFT = (
    r"versions?|document de travail|(?:redige|edite|diffuse|transmis|envoye|imprime)\w*|a jour"
    r"|date (?:de |d')(?:diffusion|redaction|edition|impression|publication|envoi)"
)
_CUE = re.compile(
    rf"\b(?:(?P<cited>(?:{_CITED})[^,]*)|(?P<draft>(?:{_DRAFT})\b[^,]*)"
    rf"|(?:{_ADOPTED}|(?:{_HELD})\b))"
)
_MET = re.compile(
    r"\b(?:(?:est|sont)\s+(?:reuni|tenu)e?s?|(?:reunion|seance)\s+tenue)\b[^.;]{0,60}$"
    r"|,\s*reunie?s?\s+(?:en|le)\b[^.;]{0,60}$"
    r"|\bouvre\s+la\s+(?:seance|reunion)\s+(?:pleniere\s+)?du\b[^.;,]*$"
)
_ALONE = re.compile(
    r"^\W*(?:[^\W\d_][^\d,]{0,30}, ?)?(?:le )?"
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?$"
)
_YEAR = re.compile(r"(?<![\d/–-])(?<![–-] )(?:19|20)\d\d(?!\s?[-–/]\s?\d|\d)")


class Rank(IntEnum):
    """How well the words around a date say that it is the document's."""

    HELD = 0
    ALONE = 1
    DAY = 2
    MONTH = 3
    DRAFT = 4
    CITED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A date of a line, with the folded line before, at and after it."""

    rank: Rank
    iso: str
    line: str
    before: str
    words: str
    after: str

    def fact(self) -> Fact:
        """The date with its words as they are written."""
        return Fact(value=self.iso, evidence=as_written(self.line, self.words, len(self.before)))


def date_of(places: Places, name: str) -> Fact | None:
    """The date of the first place that tells one, as ISO year, year-month or day."""
    for lines in (places.title, places.head, places.margins):
        if best := _best(_found(lines), Rank.MONTH):
            return best.fact()
    after = (*places.headings, *places.opening.splitlines())
    if told := next((one for one in _found(after) if _tells(one)), None):
        return told.fact()
    if best := _best(_found([name]), Rank.MONTH):
        return Fact(value=best.iso, evidence="")
    if best := _best(_found((*places.title, *places.head)), Rank.DRAFT):
        return best.fact()
    return _year(places.labels)


def _found(lines: Iterable[str]) -> list[_Found]:
    return [
        found
        for line in lines
        for match in _DATE.finditer(fold(line))
        if (found := _read(line, match))
    ]


def _read(line: str, match: re.Match[str]) -> _Found | None:
    iso = _iso(match)
    if iso is None:
        return None
    before, after = match.string[: match.start()], match.string[match.end() :]
    rank = _rank(before, iso, after)
    return _Found(rank=rank, iso=iso, line=line, before=before, words=match.group(), after=after)


def _iso(match: re.Match[str]) -> str | None:
    if match["month"]:
        year, month, day = match["year"], MONTHS[match["month"]], match["day"]
    elif match["y2"]:
        year, month, day = match["y2"], int(match["m2"]), match["d2"]
        year = year if len(year) == 4 else f"20{year}"
    else:
        year, month, day = match["y3"], int(match["m3"]), match["d3"]
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    return f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def _best(found: Iterable[_Found], worst: Rank) -> _Found | None:
    """The best date, told to the day where another of the same month does."""
    usable = [one for one in found if one.rank <= worst]
    best = min(usable, key=lambda one: one.rank, default=None)
    if best is None:
        return None
    return max(
        (one for one in usable if one.iso.startswith(best.iso)), key=lambda one: len(one.iso)
    )


def _rank(before: str, iso: str, after: str) -> Rank:
    told = _told_by(before)
    if told is not None:
        return told
    if _ALONE.match(before) and not after.strip(" ."):
        return Rank.ALONE
    return Rank.DAY if len(iso) == len("2022-03-01") else Rank.MONTH


def _told_by(before: str) -> Rank | None:
    """What the last word that weighs says of what follows it."""
    cues = list(_CUE.finditer(_SEPARATOR.split(before)[-1]))
    if not cues:
        return None
    if cues[-1]["cited"]:
        return Rank.CITED
    return Rank.DRAFT if cues[-1]["draft"] else Rank.HELD


def _tells(found: _Found) -> bool:
    """Whether a line after the head dates the document: it says when the body met, opens with the
    name of its meeting, or signs."""
    roll = is_roll(found.line)
    if found.rank >= Rank.DRAFT or (is_item(found.line) and not roll):
        return False
    if is_sentence(found.line):
        return bool(_MET.search(found.before))
    if found.rank is Rank.HELD:
        return roll or bool(_CUE.match(found.before.lstrip(" -«")))
    signs = found.rank is Rank.ALONE or found.before.endswith((" le ", ", "))
    return signs and len(found.line) <= _SIGNED_LONGEST and not found.after.strip(" .")


def _year(labels: Iterable[str]) -> Fact | None:
    """The first year alone; a span of years is what a plan covers."""
    for text in labels:
        for year in _YEAR.finditer(text):
            if _told_by(fold(text[: year.start()])) is not Rank.CITED:
                return Fact(value=year.group(), evidence=year.group())
    return None
