"""Clauses moved, taken out or sewn together."""

from __future__ import annotations

import re
from random import Random

from evals.mutations.edit import SUBORDINATE, Edit, capital, cut, uncapital
from evals.mutations.lexicon import CONDITIONS, DETERMINERS, FINITE, MONTHS, REPORTING
from evals.mutations.material import Claim, Material, flat, states_a_fact
from ingest import sentences

_FRONTED = re.compile(
    r"(?P<lead>(?:En|Au|Aux|À|Dans|Pour|Depuis|Le \d|D’après|Selon|Lors|Pendant|Dès|Entre(?!-)|Chez"
    r"|Avec|Après|Avant)\b(?! eux| elles?| lui| c[ee’]| son| sa| leur)[^,;:()]{1,70}), "
    r"(?P<rest>[^,;:]+)\.$"
)
_CAUSE = re.compile(
    r"(?P<main>(?:Les?|La|L’|Une?|M\.|Mme|Aucune?|Chaque)\b[^,;:]+), "
    r"(?P<cause>(?:parce que|parce qu’|alors que|alors qu’|faute d[e’])[^,;:]+)\.$"
)
_PARENTHESIS = re.compile(r" \((?P<inside>[^()]*)\)")
_LIMITS = re.compile(r"\b(?:sauf|hors|si|dont|hormis|sous|pas|non|uniquement|seulement)\b")
_LIMIT = "|".join(CONDITIONS)
_CONDITION = re.compile(
    rf"(?:, (?:mais |et )?(?:{_LIMIT})[^,.;:()]+(?:,(?! où| qui| dont| \w+ée?s?\b)|(?=[.;]))"
    rf"| (?:{_LIMIT})[^,.;:()]+(?=[.;]))"
)
_IF = re.compile(
    r"(?<!même)(?<!comme)(?<!savoir)(?<!demande)(?<!ignore)(?<!vérifier)(?<! que)(?<! et),?"
    r" (?:seulement )?(?:si|s’ils?) (?:(?:les?|la|une?|des|elles?|ils?|on) |l’)[^,.;:()]+"
    r"(?=\.$|, et )"
)
_FRONTED_IF = re.compile(
    r"(?P<clause>(?:Si|S’ils?|Sous réserve|À condition|En l’absence|À moins que|Lorsqu|En cas)\b"
    r"[^,;:()]+), (?P<rest>.+)"
)
# "If" that grants a fact instead of setting a condition has no future in its main clause.
_TO_COME = re.compile(r"\b(?:\w{2,}(?:ra|ront|rait|raient)|doi(?:t|vent)|peu(?:t|vent))\b")
_PRONOUN = re.compile(r"(?:ils?|elles?|ce|c’|cela|on|certaine?s)\b")
_PAST = re.compile(r"\b\w+(?:ait|aient)\b")
_CONNECTORS = (
    r", parce qu[e’]", r", alors qu[e’]", r", mais\b", r", ce qui\b", r", faute d[e’]",
    r" afin d[e’]", r" grâce (?:à|au)\b", r" en raison d[eu’]", r" pour (?=[a-zé]+(?:er|ir|re)\b)",
)  # fmt: skip
_PREDICATE = re.compile(
    rf" (?P<verb>{'|'.join((*REPORTING, 'a', 'ont', 'doit', 'doivent', 'peut', 'peuvent'))}) "
)
_SINGULAR_HEAD = re.compile(r"M\. |L’|(?:Mme|Dr|Le|La|Une?)\b")


