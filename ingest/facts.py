"""Facts about a document: title, body, region, territory, kind, date, each with its words. Pure.

What the document does not tell stays absent, but for the title, which falls back on the file's
name. The places that speak for the whole document are asked in turn: its stated title, the
headings of its first pages, its running headers, its opening.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.flow import Flow
from ingest.french import fold
from ingest.french.numbers import MONTHS
from ingest.model import Fact
from ingest.regions import regions_in
from ingest.territories import Territory, territory_in

_OPENING = 2_500
_TITLE_LONGEST = 250
_EVIDENCE_LONGEST = 160
_FIRST_PAGES = 3
_NO_TITLE = re.compile(
    r"microsoft|\.(?:docx?|pdf|odt|indd|pptx?|qxd)\b|^(?:untitled|sans titre|document\s*\d*|title)$"
)
_COMMON_HEADING = re.compile(
    r"^(?:edito(?:rial)?|sommaire|introduction|preambule|avant-propos|propos introductifs|"
    r"table des matieres|presents?|ordre du jour|contexte|resume|synthese|remerciements)\W*$"
)

# Bodies of French health democracy (code de la santé publique, D. 1432-28 and after) and those
# that they work with, the particular before the general.
_BODIES = (
    ("CSDU", r"\bcsdu\b|commission specialisee (?:dans le domaine )?des? droits des usagers"),
    ("CSAMS", r"\bcsams\b|\bcsms\b|commission specialisee pour les prises en charge et "
              r"accompagnements? medico"),
    ("CSOS", r"\bcsos\b|commission specialisee (?:de l'|pour l')organisation des soins"),
    ("CSP", r"\bcsp\b|commission specialisee (?:de )?(?:la )?prevention"),
    ("CDCA", r"\bcdca\b|conseils? departementa(?:l|ux) de la citoyennete et de l'autonomie"),
    ("CTS", r"\bcts\b|conseils? territoria(?:l|ux) de sante"),
    ("CNR", r"\bcnr\b|conseil national de la refondation"),
    ("CNS", r"\bcns\b|conference nationale de sante"),
    ("CRSA", r"\bcrsa\b|conferences? regionales? de (?:la )?sante(?: et de l'autonomie)?"),
    ("ARS", r"\bars\b|agences? regionales? de sante"),
)  # fmt: skip
_TERRITORIAL = ("CTS", "CDCA")
_KINDS = (
    ("compte rendu", r"comptes?[ -]rendus?|proces[ -]verba(?:l|ux)"),
    ("relevé de décisions", r"releves? (?:de|des) (?:decisions|conclusions)"),
    ("restitution", r"restitutions?"),
    ("synthèse", r"syntheses?"),
    ("contribution", r"contributions?"),
    ("avis", r"\bavis\b"),
    ("rapport", r"rapports?|bilans?"),
    ("délibération", r"deliberations?"),
    ("ordre du jour", r"ordres? du jour"),
    ("recommandations", r"recommandations?"),
    ("questionnaire", r"questionnaires?"),
    ("guide", r"guides?"),
)
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<day>\d{{1,2}})(?:er)?\s+)?(?P<month>{'|'.join(MONTHS)})\s+(?P<year>(?:19|20)\d\d)\b"
    r"|(?<!\d)(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>(?:19|20)\d\d|\d\d)(?!\d)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """Where facts are looked for, nearest to the document's own label first."""

    labels: tuple[str, ...]
    opening: str


def find(
    flow: Flow, stated: str | None, margins: Sequence[str], stem: str, *, by_author: bool = False
) -> dict[str, Fact]:
    """The facts that the document tells; "title" is always there.

    `stated` is the title in the file's metadata, `margins` its running headers and footers. A title
    stated `by_author` stands as it is; others may be what a program left there.
    """
    name = _readable(stem)
    headings = _headings(flow)
    usable = stated if stated and (by_author or _is_title(stated, stem)) else None
    if usable and by_author:
        title = _shown(usable)
    else:
        title = _title(usable, [*(headings[:2] or _first_line(flow)), *margins], name)
    clues = Clues(
        labels=tuple(filter(None, [usable, *headings[:1], *margins, *headings[1:]])),
        opening=flow.text[:_OPENING],
    )
    body = _first(clues, _BODIES, name)
    territory = _territory(title.value, body, clues)
    found = {
        "title": title,
        "body": body,
        "region": _region(flow, clues, territory),
        "territory": Fact(value=territory.name, evidence=territory.words) if territory else None,
        "kind": _first(clues, _KINDS, name),
        "date": _date(clues, name),
    }
    return {key: fact for key, fact in found.items() if fact is not None}


def _readable(stem: str) -> str:
    """A file name's stem as words."""
    words = " ".join(re.split(r"[\W_]+", stem)).strip()
    return words[:1].upper() + words[1:] if words else "Document"


