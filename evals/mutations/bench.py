"""The mutation bench: which claims are altered, how, and what a gate is then asked.

Claims are taken in an order that depends on the seed, the kind and their words only, so that a
change of one document leaves the cases of the others as they were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from evals.mutations import clauses, figures, naming, polarity, voice
from evals.mutations.edit import Edit
from evals.mutations.kinds import KINDS, Kind
from evals.mutations.material import Claim, Extract, Material
from evals.mutations.pointing import other_page, other_passage

PER_KIND = 50

Rewriter = Callable[[Claim, Material, Random], list[Edit]]
REWRITERS: dict[str, Rewriter] = {
    "moved": clauses.moved,
    "parenthesis": clauses.parenthesis,
    "acronym": naming.acronym,
    "voice": voice.voice,
    "spelled": figures.spelled_otherwise,
    "date-form": figures.date_otherwise,
    "reported": naming.reported,
    "number": figures.number,
    "number-inside": figures.number_inside,
    "number-swap": figures.numbers_swapped,
    "year": figures.year,
    "month": figures.month,
    "name": naming.name,
    "name-inside": naming.name_inside,
    "swap": naming.swapped,
    "body": naming.body,
    "region": naming.region,
    "negation-added": polarity.negation_added,
    "negation-removed": polarity.negation_removed,
    "antonym": polarity.antonym,
    "quantifier": polarity.quantifier,
    "force": polarity.force,
    "speaker": naming.speaker,
    "speech": polarity.speech,
    "condition": clauses.condition,
    "stitched": clauses.stitched,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a gate is asked: does what `marks` point to in `sources` (from 1) say `claim`?

    `id` holds signs of all that is asked: two runs that share it asked the same thing.
    `edit` is None when the words are the source's own. `home` is the number of the passage that
    says the source claim.
    """

    id: str
    kind: Kind
    claim: str
    original: str
    edit: Edit | None
    sources: tuple[Extract, ...]
    marks: tuple[int, ...]
    home: int = 1


def trials(material: Material, seed: int, per_kind: int = PER_KIND) -> tuple[Trial, ...]:
    """At most `per_kind` trials of each kind; the same for the same material and seed."""
    return tuple(trial for kind in KINDS for trial in _of_kind(kind, material, seed, per_kind))


def _of_kind(kind: Kind, material: Material, seed: int, most: int) -> Iterator[Trial]:
    made = 0
    seen: set[tuple[str, str, str]] = set()
    ranked = sorted(
        material.claims,
        key=lambda claim: digest(seed, kind.name, claim.extract.doc, claim.sentence),
    )
    for claim in ranked:
        if made == most:
            return
        trial = _trial(kind, claim, material, seed)
        if trial is None:
            continue
        said = (claim.extract.doc, claim.sentence, trial.claim)
        if said not in seen:
            seen.add(said)
            made += 1
            yield trial


def _trial(kind: Kind, claim: Claim, material: Material, seed: int) -> Trial | None:
    edit: Edit | None = None
    sources: tuple[Extract, ...] = (claim.extract,)
    marks: tuple[int, ...] = (1,)
    rewriter = REWRITERS.get(kind.name)
    if rewriter:
        rng = Random(digest(seed, kind.name, claim.sentence))
        edits = [
            edit for edit in rewriter(claim, material, rng) if _sound(kind, edit, claim, material)
        ]
        if not edits:
            return None
        edit = rng.choice(edits)
    elif kind.name in ("page", "mark"):
        find = other_page if kind.name == "page" else other_passage
        other = find(claim, material)
        if other is None:
            return None
        sources, marks = (claim.extract, other), (2,)
    elif kind.name == "no-mark":
        marks = ()
    elif kind.name == "mark-range":
        marks = (2,)
    said = edit.text if edit else claim.sentence
    return Trial(
        id=f"{seed}-{kind.name}-{asked(kind, said, sources, marks, claim.sentence)}",
        kind=kind,
        claim=said,
        original=claim.sentence,
        edit=edit,
        sources=sources,
        marks=marks,
    )


def _sound(kind: Kind, edit: Edit, claim: Claim, material: Material) -> bool:
    """The words differ, and an alteration is nowhere in the document as it now reads."""
    if edit.text == claim.sentence:
        return False
    return kind.true or edit.text not in material.texts[claim.extract.doc]


def asked(
    kind: Kind, said: str, sources: Sequence[Extract], marks: Sequence[int], original: str
) -> str:
    """Signs that change with what the gate is asked and with what is right to answer."""
    right = (kind.reasons, kind.place, kind.contradicts, kind.free)
    given = [(one.doc, one.text) for one in sources]
    return digest(original, said, given, [*marks], right)[:8]


def digest(*parts: object) -> str:
    """Hexadecimal signs that stand for the text of `parts`."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
