"""Which meeting a list belongs to: the body and the date that a title above it tells. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.french import fold
from ingest.french.dates import Dated, dates

_LONGEST = 220
_DAYS = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_HOUR = re.compile(r"\s*(?:[àa]|de)\s*\d{1,2}\s*(?:h|heures?|:)\s*\d{0,2}.*$", re.IGNORECASE)
_JOIN = r"[\s,;:–—\-()]*(?:\b(?:le|du|de la|en date du|tenue? le|r[ée]unie? le)\b\s*)?"
_BEFORE = re.compile(rf"{_JOIN}(?:{_DAYS}\s*)?$", re.IGNORECASE)
_WHAT = re.compile(
    r"^\W*(?:(?:le |la |les |l['’]|du |de la |de l['’]|des |de |au |[àa] la |d['’])?\s*"
    r"(?:projet|comptes?[ -]rendus?|cr|proc[eè]s[ -]verba(?:l|ux)|pv|relev[ée]s?|d[ée]cisions?|"
    r"conclusions|synth[eè]se|r[ée]unions?|s[ée]ances?|listes?|feuille|pr[ée]sences?|pr[ée]sents|"
    r"participants?|[ée]margements?|membres pr[ée]sents|annexe(?: \d+)?|ordinaire|extraordinaire|"
    r"pl[ée]ni[eè]re(?= d))\b[\s:–—-]*)*"
    r"(?:le |la |les |l['’]|du |de la |de l['’]|des |de )?\s*",
    re.IGNORECASE,
)
# Bodies of health democracy and their inner groups: code de la santé publique, D. 1432-28 to
# D. 1432-53 (conference and its commissions), R. 1434-33 (territorial councils); CASF, L. 149-1.
_BODY = re.compile(
    r"^(?:conseil|commission|comite|conference|assemblee|bureau|groupe|cellule|collectif|atelier|"
    r"c\.?t\.?s\b|c\.?r\.?s\.?a\b|csams\b|csms\b|csos\b|csdu\b|csp\b|cdca\b|cnr\b|cns\b|cls\b|clsm\b|"
    r"cpts\b|cme\b|cds\b|cdu\b|copil\b|cotech\b|codir\b|instance\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting as a title names it; None where it does not tell. `date` is ISO."""

    body: str | None
    date: str | None


def titled(text: str) -> Meeting:
    """The body and the date in a title such as "CTS de l'Aube – jeudi 4 mars 2021 à 10 heures".

    The body is the title's own words without what it says of the document and without its date.
    """
    if len(text) > _LONGEST:
        return Meeting(body=None, date=None)
    told = [found for found in dates(text) if len(found.iso) == 10]
    date = told[0].iso if len({found.iso for found in told}) == 1 else None
    rest = _without_date(text, told[0]) if told else text
    body = _WHAT.sub("", rest, count=1).strip(" \t,;:–—-.")
    if not body or not _BODY.match(fold(body)) or ":" in body:
        return Meeting(body=None, date=date)
    return Meeting(body=body, date=date)


def _without_date(text: str, date: Dated) -> str:
    before = _BEFORE.sub("", text[: date.start])
    after = _HOUR.sub("", text[date.end :])
    return f"{before} {after}".strip() if after.strip(" \t,;:–—-.") else before
