"""Questions to begin with, made from what is loaded: themes that several documents share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.ui import text
from ingest import SPEECH, Document, stems
from vectorstore import DocumentInfo

THEMES = 2
DOCUMENTS_READ = 40
STEMS_OF_A_THEME = range(2, 5)

_NUMBERING = re.compile(r"^(?:\w+\s+)?[\d.]+\s*[–—:)-]?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    document_id: str
    title: str
    stems: frozenset[str]
    length: int


def examples(infos: Sequence[DocumentInfo], document: Callable[[str], Document]) -> list[str]:
    """Up to THEMES questions on shared themes, then one on a region; none when nothing tells."""
    headings = [
        heading for info in infos[:DOCUMENTS_READ] for heading in _headings(document(info.id))
    ]
    regions = sorted({info.region for info in infos if info.region})
    return [text.example_theme(theme) for theme in _themes(headings)] + [
        text.example_region(region) for region in regions[:1]
    ]


def _headings(document: Document) -> list[_Heading]:
    """The headings of parts of a document, without their numbers."""
    found = []
    for section in document.sections:
        length = section.end - section.start
        if section.kind != SPEECH and section.title_path and length < len(document.text) / 2:
            title = _NUMBERING.sub("", section.title_path[-1])
            found.append(
                _Heading(
                    document_id=document.id,
                    title=title,
                    stems=frozenset(stems(title)),
                    length=length,
                )
            )
    return found


def _themes(headings: Sequence[_Heading]) -> list[str]:
    """Titles whose words stand in headings of the most documents, then in the longest parts."""
    scored = []
    for candidate in headings:
        if len(candidate.stems) in STEMS_OF_A_THEME:
            alike = [other for other in headings if candidate.stems <= other.stems]
            spread = len({other.document_id for other in alike})
            if spread > 1:
                scored.append((-spread, -sum(other.length for other in alike), candidate))
    chosen: list[_Heading] = []
    for _, _, candidate in sorted(scored, key=lambda found: (*found[:2], found[2].title)):
        if len(chosen) < THEMES and not any(candidate.stems & other.stems for other in chosen):
            chosen.append(candidate)
    return [candidate.title for candidate in chosen]
