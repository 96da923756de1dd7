"""The engine that needs no model: it answers with the corpus's own sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant import context
from assistant.context import Span
from assistant.engines.attendance import misleads
from assistant.engines.scoring import Unit, Weights, units
from assistant.model import Draft
from assistant.question import Asked, Kind
from ingest import Document
from vectorstore import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """How much is shown and when nothing is: fitted with the weights.

    A sentence that shares one word with a longer question is about something else: `hits` words
    are needed, or all of a shorter question; for a question of at most `short` words some sentence
    must hold `covered` of their weight. `relative` is the least share of the best score.
    """

    hits: int = 2
    short: int = 5
    covered: float = 0.45
    relative: float = 0.65
    most: int = 6
    characters: int = 1_300


class ExtractiveEngine:
    """Chooses the few sentences or list items that answer, each with its place."""

    name = "extractive"
    model = None

    def __init__(
        self,
        document: Callable[[str], Document],
        weight: Callable[[str], float],
        weights: Weights = Weights(),
        selection: Selection = Selection(),
    ) -> None:
        self._document = document
        self._weight = weight
        self._weights = weights
        self._selection = selection

    def draft(self, asked: Asked, passages: Sequence[Passage]) -> Iterator[Draft]:
        """Sentences in the order to read them; none when nothing answers."""
        ranked = units(asked, passages, self._document, self._weight, self._weights)
        for unit, span in self._chosen(asked, ranked):
            text = self._document(unit.document_id).text
            yield Draft(
                text=context.bare(text[span[0] : span[1]]),
                marks=(unit.rank,),
                item=context.is_item(text, span),
                span=span,
            )

    def _chosen(self, asked: Asked, ranked: list[Unit]) -> list[tuple[Unit, Span]]:
        settings = self._selection
        ranked = [
            u
            for u in ranked
            if u.fits
            and u.hits >= min(settings.hits, u.asked)
            and not misleads(asked.query, self._document(u.document_id), u.span)
        ]
        if not any(u.asked > settings.short or u.covered >= settings.covered for u in ranked):
            return []
        floor = ranked[0].score * settings.relative
        groups: list[tuple[Unit, list[Span]]] = []
        taken: set[tuple[str, Span]] = set()
        said: set[str] = set()
        size = 0
        for unit in ranked:
            if unit.score < floor or len(groups) == settings.most:
                break
            document = self._document(unit.document_id)
            words = context.bare(unit.text)
            if (unit.document_id, unit.span) in taken or words in said:
                continue
            spans = [
                s
                for s in self._with_needs(asked, document, unit)
                if (unit.document_id, s) not in taken
            ]
            length = sum(b - a for a, b in spans)
            if groups and size + length > settings.characters:
                continue
            said.add(words)
            taken.update((unit.document_id, s) for s in spans)
            size += length
            groups.append((unit, spans))
        return [(unit, span) for unit, spans in _in_reading_order(groups) for span in spans]

    def _with_needs(self, asked: Asked, document: Document, unit: Unit) -> list[Span]:
        """The sentence, after what announces it and before what it announces."""
        text = document.text
        spans = [unit.span]
        before = (
            context.lead_in(text, unit.span[0])
            or context.quoted_by(document, unit.span)
            or context.spoken_before(document, unit.span)
        )
        if before and before != unit.span:
            spans.insert(0, before)
        budget = self._selection.characters - sum(b - a for a, b in spans)
        following = context.items_after(text, unit.span)
        if not following and asked.kind is Kind.LIST and before:
            following = [s for s in context.items_after(text, before) if s != unit.span]
        for item in following:
            budget -= item[1] - item[0]
            if budget < 0:
                break
            spans.append(item)
        return sorted(set(spans))


def _in_reading_order(groups: list[tuple[Unit, list[Span]]]) -> list[tuple[Unit, list[Span]]]:
    """Documents by their best sentence; within one document, as it is read."""
    order: dict[str, int] = {}
    for unit, _ in groups:
        order.setdefault(unit.document_id, len(order))
    return sorted(groups, key=lambda g: (order[g[0].document_id], g[1][0]))
