"""What the catalogue held at one moment: everything that is read of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from ingest import Chunk, Document, fold
from vectorstore.erasure import Erased
from vectorstore.errors import UnknownDocument
from vectorstore.lexical import FtsIndex
from vectorstore.manifest import Manifest
from vectorstore.model import DocumentInfo, Filters, Found, OlderVersion, RegisterRow
from vectorstore.rows import read_attendee, read_chunk, read_document, read_found, read_info
from vectorstore.schema import INFOS

_ATTENDEE = "page, body, date, college, name, organisation, status, mark, start, end"
_LISTED = (
    "FROM attendance WHERE attendance.document_id = documents.id "
    "AND attendance.start < chunks.end AND chunks.start < attendance.end"
)
_CHUNK = "id, document_id, start, end, page_start, page_end, section, speaker"


class Snapshot:
    """What the catalogue held at one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.lexical = FtsIndex(connection)

    def manifest(self) -> Manifest | None:
        """What the index was built with, None before the first document."""
        row = self._connection.execute(
            "SELECT splitter, embedder, dimension, collection, dense_weight FROM state"
        ).fetchone()
        if row[0] is None:
            return None
        return Manifest(
            splitter=row[0],
            embedder=row[1],
            dimension=row[2],
            collection=row[3],
            dense_weight=row[4],
        )

    def generation(self) -> int:
        """Grows with every change, so that a reader knows when its vectors are old."""
        return self._integer("SELECT generation FROM state")

    def pending(self) -> bool:
        """Whether a writer stopped before the vectors agreed with the catalogue."""
        return bool(self._integer("SELECT pending FROM state"))

    def files(self) -> dict[str, str]:
        """The sha256 of each file wholly ingested, by path; empty for one that was cut short."""
        return dict(self._connection.execute("SELECT path, sha256 FROM files ORDER BY path"))

    def files_read_otherwise(self, reader: str) -> set[str]:
        """Paths of the files that were read by another reader than `reader`."""
        rows = self._connection.execute("SELECT path FROM files WHERE reader <> ?", (reader,))
        return {path for (path,) in rows}

    def corrections(self) -> dict[str, str]:
        """The digest of what people corrected of each file, by path; empty where nothing was."""
        return dict(self._connection.execute("SELECT path, corrections FROM files"))

    def files_needing_ocr(self) -> set[str]:
        """Paths of the files with pages that wait for the program that recognises text."""
        rows = self._connection.execute(
            "SELECT path FROM documents WHERE id IN (SELECT document_id FROM pages WHERE needs_ocr)"
        )
        return {path for (path,) in rows}

    def documents(self, filters: Filters | None = None) -> list[DocumentInfo]:
        """What is known of the documents within `filters`, by id."""
        where, values = _where(filters or Filters())
        rows = self._connection.execute(INFOS.format(where=where), values)
        return [read_info(row) for row in rows]

    def file_documents(self, path: str) -> list[DocumentInfo]:
        """What is known of the documents of one file, by id."""
        rows = self._connection.execute(INFOS.format(where="path = ?"), (path,))
        return [read_info(row) for row in rows]

    def matching(self, filters: Filters) -> list[str] | None:
        """Ids of the documents within `filters`, None when nothing is filtered."""
        if filters == Filters():
            return None
        where, values = _where(filters)
        sql = f"SELECT id FROM documents WHERE {where} ORDER BY id"
        return [id_ for (id_,) in self._connection.execute(sql, values)]

    def path_of(self, document_id: str) -> str | None:
        """The file of a document, None when no document has this id."""
        row = self._connection.execute(
            "SELECT path FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        return None if row is None else str(row[0])

    def document(self, document_id: str) -> Document:
        """The document as it was read; raises UnknownDocument."""
        row = self._connection.execute(
            "SELECT title, sha256, media_type, text FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        if row is None:
            raise UnknownDocument(
                f"Aucun document ne porte l'identifiant « {document_id} ».",
                "Lancez « assistant status » pour voir la liste des documents.",
            )
        facts = self._rows("name, value, evidence", "facts", document_id, "name")
        pages = self._rows(
            "number, start, end, printed, ocr, quality, unread, confidence, needs_ocr",
            "pages",
            document_id,
        )
        sections = self._rows("title_path, kind, start, end, speaker", "sections", document_id)
        rows = self._rows(_ATTENDEE, "attendance", document_id)
        return read_document((document_id, *row), facts, pages, sections, rows)

    def register(self) -> list[RegisterRow]:
        """The rows of every register, document after document, in text order."""
        rows = self._connection.execute(
            f"SELECT {_ATTENDEE}, document_id, title FROM attendance "
            "JOIN documents ON documents.id = document_id ORDER BY document_id, position"
        )
        return [
            RegisterRow(doc=row[-2], title=row[-1], attendee=read_attendee(row[:-2]))
            for row in rows
        ]

    def erased(self) -> Erased:
        """The names that must not come back."""
        (salt,) = self._connection.execute("SELECT salt FROM state").fetchone()
        rows = self._connection.execute("SELECT digest, words FROM erased")
        return Erased(salt=salt, digests=dict(rows.fetchall()))

    def versions(self, document_id: str) -> tuple[OlderVersion, ...]:
        """The older versions of a document, the oldest first; of an unknown one, none."""
        found = self._connection.execute(INFOS.format(where="id = ?"), (document_id,)).fetchone()
        return read_info(found).replaced if found else ()

    def chunks(self, document_id: str) -> list[Chunk]:
        """The chunks of a document, in order."""
        return [read_chunk(row) for row in self._rows(_CHUNK, "chunks", document_id)]

    def chunk_count(self) -> int:
        return self._integer("SELECT count(*) FROM chunks")

    def chunk_ids(self) -> list[str]:
        return [id_ for (id_,) in self._connection.execute("SELECT id FROM chunks ORDER BY id")]

    def known_chunks(self, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that are chunks of this snapshot."""
        sql = "SELECT id FROM chunks WHERE id IN (SELECT value FROM json_each(?))"
        return {id_ for (id_,) in self._connection.execute(sql, (json.dumps(list(ids)),))}

    def passages(self, ids: Sequence[str]) -> dict[str, Found]:
        """The chunk, its text and what places it, for each known id."""
        rows = self._connection.execute(
            f"SELECT {', '.join(f'chunks.{name}' for name in _CHUNK.split(', '))}, title, "
            "substr(text, start + 1, end - start), (SELECT json_group_object(name, value) "
            "FROM facts WHERE facts.document_id = documents.id), EXISTS (SELECT 1 FROM pages "
            "WHERE pages.document_id = documents.id AND ocr AND pages.start < chunks.end "
            "AND chunks.start < pages.end), "
            f"(SELECT sum(min(attendance.end, chunks.end) - max(attendance.start, chunks.start)) "
            f"{_LISTED}), (SELECT group_concat(name, ' ') {_LISTED}) FROM chunks "
            "JOIN documents ON documents.id = document_id "
            "WHERE chunks.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {row[0]: read_found(row) for row in rows}

    def _rows(
        self, columns: str, table: str, document_id: str, order: str = "position"
    ) -> Iterator[Any]:
        sql = f"SELECT {columns} FROM {table} WHERE document_id = ? ORDER BY {order}"
        return self._connection.execute(sql, (document_id,))

    def _integer(self, sql: str) -> int:
        return int(self._connection.execute(sql).fetchone()[0])


def _where(filters: Filters) -> tuple[str, list[object]]:
    conditions, values = ["TRUE"], list[object]()

    def require(sql: str, wanted: Sequence[str | int]) -> None:
        if wanted:
            conditions.append(f"{sql} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(wanted))

    require("id", filters.doc)
    for name in ("region", "body", "kind"):
        folded = [fold(value) for value in getattr(filters, name)]
        fact = f"SELECT folded FROM facts WHERE document_id = documents.id AND name = '{name}'"
        require(f"({fact})", folded)
    date = "SELECT value FROM facts WHERE document_id = documents.id AND name = 'date'"
    require(f"CAST(substr(({date}), 1, 4) AS INTEGER)", filters.year)
    return " AND ".join(conditions), values