def _headings(flow: Flow) -> list[str]:
    """Headings of the first pages, in order."""
    pages = flow.pages[:_FIRST_PAGES]
    end = pages[-1].end if pages and pages[-1].number is not None else 3 * _OPENING
    return [
        flow.text[block.start : block.end]
        for block in flow.blocks
        if block.level is not None and block.start < end
    ]


def _is_title(text: str, stem: str) -> bool:
    folded = fold(text).strip()
    if _NO_TITLE.search(folded) or _COMMON_HEADING.match(folded):
        return False
    letters = sum(map(str.isalpha, text))
    same_as_name = re.sub(r"\W", "", folded) == re.sub(r"[\W_]", "", fold(stem))
    return letters >= 8 and " " in text.strip() and not same_as_name


def _first_line(flow: Flow) -> list[str]:
    """The first line where it stands like a title in a text without headings."""
    line = flow.text.partition("\n")[0]
    return [line] if len(line) < _EVIDENCE_LONGEST and line[-1:] not in set(".,;:") else []


def _title(stated: str | None, others: Sequence[str], name: str) -> Fact:
    for text in (stated, *others):
        if text and _is_title(text, name):
            return _shown(text)
    return Fact(value=name, evidence="")


def _shown(title: str) -> Fact:
    short = " ".join(title.split())[:_TITLE_LONGEST]
    return Fact(value=short, evidence=short)


def _first(clues: Clues, patterns: Iterable[tuple[str, str]], name: str) -> Fact | None:
    """The value that shows first in the first place that shows any."""
    wanted = [(value, re.compile(pattern)) for value, pattern in patterns]
    for text in (*clues.labels, clues.opening, name):
        folded = fold(text)
        hits = [
            (match.start(), order, value)
            for order, (value, pattern) in enumerate(wanted)
            if (match := pattern.search(folded))
        ]
        if hits:
            start, order, value = min(hits)
            match = wanted[order][1].search(folded)
            shown = match.group() if match else ""
            evidence = "" if text is name else _around(text, shown, start)
            return Fact(value=value, evidence=evidence)
    return None


def _around(text: str, folded_words: str, near: int) -> str:
    """The words of `text` that fold to `folded_words`; folding may have moved them a little."""
    for start in sorted(range(len(text)), key=lambda place: abs(place - near))[:400]:
        for end in range(start + 1, min(len(text), start + len(folded_words) + 3) + 1):
            if fold(text[start:end]) == folded_words:
                return text[start:end]
    return text[:_EVIDENCE_LONGEST]


def _territory(title: str, body: Fact | None, clues: Clues) -> Territory | None:
    """The territory that the title names, or the other labels of a territorial body; a regional
    body's documents cite the territories of others."""
    is_territorial = body is not None and body.value in _TERRITORIAL
    for text in (title, *((*clues.labels, clues.opening) if is_territorial else ())):
        if found := territory_in(text):
            return found
    return None


def _region(flow: Flow, clues: Clues, territory: Territory | None) -> Fact | None:
    """The region of the labels, else the territory's, else the one that most paragraphs name,
    when one leads."""
    for text in clues.labels:
        named = regions_in(text)
        if len(named) == 1:
            return Fact(value=named[0], evidence=text[:_EVIDENCE_LONGEST])
    if territory and territory.region:
        return Fact(value=territory.region, evidence=territory.words)
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for block in flow.blocks:
        text = flow.text[block.start : block.end]
        for region in regions_in(text):
            counts[region] += 1
            first.setdefault(region, text)
    leading = counts.most_common(2)
    if not leading or (len(leading) > 1 and leading[0][1] < 2 * leading[1][1]):
        return None
    region = leading[0][0]
    place = fold(first[region]).find(fold(region)[:6])
    start = max(0, place - _EVIDENCE_LONGEST // 2)
    return Fact(value=region, evidence=first[region][start : start + _EVIDENCE_LONGEST].strip())


def _date(clues: Clues, name: str) -> Fact | None:
    """The fullest date of the first place that has one, as ISO year, year-month or day."""
    for text in (*clues.labels, clues.opening, name):
        dates = [found for match in _DATE.finditer(fold(text)) if (found := _iso(match))]
        full = [found for found in dates if len(found[0]) == 10] or dates
        if full:
            value, words, start = full[0]
            return Fact(value=value, evidence="" if text is name else _around(text, words, start))
    for text in clues.labels:
        if year := _YEAR.search(text):
            return Fact(value=year.group(), evidence=year.group())
    return None


def _iso(match: re.Match[str]) -> tuple[str, str, int] | None:
    if match["month"]:
        year, month, day = match["year"], MONTHS[match["month"]], match["day"]
    elif match["y2"]:
        year, month, day = match["y2"], int(match["m2"]), match["d2"]
        year = year if len(year) == 4 else f"20{year}"
    else:
        year, month, day = match["y3"], int(match["m3"]), match["d3"]
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    value = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return value, match.group(), match.start()
