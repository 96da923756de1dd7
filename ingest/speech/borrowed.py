"""Words that a speaker only reads or repeats, and whose they are. Pure.

"M. X lit le courrier de l'ARS : « ... »", "M. X rappelle que Mme Y avait déclaré : « ... »".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.french import sentences
from ingest.speech import lexicon
from ingest.speech.labels import label
from ingest.speech.names import PERSON, Name
from ingest.speech.reports import Report, report_at
from ingest.speech.verbs import group_at
from ingest.speech.words import Token, plain, tokens

_SOMEBODY = Report()
_REACH = 400
_ACCORDING = re.compile(r"\b(?:selon|d'apres)\s+(?:(?:la|les?)\s+|l')?$")
_CLAUSES = frozenset(
    """
    que qu' où dont car lorsque lorsqu' quand comme puisque puisqu' lequel laquelle lesquels
    lesquelles
    """.split()
)
_JOINS = frozenset("et puis mais ou , )".split())
_NOUN_AFTER = frozenset("un une du des au aux ce cette ces son sa ses leur leurs".split())
_ARTICLES = frozenset("la le les l'".split())
_READS = re.compile(r"lecture|(?:re)?l(?:it|isent|isait|ut|u)|cit(?:e|ent|ait|aient|a|erent)")
_REPEATS = frozenset(
    """
    rappelle rappellent rappelait rapporte rapportent rapportait reprend reprennent reprenait repris
    resume resument presente presentent evoque evoquent evoquait mentionne mentionnent repete
    repetent expose exposent detaille detaillent releve relevent part etat compte mention reference
    """.split()
)
_DETERMINERS = _ARTICLES | frozenset("de d' du des un une ce cet cette ces".split())
_POSSESSIVES = frozenset("son sa ses leur leurs".split())
_TO = frozenset("à au aux".split())
_FROM = frozenset("de d' du des par".split())
_AFTER_NAME = re.compile(
    r",|\s(?=(?:à|aux?|dans|sur|concernant|lors|en\s+date|du\s+\d|dat\w+|adress\w+|reçue?s?|relati\w+)\b)"
)


def borrowed(text: str, start: int, end: int, outer: Name) -> Report | None:
    """Who else than `outer` is said, in `text[start:end]`, to speak the quotation that follows.

    A report without name says that it is another, the document does not tell who; None that
    nothing introduces another.
    """
    if outer.start >= end:
        return None
    start, governs = _after_name(text, start, end, outer)
    words = tokens(text, start, end)
    while words and words[-1].plain in (":", "que", "qu'"):
        words.pop()
    found = _groups(words)
    if not found:
        return None
    first, after = found[-1]
    colon = text[start:end].rstrip().endswith(":")
    if after < len(words) and not colon:
        return None
    joined = first > 0 and words[first - 1].plain in _JOINS
    if first and words[first - 1].plain == "qui":
        return (
            None if governs and not text[start : words[first - 1].start].strip(" ,") else _SOMEBODY
        )
    clause = next((w.end for w in reversed(words[:first]) if w.plain in _CLAUSES), None)
    if clause is not None or not governs:
        told = report_at(text, start if clause is None else clause, end)
        if told:
            return _another(text, told, words, outer, inner=clause is not None)
        if not joined:
            return _SOMEBODY
    return _read_from(text, words[after - 1], end, outer) if colon else None


def _after_name(text: str, start: int, end: int, outer: Name) -> tuple[int, bool]:
    """Where the words after the speaker's name start, and whether he is the subject of a verb in
    them; he is not when his name is a label, a source ("selon") or of another sentence."""
    near = max(start, end - _REACH)
    near += max((first for first, _ in sentences(text[near:end])), default=0)
    if not start <= outer.start < outer.end <= end or near > outer.end:
        return near, False
    label_end = re.compile(r"[\s\u00a0]*:(?=.)", re.DOTALL).match(text, outer.end, end)
    if label_end:
        return max(near, label_end.end()), False
    return max(near, outer.end), not _ACCORDING.search(plain(text[near : outer.start]))


def _groups(words: Sequence[Token]) -> list[tuple[int, int]]:
    """The verb groups of speech, by the indices of their first word and of the word after."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        before = words[at - 1].plain if at else ""
        governed = before in ("de", "d'") or bool(found and found[-1][1] == at)
        noun = before in _NOUN_AFTER or (governed and words[at].plain in _ARTICLES)
        after = None if noun else group_at(words, at)
        if after is not None:
            found.append((at, after))
        at = at + 2 if noun and words[at].plain in _ARTICLES else after or at + 1
    return found


def _another(
    text: str, told: Report, words: Sequence[Token], outer: Name, *, inner: bool
) -> Report | None:
    """The report of a clause when it is not of `outer`; without its name when a second verb may
    be of somebody else."""
    if told.name is None:
        if not inner:
            return None
        own = told.pronoun in ("il", "ils") if outer.gender != "f" else told.pronoun in ("elle",)
        alone = not PERSON.search(text, words[0].start, words[-1].end)
        return None if own and alone else _SOMEBODY
    if _same(told.name, outer):
        return None
    after = [word for word in words if word.start >= told.name.end]
    return told if len(_groups(after)) == 1 else _SOMEBODY


def _read_from(text: str, verb: Token, end: int, outer: Name) -> Report | None:
    """Whose words they are by what the verb before the colon has as its object."""
    reads = _READS.fullmatch(verb.plain) is not None
    words = [word for word in tokens(text, verb.end, end) if word.plain != ":"]
    if words and words[0].plain in _TO and not reads:
        return None
    while words and words[0].plain in _DETERMINERS:
        words.pop(0)
    if words and words[0].plain in _POSSESSIVES:
        return None
    head = next((k for k, w in enumerate(words[:2]) if w.plain in lexicon.WRITINGS), None)
    written = head is not None and any(w.plain in _FROM for w in words[head + 1 :])
    ruled = any(w.plain in lexicon.RULES for w in words[:2])
    if not (reads or written or ruled):
        return None
    if not words or not (reads or verb.plain in _REPEATS):
        return _SOMEBODY
    name = _name(text, words) if head is None else _author(text, words[head + 1 :])
    return None if name and _same(name, outer) else Report(name=name)


def _same(one: Name, other: Name) -> bool:
    """Whether two names are one, perhaps with more words: "CRSA", "CRSA Bocage"."""
    short, long = sorted((plain(one.text), plain(other.text)), key=len)
    return long.startswith(short)


def _author(text: str, words: Sequence[Token]) -> Name | None:
    """The first complement of a writing that is no date and no other writing."""
    for rank, word in enumerate(words[:-1]):
        if word.plain not in _FROM:
            continue
        after = [w for w in words[rank + 1 :] if w.plain not in _ARTICLES]
        if after and not (after[0].plain in lexicon.WRITINGS or after[0].plain.isdigit()):
            return _name(text, words[rank + 1 :])
    return None


def _name(text: str, words: Sequence[Token]) -> Name | None:
    """The name that the words are, up to whom or when they were written to."""
    start, end = words[0].start, words[-1].end
    tail = _AFTER_NAME.search(text, start, end)
    name = label(text, start, tail.start() if tail else end)
    return name if name and (name.personal or name.proper) else None
