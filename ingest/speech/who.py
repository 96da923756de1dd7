"""Who is named: a person, a body or a group, as the document writes it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.french import STOP_WORDS
from ingest.speech import lexicon
from ingest.speech.verbs import group_at
from ingest.speech.words import Token, plain, tokens

_CAP = "A-ZÀ-ÖØ-ÞŒ"
_TITLE = (
    r"(?:(?:[Ll][ea]s?\s+)?(?:Messieurs|Mesdames|Monsieur|Madame|MM\.?|M\.|Mmes?\.?|Mlles?\.?|Mr\.?"
    r"|(?:[Ll][ea]\s+)?(?:Drs?\.?|Prs?\.?|[Dd]octeure?|[Pp]rofesseure?|colonel|capitaine|général"
    r"|commandant|père|sénateur|sénatrice|député|députée)|Me|Maître))"
)
_NAME = (
    rf"(?:(?:de\s+la|de\s+l['’]|du|de|des|d['’]|le|la|van|von|el|ben|da|dos)\s*)*"
    rf"[{_CAP}][\w'’.-]*(?:['’-][\w-]+)*"
)
PERSON = re.compile(
    rf"(?:{_TITLE}[\s\u00a0]+{_NAME}(?:\s+(?:{_NAME}))*"
    rf"|(?:[{_CAP}]\.\s?-?)+{_NAME}(?:\s+[{_CAP}]{{2,}}\b)*)"
)
_ACRONYM = rf"(?:[{_CAP}][{_CAP}0-9&'’.-]*[{_CAP}0-9]|[{_CAP}]\d[{_CAP}\d]*)"
_ARTICLE = re.compile(
    r"(?:l['’]\s?|la\s+|le\s+|les\s+|un\s+|une\s+|des\s+|du\s+|au\s+|aux\s+)", re.IGNORECASE
)
_BODY = re.compile(rf"(?:[Ll]['’]\s?|[Ll]a\s+|[Ll]es?\s+)?({_ACRONYM}(?:\s?\d{{1,3}}[AB]?)?)\b")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PROPER = re.compile(rf"{_NAME}(?:\s+(?:{_NAME})){{1,4}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A speaker's name at `start:end`. `gender` is "m", "f" or "" (either); `plural`, several.

    `kind` is "person", "body" or "group".
    """

    text: str
    start: int
    end: int
    kind: str
    gender: str = ""
    plural: bool = False


_PREFIX = re.compile(
    r"(?:(?:extraits?\s+de\s+)?(?:l['’]\s?|la\s+|le\s+|les\s+)?"
    r"(?:contributions?|avis|positions?|propositions?|reponses?|points?\s+de\s+vue|interventions?"
    r"|propos|temoignages?|extraits?|verbatims?|parole|observations?|remarques?|demandes?)"
    r"(?:\s+ecrites?)?\s+(?:de\s+la\s+|de\s+l['’]\s?|du\s+|des\s+|de\s+|d['’]|a\s+la\s+|par\s+))"
)
_STOPPERS = frozenset(
    """
    qui que qu' dont où a ont est sont etait etaient avait avaient sera seront doit doivent peut
    peuvent fait font n' ne se s' il elle on ils elles si lorsque quand parce car avec selon sans
    sur par faute afin . ; ? ! « » : …
    """.split()
)
VERBS = frozenset(
    """
    a est ont sont etait etaient avait avaient sera seront doit doivent peut peuvent fait font n' ne
    s' se il elle on ils elles qui que qu' dont
    """.split()
)
"""Words that only a clause holds."""
_LONGEST = 18


