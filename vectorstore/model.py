"""Values of the vectorstore room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest import READER_VERSION, REGIONS, Attendee, Chunk, Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is limited to; an empty tuple does not limit. Values of one key are OR-ed."""

    doc: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    year: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A chunk found by a search. `score` is comparable within one search only; higher is better.

    `ranks` holds the 1-based rank in each scoring ("lexical", "characters", "dense"). `ocr` says
    that some of it was recognised on a picture.
    """

    chunk: Chunk
    title: str
    text: str
    score: float
    ranks: Mapping[str, int] = field(default_factory=dict)
    ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A candidate of a search; `context` are the words that place it (see `surroundings`).

    `listed` counts its characters that stand in rows of a register, `names` are the rows' names.
    """

    chunk: Chunk
    title: str
    text: str
    region: str | None
    context: str
    ocr: bool = False
    listed: int = 0
    names: str = ""


def surroundings(title: str, facts: Mapping[str, str], section: tuple[str, ...]) -> str:
    """The words that place a passage and are indexed with it: title, body, region by name and
    by code, year, section path."""
    region = facts.get("region", "")
    placed = (title, facts.get("body", ""), region, REGIONS.get(region, ""))
    return " ".join(part for part in (*placed, facts.get("date", "")[:4], *section) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A row of a register of attendance and its document."""

    doc: str
    title: str
    attendee: Attendee


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuery:
    """What rows are wanted; None does not limit. Words count without case and accents.

    `meeting` is a body, a date, or both; every word of `person` has to stand in the name.
    """

    meeting: str | None = None
    person: str | None = None
    organisation: str | None = None
    status: Presence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderVersion:
    """A version of a document that another one replaced; of its words nothing is kept.

    `date` is the date that it bore; `pages` is None where the format has none.
    """

    sha256: str
    pages: int | None
    chunks: int
    date: str | None
    ingested_at: str
    replaced_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """What the catalogue knows of a document, without its text.

    `pages_unread` are the pages that the reading could not get through, `reader` the version of
    the readers that read it, `replaced` its older versions, the oldest first. `pages_ocr` were
    recognised on pictures, `pages_needing_ocr` are pictures that nothing has looked at;
    `pages_doubtful` were read, badly by the look of it.
    """

    id: str
    title: str
    sha256: str
    media_type: str
    path: str
    pages: int | None
    pages_without_text: tuple[int, ...]
    chunks: int
    body: str | None
    region: str | None
    kind: str | None
    date: str | None
    ingested_at: str
    pages_unread: tuple[int, ...] = ()
    reader: str = ""
    replaced: tuple[OlderVersion, ...] = ()
    pages_ocr: tuple[int, ...] = ()
    pages_needing_ocr: tuple[int, ...] = ()
    pages_doubtful: tuple[int, ...] = ()
    territory: str | None = None

    @property
    def outdated(self) -> bool:
        """Whether an ingest of its file would read it again, though it did not change."""
        return self.reader != READER_VERSION
