"""The clause that says who says it: "Mme X (FHF) souligne que", "Selon la CRSA,". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.french import STOP_WORDS
from ingest.speech import names
from ingest.speech.labels import label
from ingest.speech.names import Name, head_at, name_at, person_at, proper_at
from ingest.speech.verbs import group_at, may_say
from ingest.speech.words import Token, plain, squeeze, tokens

_LEAD = frozenset(
    """
    enfin ensuite puis toutefois cependant egalement ainsi aussi alors or mais et car donc
    neanmoins
    """.split()
)
_PRONOUN = re.compile(
    r"(?:(?:et|mais|puis|enfin,?|ensuite,?)\s+)?(il|elle|ils|elles|celui-ci|celle-ci|ceux-ci"
    r"|celles-ci|ce\s+dernier|cette\s+derniere|ces\s+derniers|ces\s+dernieres)\b"
)
_ACCORDING = re.compile(r"(?:selon|d'apres|de\s+l'avis\s+de|aux\s+yeux\s+de)\s+")
_INVERTED_PRONOUN = re.compile(r"[^\W\d_]+-(?:t-)?(ils?|elles?)\b")
_INCISE = re.compile(r"[,»”]\s+(?=[^\W\d_])")
_TAG = re.compile(r"[»”]\s?,\s")
_LATE = re.compile(rf"{names.PERSON.pattern}|\b(?:les|la|le|l['’])\s?(?=[^\W\d_])")
# What these say of a body may be what it does or has: they report only before "que" or a colon.
_DEEDS = frozenset(
    """
    presente presentent acceptent refusent partage partagent invite invitent encourage encouragent
    assure assurent releve relevent maintient maintiennent convient conviennent revient reviennent
    intervient interviennent interroge interrogent reprend reprennent poursuit poursuivent avance
    avancent oppose opposent
    defendent trouve trouvent cite citent rapporte rapportent concluent complete completent pointe
    pointent lit repris poursuivi maintenu convenu conclu defendu lu
    """.split()
)
_THAT = ("que", "qu'", ":", "«")
_GOVERNS = frozenset(
    "de d' du des à au aux par avec pour et ou que qu' chez entre contre sur selon comme".split()
)
_DETERMINES = frozenset(
    "de d' du des à au aux par pour et ou la le les l' une un en cette chaque sa son leur".split()
)
_DESCRIBES = frozenset("de du d' pour des au aux à – egalement aussi lui elle meme quant".split())
_SUBJECTS = frozenset(
    "la le les l' un une des il elle on ils elles ce cela c' ces cet cette son sa ses leur".split()
)
_COMMAS, _COMMA_REACH = 11, 600
_LATE_REACH = 120
_INCISE_REACH = 40
_NAME_REACH = 420
_SUBJECT_TOKENS = 30
_ASIDE_TOKENS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Who reports: `name`, or None when a `pronoun` stands for him, or nothing that is known."""

    name: Name | None = None
    pronoun: str = ""


def report_at(text: str, start: int, end: int) -> Report | None:
    """The report that opens the clause `text[start:end]`, None when it opens with none.

    Adverbials may stand before the subject, appositions between it and the verb.
    """
    while start < end and not text[start].isalnum():
        start += 1
    according = _ACCORDING.match(plain(text[start : start + 30]))
    if according:
        return _according(text, start + according.end(), end)
    if not may_say(text, start, min(end, start + _COMMA_REACH + _NAME_REACH)):
        return None
    for place in _places(text, start, end):
        name = _subject(text, place, end)
        if name:
            return Report(name=name)
        pronoun = _pronoun(text, place, end)
        if pronoun:
            return Report(pronoun=pronoun)
    return _late(text, start, end)


def inverted(text: str, start: int, end: int) -> Report | None:
    """The report in an incise, "..., précise Mme X.", or at the end, "..., selon la FHF.".

    It is of nobody known where a tag after a quotation names none: "« ... », note le rapport".
    """
    for match in _INCISE.finditer(text, max(start - 2, 0), end):
        at = match.end()
        name = _according_last(text, at, end)
        if name:
            return Report(name=name)
        tag = _TAG.match(text, match.start() - 1, end) is not None
        if tag and _ACCORDING.match(plain(text[at : at + 30])):
            return Report()
        if not may_say(text, at, min(end, at + _INCISE_REACH)):
            continue
        words = tokens(text, at, min(end, at + 200))
        after = group_at(words, 0)
        if after is None:
            continue
        pronoun = _INVERTED_PRONOUN.match(plain(text[at : at + 60]))
        if pronoun:
            return Report(pronoun=pronoun.group(1))
        place = words[after].start if after < len(words) else end
        if name_at(text, place, end):
            stop = re.compile(r"[,.;»:]").search(text, place + 4, end)
            name = label(text, place, stop.start() if stop else end)
            name = name or person_at(text, place, end)
            if name:
                return Report(name=name)
        if tag and place < end:
            return Report()
    return None


def _places(text: str, start: int, end: int) -> list[int]:
    """Where a subject may stand: at the start, after a link word, after a comma."""
    commas = re.compile(r",\s+").finditer(text, start, min(end, start + _COMMA_REACH))
    found = [start]
    for match in commas:
        if len(found) > _COMMAS or not _is_adverbial(text, start, match.start()):
            break
        found.append(match.end())
    first = re.compile(r"[^\W\d_]+,?\s+").match(text, start, end)
    if first and plain(first.group()).strip(" ,") in _LEAD:
        found.insert(1, first.end())
    return found


