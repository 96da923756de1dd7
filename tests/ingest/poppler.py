"""What poppler, an independent reader, sees in a PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

_WORD = re.compile(r"\w+")


def page_texts(path: Path) -> list[str]:
    """The text of each page; the test is skipped with a reason where poppler is absent."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler (pdftotext) is not on this machine")
    found = subprocess.run([program, str(path), "-"], check=True, capture_output=True).stdout
    return found.decode().split("\f")[:-1]


def words(text: str) -> list[str]:
    """Words, compatibility-folded, with words broken at a line's end made whole."""
    text = re.sub(r"(?<=\w)[-‐]\n(?=\w)", "", unicodedata.normalize("NFKC", text))
    return _WORD.findall(text.casefold().replace("-", ""))


def in_order(reference: Sequence[str], found: Sequence[str]) -> int:
    """The length of the longest common subsequence, by Hyyrö's bit-parallel recurrence."""
    places: dict[str, int] = {}
    for place, word in enumerate(reference):
        places[word] = places.get(word, 0) | 1 << place
    full = (1 << len(reference)) - 1
    rows = full
    for word in found:
        hit = rows & places.get(word, 0)
        rows = ((rows + hit) | (rows - hit)) & full
    return len(reference) - rows.bit_count()
