"""Numbers and dates of a sentence, changed, or the same written otherwise."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from random import Random

from evals.mutations.edit import Edit, like, replaced
from evals.mutations.lexicon import MONTHS, NUMBERS
from evals.mutations.material import Claim, Material

_MONTH = "|".join(MONTHS)
_FIGURE = re.compile(r"(?<![\w.,/°’-])(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?(?![\w/°]|[.,-]\d)")
_YEAR = re.compile(r"(?<![\w.,/-])20\d\d(?![\w/-]|[.,]\d)")
_LABEL = re.compile(
    r"(?:\b[A-ZÉ]{2,}|\b[Aa]rticles?|\b[Pp]ages?|[Nn]°|\b[Aa]xes?|\b[Cc]ollèges?|\b[Tt]hèmes?"
    r"|\b[Pp]oints?|\b[Ee]ngagements?|\b[Pp]iliers?|\b[Pp]hases?|\b[Aa]nnexes?|[Cc]ovid|COVID)"
    r"[ -]?$"
)
_LABELS = re.compile(
    r"\b(?:[Pp]ropositions|[Rr]ecommandations|[Ee]ngagements|[Pp]oints)(?: \d+,?| et| à)* $"
)
_CLOCK = re.compile(r" h\b| heures? \d")
_IN_DATE = re.compile(rf"(?:er)?(?: ?(?:,|et|au|à|ou|-) ?\d{{1,2}}(?:er)?)* (?:{_MONTH})\b")
_AT_LEAST = re.compile(r"(?:plus d[e’]|au moins|minimum|supérieure?s? à|dépasse) ?$")
_AT_MOST = re.compile(r"(?:moins d[e’]|au plus|maximum|jusqu’à|inférieure?s? à|d’ici) ?$")
_WORDS = {word: value for value, word in NUMBERS.items()}
_SPELLED = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)
_BEFORE_NOUN = re.compile(
    r" (?!h\b|heures?\b|et\b|à\b|sur\b|ou\b|ans?\b|pour\b|fois\b)[a-zéèàœ]{3,}"
)
_DATE = re.compile(rf"\b(\d{{1,2}})(?:er)? ({_MONTH}) (20\d\d)\b")
_LONG_MONTHS = frozenset((1, 3, 5, 7, 8, 10, 12))


def number(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A counted number becomes another of its size that the passage does not hold.

    After "more than" it grows and after "less than" it shrinks: the other way would stay true.
    """
    held = {value(found[0]) for found in _FIGURE.finditer(claim.extract.text)}
    held |= {float(_WORDS[found[0].lower()]) for found in _SPELLED.finditer(claim.extract.text)}
    edits = []
    for found in figures(claim.sentence):
        new = _written(_other(found, held, rng), found[0])
        edits.append(replaced(claim.sentence, found.span(), new))
    for found in spelled(claim.sentence):
        old = _WORDS[found[0].lower()]
        options = [n for n in _WORDS.values() if abs(n - old) <= old and n not in (*held, old)]
        options = [n for n in options if _goes(found, n > old)]
        if options:
            new = like(found[0], NUMBERS[rng.choice(options)])
            edits.append(replaced(claim.sentence, found.span(), new))
    return [edit for edit in edits if edit]


