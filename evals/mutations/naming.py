"""People, bodies, regions and acronyms of a sentence: changed, exchanged, or written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random

from evals.mutations.edit import Edit, opens_with_vowel, replaced
from evals.mutations.lexicon import REPORTING, STATING
from evals.mutations.material import Claim, Material, named_in
from evals.mutations.people import Person, people
from evals.mutations.places import BODIES, DEPARTMENTS, REGIONS

_SPEAKS = re.compile(rf"(?: \([^)]*\)|, [^,]{{3,80}},)? (?:{'|'.join(REPORTING)})\b")
_NUMBERED = re.compile(r"\b([A-Z]{2,5}) (\d{2,3})\b")
_APART = re.compile(rf"\b(?:{'|'.join(REPORTING)}|interroge|remplace|reçoit|soutient)\b")
_STATED = re.compile(
    rf"(?P<who>(?:M\.|Mme|Dr|Pr|Le|La|L’)[^,.;]{{1,60}}?) (?:{'|'.join(STATING)}) "
    r"(?:que |(?P<elided>qu’))(?P<what>[^;:]+)\.$"
)
# A union is named with the profession for which it speaks.
_BRANCH = r" (?:infirmi|médecin|pharmac|kiné|des médecins)"
_NAMED = re.compile(r"\S+(?: (?:[A-ZÀ-Ý]\S*|de))+(?: \([^)]*\))?")
# A clause that would bind "selon X" to less, or to more, than what X says.
_BOUND = re.compile(
    r"\b(?:que|qu’|qui|mais|et$|et (?:demande|souhaite|ajoute|propose|[a-z]+e qu))\b"
)


def name(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A person becomes one whom only another document names."""
    own = material.texts[claim.extract.doc]
    strangers = [
        person
        for doc, cast in material.cast.items()
        if doc != claim.extract.doc
        for person in cast
        if person.surname not in own
    ]
    return _renamed(claim, strangers, rng, speakers=None)


def name_inside(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A person who does not speak becomes another of the same passage."""
    return _renamed(claim, named_in(claim.extract.text), rng, speakers=False)


def speaker(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """The one who speaks becomes another of the same passage, else of the same document."""
    near = _renamed(claim, named_in(claim.extract.text), rng, speakers=True)
    return near or _renamed(claim, material.cast[claim.extract.doc], rng, speakers=True)


def _renamed(
    claim: Claim, cast: Iterable[Person], rng: Random, *, speakers: bool | None
) -> list[Edit]:
    edits = []
    said = people(claim.sentence)
    for person in said:
        if speakers is not None and speakers != bool(_SPEAKS.match(claim.sentence, person.end)):
            continue
        options = sorted(
            {
                other.name if " " in person.name else other.surname
                for other in cast
                if other.title == person.title and other.surname not in claim.sentence
            }
        )
        if options:
            edits.append(replaced(claim.sentence, (person.start, person.end), rng.choice(options)))
    return [edit for edit in edits if edit]


def swapped(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """Two people exchanged around a verb, titles too; a mere enumeration would stay true."""
    sentence = claim.sentence
    edits = []
    said = people(sentence)
    for at, one in enumerate(said):
        for other in said[at + 1 :]:
            between = sentence[one.end : other.called]
            if one.surname != other.surname and _APART.search(between):
                first, second = (sentence[who.called : who.end] for who in (one, other))
                text = sentence[: one.called] + second + between + first + sentence[other.end :]
                edits.append(
                    Edit(text=text, before=f"{first} … {second}", after=f"{second} … {first}")
                )
    return edits


def body(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A body becomes another of the same gender; a numbered one takes another's number."""
    edits = []
    for known in BODIES:
        others = [
            other
            for other in BODIES
            if other.gender == known.gender
            and other.name not in claim.sentence
            and other.name.isupper() == known.name.isupper()
            and other.name[0].isupper() == known.name[0].isupper()
            and other.source != known.source
        ]
        pattern = rf"(?<![\w-]){re.escape(known.name)}(?![\w-]| \d| de (?:la|l’)|{_BRANCH})"
        for found in re.finditer(pattern, claim.sentence):
            if others and not _beside_its_words(claim.sentence, found):
                new = rng.choice(others)
                edits.append(replaced(claim.sentence, found.span(), new.name, new.gender))
    for found in _NUMBERED.finditer(claim.sentence):
        codes = {
            match[2]
            for text in material.texts.values()
            for match in _NUMBERED.finditer(text)
            if match[1] == found[1] and match[2] not in claim.sentence
        }
        if codes:
            edits.append(replaced(claim.sentence, found.span(2), rng.choice(sorted(codes))))
    return [edit for edit in edits if edit]


def _beside_its_words(sentence: str, found: re.Match[str]) -> bool:
    """Whether the words of an acronym stand just before it."""
    return bool(re.search(r"(?:\b[a-zéèà’]+|\b(?:de|la) \w+) \($", sentence[: found.start()]))


def region(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A region or a département becomes another that takes the same article."""
    edits = []
    for group in (*REGIONS, *DEPARTMENTS):
        for known in group:
            pattern = rf"(?<![\w-]){re.escape(known)}(?![\w-]|’)"
            for found in re.finditer(pattern, claim.sentence):
                if found.start() == 0 or _part_of_name(claim.sentence, found):
                    continue
                bare = known in DEPARTMENTS[1] and not claim.sentence[: found.start()].endswith(
                    "l’"
                )
                others = [other for other in group if other not in claim.extract.text and not bare]
                if others:
                    edits.append(replaced(claim.sentence, found.span(), rng.choice(others)))
    return [edit for edit in edits if edit]


def _part_of_name(sentence: str, found: re.Match[str]) -> bool:
    """Part of a longer name: a town, a person, a firm."""
    before = re.search(r"[A-ZÀ-Ý][\w’]*[ -]$", sentence[: found.start()])
    after = re.match(r" (?:[A-ZÀ-Ý]|\d)", sentence[found.end() :])
    return bool(before and before[0].strip() not in ("CRSA", "ARS")) or bool(after)


def acronym(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """An acronym becomes the words that its document gives for it, or the reverse."""
    edits = []
    for short, words in material.acronyms[claim.extract.doc].items():
        for found in re.finditer(
            rf"(?<![\w(-]){re.escape(short)}(?![\w)-]| \d|{_BRANCH})", claim.sentence
        ):
            plural = re.search(
                r"\b(?:[Ll]es|[Dd]es|[Aa]ux|[Cc]es|\d+) $", claim.sentence[: found.start()]
            )
            same = opens_with_vowel(short) == opens_with_vowel(words)
            if same and bool(plural) == words.split()[0].endswith("s"):
                edits.append(replaced(claim.sentence, found.span(), words))
        for found in re.finditer(
            rf"(?<![\w-]){re.escape(words)}(?: \({short}\))?(?![\w-]|{_BRANCH})", claim.sentence
        ):
            if opens_with_vowel(short) == opens_with_vowel(words):
                edits.append(replaced(claim.sentence, found.span(), short))
    return [edit for edit in edits if edit]


def reported(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """ "X indique que P" becomes "Selon X, P"."""
    found = _STATED.match(claim.sentence)
    if not found or _BOUND.search(found["what"]) or _BOUND.search(found["who"]):
        return []
    who = found["who"]
    if len(who.split()) > 8 or (people(who) and not _NAMED.fullmatch(who)):
        return []
    lowered = who if people(who) else who[:1].lower() + who[1:]
    return [
        Edit(
            text=f"Selon {lowered}, {found['what']}.",
            before=claim.sentence[: found.start("what")].strip(),
            after=f"Selon {lowered},",
        )
    ]
