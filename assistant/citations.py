"""From a span of a document to a citation that can be opened, and back to numbered marks."""

from __future__ import annotations

from assistant.model import Citation
from ingest import SPEECH, Document, Page, Section, speaker_of
from vectorstore import DocumentInfo


class CitationBook:
    """Numbers the citations of one answer from 1, in the order in which they are first used."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.citations: list[Citation] = []

    def cite(self, document: Document, info: DocumentInfo, span: tuple[int, int]) -> int:
        """The number of the citation of `span`; the same words get the same number."""
        key = (document.id, *span)
        if key not in self._numbers:
            self._numbers[key] = len(self.citations) + 1
            self.citations.append(citation(document, info, span, n=self._numbers[key]))
        return self._numbers[key]


def citation(document: Document, info: DocumentInfo, span: tuple[int, int], *, n: int) -> Citation:
    """The citation of `document.text[span]`, with the pages that the span touches."""
    start, end = span
    pages = [p for p in document.pages if p.start < end and start < p.end] or [
        Page(number=None, start=0, end=len(document.text))
    ]
    section = _innermost(document, start)
    return Citation(
        n=n,
        doc=document.id,
        title=info.title,
        body=info.body,
        date=info.date,
        page_start=pages[0].number,
        page_end=pages[-1].number,
        printed_page=pages[0].printed,
        section=section.title_path if section else (),
        speaker=speaker_of(document.sections, start, end),
        ocr=any(p.ocr for p in pages),
        quote=document.text[start:end],
        char_start=start,
        char_end=end,
        confidence=min((p.confidence for p in pages if p.confidence is not None), default=None),
    )


def _innermost(document: Document, at: int) -> Section | None:
    around = [s for s in document.sections if s.kind != SPEECH and s.start <= at < s.end]
    return min(around, key=lambda s: (s.end - s.start, -len(s.title_path)), default=None)
