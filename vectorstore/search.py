"""A question becomes passages: words and vectors each rank the chunks, then fusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vectorstore.catalogue import Snapshot
from vectorstore.fusion import fuse
from vectorstore.model import Filters, Passage

OVERFETCH = 200
"""How many chunks each index ranks before the fusion."""

LEXICAL = "lexical"
DENSE = "dense"

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

    The vectors are asked only when they count: `dense_weight` is above 0. A question without a
    content word is left to them alone. Vectors of chunks that the snapshot does not know (another
    session is writing them) do not count.
    """
    documents = snapshot.matching(filters)
    if documents == []:
        return []
    rankings = {LEXICAL: _ids(snapshot.lexical.search(question, OVERFETCH, documents))}
    weights = {LEXICAL: 1.0}
    if dense_weight > 0:
        found = _ids(nearest(question, OVERFETCH, documents))
        known = snapshot.known_chunks(found)
        rankings[DENSE] = [id_ for id_ in found if id_ in known]
        weights[DENSE] = dense_weight
    best = fuse(rankings, weights)[:limit]
    passages = snapshot.passages([one.id for one in best])
    return [
        Passage(chunk=chunk, title=title, text=text, score=one.score, ranks=one.ranks)
        for one in best
        for chunk, title, text in [passages[one.id]]
    ]


def _ids(hits: Sequence[tuple[str, float]]) -> list[str]:
    return [id_ for id_, _ in hits]
