"""A file becomes documents: read in a bounded child, cleaned, structured, described."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import attendance, facts, files, headings, journal, recognition, sandbox, sections
from ingest.clean import clean_lines
from ingest.errors import (
    FileChanged,
    NoText,
    PathRefused,
    ReaderCrash,
    ReaderMemory,
    ReaderStopped,
)
from ingest.files import slug
from ingest.flow import flow
from ingest.limits import Limits
from ingest.margins import without_margins
from ingest.model import Document, RawDocument, SourceFile
from ingest.readers import DOCX, IMAGES, PDF, reader_for
from ingest.speech import speeches

READER_VERSION = "4"
"""Changes when the same bytes give another text, other pages, sections or facts: files that an
earlier version read are then read again by the next ingest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a child process is asked to read; `journal` is a file that outlives it."""

    source: SourceFile
    journal: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What the readers returned of a file, before it becomes documents."""

    source: SourceFile
    found: list[RawDocument]


def read(source: SourceFile, limits: Limits | None = None) -> list[Document]:
    """The documents of a file: one, or one a line of JSON Lines.

    Runs in child processes bounded by `limits` together: when one falls in a page, the next goes
    on after it, and the page is `unread`. Pages that are pictures of text are recognised, where
    this machine can, with a time of their own. Raises IngestError: NoText when nothing can be
    read but the file is sound, FileChanged when it is no longer the one that `source` tells of.
    """
    limits = limits or Limits()
    found = _within_bounds(source, limits)
    if isinstance(found, Raw):
        seen = replace(found, found=recognition.recognise(found.found, source, limits))
        return sandbox.run(assemble, seen, limits)
    return found


def _within_bounds(source: SourceFile, limits: Limits) -> list[Document] | Raw:
    """As `parse`, in child processes that take over from each other."""
    deadline = time.monotonic() + limits.seconds
    falls: list[ReaderStopped] = []
    with tempfile.TemporaryDirectory() as folder:
        reading = Reading(source=source, journal=Path(folder) / "journal")
        while True:
            try:
                return sandbox.run(parse, reading, limits, deadline)
            except (ReaderCrash, ReaderMemory) as fall:
                if journal.fell_in(reading.journal) is None:
                    raise
                falls.append(fall)
            except NoText:
                if falls:
                    raise falls[0] from None
                raise


def parse(reading: Reading, limits: Limits) -> list[Document] | Raw:
    """The documents of a file, or what was read of it when pictures can still be recognised.

    In this process and unbounded: what the child runs.
    """
    source = reading.source
    with journal.kept_in(reading.journal, limits.page_seconds):
        raw = Raw(source=source, found=_raw_documents(source, limits))
    if recognition.has_pictures(raw.found) and recognition.can_recognise(limits):
        return raw
    return assemble(raw, limits)


def assemble(raw: Raw, limits: Limits) -> list[Document]:
    """The documents made of what the readers returned. Raises NoText and FileChanged."""
    documents = [build(found, raw.source, limits) for found in raw.found]
    if files.digest(raw.source.path, limits) != raw.source.sha256:
        raise FileChanged(
            "Ce fichier a changé pendant sa lecture.",
            "Attendez que sa copie ou son enregistrement soit fini, puis recommencez.",
        )
    if not any(document.text for document in documents):
        waits = recognition.has_pictures(raw.found)
        raise _no_text(raw.source.media_type, waits=waits)
    return documents


def _raw_documents(source: SourceFile, limits: Limits) -> list[RawDocument]:
    try:
        return reader_for(source.media_type)(source.path, limits)
    except OSError as error:
        raise PathRefused(
            "Ce fichier n’a pas pu être ouvert.",
            "Vérifiez qu’il existe encore et que vous avez le droit de le lire.",
        ) from error


def _no_text(media_type: str, *, waits: bool) -> NoText:
    if waits:
        unread = recognition.pictures_unread()
        return NoText(unread.message, unread.advice)
    if media_type in (PDF, *IMAGES):
        return NoText(
            "Ce document ne contient aucun texte, ou aucun qui puisse être reconnu.",
            "S’il vient d’un scanner, numérisez-le de nouveau, droit et en 300 points par pouce, "
            "ou passez-le par un autre logiciel de reconnaissance de texte (OCR).",
        )
    if media_type == DOCX:
        return NoText(
            "Ce document ne contient aucun texte : c’est sans doute une image numérisée.",
            "Passez-le par un logiciel de reconnaissance de texte (OCR), puis ajoutez le résultat.",
        )
    return NoText(
        "Ce fichier ne contient aucun mot : il n’y a que des blancs.",
        "Vérifiez que c’est le bon fichier, ou redemandez-le à son auteur.",
    )


def build(raw: RawDocument, source: SourceFile, limits: Limits) -> Document:
    """The document made of what a reader returned. Pure."""
    if sum(len(line.text) for page in raw.pages for line in page.lines) > limits.characters:
        raise ReaderMemory(
            "Ce document contient trop de texte pour être lu d’un seul tenant.",
            "Découpez-le en plusieurs fichiers, puis recommencez.",
        )
    tidy = clean_lines(raw)
    pages, printed, running = without_margins(tidy.pages)
    marked = headings.mark(replace(tidy, pages=pages))
    written = flow(marked.pages, printed)
    name = raw.doc_id or source.path.stem
    by_author = raw.doc_id is not None
    headed = sections.build(written)
    found = facts.find(written, raw.title, running, name, by_author=by_author)
    return Document(
        id=raw.doc_id or slug(source.path.stem),
        title=found["title"].value,
        sha256=source.sha256,
        media_type=source.media_type,
        text=written.text,
        pages=written.pages,
        sections=sections.nested(headed, speeches(written, headed)),
        facts=found,
        attendance=attendance.find(written, found),
    )