def person_at(text: str, at: int, end: int) -> Name | None:
    """The person whose title and name stand at `at`, with what is in parentheses after it."""
    found = PERSON.match(text, at, end)
    if found is None:
        return None
    initials = re.match(r"[^\W\d_]\.\s?([^\W\d_]+)", found.group())
    if (
        initials
        and not found.group().startswith("M.")
        and (
            plain(initials.group(1)) in STOP_WORDS
            or (found.group()[1:3] == ". " and "." in text[at - 2 : at])
        )
    ):
        return None
    start, stop = at, _trimmed(text, at, found.end())
    around = re.compile(r"\s*\([^()\n]{2,100}\)").match(text, stop, end)
    head = plain(text[start:stop])
    feminine = re.match(r"(?:la\s+|les\s+)?(?:mme|mmes|mlle|madame|mesdames|docteure)\b", head)
    unknown = re.match(r"(?:le\s+)?(?:drs?|prs?|me|maitre|docteur|professeur)\b", head)
    return Name(
        text=squeeze(text[start : around.end() if around else stop]),
        start=start,
        end=around.end() if around else stop,
        kind="person",
        gender="f" if feminine else "" if unknown else "m",
        plural=bool(re.match(r"(?:les\s+)?(?:mm|mmes|messieurs|mesdames|drs|prs)\b", head)),
    )


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a name without the point of the sentence that it may have taken."""
    while end > start and text[end - 1] in ".'’-":
        last = re.search(r"[\w]+\.$", text[start:end])
        if last and len(last.group()) == 2:  # an initial
            break
        end -= 1
    return end


def squeeze(text: str) -> str:
    """White space normalised."""
    return " ".join(text.split())


def head_at(text: str, at: int, end: int) -> Name | None:
    """The opening of a body's, function's or group's name at `at`, up to its head word.

    "L’ARS", "CTS 94", "la fédération", "le directeur", "les représentants"; its complement is the
    caller's to find. The article is not part of an acronym's name.
    """
    body = _BODY.match(text, at, end)
    if body and not _ROMAN.fullmatch(body.group(1)):
        article = plain(text[at : body.start(1)]).strip()
        return Name(
            text=body.group(1),
            start=body.start(1),
            end=body.end(),
            kind="body",
            gender={"la": "f", "le": "m"}.get(article, ""),
            plural=article in ("les", "des"),
        )
    article_found = _ARTICLE.match(text, at, end)
    words = list(_first_words(text, article_found.end() if article_found else at, end))
    article = plain(article_found.group()).strip() if article_found else ""
    if article in ("au", "aux", "du"):
        return None
    if article in ("un", "une") and words and plain(words[0].group()) in lexicon.PEOPLE:
        return Name(
            text=squeeze(text[at : words[0].end()]),
            start=at,
            end=words[0].end(),
            kind="group",
            gender="f" if article == "une" else "m",
        )
    if article in ("un", "une"):
        return None
    for _rank, word in enumerate(words):
        said = plain(word.group())
        plural = article in ("les", "des")
        one = said.removesuffix("s") if plural else said
        if one in lexicon.FUNCTIONS or one in lexicon.BODIES or (plural and said in lexicon.GROUPS):
            function = one in lexicon.FUNCTIONS
            return Name(
                text=squeeze(text[at : word.end()]),
                start=at,
                end=word.end(),
                kind="function" if function else "group" if plural else "body",
                gender="f"
                if one in lexicon.FEMININE or article in ("la", "une")
                else "m"
                if article in ("le", "un")
                else "",
                plural=plural,
            )
        if not article:
            return None
    return None


_ROMAN = re.compile(r"[IVXLC]+")


def _first_words(text: str, at: int, end: int) -> list[re.Match[str]]:
    found = []
    for match in _WORD.finditer(text, at, min(end, at + 60)):
        if text[at : match.start()].strip():
            break
        found.append(match)
        at = match.end()
        if len(found) == 3:
            break
    return found


def label(text: str, start: int, end: int) -> Name | None:
    """The speaker when `text[start:end]` is nothing but a name, or names; None otherwise."""
    said = plain(text[start:end])
    prefix = _PREFIX.match(said)
    if prefix:
        start += prefix.end()
    while start < end and text[start] in " \t\n\u00a0–—-([":
        start += 1
    while end > start and text[end - 1] in " \t\n\u00a0:.)],–—":
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    if not 2 <= end - start <= 160 or any(c in "«»\n\t" for c in text[start:end]):
        return None
    if text[start:end].isupper() and len(text[start:end].split()) > 2:
        return None
    parts = list(re.split(r",|;|/|&|\bet\b|\bainsi que\b", text[start:end]))
    if len(parts) > 1:
        at, names = start, []
        for part in parts:
            at = text.index(part, at)
            inner = at + len(part) - len(part.lstrip())
            names.append(_one(text, inner, at + len(part.rstrip())))
            at += len(part)
        if all(names):
            return Name(
                text=squeeze(text[start:end]),
                start=start,
                end=end,
                plural=True,
                kind="+".join(name.kind for name in names if name),
            )
    return _one(text, start, end)


def _one(text: str, start: int, end: int) -> Name | None:
    if start >= end:
        return None
    person = person_at(text, start, end)
    if person:
        rest = text[person.end : end].strip()
        words = tokens(text, person.end, end)
        if any(w.plain in VERBS and text[w.start].islower() for w in words):
            return None
        if not rest:
            return person
        return Name(
            text=squeeze(text[person.start : end]),
            start=start,
            end=end,
            kind="person",
            gender=person.gender,
            plural=person.plural,
        )
    head = head_at(text, start, end)
    if head is None:
        return None
    rest_words = re.findall(r"[^\W_]+['’]?|[^\w\s]", text[head.end : end])
    if len(rest_words) > _LONGEST or any(plain(w) in _STOPPERS for w in rest_words if w != "à"):
        return None
    return Name(
        text=squeeze(text[head.start : end]),
        start=head.start,
        end=end,
        kind=head.kind,
        gender=head.gender,
        plural=head.plural,
    )


def numbered(name: Name) -> bool:
    """Whether the name holds a number: one of several like bodies, which no common noun is."""
    return bool(re.search(rf"\b[{_CAP}]{{2,}}\s?\d{{1,3}}[AB]?\b", name.text))


def proper(name: Name) -> bool:
    """Whether the name holds a proper noun or acronym beyond its first word."""
    return bool(re.search(rf"[{_CAP}]{{2,}}|\s[{_CAP}]", name.text))


def proper_at(text: str, at: int, end: int) -> Name | None:
    """Two to five capitalised words at `at`, as "Passerelles Santé" or "Jean Dupont"."""
    found = _PROPER.match(text, at, end)
    if found is None or _BODY.match(text, at, end):
        return None
    first = plain(re.split(r"[\s'’]", found.group())[0])
    if first in STOP_WORDS or first in lexicon.NOBODY or first in _NEVER_NAMES:
        return None
    stop = _trimmed(text, at, found.end())
    around = re.compile(r"\s*\([^()\n]{2,100}\)").match(text, stop, end)
    stop = around.end() if around else stop
    return Name(text=squeeze(text[at:stop]), start=at, end=stop, kind="person")


_NEVER_NAMES = frozenset("point article annexe page vote decision avis proposition".split())


def subject_at(text: str, at: int, end: int) -> Name | None:
    """The name that opens a sentence whatever its verb, up to a comma, a verb or a relative."""
    found = person_at(text, at, end)
    if found:
        return found
    head = head_at(text, at, end)
    if head is None:
        return None
    stop = head.end
    for count, word in enumerate(tokens(text, head.end, min(end, head.end + 120))):
        if word.plain in ",(–" or word.plain in _STOPPERS or count > 9:
            break
        stop = word.end
    return replace(head, text=squeeze(text[head.start : stop]), end=stop)


def stops(word: Token) -> bool:
    """Whether the word ends a name: a verb, a relative, a strong mark."""
    return word.plain in _STOPPERS


_DESCRIBED = re.compile(r"(?:[Uu]ne?|[Ll]['’]une?|[Dd]['’]une?)\s")


def described(text: str, start: int, end: int) -> Name | None:
    """A person who is described and not named, "une assistante sociale de Lille", as a signature."""
    prefix = _PREFIX.match(plain(text[start:end]))
    if prefix:
        start += prefix.end()
        opening = re.match(r"une?\s", plain(text[start:end]))
    else:
        opening = _DESCRIBED.match(text[start:end])
    words = tokens(text, start, end)
    if opening is None or len(words) > _LONGEST or any(stops(word) for word in words):
        return None
    return Name(text=squeeze(text[start:end]), start=start, end=end, kind="person")


def described_subject(text: str, start: int, end: int) -> Name | None:
    """The described person who is the subject of a verb of speech: "une voisine nous dit :"."""
    while start < end and not text[start].isalnum():
        start += 1
    if not _DESCRIBED.match(text, start, end):
        return None
    words = tokens(text, start, end)
    for index in range(2, min(len(words), _LONGEST)):
        if group_at(words, index) is not None and words[index - 1].plain not in ("de", "d'", "la"):
            stop = words[index - 1].end
            return Name(text=squeeze(text[start:stop]), start=start, end=stop, kind="person")
        if stops(words[index]):
            return None
    return None


def abbreviates(short: str, full: str) -> bool:
    """Whether the letters of `short` are the initials of the last words of `full`."""
    letters = [c for c in plain(short) if c.isalpha()]
    initials = [w[0] for w in re.findall(r"[^\W\d_]+", plain(full)) if len(w) > 2]
    return len(letters) > 1 and initials[-len(letters) :] == letters
