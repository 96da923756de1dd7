"""Headings become nested spans. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.flow import Flow
from ingest.model import Section

KIND = "heading"
SPEECH = "speech"


def build(flow: Flow) -> tuple[Section, ...]:
    """One section a heading, from it to the next heading that is not deeper, in text order.

    `title_path` holds the headings above it and its own; text before the first heading has none.
    """
    headings = [block for block in flow.blocks if block.level is not None]
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    for index, block in enumerate(headings):
        level = block.level or 1
        path = [(depth, title) for depth, title in path if depth < level]
        path.append((level, flow.text[block.start : block.end]))
        after = (b.start for b in headings[index + 1 :] if (b.level or 1) <= level)
        found.append(
            Section(
                title_path=tuple(title for _, title in path),
                kind=KIND,
                start=block.start,
                end=next(after, len(flow.text)),
            )
        )
    return tuple(found)


def nested(*groups: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of all groups in text order, the one that holds another first."""
    return tuple(sorted((s for group in groups for s in group), key=lambda s: (s.start, -s.end)))


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The deepest section that holds `offset`, those of speakers left out."""
    holding = [s for s in sections if s.kind != SPEECH and s.start <= offset < s.end]
    return max(holding, key=lambda section: section.start, default=None)


def speaker_of(sections: Sequence[Section], start: int, end: int) -> str | None:
    """Who says all of `start:end`, by the innermost section that holds it whole; None when the
    document does not tell, or when several speak."""
    holding = [s for s in sections if s.kind == SPEECH and s.start <= start and end <= s.end]
    return min(holding, key=lambda s: s.end - s.start).speaker if holding else None
