"""Small texts to tell speakers in, as the flow would give them."""

from __future__ import annotations

from ingest.flow import Block, Flow
from ingest.model import Section
from ingest.sections import build, speaker_of
from ingest.speech import speeches


def flow_of(written: str) -> Flow:
    """A flow of the lines of `written`; "# " opens a heading, "• " an item of a list."""
    blocks: list[Block] = []
    parts: list[str] = []
    at = 0
    for line in written.strip().split("\n"):
        said = line.strip()
        level = len(said) - len(said.lstrip("#")) or None
        said = said.lstrip("# ") if level else said
        blocks.append(Block(start=at, end=at + len(said), level=level, bullet=said.startswith("•")))
        parts.append(said)
        at += len(said) + 1
    return Flow(text="\n".join(parts), pages=(), blocks=tuple(blocks))


class Spoken:
    """A text with its speakers, asked by the words said."""

    def __init__(self, written: str) -> None:
        self.flow = flow_of(written)
        headings = build(self.flow)
        self.sections: tuple[Section, ...] = speeches(self.flow, headings)

    def by(self, words: str) -> str | None:
        """Who says the words, which stand once in the text."""
        assert self.flow.text.count(words) == 1, words
        start = self.flow.text.index(words)
        return speaker_of(self.sections, start, start + len(words))
