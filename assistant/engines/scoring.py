"""How well a sentence of a passage answers a question: pure functions over stems and quantities.

The weights were fitted on the sample corpus (docs/evaluation.md says how and with what figures).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import context
from assistant.context import Span
from assistant.question import Asked, Kind
from ingest import Document, fold, quantities, sentences, stem, stems
from vectorstore import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Shares of a question word's weight by where it stands, and the bonuses added to them."""

    context: float = 0.7
    akin: float = 0.7
    near: float = 0.45
    carried: float = 0.5
    prior: float = 0.1
    kind: float = 0.35
    unit: float = 0.2
    short: float = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence or list item that may answer. `rank` is its passage's 1-based place.

    `hits` of the question's `asked` words (numbers left out) are in the sentence or around it, and
    make `covered` (0..1) of their weight; `score` weighs them by where they stand, adds the bonuses
    and orders the units. `fits` says that the sentence holds the kind of thing that is asked.
    """

    rank: int
    document_id: str
    span: Span
    text: str
    hits: int
    asked: int
    covered: float
    score: float
    fits: bool


_NUMBER_STEMS = frozenset(
    stem(word) for word in "deux trois quatre cinq six sept huit neuf dix vingt cent mille".split()
)


def weigh(
    asked: Asked, weight: Callable[[str], float], weights: Weights = Weights()
) -> dict[str, float]:
    """Each stem of the question with its weight; stems carried from earlier turns count less."""
    own = {s: weight(s) for s in asked.stems}
    carried = {s: weight(s) * weights.carried for s in asked.carried}
    return {**carried, **own}


def units(
    asked: Asked,
    passages: Sequence[Passage],
    document: Callable[[str], Document],
    weight: Callable[[str], float],
    weights: Weights = Weights(),
) -> list[Unit]:
    """The sentences of the passages, best first; ties go to the better passage, then in order."""
    wanted = weigh(asked, weight, weights)
    total = sum(wanted.values())
    if not total:
        return []
    spoken = [term for term in wanted if not is_number(term)] or list(wanted)
    whole = sum(wanted[term] for term in spoken)
    best = max((p.score for p in passages), default=1.0) or 1.0
    found = []
    for rank, passage in enumerate(passages, start=1):
        source = document(passage.chunk.document_id)
        text = source.text
        base = passage.chunk.start
        near = frozenset(stems(passage.text))
        titles = {fold(title) for title in (passage.title, *passage.chunk.section)}
        around = frozenset(stems(" ".join((passage.title, *passage.chunk.section))))
        for start, end in sentences(passage.text):
            span = (base + start, base + end)
            sentence = text[span[0] : span[1]]
            if not is_statement(sentence) or fold(context.bare(sentence)) in titles:
                continue
            own = frozenset(stems(sentence))
            beside = around | _beside(source, span)
            shares = {term: _share(term, own, beside, near, weights) for term in wanted}
            hit = [term for term in spoken if shares[term] > 0]
            coverage = sum(wanted[term] * share for term, share in shares.items()) / total
            fits, bonus = _kind_bonus(asked, sentence, weights)
            score = coverage + bonus + weights.prior * passage.score / best
            if len(own) < 4:
                score -= weights.short
            found.append(
                Unit(
                    rank=rank,
                    document_id=passage.chunk.document_id,
                    span=span,
                    text=sentence,
                    hits=len(hit),
                    asked=len(spoken),
                    covered=sum(wanted[term] for term in hit) / whole,
                    score=score,
                    fits=fits,
                )
            )
    return sorted(found, key=lambda u: (-u.score, u.rank, u.span))


def is_number(stem_: str) -> bool:
    """Whether a stem is a number, in figures or in words: two texts share it by chance."""
    return stem_[:1].isdigit() or stem_ in _NUMBER_STEMS


def is_statement(sentence: str) -> bool:
    """Whether a sentence says something: not a question, not a bare heading or a lone number."""
    stripped = sentence.rstrip(' »”"')
    return not stripped.endswith("?") and len(re.findall(r"[^\W\d_]{2,}", stripped)) >= 2


def _beside(document: Document, span: Span) -> frozenset[str]:
    text = document.text
    spans: tuple[Span | None, ...] = (
        context.lead_in(text, span[0]),
        context.quoted_by(document, span),
        context.spoken_before(document, span),
    )
    spans += tuple(context.items_after(text, span))
    return frozenset(s for found in spans if found for s in stems(text[found[0] : found[1]]))


def _share(
    term: str,
    own: frozenset[str],
    beside: frozenset[str],
    near: frozenset[str],
    weights: Weights,
) -> float:
    if term in own:
        return 1.0
    share = 0.0
    if term in beside:
        share = weights.context
    elif term in near:
        share = weights.near
    if share < weights.akin and any(_akin(term, other) for other in own):
        share = weights.akin
    return share


def _akin(term: str, other: str) -> bool:
    """Stems of one family: they share their first five letters or more (article, articulation)."""
    shorter = min(len(term), len(other))
    return shorter >= 5 and term[: max(5, shorter - 1)] == other[: max(5, shorter - 1)]


def _kind_bonus(asked: Asked, sentence: str, weights: Weights) -> tuple[bool, float]:
    """Whether the sentence holds the kind of thing that is asked, and the bonus it earns."""
    if asked.kind is Kind.QUANTITY:
        known = {q.value for q in quantities(asked.text)}
        found = [
            q
            for q in quantities(sentence)
            if q.value not in known and q.kind not in ("date", "year", "label")
        ]
        if not found:
            return False, 0.0
        if asked.unit and any(stem(q.unit) == stem(asked.unit) for q in found):
            return True, weights.kind + weights.unit
        return True, weights.kind
    if asked.kind is Kind.DATE:
        fits = any(q.kind in ("date", "year") for q in quantities(sentence)) or bool(
            re.search(r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre"
                      r"|novembre|decembre|semestre|trimestre)\b", fold(sentence))
        )  # fmt: skip
        return fits, weights.kind if fits else 0.0
    if asked.kind is Kind.LIST:
        return True, weights.kind if sentence.rstrip().endswith(":") else 0.0
    if asked.kind is Kind.WHO:
        fits = bool(re.search(r"(?<=\w[ \u00a0’'])[A-ZÀ-Ý][\wÀ-ÿ’'-]+", sentence))
        return True, weights.kind / 2 if fits else 0.0
    return True, 0.0
