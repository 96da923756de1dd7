"""What the store says of its own work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where an ingest stands: file `file` of `files` (from 1), `done` of its `chunks` embedded.

    `chunks` is 0 as long as the file is being read.
    """

    file: int
    files: int
    path: Path
    done: int = 0
    chunks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What was purged with a document, counted in each place.

    `versions` counts the older versions that were known of it; `remaining` the chunks, words and
    vectors that a second look still finds, which must be 0.
    """

    doc: str
    title: str
    path: str
    chunks: int
    lexical_rows: int
    vectors: int
    versions: int
    remaining: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was erased with a person's name, and what a second look still finds.

    `places` counts the blocked-out names in the texts of `docs`, `rows` those gone from the
    register. `remaining` counts full names still found in texts, register and passages, which must
    be 0. `words` are the name's words that stand elsewhere on their own, with how often: another
    person's, perhaps. `files` are documents whose file is called after the person.
    """

    person: str
    docs: tuple[str, ...]
    places: int
    rows: int
    chunks: int
    remaining: int
    words: Mapping[str, int]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A sample of chunk ids, and those that an index does not find again."""

    chunks: int
    sampled: int
    missing_vectors: tuple[str, ...]
    missing_words: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.missing_vectors and not self.missing_words
