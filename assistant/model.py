"""Values of the assistant room: a question in, a verified answer or a refusal out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vectorstore import Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier exchange of the conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, with what was said before and the limits that the user set."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = Filters()


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a verdict is not "supported": the words of the claim against those of the passage."""

    kind: str
    claim: str
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of a document: `quote == document.text[char_start:char_end]`; pages are physical.

    `ocr` says that some were recognised on a picture, `confidence` how surely (0..1, the least
    sure page), None where that is not told.
    """

    n: int
    doc: str
    title: str
    body: str | None
    date: str | None
    page_start: int | None
    page_end: int | None
    printed_page: str | None
    section: tuple[str, ...]
    speaker: str | None
    ocr: bool
    quote: str
    char_start: int
    char_end: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of the answer with the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    item: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was looked through: documents in scope, passages read, terms looked for."""

    documents: int
    passages: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is shown. `abstained` says that nothing proved an answer; `reason` then says why.

    `text` is Markdown with [n] marks, built from `claims` only (or the refusal's words).
    `nearest` holds the closest passages when abstained.
    """

    id: str
    question: str
    resolved_question: str
    filters: Filters
    abstained: bool
    reason: str | None
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    dropped: int
    searched: Searched
    nearest: tuple[Citation, ...]
    notices: tuple[str, ...]
    engine: str
    model: str | None
    corpus_version: str
    elapsed_ms: int
    contradictions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence proposed by an engine with the passages (1-based ranks) it points to.

    `span` is its place in the first marked passage's document when the words are copied from it.
    """

    text: str
    marks: tuple[int, ...]
    item: bool = False
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Event: a piece of the model's text, to show while it writes (not yet verified)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Event: something the reader must know, in French."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """Event: the one last event of a stream."""

    answer: Answer


Event = Token | Notice | Final
