"""What an answering engine must do, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.model import Draft, Notice, Token
from assistant.question import Asked
from vectorstore import Passage


class EngineError(Exception):
    """The engine could not write; the message is a French notice with the next step."""


class Engine(Protocol):
    """Writes a draft from numbered passages; it never decides what is shown."""

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> str | None: ...

    def draft(self, asked: Asked, passages: Sequence[Passage]) -> Iterator[Token | Notice | Draft]:
        """Events of a finite stream. Marks of a Draft are 1-based into `passages`.

        Raises EngineError when no usable draft can be had.
        """
