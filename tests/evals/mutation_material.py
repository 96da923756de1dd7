"""Small corpora in our own words, for the tests of generators."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from evals.mutations.edit import Edit
from evals.mutations.material import Claim, Extract, Material, acronyms, flat
from evals.mutations.people import people

Rewriter = Callable[[Claim, Material, Random], list[Edit]]

HERE = "ici"
ELSEWHERE = "ailleurs"


def claim_in(sentence: str, passage: str | None = None) -> Claim:
    """A claim with the passage that it stands in: itself without one."""
    text = passage or sentence
    extract = Extract(doc=HERE, page=1, last_page=1, text=text)
    return Claim(sentence=flat(sentence), extract=extract)


def material_of(claim: Claim, elsewhere: str = "") -> Material:
    """The claim's passage as one document, `elsewhere` as another."""
    texts = {HERE: flat(claim.extract.text), ELSEWHERE: flat(elsewhere)}
    other = Extract(doc=ELSEWHERE, page=1, last_page=1, text=elsewhere)
    return Material(
        claims=(claim,),
        extracts=(claim.extract, other),
        texts=texts,
        cast={doc: people(text) for doc, text in texts.items()},
        acronyms={doc: acronyms(text) for doc, text in texts.items()},
    )


def rewritten(
    rewriter: Rewriter,
    sentence: str,
    passage: str | None = None,
    elsewhere: str = "",
    seed: int = 1,
) -> list[str]:
    """The texts that a generator gives for a sentence."""
    claim = claim_in(sentence, passage)
    edits = rewriter(claim, material_of(claim, elsewhere), Random(seed))
    return [edit.text for edit in edits]
