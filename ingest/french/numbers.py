"""Numbers, percentages, amounts, dates and years as French texts write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.french.words import fold

MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
    "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80, "nonante": 90,
}  # fmt: skip
_SCALES = {"cent": 100, "cents": 100, "mille": 1000}
_COLLECTIVES = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_BIG = {"millier": 1e3, "milliers": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9,
        "milliards": 1e9, "m": 1e6, "md": 1e9, "mds": 1e9, "k": 1e3}  # fmt: skip
_UNIT_SIGNS = {
    "%": "%", "€": "€", "euro": "€", "euros": "€", "m€": "€", "k€": "€", "md€": "€", "mds€": "€",
    "h": "heure", "an": "an", "ans": "an", "annee": "an", "annees": "an", "mois": "mois",
    "jour": "jour", "jours": "jour", "semaine": "semaine", "semaines": "semaine",
    "heure": "heure", "heures": "heure", "minute": "minute", "minutes": "minute", "km": "km",
}  # fmt: skip
_SPACE = r"[ \u00a0\u202f]"
_DATE = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:er)?{_SPACE}+(?P<month>[^\W\d_]+)(?:{_SPACE}+(?P<year>\d{{4}}))?"
    r"|(?<!\d)(?P<d2>\d{1,2})/(?P<m2>\d{1,2})(?:/(?P<y2>\d{4}|\d{2}))?(?!\d)"
)
_NUMBER = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
# What a number names instead of counts: CTS 76, page 7, article 51, pilier 2.
_LABEL = re.compile(
    r"(?:\b[A-ZÀ-Ý]{2,}|\b(?:[Pp]ages?|[Aa]rt(?:icles?|\.)|[Pp]iliers?|[Aa]xes?|[Pp]ropositions?"
    r"|[Ee]ngagements?|[Pp]oints?|[Tt]hèmes?|[Cc]hapitres?|[Aa]nnexes?|[Rr]ecommandations?"
    r"|[Cc]ollèges?)|[Nn]°)"
    rf"{_SPACE}?$"
)
_AFTER = re.compile(rf"{_SPACE}*(?:(?P<sign>%|€|[MmKk]d?s?€)|(?P<word>[^\W\d_]+))")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its place. `kind` is "number", "percent", "money", "date", "year", "ordinal" or
    "label" (a number that names: CTS 76, page 7).

    `value` is comparable within one kind (a date is month * 100 + day, plus year * 10,000 when
    known); `unit` is the folded noun or sign that follows it, "" when there is none.
    """

    kind: str
    value: float
    unit: str
    start: int
    end: int


def quantities(text: str) -> list[Quantity]:
    """Every number of `text` in order, in figures or in words, dates first; they never overlap."""
    found = _dates(text)
    found += _free(found, _figures(text))
    found += _free(found, _spelled(text))
    return sorted(found, key=lambda q: q.start)


def _free(taken: list[Quantity], new: list[Quantity]) -> list[Quantity]:
    """The new quantities that overlap neither those taken nor an earlier new one."""
    kept: list[Quantity] = []
    for q in new:
        if all(q.end <= t.start or q.start >= t.end for t in (*taken, *kept)):
            kept.append(q)
    return kept


def _dates(text: str) -> list[Quantity]:
    found = []
    for match in _DATE.finditer(text):
        if match["day"]:
            month = MONTHS.get(fold(match["month"]))
            day, year = int(match["day"]), match["year"]
        else:
            month, day, year = int(match["m2"]), int(match["d2"]), match["y2"]
        if month is None or not 1 <= month <= 12 or not 1 <= day <= 31:
            continue
        full = 0 if not year else int(year) + (2000 if len(year) == 2 else 0)
        value = full * 10_000 + month * 100 + day
        found.append(Quantity("date", value, "", match.start(), match.end()))
    return found


