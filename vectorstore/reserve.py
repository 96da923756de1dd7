"""Blanks the room that Chroma's files reserve and have not filled yet.

hnswlib sets memory aside for more vectors than it holds and writes it to disk as it got it: what
the process had there before, the words of a removed document among it. Layout of the files:
hnswlib's `saveIndex` as Chroma keeps it, persistence version 1.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

_HEADER = struct.Struct("<iQQQQ")  # version, offset, places, places filled, bytes a place
_VERSION = 1
_PLACES = "data_level0.bin"
_LENGTHS = "length.bin"
_FLOAT = 4
_BLOCK = 1 << 20


def blank_reserves(folder: Path) -> int:
    """Writes zeros over the unfilled end of every index file under `folder`.

    Returns the number of bytes that were not zero. The vectors stay as they are, also for a
    process that has them open: a place is written whole when it is filled.
    """
    return sum(_blank_index(header.parent) for header in sorted(folder.glob("*/header.bin")))


def _blank_index(folder: Path) -> int:
    head = (folder / "header.bin").read_bytes()[: _HEADER.size]
    if len(head) < _HEADER.size:
        return 0
    version, _, _, filled, size = _HEADER.unpack(head)
    if version != _VERSION:
        return 0
    return _blank(folder / _PLACES, filled * size) + _blank(folder / _LENGTHS, filled * _FLOAT)


def _blank(path: Path, start: int) -> int:
    """Zeros from byte `start` to the end of the file, whose length stays."""
    if not path.is_file():
        return 0
    blanked = 0
    with path.open("r+b") as file:
        file.seek(start)
        while block := file.read(_BLOCK):
            stray = len(block) - block.count(0)
            if stray:
                file.seek(-len(block), os.SEEK_CUR)
                file.write(bytes(len(block)))
                blanked += stray
        file.flush()
        os.fsync(file.fileno())
    return blanked