def _is_adverbial(text: str, start: int, end: int) -> bool:
    """Whether the words before a comma only set the scene for the clause that follows."""
    words = tokens(text, start, end)
    if any(word.plain == ":" for word in words):
        return False
    first = words[0] if words else None
    if first is None or not any(word.plain in names.CLAUSE for word in words):
        return True
    opens = first.plain.removesuffix("'") in STOP_WORDS and first.plain not in _SUBJECTS
    return opens or first.participle or first.plain.endswith("ant")


def _according(text: str, at: int, end: int) -> Report | None:
    comma = re.compile(r",\s").search(text, at, min(end, at + 160))
    name = label(text, at, comma.start()) if comma else None
    if name is None or (name.kind == "body" and not name.proper):
        return None
    return Report(name=name)


def _according_last(text: str, at: int, end: int) -> Name | None:
    found = _ACCORDING.match(plain(text[at : at + 30]))
    if found is None:
        return None
    name = label(text, at + found.end(), end)
    return name if name and (name.personal or name.proper) else None


def _pronoun(text: str, at: int, end: int) -> str:
    """The pronoun that is the subject of a verb of speech at `at`, "" when none is."""
    found = _PRONOUN.match(plain(text[at : at + 60]))
    if found is None:
        return ""
    words = tokens(text, at + found.end(), min(end, at + 200))
    return squeeze(found.group(1)) if group_at(words, 0) is not None else ""


def _late(text: str, start: int, end: int) -> Report | None:
    """Who is named after an adverbial without comma: "Concernant les soins M. X indique"."""
    for match in _LATE.finditer(text, start + 1, min(end, start + _LATE_REACH)):
        before = tokens(text, start, match.start())
        if before and before[-1].plain in _GOVERNS:
            continue
        name = _subject(text, match.start(), end)
        if name:
            return Report(name=name)
    return None


@dataclass(slots=True)
class _Reading:
    """The names read so far from a subject on, and where the last of their words ends."""

    names: list[Name]
    end: int
    aside: Name | None = None
    words: list[Token] = field(default_factory=list)

    def add(self, name: Name) -> int:
        """Takes one more name in; the index of the first word after it."""
        self.names.append(name)
        self.end = name.end
        return self.index_after(name)

    def index_after(self, name: Name) -> int:
        return next((k for k, w in enumerate(self.words) if w.start >= name.end), len(self.words))

    def name(self, text: str) -> Name:
        """All that was read as one name; an apposition tells a function's person."""
        first, several = self.names[0], len(self.names) > 1
        if self.aside and not several and not first.personal:
            return self.aside
        return Name(
            text=squeeze(text[first.start : self.end]),
            start=first.start,
            end=self.end,
            kind=first.kind,
            gender="" if several else first.gender,
            plural=first.plural or several,
        )


def _subject(text: str, at: int, end: int) -> Name | None:
    """The subject at `at` when it governs a verb of speech, with its complements."""
    person = person_at(text, at, end) or proper_at(text, at, end)
    head = person or head_at(text, at, end)
    if head is None:
        return None
    read = _Reading(
        [head], head.end, words=tokens(text, head.end, min(end, head.end + _NAME_REACH))
    )
    words, index = read.words, 0
    for _ in range(_SUBJECT_TOKENS):
        if index >= len(words):
            return None
        after = group_at(words, index)
        if after is not None and not (index and words[index - 1].plain in _DETERMINES):
            return read.name(text) if _speaks(head, words, after) else None
        word = words[index]
        if word.plain in (",", "–", "—", "-"):
            jumped = _aside(text, read, index, end)
        elif word.plain == "(":
            jumped = _parenthesis(text, read, index)
        elif word.plain == "et" and index + 1 < len(words):
            joined = name_at(text, words[index + 1].start, end)
            jumped = read.add(joined) if joined else None
        else:
            jumped = None
            if names.stops(word):
                return None
        if jumped is not None:
            index = jumped
            continue
        if word.plain in (",", "–", "—", "-", "("):
            return None
        if person and len(read.names) == 1 and words[0].plain not in _DESCRIBES:
            return None
        if not person:
            read.end = word.end
        index += 1
    return None


def _speaks(head: Name, words: list[Token], after: int) -> bool:
    """Whether the verb says words of its subject; some verbs do so of a person only."""
    if head.personal:
        return True
    verb = words[after - 1].plain
    if verb.startswith("interrog") and after > 1 and words[after - 2].plain == "s'":
        return True
    following = words[after].plain if after < len(words) else ""
    return verb not in _DEEDS or following in _THAT or head.kind == "function"


def _parenthesis(text: str, read: _Reading, index: int) -> int | None:
    """The index after parentheses, which belong to the name that they follow."""
    words = read.words
    close = next((k for k in range(index, len(words)) if words[k].plain == ")"), None)
    if close is None:
        return None
    if not text[read.end : words[index].start].strip():
        read.end = words[close].end
    return close + 1


def _aside(text: str, read: _Reading, index: int, end: int) -> int | None:
    """The index after a comma or dash: of one more name of a list, or of an apposition that
    closes before the verb."""
    words = read.words
    if index + 1 >= len(words):
        return None
    named = name_at(text, words[index + 1].start, end)
    if named:
        after = read.index_after(named)
        listed = any(word.plain == "et" for word in words[after : after + 14])
        if listed and after < len(words) and words[after].plain in ("et", ","):
            return read.add(named)
    marks = (",",) if words[index].plain == "," else ("–", "—", "-")
    for k in range(index + 1, min(len(words), index + _ASIDE_TOKENS)):
        if words[k].plain in (".", ";", "?", "!", "«"):
            return None
        if words[k].plain in marks and group_at(words, k + 1) is not None:
            read.aside = named if named and named.personal else read.aside
            return k + 1
    return None
