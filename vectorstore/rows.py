"""Rows of the catalogue become values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ingest import Attendee, Chunk, Document, Fact, Page, Presence, Section
from vectorstore.model import DocumentInfo, Found, OlderVersion, surroundings

Row = Sequence[Any]


def read_document(
    row: Row,
    facts: Iterable[Row],
    pages: Iterable[Row],
    sections: Iterable[Row],
    attendance: Iterable[Row],
) -> Document:
    """`row` holds id, title, sha256, media type and text."""
    return Document(
        id=row[0],
        title=row[1],
        sha256=row[2],
        media_type=row[3],
        text=row[4],
        pages=tuple(
            Page(
                number=n,
                start=a,
                end=b,
                printed=printed,
                ocr=bool(ocr),
                quality=quality,
                unread=bool(unread),
                confidence=confidence,
                needs_ocr=bool(needs_ocr),
            )
            for n, a, b, printed, ocr, quality, unread, confidence, needs_ocr in pages
        ),
        sections=tuple(
            Section(title_path=tuple(json.loads(t)), kind=k, start=a, end=b, speaker=speaker)
            for t, k, a, b, speaker in sections
        ),
        facts={name: Fact(value=value, evidence=evidence) for name, value, evidence in facts},
        attendance=tuple(map(read_attendee, attendance)),
    )


def read_attendee(row: Row) -> Attendee:
    """`row` holds the fields of a row of a register, in their order."""
    return Attendee(
        page=row[0],
        body=row[1],
        date=row[2],
        college=row[3],
        name=row[4],
        organisation=row[5],
        status=Presence(row[6]),
        mark=row[7],
        start=row[8],
        end=row[9],
    )


def read_chunk(row: Row) -> Chunk:
    """`row` holds id, document id, start, end, first and last page, section and speaker."""
    return Chunk(
        id=row[0],
        document_id=row[1],
        start=row[2],
        end=row[3],
        page_start=row[4],
        page_end=row[5],
        section=tuple(json.loads(row[6])),
        speaker=row[7],
    )


def read_found(row: Row) -> Found:
    """`row` holds what `read_chunk` takes, then the title, the text, the facts as JSON, whether
    any of it was recognised on a picture, how much of it is listed in a register, and the names."""
    chunk = read_chunk(row[:8])
    facts: dict[str, str] = json.loads(row[10])
    return Found(
        chunk=chunk,
        title=row[8],
        text=row[9],
        region=facts.get("region"),
        context=surroundings(row[8], facts, chunk.section),
        ocr=bool(row[11]),
        listed=row[12] or 0,
        names=row[13] or "",
    )


def read_info(row: Row) -> DocumentInfo:
    """`row` is what the catalogue selects for a document without its text."""
    facts = json.loads(row[9])
    return DocumentInfo(
        id=row[0],
        title=row[1],
        sha256=row[2],
        media_type=row[3],
        path=row[4],
        ingested_at=row[5],
        pages=row[6] or None,
        pages_without_text=tuple(json.loads(row[7])),
        chunks=row[8],
        body=facts.get("body"),
        region=facts.get("region"),
        kind=facts.get("kind"),
        date=facts.get("date"),
        pages_unread=tuple(json.loads(row[10])),
        reader=row[11],
        replaced=tuple(_read_version(version) for version in json.loads(row[12])),
        pages_ocr=tuple(json.loads(row[13])),
        pages_needing_ocr=tuple(json.loads(row[14])),
        pages_doubtful=tuple(json.loads(row[15])),
        territory=facts.get("territory"),
    )


def _read_version(row: Row) -> OlderVersion:
    sha256, pages, chunks, date, ingested_at, replaced_at = row
    return OlderVersion(
        sha256=sha256,
        pages=pages,
        chunks=chunks,
        date=date,
        ingested_at=ingested_at,
        replaced_at=replaced_at,
    )
