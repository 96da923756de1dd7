"""Spoilt files end in a sound document or a named error; one that does not is kept with its seed.

`FUZZ_SEED` takes the numbers up again from another place.
"""

from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path

import pytest

from ingest import Document, IngestError, Limits, ReaderStopped, identify, read, split
from tests.ingest.builders import count_words
from tests.ingest.fuzzing import seeds, spoilt

pytestmark = pytest.mark.model

FIRST = int(os.environ.get("FUZZ_SEED", "0"))
LIMITS = Limits(seconds=30)
# Our own readers may refuse a file; that they break is a fault of theirs.
OWN = {".docx", ".odt", ".html", ".jsonl", ".md", ".txt"}


def fault(path: Path) -> str | None:
    """What is wrong with how the reading of `path` ends, None when nothing is."""
    started = time.monotonic()
    try:
        found = read(identify(path, LIMITS), LIMITS)
    except IngestError as error:
        if not (error.message and error.advice):
            return "an error without words"
        if path.suffix in OWN and isinstance(error, ReaderStopped):
            return f"{error.kind}: {error.message}"
        return None if time.monotonic() - started < LIMITS.seconds + 5 else "too long"
    return next((wrong for document in found if (wrong := unsound(document))), None)


def unsound(document: Document) -> str | None:
    text = document.text
    if text != unicodedata.normalize("NFC", text):
        return "not NFC"
    text.encode()
    document.id.encode()
    document.title.encode()
    places = [place for page in document.pages for place in (page.start, page.end)]
    if places != sorted(places) or places[0] != 0 or places[-1] != len(text):
        return "pages do not cover the text in order"
    for chunk in split(document, count_words, 256):
        if not text[chunk.start : chunk.end].strip():
            return "an empty passage"
    return None


def run(tmp_path: Path, kept: Path, suffixes: tuple[str, ...], count: int) -> None:
    """`count` spoilt files of each kind."""
    files = seeds(tmp_path)
    faults = []
    for suffix in suffixes:
        for seed in range(FIRST, FIRST + count):
            path = tmp_path / f"{seed}{suffix}"
            path.write_bytes(spoilt(files[suffix], suffix, seed))
            if wrong := fault(path):
                (kept / path.name).write_bytes(path.read_bytes())
                faults.append(f"{kept / path.name}: {wrong}")
            path.unlink()
    assert not faults, "\n".join(faults)


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Path:
    """Where the files of failures are kept."""
    return request.config.cache.mkdir("fuzz")


def test_a_seed_gives_the_same_bytes_each_time(tmp_path: Path) -> None:
    data = seeds(tmp_path)[".pdf"]
    assert spoilt(data, ".pdf", 7) == spoilt(data, ".pdf", 7)
    assert len({spoilt(data, ".pdf", seed) for seed in range(20)}) >= 19


@pytest.mark.model
def test_seeds_are_read(tmp_path: Path) -> None:
    for suffix, data in seeds(tmp_path).items():
        path = tmp_path / f"entier{suffix}"
        path.write_bytes(data)
        assert any("commission" in found.text for found in read(identify(path))), suffix


@pytest.mark.model
def test_a_few_spoilt_files_of_each_kind(tmp_path: Path, kept: Path) -> None:
    run(tmp_path, kept, (".pdf", ".docx", ".odt", ".html", ".jsonl", ".md", ".txt"), 3)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".odt", ".html", ".jsonl", ".md", ".txt"])
def test_many_spoilt_files(tmp_path: Path, kept: Path, suffix: str) -> None:
    run(tmp_path, kept, (suffix,), 100 if suffix == ".pdf" else 40)
