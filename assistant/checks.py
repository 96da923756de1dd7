"""Typed checks of a claim against the words of a passage: number, date, name, negation,
quantifier, force.

A finding is hard when the passage holds an incompatible word in the same place; otherwise the
passage only lacks what the claim says. Numbers under 1,000 and years are exact: a tolerance of
half a percent would pass every change of year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.model import Reason
from ingest import MONTHS, Quantity, fold, quantities, sentences, stem, tokens, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One failed check; `hard` says that the passage contradicts the claim there."""

    reason: Reason
    hard: bool


def findings(claim: str, window: str, context: str) -> tuple[Finding, ...]:
    """Every failed check of `claim` against `window`, the sentences that would be cited; `context`
    is what is known of their document."""
    return (
        *_numbers(claim, window, context),
        *_months(claim, window, context),
        *_names(claim, window, context),
        *_negation(claim, window),
        *_opposites(claim, window),
        *_groups("quantifier", _QUANTIFIERS, claim, window),
        *_groups("force", _FORCES, claim, window),
    )


def _numbers(claim: str, passage: str, context: str) -> list[Finding]:
    said, read = quantities(claim), quantities(passage)
    held = read + _lent(said, read, context)
    failed = []
    for wanted in said:
        if any(_same(wanted, q, passage) for q in held):
            continue
        rivals = [q for q in read if q.kind == wanted.kind and _unit(q) == _unit(wanted)]
        rival = passage[rivals[0].start : rivals[0].end] if rivals else ""
        kind = "date" if wanted.kind in ("date", "year") else "number"
        reason = Reason(kind=kind, claim=claim[wanted.start : wanted.end], passage=rival)
        failed.append(Finding(reason=reason, hard=bool(rivals)))
    return failed


_ISO_DATE = re.compile(r"\b(\d{4})-(\d\d)(?:-\d\d)?\b")


def _lent(said: list[Quantity], read: list[Quantity], context: str) -> list[Quantity]:
    """The dates and names with a number that a document lends to its passages.

    Its other numbers count things elsewhere; and it lends no year where the passage tells another
    one that the claim leaves out.
    """
    lent = quantities(_ISO_DATE.sub(r"\1", context))
    lent = [q for q in lent if q.kind in ("year", "date", "label")]
    if set(filter(None, map(_year, read))) <= set(map(_year, said)):
        return lent
    return [q for q in lent if q.kind == "label"]


