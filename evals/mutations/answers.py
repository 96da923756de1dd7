"""True answers: the evidence of questions word for word, and their reference answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from evals.cases import Case, Evidence
from evals.mutations.bench import Trial, asked
from evals.mutations.kinds import ANSWER, EVIDENCE
from evals.mutations.material import Extract, Material, flat
from evals.mutations.pointing import runs
from ingest import sentences

_FEWEST = 5
"""Words of the shortest sentence of an answer that is put to the gate."""


def answers(material: Material, cases: Sequence[Case], seed: int) -> tuple[Trial, ...]:
    """Of each answerable case: every quote in prose with the passage that holds it whole, and every
    sentence of the reference answer with the passages of all its evidence."""
    found: dict[str, Trial] = {}
    for case in cases:
        if case.answerable:
            found |= {trial.id: trial for trial in _of_case(case, material, seed)}
    return tuple(found.values())


def _of_case(case: Case, material: Material, seed: int) -> Iterator[Trial]:
    homes = [home for gold in case.evidence if (home := _home(gold, material))]
    if not homes:
        return
    for gold in case.evidence:
        quote = flat(gold.quote)
        holder = next((home for home in homes if quote in flat(home.text)), None)
        if holder and _prose(quote):
            yield Trial(
                id=f"{seed}-evidence-{case.id}-{asked(EVIDENCE, quote, (holder,), (1,), quote)}",
                kind=EVIDENCE,
                claim=quote,
                original=quote,
                edit=None,
                sources=(holder,),
                marks=(1,),
            )
    sources = tuple(dict.fromkeys(homes))
    marks = tuple(range(1, len(sources) + 1))
    for start, end in sentences(case.answer):
        said = flat(case.answer[start:end])
        if len(said.split()) >= _FEWEST:
            yield Trial(
                id=f"{seed}-answer-{case.id}-{asked(ANSWER, said, sources, marks, said)}",
                kind=ANSWER,
                claim=said,
                original=said,
                edit=None,
                sources=sources,
                marks=marks,
            )


def _prose(quote: str) -> bool:
    """Whole sentences: the cells of a table run together are no claim."""
    return quote[0].isupper() and quote[-1] == "." and len(quote.split()) >= _FEWEST


def _home(gold: Evidence, material: Material) -> Extract | None:
    """The passage of the document that holds most of the quote; None when none holds any."""
    wanted = runs(gold.quote)
    inside = [one for one in material.extracts if one.doc == gold.doc]
    shared = partial(_shared, wanted)
    best = max(inside, key=shared, default=None)
    return best if best and shared(best) else None


def _shared(wanted: frozenset[tuple[str, ...]], extract: Extract) -> int:
    return len(wanted & runs(extract.text))
