"""Turns become sections that nest under the headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.flow import Block, Flow
from ingest.model import Section
from ingest.sections import SPEECH
from ingest.speech.cast import Cast
from ingest.speech.labels import label
from ingest.speech.names import Name
from ingest.speech.presenting import is_number, presented_by
from ingest.speech.turns import Reader, Turn

_LONGEST_TEXT = 3_000_000
_Region = tuple[tuple[str, ...], list[Block]]


def speeches(flow: Flow, headings: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of kind `SPEECH`, in text order; they nest in `headings` and in one another.

    Each holds words of one speaker, named as the document names him. Text that no such section
    holds has no known speaker. `headings` are those of the flow. A text of more than three million
    characters, over a thousand pages, is not looked through: its reading has a time bound.
    """
    if len(flow.text) > _LONGEST_TEXT:
        return ()
    cast = Cast(flow.text, flow.blocks)
    regions = list(_regions(flow, headings))
    titles = [path[-1] if path else "" for path, _ in regions]
    found: list[Section] = []
    announcing: Name | None = None
    for rank, (path, blocks) in enumerate(regions):
        title, after = titles[rank], "".join(titles[rank + 1 : rank + 2])
        reader = Reader(
            flow.text,
            blocks,
            cast,
            title=title,
            owner=_owner(title),
            announcer=presented_by(title, 0, len(title))
            or (announcing if is_number(title) else None),
            list_goes_on=is_number(after),
        )
        found += (
            Section(
                title_path=path, kind=SPEECH, start=turn.start, end=turn.end, speaker=turn.speaker
            )
            for turn in _merged(flow.text, reader.turns())
        )
        announcing = reader.announcing
    return tuple(found)


def _regions(flow: Flow, headings: Sequence[Section]) -> Iterator[_Region]:
    """The paragraphs between two headings, with the path of the heading above them.

    Rows of tables are left out: their cells are not sentences.
    """
    paths = {section.start: section.title_path for section in headings}
    path: tuple[str, ...] = ()
    held: list[Block] = []
    for block in flow.blocks:
        if block.level is None:
            if block.start < block.end and "\t" not in flow.text[block.start : block.end]:
                held.append(block)
            continue
        if held:
            yield path, held
        path, held = paths.get(block.start, path), []
    if held:
        yield path, held


def _owner(title: str) -> Name | None:
    """The numbered body or titled person whose words the heading announces."""
    name = label(title, 0, len(title))
    if name is None or not (name.numbered or name.kind == "person"):
        return None
    return None if re.match(r"\W?\w\.", title) else name


def _merged(text: str, turns: Sequence[Turn]) -> list[Turn]:
    """Neighbours of one speaker joined; those without a speaker left out; inner ones kept."""
    outer: list[Turn] = []
    inner: list[Turn] = []
    for turn in turns:
        last = outer[-1] if outer else None
        if last and turn.start < last.end:
            inner.append(turn)
        elif last and last.speaker == turn.speaker and not text[last.end : turn.start].strip():
            outer[-1] = Turn(start=last.start, end=turn.end, speaker=turn.speaker)
        else:
            outer.append(turn)
    told = [turn for turn in (*outer, *inner) if turn.speaker is not None]
    return sorted(told, key=lambda turn: (turn.start, -turn.end))