def _figures(text: str) -> list[Quantity]:
    found = []
    for match in _NUMBER.finditer(text):
        if re.match(r"[^\W\d_]", text[match.start() - 1 : match.start()] or " "):
            continue
        value = float(re.sub(_SPACE, "", match.group()).replace(",", "."))
        end = match.end()
        if _LABEL.search(text, max(0, match.start() - 20), match.start()):
            found.append(Quantity("label", value, "", match.start(), end))
            continue
        suffix = re.match(r"(?:ers?|res?|ères?|èmes?|emes?|es?|nde?|de?)\b", text[end:])
        if suffix:
            stop = end + suffix.end()
            found.append(Quantity("ordinal", value, _noun(text, stop), match.start(), stop))
            continue
        found.append(_with_unit(text, match.start(), end, value))
    return found


def _with_unit(text: str, start: int, end: int, value: float) -> Quantity:
    after = _AFTER.match(text, end)
    if after:
        sign = fold(after["sign"] or after["word"])
        scale = _BIG.get(sign.rstrip("€")) if sign != "m" or after["sign"] else None
        if scale:
            value, end = value * scale, after.end()
            if sign.endswith("€"):
                return Quantity("money", value, "€", start, end)
            after = _AFTER.match(re.sub(r"^(\s*)d['’]", r"\1  ", text[end:])) if sign else None
            unit = fold(after["sign"] or after["word"]) if after else ""
            if unit == "de":
                unit = _noun(text, end)
            return _of_kind(start, end, value, unit)
        hundred = re.match(rf"{_SPACE}+cents?\b", text[after.end() :]) if sign == "pour" else None
        if hundred:
            return Quantity("percent", value, "%", start, after.end() + hundred.end())
        return _of_kind(start, end, value, sign)
    if re.search(r"€[ \u00a0\u202f]?$", text[:start]):
        return Quantity("money", value, "€", start, end)
    return _of_kind(start, end, value, "")


def _of_kind(start: int, end: int, value: float, unit: str) -> Quantity:
    unit = _UNIT_SIGNS.get(unit, unit)
    if unit == "%":
        return Quantity("percent", value, unit, start, end)
    if unit == "€":
        return Quantity("money", value, unit, start, end)
    if value == int(value) and 1900 <= value <= 2100 and end - start == 4:
        return Quantity("year", value, "", start, end)
    return Quantity("number", value, unit, start, end)


def _noun(text: str, at: int) -> str:
    for match in _WORD.finditer(text, at, at + 40):
        folded = fold(match.group())
        if folded not in ("de", "d", "des", "du"):
            return _UNIT_SIGNS.get(folded, folded)
    return ""


def _spelled(text: str) -> list[Quantity]:
    """Numbers in words from two on ("un" is an article), and "une dizaine", "un millier"."""
    found: list[Quantity] = []
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(text), None]:
        if match is not None:
            word = fold(match.group())
            near = not run or re.fullmatch(r"[\s-]*", text[run[-1].end() : match.start()])
            linked = word == "et" and bool(run) and bool(near)
            if near and (word in _UNITS or word in _SCALES or linked):
                run.append(match)
                continue
        if run:
            found += _close_run(text, run)
            run = []
        if match is not None:
            if word in _COLLECTIVES or word.rstrip("s") in _COLLECTIVES:
                value = float(_COLLECTIVES[word if word in _COLLECTIVES else word.rstrip("s")])
                unit = _noun(text, match.end())
                found.append(_of_kind(match.start(), match.end(), value, unit))
            elif word in _UNITS or word in _SCALES:
                run = [match]
    return found


def _close_run(text: str, run: list[re.Match[str]]) -> list[Quantity]:
    while run and fold(run[-1].group()) == "et":
        run.pop()
    names = [fold(m.group()) for m in run if fold(m.group()) != "et"]
    if not names or names in (["un"], ["une"]):
        return []
    total = current = 0
    for name in names:
        if name in _SCALES and name != "mille":
            current = max(current, 1) * 100
        elif name == "mille":
            total, current = total + max(current, 1) * 1000, 0
        elif name in ("vingt", "vingts") and current % 100 == 4:
            current += 76
        else:
            current += _UNITS[name]
    start, end = run[0].start(), run[-1].end()
    return [_with_unit(text, start, end, float(total + current))]