def moved(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A fronted complement goes to the end, a final cause to the front; one clause only, so that
    what it bears on does not change."""
    sentence = claim.sentence
    found = _FRONTED.match(sentence)
    if found and not SUBORDINATE.search(found["rest"]) and not _verb(found["lead"]):
        text = f"{capital(found['rest'])} {uncapital(found['lead'])}."
        return [Edit(text=text, before=found["lead"], after=uncapital(found["lead"]))]
    found = _CAUSE.match(sentence)
    if found and not SUBORDINATE.search(found["main"]):
        main = found["main"]
        opening = main if main.startswith("M") else uncapital(main)
        text = f"{capital(found['cause'])}, {opening}."
        return [Edit(text=text, before=found["cause"], after=capital(found["cause"]))]
    return []


def _verb(text: str) -> bool:
    return any(word in FINITE for word in text.split())


def parenthesis(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """What stands in brackets is left out, unless it limits what is said."""
    return [
        cut(claim.sentence, found.span(), "")
        for found in _PARENTHESIS.finditer(claim.sentence)
        if not _LIMITS.search(found["inside"])
    ]


def condition(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A condition, a reserve or an exception left out: the sentence says more than its source."""
    sentence = claim.sentence
    edits = [
        cut(sentence, found.span(), "")
        for pattern in (_CONDITION, _IF)
        for found in pattern.finditer(sentence)
        if not _PAST.search(found[0]) and not ("que " not in found[0] and _holds_verb(found[0]))
    ]
    fronted = _FRONTED_IF.match(sentence)
    if fronted and _TO_COME.search(fronted["rest"]) and not _PRONOUN.match(fronted["rest"]):
        edits.append(cut(sentence, (0, fronted.start("rest")), ""))
    return [edit for edit in edits if len(edit.text.split()) >= 4]


def _holds_verb(clause: str) -> bool:
    """Whether a clause opened by a preposition runs over a verb, that of another clause."""
    opens_clause = re.match(r",? (?:mais |et |seulement )*(?:si|s’ils?|lorsqu)\b", clause)
    return not opens_clause and "qu’" not in clause and " dont " not in clause and _verb(clause)


def stitched(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """The head of a sentence sewn to the tail of another of the same passage, at the same kind of
    joint: all words are in the source, nobody wrote the sentence."""
    sentence = claim.sentence
    text = claim.extract.text
    others = [flat(text[a:b]) for a, b in sentences(text)]
    edits = []
    for other in others:
        if other == sentence or not states_a_fact(other):
            continue
        for pattern in _CONNECTORS:
            mine, theirs = re.search(pattern, sentence), re.search(pattern, other)
            if mine and theirs:
                edits.append(_sewn(sentence, mine.start(), other, theirs.start()))
        mine, theirs = _predicate(sentence), _predicate(other)
        if mine and theirs and _same_number(sentence, mine, other, theirs):
            edits.append(_sewn(sentence, mine.start(), other, theirs.start()))
    return edits


def _predicate(sentence: str) -> re.Match[str] | None:
    """The first verb of the list, if its subject ends before it: no noun, no pronoun between."""
    found = _PREDICATE.search(sentence)
    if not found or re.search(rf"(?:{DETERMINERS}|\b(?:les|lui|en))$", sentence[: found.start()]):
        return None
    return None if sentence[found.end() :].startswith("été ") else found


def _sewn(one: str, at: int, other: str, there: int) -> Edit:
    return Edit(text=one[:at] + other[there:], before=one[at:].strip(), after=other[there:].strip())


def _same_number(one: str, mine: re.Match[str], other: str, theirs: re.Match[str]) -> bool:
    """Subjects that differ, short, of one number; verbs of one number too."""
    subjects = one[: mine.start()], other[: theirs.start()]
    plural = [match["verb"] in ("ont", "doivent", "peuvent") for match in (mine, theirs)]
    return (
        subjects[0] != subjects[1]
        and subjects[0].split()[-1] != subjects[1].split()[-1]
        and all(
            len(subject.split()) <= 10 and not SUBORDINATE.search(subject) for subject in subjects
        )
        and plural[0] == plural[1]
        and (plural[0] or all(_SINGULAR_HEAD.match(subject) for subject in subjects))
        and not any(month in subjects[0] for month in MONTHS)
    )
