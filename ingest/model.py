"""Values of the ingest room. Offsets are half-open, in Python characters, into `Document.text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file as found on disk; `media_type` is told from its bytes, never from its suffix."""

    path: Path
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page as a reader saw it.

    `level` is a heading's depth (1 is the outermost), None in running text. `size` is the font
    size in points where the format has one. `paragraph` says that a new paragraph starts here
    when the format or the page's geometry knows it; None leaves it to `clean`.
    `tab` says that the line runs up or down beside the page's text.
    `cells` are the places (left, right) of the tab-parted cells of a table's row, in points or,
    where the format has no geometry, in columns of the table; empty where none is known.
    """

    text: str
    level: int | None = None
    size: float | None = None
    bold: bool = False
    bullet: bool = False
    paragraph: bool | None = None
    tab: bool = False
    cells: tuple[tuple[float, float], ...] = ()


UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One page before cleaning. `number` is physical and 1-based, None where there are no pages.

    `reader` is the one whose text was kept, UNREAD when none got through the page. `picture` says
    that the page is the picture of something, perhaps of text, that no reader of text can read;
    `ocr` that its text was recognised on a picture, with `confidence` in 0..1 where the
    recognition tells it.
    """

    number: int | None
    lines: tuple[Line, ...]
    reader: str
    picture: bool = False
    ocr: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """What a reader returns: pages in order, and the outline (bookmarks) when there is one.

    `doc_id` and `title` are set only by formats that state them (JSON Lines; the title also by
    PDF and Word metadata).
    `outline` holds (depth from 1, title, physical page or None).
    """

    pages: tuple[RawPage, ...]
    outline: tuple[tuple[int, str, int | None], ...] = ()
    doc_id: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's span of the document's text; `number` is None where the format has no pages.

    `unread` says that no reader got through it: what stands there is not known. `ocr` says that
    its text was recognised on a picture, with `confidence` in 0..1 (None: not told); `needs_ocr`
    that the page is a picture that was not looked at, for lack of the program that does it.
    """

    number: int | None
    start: int
    end: int
    printed: str | None = None
    ocr: bool = False
    quality: float = 1.0
    unread: bool = False
    confidence: float | None = None
    needs_ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A span under one heading path. Spans nest, never cross."""

    title_path: tuple[str, ...]
    kind: str
    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact about a document with the words of its text that show it (may be empty)."""

    value: str
    evidence: str


class Presence(StrEnum):
    """What a register says of a person's coming; UNKNOWN where it does not tell."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A row of a register of attendance, at a span of the document's text.

    `body` and `date` (ISO) are the meeting's; `mark` are the words that tell the status, of the
    column's heading, the cell or the list's title; `name` and `organisation` are as printed. What
    the document does not tell is None.
    """

    page: int | None
    body: str | None
    date: str | None
    college: str | None
    name: str
    organisation: str | None
    status: Presence
    mark: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it will be cited.

    `text` is final and NFC: one paragraph, heading or list item a line. Pages are ordered,
    disjoint and cover it. `facts` has keys among title, body, region, territory, kind, date (ISO,
    may be a year or year-month). `attendance` holds the rows of registers in text order.
    """

    id: str
    title: str
    sha256: str
    media_type: str
    text: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    attendance: tuple[Attendee, ...] = ()

    def fact(self, name: str) -> str | None:
        """The value of fact `name`, None when the document does not tell."""
        found = self.facts.get(name)
        return found.value if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A passage to index: `document.text[start:end]` IS its text."""

    id: str
    document_id: str
    start: int
    end: int
    page_start: int | None
    page_end: int | None
    section: tuple[str, ...]
    speaker: str | None = None


class Status(StrEnum):
    """What became of one file in an ingest."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    MISSING = "missing"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileError:
    """Why a file was not read: a stable kind, a French message and the next step."""

    kind: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One line of the ingest report."""

    doc: str | None
    path: Path
    status: Status
    media_type: str | None = None
    pages: int | None = None
    pages_without_text: tuple[int, ...] = ()
    pages_unread: tuple[int, ...] = ()
    pages_ocr: tuple[int, ...] = ()
    pages_needing_ocr: tuple[int, ...] = ()
    pages_doubtful: tuple[int, ...] = ()
    chunks: int = 0
    error: FileError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What one ingest did, file by file, in the order in which the files were found."""

    files: tuple[FileReport, ...]
    elapsed_s: float
