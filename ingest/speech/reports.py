"""The clause that says who says it: "Mme X (FHF) souligne que", "Selon la CRSA,". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.speech import who
from ingest.speech.verbs import group_at
from ingest.speech.who import Name
from ingest.speech.words import Token, plain, tokens

_LEAD = frozenset(
    """
    enfin ensuite puis toutefois cependant egalement ainsi aussi alors or mais et car donc
    neanmoins
    """.split()
)
_PRONOUN = re.compile(
    r"(?:et\s+|mais\s+|puis\s+|enfin\s+|enfin,\s+|ensuite,?\s+)?(il|elle|ils|elles|celui-ci|celle-ci|ce dernier"
    r"|cette derniere|ceux-ci|celles-ci|ces derniers|ces dernieres)\b"
)
_ACCORDING = re.compile(r"(?:selon|d['’]apres|de l['’]avis de|aux yeux de)\s+")
_WEAK = frozenset(
    """
    presente presentent accepte acceptent refuse refusent soutient soutiennent partage partagent
    invite invitent encourage encouragent assure assurent releve relevent maintient maintiennent
    convient conviennent revient reviennent intervient interviennent reprend reprennent poursuit
    poursuivent avance avancent oppose opposent defend defendent trouve trouvent cite citent
    rapporte rapportent evalue evaluent chiffre chiffrent conclut concluent
    complete completent decrit decrivent propose proposent pointe pointent lit
    """.split()
) - {
    "propose",
    "proposent",
    "soutient",
    "soutiennent",
    "refuse",
    "refusent",
    "evalue",
    "chiffre",
    "conclut",
    "decrit",
    "defend",
    "evaluent",
    "chiffrent",
    "decrivent",
    "accepte",
}
_THAT = ("que", "qu'", ":", "«")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Who reports, and where: `name` is None when a pronoun stands for him (`pronoun`)."""

    name: Name | None
    pronoun: str = ""
    after: int = 0


def report_at(text: str, start: int, end: int) -> Report | None:
    """The report that opens the clause `text[start:end]`, None when it opens with none."""
    while start < end and not text[start].isalnum():
        start += 1
    according = _ACCORDING.match(plain(text[start:end]))
    if according:
        return _according(text, start + according.end(), end)
    places = [start]
    for match in re.finditer(r",\s", text[start : min(end, start + 600)]):
        places.append(start + match.end())
        if len(places) == 12:
            break
    first = re.match(r"[^\W\d_]+,?\s+", text[start:end])
    if first and plain(first.group()).strip(" ,") in _LEAD:
        places.insert(1, start + first.end())
    for place in places:
        found = _subject(text, place, end) or _pronoun(text, place, end)
        if found:
            return found
    return _late_person(text, start, end)


def _according(text: str, at: int, end: int) -> Report | None:
    comma = re.compile(r",\s").search(text, at, min(end, at + 160))
    if comma is None:
        return None
    name = who.label(text, at, comma.start())
    if name is None or (name.kind == "body" and not who.proper(name)):
        return None
    return Report(name=name, after=comma.end())


def _pronoun(text: str, at: int, end: int) -> Report | None:
    found = _PRONOUN.match(plain(text[at : at + 60]))
    if found is None:
        return None
    words = tokens(text, at + found.end(), end)
    after = group_at(words, 0)
    if after is None:
        return None
    return Report(name=None, pronoun=found.group(1), after=words[after - 1].end)


_LATE = re.compile(rf"{who.PERSON.pattern}|\b(?:les|la|le|l['’])\s?(?=[^\W\d_])")


def _late_person(text: str, start: int, end: int) -> Report | None:
    """Who is named after an adverbial without comma: "Concernant les soins M. X indique"."""
    for match in _LATE.finditer(text, start + 1, min(end, start + 120)):
        before = tokens(text, start, match.start())
        if before and before[-1].plain in _GOVERNS:
            continue
        found = _subject(text, match.start(), end)
        if found:
            return found
    return None


_GOVERNS = frozenset(
    "de d' du des à au aux par avec pour et ou que qu' chez entre contre sur selon comme".split()
)


def _subject(text: str, at: int, end: int) -> Report | None:
    """The subject at `at` and the verb of speech that it governs."""
    first = who.person_at(text, at, end) or who.proper_at(text, at, end)
    head = first or who.head_at(text, at, end)
    if head is None:
        return None
    words = tokens(text, head.end, min(end, head.end + 420))
    names, last_end = [head], head.end
    aside: Name | None = None
    index = 0
    steps = 0
    while index < len(words) and steps < 30:
        steps += 1
        word = words[index]
        after = group_at(words, index)
        if after is not None and not _is_noun_there(words, index):
            if not _speaks(head, words, index, after):
                return None
            whole = _name(text, names, last_end, aside)
            return Report(name=whole, after=words[after - 1].end)
        if word.plain in (",", "–", "—", "-"):
            jumped = _aside(text, words, index, end)
            if jumped is None:
                return None
            index, aside_name, joined = jumped
            if joined:
                names.append(joined)
                last_end = joined.end
            aside = aside_name or aside
            continue
        if word.plain == "(":
            close = next((k for k in range(index, len(words)) if words[k].plain == ")"), None)
            if close is None:
                return None
            if last_end == word.start - 1 or text[last_end : word.start].isspace():
                last_end = words[close].end
            index = close + 1
            continue
        if word.plain == "et":
            joined = _name_at(text, words[index + 1].start, end) if index + 1 < len(words) else None
            if joined:
                names.append(joined)
                last_end = joined.end
                index = next((k for k, w in enumerate(words) if w.start >= joined.end), len(words))
                continue
        if who.stops(word) or (first and len(names) == 1 and not _complement(word, words, index)):
            return None
        last_end = word.end if not first else last_end
        index += 1
    return None


