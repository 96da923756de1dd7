"""Near-duplicate minutes of other bodies: passages that answer, with other places and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.cases import Case
from evals.metrics import fact_stated
from evals.robustness.places import around, evidence_spans, joined
from evals.robustness.relocation import Relocation, proper_names
from ingest import REGIONS, Document, regions_in, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractor:
    """A document that answers the same questions for a place that nobody asked about."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distractors:
    """`variants` hold the documents of one more body each; `cases` are the questions they try."""

    cases: tuple[Case, ...]
    variants: tuple[tuple[Distractor, ...], ...]


def distractors(
    cases: Sequence[Case],
    documents: Mapping[str, Document],
    *,
    variants: int,
    most: int,
    seed: int,
) -> Distractors:
    """At most `most` of the cases, and `variants` bodies of other regions that answer otherwise.

    `cases` are answerable and stand alone. One is kept when it names a place or a person, and when
    every one of its key facts stands around its evidence and in none of the variants: an answer
    taken from a variant is then wrong.
    """
    movers = _movers(documents, variants, seed)
    kept = spread([case for case in cases if _is_tried(case, documents, movers)], most)
    return Distractors(
        cases=tuple(kept),
        variants=tuple(
            tuple(_documents(kept, documents, mover, number))
            for number, mover in enumerate(movers, start=1)
        ),
    )


def spread(cases: Sequence[Case], most: int) -> list[Case]:
    """At most `most` of the cases at even steps, so that every part of the file counts."""
    count = min(most, len(cases))
    return [cases[place * len(cases) // count] for place in range(count)]


def _movers(documents: Mapping[str, Document], variants: int, seed: int) -> list[Relocation]:
    """One for each region that no document is about, in the order of their names."""
    known = "\n".join(document.text for document in documents.values())
    own = {document.fact("region") for document in documents.values()}
    free = [region for region in REGIONS if region not in own][:variants]
    proper = proper_names(documents.values())
    return [Relocation(region, proper, known, f"{seed}:{region}") for region in free]


def _is_tried(case: Case, documents: Mapping[str, Document], movers: Sequence[Relocation]) -> bool:
    if not case.key_facts:
        return False
    spans = evidence_spans(case, documents)
    if not spans:
        return False
    if not regions_in(case.question) and movers[0].names(case.question) == case.question:
        return False
    passages = [_passage(documents[gold.doc], span) for gold, span in spans]
    if not all(any(fact_stated(forms, text) for text in passages) for forms in case.key_facts):
        return False
    return not any(
        fact_stated(forms, moved)
        for mover in movers
        for text in passages
        for moved in (mover.passage(text),)
        for forms in case.key_facts
    )


def _passage(document: Document, span: tuple[int, int]) -> str:
    start, end = around(document.text, span)
    return document.text[start:end]


def _documents(
    cases: Sequence[Case], documents: Mapping[str, Document], mover: Relocation, number: int
) -> list[Distractor]:
    found = []
    for place, doc in enumerate(sorted({gold.doc for case in cases for gold in case.evidence}), 1):
        document = documents[doc]
        spans = joined(
            around(document.text, span)
            for case in cases
            for gold, span in evidence_spans(case, documents) or ()
            if gold.doc == doc
        )
        body = mover.names(
            f"{document.fact('body') or 'CRSA'} de la région {document.fact('region') or ''}"
        )
        passages = [mover.passage(document.text[start:end]) for start, end in spans]
        found.append(
            Distractor(
                id=f"{slug(mover.region)}-{number:02d}-{place}",
                title=mover.names(document.title),
                text="\n\n".join([body.strip(), *passages]),
            )
        )
    return found
