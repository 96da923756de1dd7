"""The tables of the catalogue, version after version, and the widest look at them."""

from __future__ import annotations

from ingest import DOUBTFUL
from vectorstore.lexical import SCHEMA as LEXICAL_SCHEMA

_FIRST = """
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  generation INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  splitter TEXT, embedder TEXT, dimension INTEGER, collection TEXT, dense_weight REAL
) STRICT;
INSERT INTO state (id, generation, pending) VALUES (1, 0, 0);
CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX files_sha256 ON files (sha256);
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  path TEXT NOT NULL REFERENCES files (path) ON DELETE CASCADE ON UPDATE CASCADE,
  title TEXT NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, text TEXT NOT NULL,
  ingested_at TEXT NOT NULL
) STRICT;
CREATE INDEX documents_path ON documents (path);
CREATE TABLE facts (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  name TEXT NOT NULL, value TEXT NOT NULL, evidence TEXT NOT NULL, folded TEXT NOT NULL,
  PRIMARY KEY (document_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX facts_folded ON facts (name, folded);
CREATE TABLE pages (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, number INTEGER, start INTEGER NOT NULL, end INTEGER NOT NULL,
  printed TEXT, ocr INTEGER NOT NULL, quality REAL NOT NULL, has_text INTEGER NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE sections (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, title_path TEXT NOT NULL, kind TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, speaker TEXT,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE chunks (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  page_start INTEGER, page_end INTEGER, section TEXT NOT NULL, speaker TEXT
) STRICT;
CREATE INDEX chunks_document ON chunks (document_id, position);
"""
_SECOND = """
ALTER TABLE files ADD COLUMN reader TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
CREATE TABLE replaced (
  document_id TEXT NOT NULL, sha256 TEXT NOT NULL, pages INTEGER, chunks INTEGER NOT NULL,
  date TEXT, ingested_at TEXT NOT NULL, replaced_at TEXT NOT NULL
) STRICT;
CREATE INDEX replaced_document ON replaced (document_id, replaced_at);
"""
_THIRD = """
ALTER TABLE pages ADD COLUMN confidence REAL;
ALTER TABLE pages ADD COLUMN needs_ocr INTEGER NOT NULL DEFAULT 0;
"""
_FOURTH = """
CREATE TABLE attendance (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, page INTEGER, body TEXT, date TEXT, college TEXT,
  name TEXT NOT NULL, organisation TEXT, status TEXT NOT NULL, mark TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_start ON attendance (document_id, start, end, name);
CREATE TABLE erased (digest TEXT PRIMARY KEY, words INTEGER NOT NULL) STRICT, WITHOUT ROWID;
ALTER TABLE state ADD COLUMN salt TEXT;
UPDATE state SET salt = lower(hex(randomblob(16)));
"""
_FIFTH = """
ALTER TABLE files ADD COLUMN corrections TEXT NOT NULL DEFAULT '';
"""
MIGRATIONS = (_FIRST + LEXICAL_SCHEMA, _SECOND, _THIRD, _FOURTH, _FIFTH)
"""Scripts that bring an older file up to date; `PRAGMA user_version` counts those that ran."""

INFOS = """
SELECT id, title, sha256, media_type, path, ingested_at,
  (SELECT count(number) FROM pages WHERE document_id = documents.id),
  (SELECT json_group_array(number) FROM
    (SELECT number FROM pages WHERE document_id = documents.id AND number IS NOT NULL
     AND NOT has_text ORDER BY number)),
  (SELECT count(*) FROM chunks WHERE document_id = documents.id),
  (SELECT json_group_object(name, value) FROM facts WHERE document_id = documents.id),
  (SELECT json_group_array(number) FROM
    (SELECT number FROM pages WHERE document_id = documents.id AND number IS NOT NULL
     AND unread ORDER BY number)),
  (SELECT reader FROM files WHERE files.path = documents.path),
  (SELECT json_group_array(json_array(sha256, pages, chunks, date, ingested_at, replaced_at)) FROM
    (SELECT * FROM replaced WHERE document_id = documents.id ORDER BY replaced_at, rowid)),
  (SELECT json_group_array(number) FROM
    (SELECT number FROM pages WHERE document_id = documents.id AND number IS NOT NULL
     AND ocr ORDER BY number)),
  (SELECT json_group_array(number) FROM
    (SELECT number FROM pages WHERE document_id = documents.id AND number IS NOT NULL
     AND needs_ocr ORDER BY number)),
  (SELECT json_group_array(number) FROM
    (SELECT number FROM pages WHERE document_id = documents.id AND number IS NOT NULL
     AND has_text AND quality < {doubtful} ORDER BY number))
FROM documents WHERE {where} ORDER BY id
""".replace("{doubtful}", str(DOUBTFUL))
"""What is known of the documents that `where` chooses, by id."""
