"""Who is named at a place: a person, a body, a function or a group, as it is written. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.french import STOP_WORDS
from ingest.speech import lexicon
from ingest.speech.words import Token, plain, squeeze, tokens

_CAP = "A-ZÀ-ÖØ-ÞŒ"
_TITLE = (
    r"(?:(?:[Ll][ea]s?\s+)?(?:Messieurs|Mesdames|Monsieur|Madame|MM\.?|M\.|Mmes?\.?|Mlles?\.?|Mr\.?"
    r"|(?:[Ll][ea]\s+)?(?:Drs?\.?|Prs?\.?|[Dd]octeure?|[Pp]rofesseure?|colonel|capitaine|général"
    r"|commandant|père|sénateur|sénatrice|député|députée)|Me|Maître))"
)
_PARTICLES = r"(?:(?:de\s+la|de\s+l['’]|du|de|des|d['’]|le|la|van|von|el|ben|da|dos)\s*){0,3}"
_NAME = rf"{_PARTICLES}[{_CAP}][\w'’.-]*"
PERSON = re.compile(
    rf"(?:{_TITLE}\s+{_NAME}(?:\s+{_NAME}){{0,5}}"
    rf"|(?:[{_CAP}]\.\s?-?){{1,3}}{_NAME}(?:\s+[{_CAP}]{{2,}}\b){{0,3}})"
)
_PROPER = re.compile(rf"{_NAME}(?:\s+{_NAME}){{1,4}}")
_INITIAL = re.compile(r"(?!M\.)[^\W\d_]\.\s?([^\W\d_]+)")
_AROUND = re.compile(r"\s*\([^()\n]{2,100}\)")
_FEMININE = re.compile(r"(?:la\s+|les\s+)?(?:mmes?|mlles?|madame|mesdames|docteure)\b")
_NEUTRAL = re.compile(r"(?:le\s+)?(?:drs?|prs?|me|maitre|docteur|professeur)\b")
_PLURAL = re.compile(r"(?:les\s+)?(?:mm|mmes|messieurs|mesdames|drs|prs)\b")
_ACRONYM = rf"(?:[{_CAP}][{_CAP}0-9&'’.-]*[{_CAP}0-9]|[{_CAP}]\d[{_CAP}\d]*)"
_BODY = re.compile(rf"(?:[Ll]['’]\s?|[Ll]a\s+|[Ll]es?\s+)?({_ACRONYM}(?:\s?\d{{1,3}}[AB]?)?)\b")
_ROMAN = re.compile(r"[IVXLC]+")
_ARTICLE = re.compile(r"(?:l['’]\s?|(?:la|les?|une?|d(?:es|u)|aux?)\s+)", re.IGNORECASE)
_WORD = re.compile(r"\s*([^\W_]+(?:[-'’][^\W_]+)*)")
_NEVER_NAMES = frozenset("point article annexe page vote decision avis proposition".split())
_HEAD_REACH = 3
_SUBJECT_WORDS = 10
# Determiners of what a verb governs more often than of a name's complement.
_OBJECTS = frozenset("ce cet cette ces son sa ses leur leurs un une plusieurs".split())

CLAUSE = frozenset(
    """
    a est ont sont etait etaient avait avaient sera seront doit doivent peut peuvent fait font n' ne
    s' se il elle on ils elles qui que qu' dont
    """.split()
)
"""Verbs, pronouns and relatives that a name never holds."""
_STOPS = CLAUSE | frozenset(
    "où si lorsque quand parce car avec selon sans sur par faute afin . ; ? ! « » : …".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A speaker's name at `start:end`, `text` its words with white space normalised.

    `kind` is "person", "function", "body" or "group", joined by "+" for several; `gender` is "m",
    "f" or "" where the words do not tell; `plural` says that they name several.
    """

    text: str
    start: int
    end: int
    kind: str
    gender: str = ""
    plural: bool = False

    @property
    def personal(self) -> bool:
        return "person" in self.kind

    @property
    def numbered(self) -> bool:
        """Whether it is one of several like bodies, told by a number: "CTS 94"."""
        return bool(re.search(rf"\b[{_CAP}]{{2,}}\s?\d{{1,3}}[AB]?\b", self.text))

    @property
    def proper(self) -> bool:
        """Whether it holds a proper noun or an acronym beyond its first word."""
        return bool(re.search(rf"[{_CAP}]{{2,}}|\s[{_CAP}]", self.text))


def stops(word: Token) -> bool:
    """Whether the word ends a name: a verb, a relative, a strong mark."""
    return word.plain in _STOPS


