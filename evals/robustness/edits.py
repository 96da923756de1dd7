"""One fact of a question's evidence changed in a copy of its document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from evals.cases import Case, Evidence
from evals.metrics import fact_stated
from evals.robustness.lexicon import SURNAMES
from evals.robustness.places import Span, evidence_spans
from evals.robustness.values import Change, changed, other_value
from ingest import Document, quantities

_PERSON = re.compile(
    r"(?:\bM\.|\bMme|\bDr|\bPr)[ \u00a0](?:[A-ZÀ-Ý][\w’-]+[ \u00a0]){0,2}"
    r"(?P<name>[A-ZÀ-Ý][\w’-]{2,})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`old` becomes `new` in document `doc`; `fact` is the place of the key fact that it changes.

    `places` are all the spans of the document that change: one for a value (it stands only once
    there), all its mentions for a person's name.
    """

    case: Case
    doc: str
    fact: int
    old: str
    new: str
    places: tuple[Span, ...]

    def expected(self, edits: Sequence[Edit], copies: Mapping[str, str]) -> Case:
        """The case as `copies` (document -> its edited copy), with all `edits`, answer it."""
        facts = [
            tuple(dict.fromkeys((*forms, *(one.new for one in edits if one.changes(forms)))))
            for forms in self.case.key_facts
        ]
        facts[self.fact] = (self.new,)
        evidence = tuple(self._moved(gold, copies) for gold in self.case.evidence)
        return replace(self.case, key_facts=tuple(facts), evidence=evidence)

    def changes(self, forms: Sequence[str]) -> bool:
        return fact_stated(forms, self.old)

    def _moved(self, gold: Evidence, copies: Mapping[str, str]) -> Evidence:
        if gold.doc not in copies:
            return gold
        is_own = gold.doc == self.doc
        quote = _surface(self.old).sub(self.new, gold.quote) if is_own else gold.quote
        return Evidence(doc=copies[gold.doc], quote=quote)


def edit_of(case: Case, documents: Mapping[str, Document], seed: int) -> Edit | None:
    """The first change to the case's evidence that makes one of its key facts false.

    None when there is none: no key fact hangs on a value or a name that can be changed, the value
    stands elsewhere in the document too (the copy would contradict itself), or the evidence is
    not found in the text.
    """
    for gold, span in evidence_spans(case, documents) or ():
        text = documents[gold.doc].text
        for old, new, is_name in _candidates(text, span, f"{seed}:{gold.doc}"):
            before = text[span[0] : span[1]]
            after = _surface(old).sub(new, before)
            fact = next(
                (
                    place
                    for place, forms in enumerate(case.key_facts)
                    if fact_stated(forms, before) and not fact_stated(forms, after)
                ),
                None,
            )
            if fact is None or fact_stated((new,), text):
                continue
            places = tuple(match.span() for match in _surface(old).finditer(text))
            if is_name or len(places) == 1:
                return Edit(case=case, doc=gold.doc, fact=fact, old=old, new=new, places=places)
    return None


def edited_text(document: Document, edits: Sequence[Edit]) -> str:
    """Markdown of the document with all changes made: headings kept, a paragraph a line."""
    spans = {place: edit.new for edit in edits for place in edit.places}
    starts = {
        section.start: len(section.title_path)
        for section in document.sections
        if section.kind == "heading"
    }
    lines, at = [], 0
    for line in document.text.split("\n"):
        inside = [
            Change(start=start - at, end=end - at, new=new)
            for (start, end), new in spans.items()
            if at <= start and end <= at + len(line)
        ]
        mark = "#" * min(6, starts[at]) + " " if at in starts else ""
        lines.append(mark + changed(line, inside))
        at += len(line) + 1
    return "\n\n".join(lines) + "\n"


def densest(edits: Sequence[Edit], chunks: Mapping[str, int], enough: int) -> frozenset[str]:
    """The documents with the most edits for their size, until they hold `enough` in all.

    A copy is read and embedded whole: what it costs is counted in chunks.
    """
    counts = Counter(edit.doc for edit in edits)
    kept: list[str] = []
    for doc in sorted(counts, key=lambda one: (-counts[one] / chunks[one], one)):
        if sum(counts[one] for one in kept) >= enough:
            break
        kept.append(doc)
    return frozenset(kept)


def without_clashes(edits: Sequence[Edit]) -> list[Edit]:
    """The edits whose places no earlier one changes to something else."""
    taken: dict[tuple[str, Span], str] = {}
    kept = []
    for edit in edits:
        mine = {(edit.doc, place): edit.new for place in edit.places}
        if all(taken.get(place, new) == new for place, new in mine.items()) and not any(
            doc == edit.doc and _overlap(place, own)
            for (doc, place) in taken
            for own in edit.places
            if place != own
        ):
            taken |= mine
            kept.append(edit)
    return kept


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _candidates(text: str, span: Span, seed: str) -> Iterator[tuple[str, str, bool]]:
    """(words, other words, whether they are a name): the values of a span, then its persons."""
    part = text[span[0] : span[1]]
    for quantity in quantities(part):
        old = part[quantity.start : quantity.end]
        new = other_value(quantity, part, Random(f"{seed}:{old}"))
        if new is not None:
            yield old, new, False
    for match in _PERSON.finditer(part):
        yield match["name"], _other_name(text, Random(f"{seed}:{match['name']}")), True


def _other_name(text: str, draw: Random) -> str:
    return draw.choice([name for name in SURNAMES if name not in text])


def _surface(words: str) -> re.Pattern[str]:
    """These words where they are not a part of longer ones."""
    before = r"(?<![\w.,])(?<!\d[ \u00a0\u202f])"
    after = r"(?!\w|[.,]\d|[ \u00a0\u202f]\d{3}\b)"
    return re.compile(before + re.escape(words) + after)


def by_document(edits: Collection[Edit]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.doc, []).append(edit)
    return found
