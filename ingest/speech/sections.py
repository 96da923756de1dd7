"""Turns become sections that nest under the headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.flow import Block, Flow
from ingest.model import Section
from ingest.sections import SPEECH
from ingest.speech import who
from ingest.speech.cast import Cast
from ingest.speech.presenting import enumerated, presented_by
from ingest.speech.turns import Reader, Turn
from ingest.speech.who import Name


def speeches(flow: Flow, headings: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of kind "speech", in text order; they nest in `headings` and in one another.

    Each holds words of one speaker, named as the document names him. Text that no such section
    holds has no known speaker.
    """
    cast = Cast(flow.text, flow.blocks)
    found: list[Section] = []
    announcing: Name | None = None
    regions = list(_regions(flow, headings))
    titles = [heading.title_path[-1] if heading else "" for heading, _ in regions]
    for (heading, blocks), title, after in zip(
        regions, titles, [*titles[1:], ""][: len(titles)], strict=True
    ):
        path = heading.title_path if heading else ()
        carried = announcing if enumerated(title) else None
        reader = Reader(
            flow.text,
            blocks,
            cast,
            title=title,
            owner=_owner(title),
            announcer=presented_by(title, 0, len(title)) or carried,
            list_goes_on=enumerated(after),
        )
        turns = reader.turns()
        announcing = reader.announcing
        for turn in _merged(flow.text, turns):
            found.append(
                Section(
                    title_path=path,
                    kind=SPEECH,
                    start=turn.start,
                    end=turn.end,
                    speaker=turn.speaker,
                )
            )
    return tuple(found)


def _regions(
    flow: Flow, headings: Sequence[Section]
) -> Iterator[tuple[Section | None, list[Block]]]:
    """The paragraphs between two headings, with the heading above them."""
    by_start = {section.start: section for section in headings}
    heading: Section | None = None
    held: list[Block] = []
    for block in flow.blocks:
        if block.level is None:
            if "\t" not in flow.text[block.start : block.end]:
                held.append(block)
            continue
        if held:
            yield heading, held
        heading, held = by_start.get(block.start, heading), []
    if held:
        yield heading, held


def _owner(title: str) -> Name | None:
    """The body whose number the heading is, or whose contribution it announces."""
    name = who.label(title, 0, len(title))
    titled = name is not None and name.kind == "person" and not re.match(r"\W?\w\.", title)
    return name if name and (who.numbered(name) or titled) else None


def _merged(text: str, turns: Sequence[Turn]) -> list[Turn]:
    """Neighbours of one speaker joined; those without a speaker left out; inner ones kept."""
    outer: list[Turn] = []
    inner: list[Turn] = []
    for turn in turns:
        if outer and turn.start < outer[-1].end:
            inner.append(turn)
        elif (
            outer
            and outer[-1].speaker == turn.speaker
            and not text[outer[-1].end : turn.start].strip()
        ):
            outer[-1] = Turn(start=outer[-1].start, end=turn.end, speaker=turn.speaker)
        else:
            outer.append(turn)
    told = [turn for turn in (*outer, *inner) if turn.speaker is not None]
    return sorted(told, key=lambda turn: (turn.start, -turn.end))