def _year(quantity: Quantity) -> int:
    """The year of a date or a year, 0 where there is none."""
    if quantity.kind == "year":
        return int(quantity.value)
    return int(quantity.value // 10_000) if quantity.kind == "date" else 0


def _months(claim: str, window: str, context: str) -> list[Finding]:
    """A month named without its day that the window does not tell.

    The document's own month counts only where the claim holds every month of the window: a month
    that was changed is not the document's date.
    """
    dates = [q for q in quantities(claim) if q.kind == "date"]
    mine, theirs = _months_of(claim), _months_of(window)
    lent = _months_of(_ISO_DATE.sub(r"01/\2/\1", context)) if theirs.keys() <= mine.keys() else {}
    rivals = ", ".join(words for month, words in theirs.items() if month not in mine)
    return [
        Finding(reason=Reason(kind="date", claim=words, passage=rivals), hard=bool(rivals))
        for month, words in mine.items()
        if month not in {*theirs, *lent, *map(_month, dates)}
    ]


def _months_of(text: str) -> dict[int, str]:
    """The months that `text` names or dates, with its words for each."""
    dated = {_month(q): text[q.start : q.end] for q in quantities(text) if q.kind == "date"}
    named = {MONTHS[t.folded]: text[t.start : t.end] for t in tokens(text) if t.folded in MONTHS}
    return dated | named


def _month(date: Quantity) -> int:
    return int(date.value % 10_000 // 100)


def _unit(quantity: Quantity) -> str:
    return stem(quantity.unit) if quantity.unit else ""


def _same(wanted: Quantity, held: Quantity, passage: str) -> bool:
    if wanted.kind == "date" and held.kind == "date":
        year, other = wanted.value // 10_000, held.value // 10_000
        same_day = wanted.value % 10_000 == held.value % 10_000
        return same_day and (year == other or not year or not other)
    if wanted.value != held.value:
        return (
            wanted.kind == "year" and held.kind == "date" and held.value // 10_000 == wanted.value
        )
    if wanted.kind != held.kind and {wanted.kind, held.kind} & {"percent", "money", "date"}:
        return False
    if not wanted.unit or not held.unit or _unit(wanted) == _unit(held):
        return True
    around = {stem(w) for w in words(passage[held.start : held.end + 60])}
    return _unit(wanted) in around or held.kind in ("percent", "money", "year")


def _names(claim: str, passage: str, context: str) -> list[Finding]:
    held = set(words(passage)) | set(words(context))
    stems_held = {stem(w) for w in held}
    failed = []
    starts = [start for start, _ in sentences(claim)]
    for token in tokens(claim):
        raw = claim[token.start : token.end]
        if not raw[0].isupper() or not raw.isalpha():
            continue
        opening = any(0 <= token.start - start <= 2 for start in starts)
        acronym = len(raw) > 1 and raw.isupper()
        if opening and not acronym:
            continue
        if token.folded not in held and stem(raw) not in stems_held:
            failed.append(Finding(reason=Reason(kind="name", claim=raw, passage=""), hard=False))
    for code in re.finditer(r"\b([A-Z]{2,6})[ \u00a0]?(\d{1,3}[AB]?)\b", claim):
        same = {
            f"{a}{b}" for a, b in re.findall(r"\b([A-Z]{2,6})[ \u00a0]?(\d{1,3}[AB]?)\b", passage)
        }
        family = sorted(name for name in same if name.startswith(code[1]))
        if f"{code[1]}{code[2]}" not in same and family:
            reason = Reason(kind="name", claim=code[0], passage=family[0])
            failed.append(Finding(reason=reason, hard=True))
    return failed


_NEGATION = re.compile(
    r"\b(?:n'|ne )\s*(?:\w+[ '-]){0,4}?(?:pas|plus|jamais|aucune?s?|rien|ni|guere|nullement)\b"
    r"|\b(?:pas de|aucune?s?|sans|ni)\b"
)


def _negation(claim: str, window: str) -> list[Finding]:
    """A negation on one side only, near words that both sides share."""
    mine, theirs = fold(claim), fold(window)
    shared = {s for s in map(stem, words(claim)) if len(s) > 3} & set(map(stem, words(window)))
    denied = _denied(mine, shared)
    denying = _denied(theirs, shared)
    enough = min(2, len({s for s in map(stem, words(claim)) if len(s) > 3}))
    if bool(denied) == bool(denying) or len(shared) < enough:
        return []
    if not denied and not _touches(theirs, shared, enough):
        return []
    reason = Reason(kind="negation", claim=" ".join(denied), passage=" ".join(denying))
    return [Finding(reason=reason, hard=True)]


def _denied(text: str, shared: set[str]) -> list[str]:
    found = []
    for match in _NEGATION.finditer(text):
        around = text[max(0, match.start() - 25) : match.end() + 35]
        if shared & {stem(w) for w in words(around)}:
            found.append(match.group())
    return found


def _touches(text: str, shared: set[str], enough: int) -> bool:
    return any(
        len(shared & {stem(w) for w in words(text[max(0, m.start() - 40) : m.end() + 50])})
        >= enough
        for m in _NEGATION.finditer(text)
    )


_PREFIXES = ("de", "des", "dis", "im", "in", "ir", "il", "mal", "non")


def _opposites(claim: str, window: str) -> list[Finding]:
    """A word on one side whose prefixed opposite stands on the other: favorable, défavorable."""
    mine, theirs = set(words(claim)), set(words(window))
    failed = []
    for one, other in ((mine, theirs), (theirs, mine)):
        for word in sorted(one - other):
            plain = {word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) > 7}
            held = sorted((plain & other) - one)
            if held:
                pair = (word, held[0]) if one is mine else (held[0], word)
                reason = Reason(kind="antonym", claim=pair[0], passage=pair[1])
                failed.append(Finding(reason=reason, hard=True))
    return failed


_QUANTIFIERS = {
    "tous": r"\b(?:tous les|toutes les|chaque|la totalite|l'ensemble des|unanim\w+)",
    "la plupart": r"\b(?:la plupart|la majorite|majoritairement)\b",
    "certains": r"\b(?:certain(?:e?s)|quelques|plusieurs|une partie)\b",
    "aucun": r"\b(?:aucune?|nul(?:le)? )\b",
    "la moitié": r"\b(?:la moitie)\b",
    "seulement": r"\b(?:seulement|uniquement|exclusivement|seule?s?)\b",
}
_FORCES = {
    "obligation": r"\b(?:doi(?:t|vent)|devr(?:a|ont)|oblig\w+|impos\w+|exig\w+|il faut)\b",
    "possibilité": r"\b(?:peu(?:t|vent)|pourr\w+|possib\w+|eventuel\w+)\b",
    "décision": r"\b(?:decid\w+|decision|adopt\w+|vot(?:e|ee?s?|ent)\b|valid\w+|acte(?:e|s)?)\b",
}


def _groups(kind: str, groups: dict[str, str], claim: str, window: str) -> list[Finding]:
    """A group that the claim uses and its window does not; hard when a rival stands there."""
    folded_claim, folded_window = fold(claim), fold(window)
    mine = [name for name, pattern in groups.items() if re.search(pattern, folded_claim)]
    theirs = [name for name, pattern in groups.items() if re.search(pattern, folded_window)]
    failed = []
    for name in mine:
        if name in theirs:
            continue
        rivals = [other for other in theirs if other not in mine]
        reason = Reason(kind=kind, claim=name, passage=", ".join(rivals))
        failed.append(Finding(reason=reason, hard=bool(rivals) and kind == "quantifier"))
    return failed
