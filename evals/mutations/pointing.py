"""Places to which a true claim is wrongly made to point."""

from __future__ import annotations

from functools import lru_cache

from evals.mutations.material import Claim, Extract, Material, flat
from ingest import STOP_WORDS, stem, words

TOLD_ALREADY = 0.4
"""Share of a claim's three-word runs above which another passage may tell the same fact."""


def other_page(claim: Claim, material: Material) -> Extract | None:
    """The passage of another page of the document that looks most like it; None without one."""
    here = claim.extract
    if here.page is None or here.last_page is None:
        return None
    return _nearest(
        claim,
        [
            extract
            for extract in material.extracts
            if extract.doc == here.doc
            and extract.page is not None
            and extract.last_page is not None
            and (extract.page > (here.last_page or 0) or extract.last_page < (here.page or 0))
        ],
    )


def other_passage(claim: Claim, material: Material) -> Extract | None:
    """The passage of another document that looks most like it."""
    return _nearest(claim, [one for one in material.extracts if one.doc != claim.extract.doc])


def _nearest(claim: Claim, extracts: list[Extract]) -> Extract | None:
    """The one that shares most content words, without telling the same fact."""
    wanted = _content(claim.sentence)
    told = runs(claim.sentence)
    ranked = sorted(
        extracts, key=lambda one: (-len(wanted & _content(one.text)), one.doc, one.text)
    )
    for extract in ranked:
        if len(told & runs(extract.text)) <= TOLD_ALREADY * len(told):
            return extract
    return None


@lru_cache(maxsize=10_000)
def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in STOP_WORDS)


@lru_cache(maxsize=10_000)
def runs(text: str) -> frozenset[tuple[str, ...]]:
    said = words(flat(text))
    return frozenset(zip(said, said[1:], said[2:], strict=False))