def name_at(text: str, at: int, end: int) -> Name | None:
    """The person with a title, or the head of a body's or function's name, at `at`."""
    return person_at(text, at, end) or head_at(text, at, end)


def person_at(text: str, at: int, end: int) -> Name | None:
    """The person whose title, or initials, and name stand at `at`, with what stands in
    parentheses after it."""
    found = PERSON.match(text, at, end)
    if found is None:
        return None
    initial = _INITIAL.match(found.group())
    if initial and plain(initial.group(1)) in STOP_WORDS:
        return None
    stop = _without_point(text, at, found.end())
    head = plain(text[at:stop])
    neutral = initial is not None or _NEUTRAL.match(head)
    return _around(
        text,
        Name(
            text="",
            start=at,
            end=stop,
            kind="person",
            gender="f" if _FEMININE.match(head) else "" if neutral else "m",
            plural=bool(_PLURAL.match(head)),
        ),
        end,
    )


def proper_at(text: str, at: int, end: int) -> Name | None:
    """Two to five capitalised words at `at`, as "Passerelles Santé" or "Jeanne Dupont"."""
    found = _PROPER.match(text, at, end)
    if found is None or _BODY.match(text, at, end):
        return None
    first = plain(re.split(r"[\s'’]", found.group())[0])
    if first in STOP_WORDS or first in lexicon.NOBODY or first in _NEVER_NAMES:
        return None
    stop = _without_point(text, at, found.end())
    return _around(text, Name(text="", start=at, end=stop, kind="person"), end)


def head_at(text: str, at: int, end: int) -> Name | None:
    """The opening of a body's, function's or group's name at `at`, up to its head word.

    "L’ARS", "CTS 94", "la fédération", "le directeur", "un participant"; its complement is the
    caller's to find. The article is not part of an acronym's name.
    """
    body = _BODY.match(text, at, end)
    article = _ARTICLE.match(text, at, end)
    said = plain(article.group()).strip() if article else ""
    if body and not _ROMAN.fullmatch(body.group(1)):
        return Name(
            text=body.group(1),
            start=body.start(1),
            end=body.end(),
            kind="body",
            gender={"la": "f", "le": "m"}.get(said, ""),
            plural=said == "les",
        )
    if said in ("au", "aux", "du"):
        return None
    place = article.end() if article else at
    for _ in range(_HEAD_REACH if said not in ("", "un", "une") else 1):
        word = _WORD.match(text, place, end)
        if word is None:
            return None
        place = word.end()
        kind = _kind(plain(word.group(1)), said)
        if kind:
            return Name(
                text=squeeze(text[at:place]),
                start=at,
                end=place,
                kind=kind,
                gender=_gender(plain(word.group(1)), said),
                plural=said in ("les", "des"),
            )
    return None


def subject_at(text: str, at: int, end: int) -> Name | None:
    """The name that opens a sentence whatever its verb, up to a comma, a verb or a relative.

    Its `text` is empty where the words do not show where the name ends.
    """
    found = person_at(text, at, end)
    head = head_at(text, at, end) if found is None else None
    if head is None:
        return found
    stop = head.end
    for word in tokens(text, head.end, min(end, head.end + 120))[:_SUBJECT_WORDS]:
        if word.plain in ",(–" or stops(word):
            return replace(head, text=squeeze(text[head.start : stop]), end=stop)
        if word.plain in _OBJECTS:
            break
        stop = word.end
    return replace(head, text="")


def _kind(word: str, article: str) -> str:
    """What sort of speaker a common noun names after its article; "" when it names none."""
    if article in ("un", "une"):
        return "group" if word in lexicon.PEOPLE else ""
    plural = article in ("les", "des")
    one = word.removesuffix("s") if plural else word
    if one in lexicon.FUNCTIONS:
        return "function"
    if plural and (word in lexicon.GROUPS or one in lexicon.BODIES):
        return "group"
    return "body" if one in lexicon.BODIES else ""


def _gender(word: str, article: str) -> str:
    if word.removesuffix("s") in lexicon.FEMININE or article in ("la", "une"):
        return "f"
    return "m" if article in ("le", "un") else ""


def _around(text: str, name: Name, end: int) -> Name:
    """The name with the parentheses that follow it."""
    around = _AROUND.match(text, name.end, end)
    stop = around.end() if around else name.end
    return replace(name, text=squeeze(text[name.start : stop]), end=stop)


def _without_point(text: str, start: int, end: int) -> int:
    """The end of a name without the point of the sentence that it may have taken."""
    while end > start and text[end - 1] in ".'’-":
        if re.search(r"(?<!\w)\w\.$", text[max(start, end - 3) : end]):
            break
        end -= 1
    return end