def number_inside(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A number becomes another that the same passage holds for another thing."""
    others = sorted({found[0] for found in figures(" ".join(claim.extract.text.split()))})
    edits = []
    for found in figures(claim.sentence):
        for other in others:
            bound = claim.sentence[found.end() :].startswith(" %") and value(other) > 100
            grows = value(other) > value(found[0])
            if (
                _of_one_size(found[0], other)
                and other not in claim.sentence
                and value(other) >= 2
                and not bound
                and _goes(found, grows)
            ):
                edits.append(replaced(claim.sentence, found.span(), other))
    return [edit for edit in edits if edit]


def numbers_swapped(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """Two numbers of the sentence exchanged, when they count different things."""
    sentence = claim.sentence
    said = list(figures(sentence))
    edits = []
    for one, other in itertools.pairwise(said):
        between = sentence[one.end() : other.start()]
        counts_apart = len(re.findall(r"[^\W\d_]{4,}", between)) >= 2
        percent = sentence[one.end() :].startswith(" %") or sentence[other.end() :].startswith(" %")
        bound = percent and max(value(one[0]), value(other[0])) > 100
        if _of_one_size(one[0], other[0]) and one[0] != other[0] and counts_apart and not bound:
            text = sentence[: one.start()] + other[0] + between + one[0] + sentence[other.end() :]
            edits.append(
                Edit(text=text, before=f"{one[0]} … {other[0]}", after=f"{other[0]} … {one[0]}")
            )
    return edits


def year(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A year becomes another, near it, that the passage does not hold."""
    edits = []
    for found in _YEAR.finditer(claim.sentence):
        options = [y for y in range(int(found[0]) - 4, int(found[0]) + 5) if y != int(found[0])]
        options = [y for y in options if str(y) not in claim.extract.text]
        edits.append(replaced(claim.sentence, found.span(), str(rng.choice(options))))
    return [edit for edit in edits if edit]


def month(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A month becomes another that the passage does not hold and that has such a day."""
    edits = []
    for found in re.finditer(rf"\b(?:{_MONTH})\b", claim.sentence):
        day = re.search(r"(\d{1,2}) $", claim.sentence[: found.start()])
        options = [
            name
            for number, name in enumerate(MONTHS, start=1)
            if name not in claim.extract.text and _has_day(number, int(day[1]) if day else 1)
        ]
        edits.append(replaced(claim.sentence, found.span(), rng.choice(options)))
    return [edit for edit in edits if edit]


def spelled_otherwise(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A small whole number before its noun, in words for figures or in figures for words."""
    edits = []
    for found in figures(claim.sentence):
        whole = found[0].isdecimal() and int(found[0]) in NUMBERS
        if whole and _BEFORE_NOUN.match(claim.sentence, found.end()):
            edits.append(replaced(claim.sentence, found.span(), NUMBERS[int(found[0])]))
    for found in spelled(claim.sentence):
        if found.start() and _BEFORE_NOUN.match(claim.sentence, found.end()):
            new = str(_WORDS[found[0].lower()])
            edits.append(replaced(claim.sentence, found.span(), new))
    return [edit for edit in edits if edit]


def date_otherwise(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A full date in figures only: 12 mars 2022, 12/03/2022."""
    edits = []
    for found in _DATE.finditer(claim.sentence):
        new = f"{int(found[1]):02}/{MONTHS.index(found[2]) + 1:02}/{found[3]}"
        edits.append(replaced(claim.sentence, found.span(), new))
    return [edit for edit in edits if edit]


def figures(sentence: str) -> Iterator[re.Match[str]]:
    """Numbers in figures that count something: no year, date, hour, ordinal nor label."""
    for found in _FIGURE.finditer(sentence):
        if (
            value(found[0]) >= 2
            and found[0][0] != "0"
            and not re.search(r"\w.*\b[A-Z]\w+ $", sentence[: found.start()])
            and not _LABELS.search(sentence[: found.start()])
            and not _YEAR.fullmatch(found[0])
            and not _LABEL.search(sentence[: found.start()])
            and not _CLOCK.match(sentence, found.end())
            and not re.search(r"\bh $", sentence[: found.start()])
            and not _IN_DATE.match(sentence, found.end())
        ):
            yield found


def spelled(sentence: str) -> Iterator[re.Match[str]]:
    """Numbers in one word that count something."""
    for found in _SPELLED.finditer(sentence):
        hour = re.match(r" heures? ", sentence[found.end() :])
        compound = re.match(r" (?:cents?|mille|millions?|milliards?|et)\b", sentence[found.end() :])
        part = re.search(r"\b(?:cents?|mille|[Ll]es|[Cc]es|un|une|et) $", sentence[: found.start()])
        if not hour and not compound and not part:
            yield found


def _of_one_size(one: str, other: str) -> bool:
    """Within a factor of ten, both whole or both not: what nobody would write is no error."""
    low, high = sorted((value(one), value(other)))
    return high <= 10 * low and ("," in one) == ("," in other)


def value(figure: str) -> float:
    return float(figure.replace(" ", "").replace(",", "."))


def _other(found: re.Match[str], held: set[float], rng: Random) -> float:
    """Another value as round as the old one; at least a fifth away unless small."""
    old = value(found[0])
    if old != int(old):
        return _other_of(found, old, 0.1, held, rng)
    grain = 1.0
    while old % (grain * 10) == 0:
        grain *= 10
    return _other_of(found, old, grain, held, rng)


def _other_of(
    found: re.Match[str], old: float, grain: float, held: set[float], rng: Random
) -> float:
    percent = found.string[found.end() :].startswith((" %", "%"))
    steps = max(4, round(old / grain))
    least = max(1, round(old / grain / 5))
    options = [
        new
        for step in range(least, steps + 1)
        for new in (round(old + step * grain, 1), round(old - step * grain, 1))
        if new >= 2 and new not in held and not (percent and old <= 100 < new)
    ]
    fitting = [new for new in options if _goes(found, new > old)]
    return rng.choice(fitting or options)


def _goes(found: re.Match[str], grows: bool) -> bool:
    """Whether a change that way makes the sentence false, given the bound before the number."""
    head = found.string[: found.start()]
    return not (_AT_LEAST.search(head) and not grows) and not (_AT_MOST.search(head) and grows)


def _written(new: float, model: str) -> str:
    if "," in model:
        places = len(model.split(",")[1])
        return f"{new:.{places}f}".replace(".", ",")
    grouped = f"{int(new):,}".replace(",", " ")
    return grouped if " " in model or int(new) >= 10_000 else str(int(new))


def _has_day(number: int, day: int) -> bool:
    return day <= 28 or (day <= 30 and number != 2) or number in _LONG_MONTHS