def _complement(word: Token, words: list[Token], index: int) -> bool:
    """Whether the words after a person's name still describe him: "M. X de la FHF indique"."""
    return words[0].plain in (
        "de",
        "du",
        "d'",
        "pour",
        "des",
        "au",
        "aux",
        "à",
        "–",
    ) or word.plain in ("egalement", "aussi", "lui", "elle", "meme", "quant", "pour")


def _name_at(text: str, at: int, end: int) -> Name | None:
    return who.person_at(text, at, end) or who.head_at(text, at, end)


def _is_noun_there(words: list[Token], index: int) -> bool:
    """Whether a determiner or preposition before makes a noun of the word: "le président de la demande"."""
    before = words[index - 1].plain if index else ""
    return before in (
        "de",
        "du",
        "d'",
        "des",
        "à",
        "au",
        "aux",
        "la",
        "le",
        "les",
        "l'",
        "une",
        "un",
        "en",
        "par",
        "pour",
        "cette",
        "et",
        "ou",
        "chaque",
        "sa",
        "son",
        "leur",
    )


def _speaks(head: Name, words: list[Token], index: int, after: int) -> bool:
    """Whether the verb says words of its subject; many verbs do so of a person only."""
    if head.kind == "person":
        return True
    verb = words[after - 1].plain
    following = words[after].plain if after < len(words) else ""
    if verb in ("releve", "relevent") and following in ("de", "du", "des", "d'"):
        return False
    return verb not in _WEAK or following in _THAT or head.kind == "function"


def _aside(
    text: str, words: list[Token], index: int, end: int
) -> tuple[int, Name | None, Name | None] | None:
    """Where the sentence goes on after words between commas or dashes: index, who they name
    (an apposition), who they add (a coordination)."""
    if index + 1 >= len(words):
        return None
    named = _name_at(text, words[index + 1].start, end)
    if named:
        after = next((k for k, w in enumerate(words) if w.start >= named.end), len(words))
        if after < len(words) and words[after].plain in ("et", ",") and _coordinates(words, after):
            return after, None, named
    marks = (",",) if words[index].plain == "," else ("–", "—", "-")
    for k in range(index + 1, min(len(words), index + 40)):
        if words[k].plain in (".", ";", "?", "!", "«"):
            return None
        if words[k].plain in marks and group_at(words, k + 1) is not None:
            inside = named if named and named.kind == "person" else None
            return k + 1, inside, None
    return None


def _coordinates(words: list[Token], at: int) -> bool:
    return any(word.plain == "et" for word in words[at : at + 14])


def _name(text: str, names: list[Name], end: int, aside: Name | None) -> Name:
    if aside and len(names) == 1 and names[0].kind != "person":
        return aside
    first = names[0]
    return Name(
        text=who.squeeze(text[first.start : max(end, names[-1].end)]),
        start=first.start,
        end=max(end, names[-1].end),
        kind=first.kind,
        gender="" if len(names) > 1 else first.gender,
        plural=first.plural or len(names) > 1,
    )


_INVERTED_PRONOUN = re.compile(r"[^\W\d_]+-(?:t-)?(il|elle|ils|elles)\b")


def inverted(text: str, start: int, end: int) -> Report | None:
    """The report in an incise, "..., précise Mme X.", or at the end, "..., selon la FHF."."""
    for match in re.finditer(r"[,»”]\s+(?=[^\W\d_])", text[max(start - 2, 0) : end]):
        at = max(start - 2, 0) + match.end()
        pronoun = _INVERTED_PRONOUN.match(plain(text[at:end]))
        words = tokens(text, at, min(end, at + 200))
        after = group_at(words, 0)
        if after is None:
            according = _ACCORDING.match(plain(text[at:end]))
            if according:
                stop = end - 1 if text[end - 1 : end] == "." else end
                name = who.label(text, at + according.end(), stop)
                if name and (name.kind == "person" or who.proper(name)):
                    return Report(name=name, after=end)
            continue
        if pronoun:
            return Report(name=None, pronoun=pronoun.group(1), after=at + pronoun.end())
        place = words[after].start if after < len(words) else end
        if who.person_at(text, place, end) or who.head_at(text, place, end):
            stop = re.compile(r"[,.;»:]").search(text, place + 4, end)
            name = who.label(text, place, stop.start() if stop else end)
            name = name or who.person_at(text, place, end)
            if name:
                return Report(name=name, after=name.end)
    return None
