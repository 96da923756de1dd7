"""What a system showed for one question: the values that every metric looks at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A passage in the order in which it would be read."""

    doc: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation as shown: words of a document at physical pages, 1-based, None without pages."""

    doc: str
    quote: str
    page_start: int | None
    page_end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A sentence of the answer with the places of its citations in `Response.citations`, from 0.
    A mark that points to no citation is -1."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """`answer` is Markdown as a reader sees it, None when the system only finds passages."""

    passages: tuple[Reading, ...]
    answer: str | None
    abstained: bool = False
    reason: str | None = None
    claims: tuple[Stated, ...] = ()
    citations: tuple[Cited, ...] = ()
