"""Changes of the catalogue: everything that is written in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from ingest import Chunk, Document, fold
from vectorstore.manifest import Manifest
from vectorstore.model import surroundings
from vectorstore.snapshot import Snapshot


class Transaction(Snapshot):
    """Changes that are kept together or not at all."""

    def set_manifest(self, manifest: Manifest) -> None:
        self._connection.execute(
            "UPDATE state SET splitter = ?, embedder = ?, dimension = ?, collection = ?, "
            "dense_weight = ?, generation = generation + 1",
            (
                manifest.splitter,
                manifest.embedder,
                manifest.dimension,
                manifest.collection,
                manifest.dense_weight,
            ),
        )

    def set_pending(self, pending: bool) -> None:
        """Says whether the vectors may disagree with the catalogue from now on."""
        self._connection.execute(
            "UPDATE state SET pending = ?, generation = generation + 1", (int(pending),)
        )

    def put_file(self, path: str, sha256: str, reader: str, corrections: str = "") -> None:
        """Records a file, what read it and a digest of what people corrected, in place of its
        older self."""
        self._connection.execute(
            "INSERT INTO files (path, sha256, reader, corrections) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, reader = excluded.reader, "
            "corrections = excluded.corrections",
            (path, sha256, reader, corrections),
        )

    def reopen_file(self, path: str) -> None:
        """A known file is not all in any more: the next ingest reads it again."""
        self._connection.execute("UPDATE files SET sha256 = '' WHERE path = ?", (path,))

    def expect_file(self, path: str) -> None:
        """Records a file whose documents are not all in yet, unless it is known."""
        self._connection.execute(
            "INSERT INTO files (path, sha256) VALUES (?, '') ON CONFLICT DO NOTHING", (path,)
        )

    def move_file(self, old: str, new: str) -> None:
        """The file and its documents are at `new` from now on."""
        self._connection.execute("UPDATE files SET path = ? WHERE path = ?", (new, old))

    def put_document(self, document: Document, path: str) -> None:
        """Records a document of a known file, without chunks, in place of its older self.

        Of a version with other bytes it stays known that it was there, and when.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.execute(
            "INSERT INTO replaced SELECT id, sha256, "
            "(SELECT nullif(count(number), 0) FROM pages WHERE document_id = documents.id), "
            "(SELECT count(*) FROM chunks WHERE document_id = documents.id), "
            "(SELECT value FROM facts WHERE document_id = documents.id AND name = 'date'), "
            "ingested_at, ? FROM documents WHERE id = ? AND sha256 <> ?",
            (now, document.id, document.sha256),
        )
        self.remove_document(document.id)
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                path,
                document.title,
                document.sha256,
                document.media_type,
                document.text,
                now,
            ),
        )
        self._connection.executemany(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?)",
            [
                (document.id, name, fact.value, fact.evidence, fold(fact.value))
                for name, fact in document.facts.items()
            ],
        )
        self._connection.executemany(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(document.id, n, p.number, p.start, p.end, p.printed, p.ocr, p.quality),
                    not document.text[p.start : p.end].isspace() and p.end > p.start,
                    *(p.unread, p.confidence, p.needs_ocr),
                )
                for n, p in enumerate(document.pages)
            ],
        )
        self._connection.executemany(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (document.id, n, json.dumps(s.title_path), s.kind, s.start, s.end, s.speaker)
                for n, s in enumerate(document.sections)
            ],
        )
        self._connection.executemany(
            "INSERT INTO attendance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(document.id, n, row.page, row.body, row.date, row.college, row.name),
                    *(row.organisation, row.status.value, row.mark, row.start, row.end),
                )
                for n, row in enumerate(document.attendance)
            ],
        )

    def put_chunks(self, document: Document, chunks: Sequence[Chunk]) -> None:
        """Records and indexes the chunks of a document, in place of its older ones."""
        facts = {name: fact.value for name, fact in document.facts.items()}
        self.lexical.remove_document(document.id)
        self._connection.execute("DELETE FROM chunks WHERE document_id = ?", (document.id,))
        for position, chunk in enumerate(chunks):
            self._connection.execute(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(chunk.id, document.id, position, chunk.start, chunk.end),
                    *(chunk.page_start, chunk.page_end, json.dumps(chunk.section), chunk.speaker),
                ),
            )
            self.lexical.add(
                chunk.id,
                document.id,
                document.text[chunk.start : chunk.end],
                surroundings(document.title, facts, chunk.section),
            )

    def remove_document(self, document_id: str) -> None:
        """Forgets a document, its chunks and their words; an unknown one is no error."""
        self.lexical.remove_document(document_id)
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def move_versions(self, old: str, new: str) -> None:
        """What is known of the older versions of document `old` is that of `new` from now on."""
        self._connection.execute(
            "UPDATE replaced SET document_id = ? WHERE document_id = ?", (new, old)
        )

    def forget_versions(self, document_id: str) -> None:
        """Forgets that a document had older versions."""
        self._connection.execute("DELETE FROM replaced WHERE document_id = ?", (document_id,))

    def put_erased(self, digests: Mapping[str, int]) -> None:
        """Names, by digest with their count of words, that must not come back."""
        self._connection.executemany(
            "INSERT INTO erased VALUES (?, ?) ON CONFLICT DO NOTHING", digests.items()
        )

    def forget_empty_files(self) -> None:
        """Forgets the files none of whose documents is left."""
        self._connection.execute("DELETE FROM files WHERE path NOT IN (SELECT path FROM documents)")
