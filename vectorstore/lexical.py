"""Passages by the words of a question: SQLite FTS5 over French stems, beside the catalogue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from ingest import stems

BODY_WEIGHT = 1.0
CONTEXT_WEIGHT = 0.5
"""How much a stem counts in the passage, and in the title and section path around it."""

# Stems are already folded: the tokenizer must only cut at spaces and keep the point of 2.5 whole.
SCHEMA = """
CREATE TABLE lexical_rows (
  key INTEGER PRIMARY KEY,
  chunk_id TEXT NOT NULL UNIQUE,
  document_id TEXT NOT NULL
) STRICT;
CREATE INDEX lexical_rows_document ON lexical_rows (document_id);
CREATE VIRTUAL TABLE lexical USING fts5(
  body, context, tokenize = "unicode61 remove_diacritics 0 tokenchars '.'"
);
CREATE VIRTUAL TABLE lexical_terms USING fts5vocab(lexical, 'col');
"""

_SEARCH = """
SELECT chunk_id, bm25(lexical, ?, ?) AS distance
FROM lexical JOIN lexical_rows ON key = lexical.rowid
WHERE lexical MATCH ? {within} ORDER BY distance, chunk_id LIMIT ?
"""
_WITHIN = "AND document_id IN (SELECT value FROM json_each(?))"


class FtsIndex:
    """A LexicalIndex in the tables of SCHEMA; the caller owns the connection and commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, chunk_id: str, document_id: str, text: str, context: str) -> None:
        """Indexes a passage, in place of what `chunk_id` held before."""
        self._delete("chunk_id", chunk_id)
        key = self._connection.execute(
            "INSERT INTO lexical_rows (chunk_id, document_id) VALUES (?, ?)",
            (chunk_id, document_id),
        ).lastrowid
        self._connection.execute(
            "INSERT INTO lexical (rowid, body, context) VALUES (?, ?, ?)",
            (key, " ".join(stems(text)), " ".join(stems(context))),
        )

    def remove_document(self, document_id: str) -> None:
        """Forgets the passages of a document; an unknown one is no error."""
        self._delete("document_id", document_id)

    def search(
        self, question: str, limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """(id, score) of passages with any content word of `question`; higher is better."""
        terms = list(dict.fromkeys(stems(question)))
        if not terms:
            return []
        values: list[object] = [BODY_WEIGHT, CONTEXT_WEIGHT]
        values.append(" OR ".join(f'"{term}"' for term in terms))
        if documents is not None:
            values.append(json.dumps(list(documents)))
        within = _WITHIN if documents is not None else ""
        rows = self._connection.execute(_SEARCH.format(within=within), [*values, limit])
        return [(chunk_id, -distance) for chunk_id, distance in rows]

    def document_frequency(self, stem: str) -> int:
        """In how many passages (titles left out) `stem` stands."""
        row = self._connection.execute(
            "SELECT doc FROM lexical_terms WHERE term = ? AND col = 'body'", (stem,)
        ).fetchone()
        return int(row[0]) if row else 0

    def holds(self, ids: Sequence[str]) -> list[bool]:
        """For each id, whether its words are indexed."""
        found = self._connection.execute(
            "SELECT chunk_id FROM lexical_rows JOIN lexical ON lexical.rowid = key "
            "WHERE chunk_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        known = {chunk_id for (chunk_id,) in found}
        return [id_ in known for id_ in ids]

    def purge(self) -> None:
        """Rewrites the index without the words of removed passages."""
        self._connection.execute("INSERT INTO lexical (lexical) VALUES ('optimize')")

    def _delete(self, column: str, value: str) -> None:
        where = f"{column} = ?"
        self._connection.execute(
            f"DELETE FROM lexical WHERE rowid IN (SELECT key FROM lexical_rows WHERE {where})",
            (value,),
        )
        self._connection.execute(f"DELETE FROM lexical_rows WHERE {where}", (value,))
