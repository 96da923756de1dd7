"""A question becomes passages: words, characters and vectors score the chunks, then fusion."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

from ingest import regions_in
from vectorstore.crowding import standing
from vectorstore.fusion import Fused, fuse, spread
from vectorstore.model import Filters, Found, Passage
from vectorstore.rescore import by_characters
from vectorstore.snapshot import Snapshot

OVERFETCH = 200
"""How many chunks each index ranks before the fusion."""

LEXICAL = "lexical"
CHARACTERS = "characters"
DENSE = "dense"

# Fitted on the sample corpus: docs/decisions/0002-search.md.
CHARACTERS_WEIGHT = 1.0
NEIGHBOUR_SHARE = 0.4
REGION_BOOST = 0.5
_GAP = 8  # blanks between two passages that follow each other

Nearest = Callable[[str, int, Sequence[str] | None], list[tuple[str, float]]]
"""(question, limit, documents) -> chunks by the vectors, best first."""


def find(
    snapshot: Snapshot,
    nearest: Nearest,
    dense_weight: float,
    question: str,
    limit: int,
    filters: Filters,
) -> list[Passage]:
    """At most `limit` passages within `filters`, best first, ties broken by chunk id.

    The vectors are asked only when they count: `dense_weight` is above 0. Vectors of chunks that
    the snapshot does not know (another session is writing them) do not count.
    """
    documents = snapshot.matching(filters)
    if documents == []:
        return []
    words = dict(snapshot.lexical.search(question, OVERFETCH, documents))
    scorings: dict[str, Mapping[str, float]] = {LEXICAL: words}
    weights = {LEXICAL: 1.0, CHARACTERS: CHARACTERS_WEIGHT, DENSE: dense_weight}
    if dense_weight > 0:
        vectors = dict(nearest(question, OVERFETCH, documents))
        known = snapshot.known_chunks(list(vectors))
        scorings[DENSE] = spread({id_: vectors[id_] for id_ in vectors if id_ in known})
    found = snapshot.passages(list({id_ for scores in scorings.values() for id_ in scores}))
    read = [f"{found[id_].text} {found[id_].context}" for id_ in words]
    scorings[CHARACTERS] = dict(zip(words, by_characters(question, read), strict=True))
    named = frozenset(regions_in(question))
    best = _in_place(question, fuse(scorings, weights), found, named)[:limit]
    return [
        Passage(
            chunk=found[one.id].chunk,
            title=found[one.id].title,
            text=found[one.id].text,
            score=score,
            ranks=one.ranks,
            ocr=found[one.id].ocr,
        )
        for score, one in best
    ]


def _in_place(
    question: str, fused: Sequence[Fused], found: Mapping[str, Found], named: frozenset[str]
) -> list[tuple[float, Fused]]:
    """The fused scores with what the place of a passage adds, best first.

    A share of the better neighbour's score, because an answer often continues the passage that
    holds the question's words; a boost to documents of a region that the question names; rows of
    registers stand back where no person is asked for.
    """
    scores = {one.id: one.score for one in fused}
    beside = dict.fromkeys(scores, 0.0)
    in_order = sorted(scores, key=lambda i: (found[i].chunk.document_id, found[i].chunk.start))
    for left, right in itertools.pairwise(in_order):
        a, b = found[left].chunk, found[right].chunk
        if a.document_id == b.document_id and b.start - a.end <= _GAP:
            beside[left] = max(beside[left], scores[right])
            beside[right] = max(beside[right], scores[left])
    placed = []
    for one in fused:
        score = one.score + NEIGHBOUR_SHARE * beside[one.id]
        if found[one.id].region in named:
            score *= 1 + REGION_BOOST
        score *= standing(question, found[one.id])
        placed.append((score, one))
    return sorted(placed, key=lambda pair: (-pair[0], pair[1].id))
