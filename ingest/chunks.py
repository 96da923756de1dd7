"""Documents cut into passages, by spans: whole sentences and list items, never over a section."""

from __future__ import annotations

import hashlib
import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.french import sentences
from ingest.model import Chunk, Document, Section
from ingest.sections import SPEECH, section_at, speaker_of

SPLITTER_VERSION = "2"
_TARGET = 400
_LONGEST = 600
_SHORTEST = 100
_LIST_MARKS = "•▪■●○◦‣►▶➢➤✓✔❖·∙–—‐‑-*"

Span = tuple[int, int]


def split(document: Document, count_tokens: Callable[[str], int], max_tokens: int) -> list[Chunk]:
    """Passages in text order, about 400 characters each, none over `max_tokens` tokens.

    Every visible character is in exactly one. A sentence longer than the limit is cut between
    words. The heading of a section opens its first passage, or that of its first subsection.
    """
    splitter = _Splitter(document, count_tokens, max_tokens)
    return [splitter.chunk(span) for region in _regions(document) for span in splitter.cut(region)]


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of text of one section; `body` is where its own text starts, after headings."""

    start: int
    body: int
    end: int


def _regions(document: Document) -> list[_Region]:
    """The text between section borders; headings with no text of their own join what they hold."""
    text = document.text
    parts = [section for section in document.sections if section.kind != SPEECH]
    borders = sorted({0, len(text)} | {s.start for s in parts} | {s.end for s in parts})
    headed = {section.start: section for section in parts}
    found: list[_Region] = []
    waiting: int | None = None
    for start, end in itertools.pairwise(borders):
        section = headed.get(start)
        body = _heading_end(text, section) if section else start
        opening = start if waiting is None else waiting
        holds_next = section is not None and section.end > end
        if section and holds_next and not text[body:end].strip():
            waiting = opening
            continue
        waiting = None
        if text[opening:end].strip():
            found.append(_Region(opening, body, end))
    return found


def _heading_end(text: str, section: Section) -> int:
    end = text.find("\n", section.start, section.end)
    return section.end if end < 0 else end


class _Splitter:
    """Packs the sentences of a region into passages."""

    def __init__(
        self, document: Document, count_tokens: Callable[[str], int], max_tokens: int
    ) -> None:
        self.document = document
        self.text = document.text
        self.count_tokens = count_tokens
        self.max_tokens = max_tokens
        self.page_starts = [page.start for page in document.pages]

    def cut(self, region: _Region) -> list[Span]:
        """The passages of one region, in order."""
        units = self.groups(region)
        heading = self.trimmed(region.start, region.body)
        if heading[0] < heading[1]:
            if units and self.fits((heading[0], units[0][1])):
                units[0] = heading[0], units[0][1]
            else:
                units = [*self.whole(heading), *units]
        packed: list[Span] = []
        for unit in units:
            if packed and self.joins(packed[-1], unit):
                packed[-1] = packed[-1][0], unit[1]
            else:
                packed.append(unit)
        if len(packed) > 1 and packed[-1][1] - packed[-1][0] < _SHORTEST:
            joined = packed[-2][0], packed[-1][1]
            if joined[1] - joined[0] <= _LONGEST and self.fits(joined):
                packed[-2:] = [joined]
        return packed

    def joins(self, passage: Span, unit: Span) -> bool:
        """Whether `unit` still belongs with the passage being filled."""
        held, grown = passage[1] - passage[0], unit[1] - passage[0]
        if grown > _LONGEST or held >= _TARGET:
            return False
        if grown > 1.25 * _TARGET and held > 0.5 * _TARGET:
            return False
        return self.fits((passage[0], unit[1]))

    def fits(self, span: Span) -> bool:
        return self.count_tokens(self.text[span[0] : span[1]]) <= self.max_tokens

    def groups(self, region: _Region) -> list[Span]:
        """Sentences and list items; a lead-in and its list are one where that fits."""
        units = [
            (region.body + start, region.body + end)
            for start, end in sentences(self.text[region.body : region.end])
        ]
        grouped: list[Span] = []
        index = 0
        while index < len(units):
            last = index
            if self.text[units[index][1] - 1] == ":":
                last = self.list_end(units, index)
            span = units[index][0], units[last][1]
            if last > index and not (span[1] - span[0] <= _LONGEST and self.fits(span)):
                last = index + 1
                span = units[index][0], units[last][1]
                if not self.fits(span):
                    last, span = index, units[index]
            grouped.extend(self.whole(span))
            index = last + 1
        return grouped

    def list_end(self, units: Sequence[Span], lead: int) -> int:
        """The last unit of the list that follows the lead-in, `lead` when none does."""
        last = lead
        while last + 1 < len(units) and self.text[units[last + 1][0]] in _LIST_MARKS:
            last += 1
        return last

    def whole(self, span: Span) -> list[Span]:
        """The span, cut between words where it is longer than the limit."""
        if self.fits(span):
            return [span]
        return list(self.pieces(span))

    def pieces(self, span: Span) -> Iterator[Span]:
        start, end = span
        while start < end:
            stop = end if self.fits((start, end)) else self.reach(start, end)
            found = self.trimmed(start, stop)
            if found[0] < found[1]:
                yield found
            start = stop

    def reach(self, start: int, end: int) -> int:
        """The furthest place up to which the text fits, after a word when there is one."""
        low, high = start + 1, end
        while low < high:
            middle = (low + high + 1) // 2
            if self.fits((start, middle)):
                low = middle
            else:
                high = middle - 1
        space = max(self.text.rfind(blank, start + 1, low + 1) for blank in " \t\n")
        return space if space > start else low

    def trimmed(self, start: int, end: int) -> Span:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def chunk(self, span: Span) -> Chunk:
        start, end = span
        section = section_at(self.document.sections, end - 1)
        document = self.document
        return Chunk(
            id=_identity(document.id, document.sha256, start, end),
            document_id=document.id,
            start=start,
            end=end,
            page_start=self.page(start),
            page_end=self.page(end - 1),
            section=section.title_path if section else (),
            speaker=speaker_of(document.sections, self.after_headings(start, end), end),
        )

    def after_headings(self, start: int, end: int) -> int:
        """Where the text of a passage begins after the headings that open it."""
        headings = {s.start: s for s in self.document.sections if s.kind != SPEECH}
        at = start
        while at in headings:
            body = self.trimmed(_heading_end(self.text, headings[at]), end)[0]
            if body >= end:
                return start
            at = body
        return at

    def page(self, offset: int) -> int | None:
        """The number of the page that holds the character at `offset`."""
        return self.document.pages[bisect_right(self.page_starts, offset) - 1].number


def _identity(*parts: str | int) -> str:
    joined = "\0".join([SPLITTER_VERSION, *map(str, parts)])
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
