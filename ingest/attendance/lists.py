"""Lists of attendance in running text: what announces them, and the persons on one line. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.attendance.own import own
from ingest.attendance.people import CIVILITY, is_person, leading_person, office, without_bullet
from ingest.french import fold, words
from ingest.model import Presence

_LONGEST_LEAD = 160
_LONGEST_BARE = 80
_MOST_WORDS_AFTER = 14
_KEY = re.compile(
    r"^(?:presente?s?|presence|excusee?s?|absente?s?|participants?|participantes|participaient|"
    r"participe|assistaient|assiste|emargements?|pouvoirs?|procurations?)$"
)
_BEFORE = frozenset(
    "la les le liste feuille de des du d l a au aux en etaient etait sont est ont ete egalement "
    "aussi membres membre personnes personne participants participant elus invites titulaires "
    "suppleants representants conseillers agents nom noms y et ou non autres seance reunion "
    "assemblee commission conseil bureau voix deliberative consultative avec qui ayant".split()
)
_SHEET = re.compile(r"\b(?:liste|feuille)s? (?:de presences?|d'emargements?)\b|^\W*emargement")
# Who stands beside the members in minutes; a title of theirs says nothing of their coming.
_OTHERS = re.compile(
    r"^(?:(?:sont|etaient|assistaient|ont ete|egalement|aussi|les|le|la|autres|membres|personnes|"
    r"personnalites|experts) )*"
    r"(?:(?:invite|intervenant)e?s?(?: .*)?|secretariat(?: .*)?|presidence|bureau|"
    r"(?:secretaire|presidente?|animateur|animatrice|rapporteure?|rapporteuse)s? "
    r"de (?:la )?seance)$"
)
_ONE_OTHER = re.compile(r"^(?:secretaire|presidente?|rapporteure?|rapporteuse)$")
_INNER = re.compile(
    r"(?<=[\w).;,])\s+(?=(?:Présent|Excusé|Absent|Invité|Intervenant|Pouvoir|Procuration|Secrétaire|"
    r"Participant|[ÉE]taient|Sont|Membres|Personnes)[^.:;,()]{0,40}:)"
)
_BETWEEN = re.compile(r"\s*[,;]\s*(?:et\s+)?|\s+(?:et|ainsi que)\s+")
# What opens or ends names of bodies and places in capitals, beside the common nouns of `people`.
_BODIES = frozenset(
    "france croix rouge secours mouvement alliance espace generation generations familles habitat "
    "solidarite solidarites emmaus entraide medecins monde nord sud est ouest haute haut bas basse "
    "val pays saint sainte".split()
)
_OF_ANOTHER = re.compile(r"(?:\b(?:[àa]|de|par|pour|avec|chez)|\bdu|repr[ée]sentante?)\s+$")
_LONGEST_ALONE = 3
_SENTENCE = re.compile(
    r"(?:(?<=^)|(?<=[.;] ))(?:Sont|[ÉE]taient|Ont été|Se sont)\s+(?:également\s+|aussi\s+)?"
    r"(?P<word>présente?s?|(?:absente?s?\s+)?excusée?s?|absente?s?)\b\s*:?\s*"
)
_BOUNDARY = re.compile(
    r"(?:^|[,;:/]|(?<=\s)et(?=\s)|(?<=\s)ainsi que(?=\s))\s*(?:(?:et|le|la|les)\s+|l['’])*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What announces a list: the status of who is on it, and where in the text the list begins."""

    status: Presence
    label: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person on a line, at a span of it; `after` is what the line says after the name."""

    name: str
    organisation: str | None
    start: int
    end: int
    after: str


def lead_in(text: str, *, is_title: bool) -> Lead | None:
    """The list that `text` announces ("Étaient présents :"); None when it announces none.

    Without a colon only a title or a short line does.
    """
    colon = text.find(":")
    has_colon = 0 <= colon <= _LONGEST_LEAD
    if not has_colon and len(text) > (_LONGEST_LEAD if is_title else _LONGEST_BARE):
        return None
    head = text[:colon] if has_colon else text
    spoken = words(re.sub(r"\([^()]*\)", " ", head))
    keys = [index for index, word in enumerate(spoken) if _KEY.match(word)]
    if not keys or any(word not in _BEFORE for word in spoken[: keys[0]]):
        return None
    after = len(spoken) - keys[0] - 1
    if after > (_MOST_WORDS_AFTER if has_colon or is_title else 1):
        return None
    return Lead(
        status=status_of(head),
        label=" ".join(head.split()).strip(" •-–*"),
        start=colon + 1 if has_colon else len(text),
    )


def others(text: str) -> Lead | None:
    """The title of a group that stands beside the lists of members ("Invités :"), else None."""
    head, colon, _ = text.partition(":")
    spoken = " ".join(words(re.sub(r"\([^()]*\)", " ", head)))
    is_title = _OTHERS.match(spoken) or (colon and _ONE_OTHER.match(spoken))
    if not is_title or len(head) > _LONGEST_BARE:
        return None
    return Lead(
        status=Presence.UNKNOWN,
        label=" ".join(head.split()).strip(" •-–*"),
        start=len(head) + len(colon),
    )


def parts(text: str) -> list[tuple[int, int]]:
    """The spans of the lists that follow each other in one paragraph, each with its title."""
    cuts = [
        match
        for match in _INNER.finditer(text)
        if lead_in(text[match.end() :], is_title=False) or others(text[match.end() :])
    ]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    return list(zip(starts, ends, strict=True))


def status_of(label: str) -> Presence:
    """The status that the words before a list give to who is on it; UNKNOWN for a list of both."""
    text = fold(label)
    gone = re.search(r"\bexcuse", text) and not re.search(r"\bnon[ -]excuse", text)
    here = re.search(r"\bpresent(?:e?s?|\(e\)s)\b|\bpresence\b|\bparticip|\bassist", text)
    if _SHEET.search(text) or (gone and re.search(r"\bpresent|\bparticipaient", text)):
        return Presence.UNKNOWN
    if gone:
        return Presence.EXCUSED
    if re.search(r"\babsent|\bpouvoir|\bprocuration|\bnon[ -]present", text):
        return Presence.UNKNOWN
    return Presence.PRESENT if here else Presence.UNKNOWN


def told_in_prose(text: str) -> Iterator[tuple[Presence, str, Person]]:
    """(status, words that tell it, person) of the sentences "Sont excusés Mme ..., M. ..."."""
    for match in _SENTENCE.finditer(text):
        status = status_of(match["word"])
        end = re.compile(r"\.(?=\s+[A-ZÀ-Ý](?!\.))").search(text, match.end())
        while end and CIVILITY.search(text[max(match.end(), end.start() - 3) : end.end() + 1]):
            end = re.compile(r"\.(?=\s+[A-ZÀ-Ý](?!\.))").search(text, end.end())
        stop = end.start() if end else len(text)
        for person in persons(text, match.end(), stop, in_prose=True):
            yield status, match["word"], person


def persons(
    text: str, start: int, end: int, *, in_prose: bool = False, is_line: bool = False
) -> list[Person]:
    """The persons that `text[start:end]` lists one after the other.

    With civilities each begins at one; else pieces between semicolons or commas have to be names.
    In prose only brackets tell an organisation. On a line that nothing announces (`is_line`), words
    after a name without a comma, bracket or dash make it a sentence, which lists nobody.
    """
    part = text[start:end]
    begins = [
        match.end()
        for match in _BOUNDARY.finditer(part)
        if CIVILITY.match(part, match.end()) and _depth(part, match.end()) == 0
    ]
    if not begins:
        found = _without_civilities(text, start, end)
        return found or ([] if is_line or in_prose else _in_mixed_case(text, start, end))
    found = []
    for begin, stop in zip(begins, [*begins[1:], len(part)], strict=True):
        piece = part[begin:stop]
        name = leading_person(piece)
        if not name:
            continue
        after = piece[piece.find(name) + len(name) :]
        after = re.sub(r"[\s,;]*(?:\bet|\bainsi que)?\s*(?:\b(?:le|la|les)|l['’])?\s*$", "", after)
        if is_line and not _is_apart(after):
            return []
        at = start + begin + piece.find(name)
        brackets = re.match(r"\s*\(", after)
        found.append(
            Person(
                name=name,
                organisation=None if in_prose and not brackets else _office(after),
                start=at,
                end=at + len(name) + len(after),
                after=after,
            )
        )
    return found


def _without_civilities(text: str, start: int, end: int) -> list[Person]:
    part = text[start:end]
    mark = ";" if ";" in part else ","
    pieces: list[tuple[int, int]] = []
    begin = 0
    for index, sign in enumerate([*part, mark]):
        if sign == mark and _depth(part, index) == 0:
            pieces.append((begin, index))
            begin = index + 1
    found: list[Person] = []
    for left, right in pieces:
        piece = part[left:right]
        name = leading_person(piece.strip())
        if name and (mark == ";" or is_person(re.sub(r"\(.*", "", piece).strip(" ."))):
            at = start + left + piece.find(name)
            after = piece[piece.find(name) + len(name) :].rstrip(" .")
            found.append(
                Person(
                    name=name,
                    organisation=_office(after) if after else None,
                    start=at,
                    end=at + len(name) + len(after),
                    after=after,
                )
            )
    return found


def _in_mixed_case(text: str, start: int, end: int) -> list[Person]:
    """The persons of an announced line without civilities or capitals: all of it has to be names
    of persons, and more than one, for a body's or a place's name may look the same."""
    part = text[start:end].rstrip(" .")
    cuts = [m for m in _BETWEEN.finditer(part) if _depth(part, m.start()) == 0]
    begins = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(part)]
    found = []
    for begin, stop in zip(begins, ends, strict=True):
        piece = part[begin:stop]
        one = entry(piece, strict=False)
        is_whole = one is not None and re.fullmatch(r"\s*(?:\(.*\)\s*)?", one.after)
        if one is None or not is_whole or _BODIES & set(words(one.name)):
            return []
        at = start + begin + piece.index(one.name)
        found.append(replace(one, start=at, end=at + len(one.name) + len(one.after)))
    return found if len(found) > 1 else []


def entry(text: str, *, strict: bool) -> Person | None:
    """The person of a line of a list: "NOM Prénom, fonction"; None when the line is no entry.

    When not `strict`, a name without civility or capitals counts.
    """
    bare = without_bullet(text)
    skipped = len(text) - len(bare)
    name = leading_person(bare)
    if not name and not strict:
        head = re.split(r"\s*[,;:(]|\s[-–—]\s", bare, maxsplit=1)[0].strip(" .")
        name = head if is_person(head, strict=False) else ""
    if not name:
        return None
    at = bare.find(name)
    after = bare[at + len(name) :]
    if not _is_apart(after):
        return None
    return Person(
        name=name,
        organisation=_office(after),
        start=skipped + at,
        end=skipped + len(bare.rstrip()),
        after=after,
    )


def in_cell(text: str) -> list[Person]:
    """The persons of a cell that is a list: each begins at a civility, or one stands alone."""
    starts = [
        match.start()
        for match in re.finditer(rf"(?<!\S)(?:{CIVILITY.pattern})", text, re.IGNORECASE)
        if _depth(text, match.start()) == 0 and not _OF_ANOTHER.search(text[: match.start()])
    ]
    if not starts:
        one = entry(text, strict=True)
        return [one] if one and len(one.name.split()) <= _LONGEST_ALONE else []
    found = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        one = entry(re.sub(r"[\s,;]+(?:et)?\s*$", "", text[start:end]), strict=True)
        if one:
            found.append(replace(one, start=start + one.start, end=start + one.end))
    return found


def _office(after: str) -> str | None:
    """The organisation or function told after a name, without what is told of coming."""
    coming = own(after, Presence.PRESENT)
    return office(after[: coming.start] if coming else after)


def _is_apart(after: str) -> bool:
    """Whether what follows a name is nothing, or parted from it."""
    return not after.strip(" .;,") or bool(re.match(r"\s*(?:[,;:(/]|\s?[-–—]\s)", after))


def _depth(text: str, index: int) -> int:
    return text.count("(", 0, index) - text.count(")", 0, index)
