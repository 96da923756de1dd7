"""Facts about a document: title, body, region, territory, kind, date, each with its words. Pure.

What the document does not tell stays absent, but for the title, which falls back on the file's
name. The places that speak for the whole document are asked in turn: its title, its head,
its running headers, later headings, its opening.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.dating import date_of
from ingest.flow import Flow
from ingest.french import fold
from ingest.model import Fact
from ingest.places import EVIDENCE_LONGEST, Places, as_written, is_title, places, shown, title_of
from ingest.regions import regions_in
from ingest.territories import Territory, territory_in

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
_MINUTES = re.compile(r"^\W*(?:comptes?[ -]rendus?|proces[ -]verba(?:l|ux)|releves? (?:de|des) )")
_PRESENTED = re.compile(
    r"(?:[Ll]e présent|[Ll]a présente|[Dd]ans (?:ce|cet|cette))\s+(?:comptes?[ -]rendu|[^\W\d_]+)"
)


def find(
    flow: Flow, stated: str | None, margins: Sequence[str], stem: str, *, by_author: bool = False
) -> dict[str, Fact]:
    """The facts that the document tells; "title" is always there.

    `stated` is the title in the file's metadata, `margins` its running headers and footers. A title
    stated `by_author` stands as it is; others may be what a program left there.
    """
    name = _readable(stem)
    if stated and by_author:
        title = shown(stated)
    else:
        usable = stated if stated and is_title(stated, stem) else None
        title = title_of(usable, flow, margins, name)
    where = places(flow, title, margins)
    body = _body(where, name)
    territory = _territory(where, body)
    found = {
        "title": title,
        "body": body,
        "region": _region(flow, where, territory),
        "territory": Fact(value=territory.name, evidence=territory.words) if territory else None,
        "kind": _kind(where, name),
        "date": date_of(where, name),
    }
    return {key: fact for key, fact in found.items() if fact is not None}


def _readable(stem: str) -> str:
    """A file name's stem as words."""
    words = " ".join(re.split(r"[\W_]+", stem)).strip()
    return words[:1].upper() + words[1:] if words else "Document"


def _body(where: Places, name: str) -> Fact | None:
    """The body that shows first; a host's letterhead only speaks where no label names a body."""
    texts = (*where.labels, *where.headings, *where.letterheads, where.opening)
    return _first(texts, _BODIES) or _of_name(name, _BODIES)


def _kind(where: Places, name: str) -> Fact | None:
    """The kind that the labels show, or words by which a text speaks of itself."""
    minutes = [text for text in where.headings if _MINUTES.match(fold(text))]
    presented = [match.group() for match in _PRESENTED.finditer(where.opening)]
    texts = (*where.labels, *minutes, *presented)
    return _first(texts, _KINDS) or _of_name(name, _KINDS)


def _of_name(name: str, patterns: Iterable[tuple[str, str]]) -> Fact | None:
    fact = _first([name], patterns)
    return Fact(value=fact.value, evidence="") if fact else None


def _first(texts: Iterable[str], patterns: Iterable[tuple[str, str]]) -> Fact | None:
    """The value that shows first in the first text that shows any."""
    wanted = [(value, re.compile(pattern)) for value, pattern in patterns]
    for text in texts:
        folded = fold(text)
        hits = [
            (match.start(), order, value, match.group())
            for order, (value, pattern) in enumerate(wanted)
            if (match := pattern.search(folded))
        ]
        if hits:
            start, _, value, words = min(hits)
            return Fact(value=value, evidence=as_written(text, words, start))
    return None


def _territory(where: Places, body: Fact | None) -> Territory | None:
    """The territory that the title names, or the other labels of a territorial body; a regional
    body's documents cite the territories of others."""
    is_territorial = body is not None and body.value in _TERRITORIAL
    others = (*where.labels, *where.headings, where.opening)
    for text in (*where.title, *(others if is_territorial else ())):
        if found := territory_in(text):
            return found
    return None


def _region(flow: Flow, where: Places, territory: Territory | None) -> Fact | None:
    """The region of the title, else the territory's, else that of the other labels, else the one
    that most paragraphs name, when one leads."""
    if fact := _one_region(where.title):
        return fact
    if territory and territory.region:
        return Fact(value=territory.region, evidence=territory.words)
    others = (*where.head, *where.margins, *where.letterheads, *where.headings)
    return _one_region(others) or _leading_region(flow)


def _one_region(texts: Iterable[str]) -> Fact | None:
    """The region of the first text that names one and no other."""
    for text in texts:
        named = regions_in(text)
        if len(named) == 1:
            return Fact(value=named[0], evidence=text[:EVIDENCE_LONGEST])
    return None


def _leading_region(flow: Flow) -> Fact | None:
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
    start = max(0, place - EVIDENCE_LONGEST // 2)
    return Fact(value=region, evidence=first[region][start : start + EVIDENCE_LONGEST].strip())
