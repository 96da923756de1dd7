"""What an OLE compound file holds at its top: old Office documents and Outlook messages are such.

Follows [MS-CFB], Compound File Binary File Format. Reads the directory only, within bounds.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_NONE = 0xFFFFFFFF
_MOST_SECTORS = 2_000
_MOST_ENTRIES = 20_000


def top_names(path: Path) -> frozenset[str]:
    """The names of the streams and storages at the top; empty when the file is damaged."""
    with path.open("rb") as stream:
        try:
            entries = _entries(stream)
            return frozenset(_name(entries[place]) for place in _top(entries))
        except (struct.error, IndexError, ValueError):
            return frozenset()


def _entries(stream: BinaryIO) -> list[bytes]:
    """The entries of the directory, whose sectors the allocation table chains."""
    header = stream.read(_HEADER)
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in (9, 12):
        raise ValueError("sector size")
    size = 1 << shift
    tables = struct.unpack_from("<109I", header, 76)
    sector = struct.unpack_from("<I", header, 48)[0]
    data = b""
    for _ in range(_MOST_SECTORS):
        if sector >= 0xFFFFFFFA or len(data) > _MOST_ENTRIES * _ENTRY:
            break
        data += _sector(stream, sector, size)
        table, place = divmod(sector, size // 4)
        if table >= len(tables):
            break
        sector = struct.unpack_from("<I", _sector(stream, tables[table], size), 4 * place)[0]
    return [data[start : start + _ENTRY] for start in range(0, len(data) - _ENTRY + 1, _ENTRY)]


def _sector(stream: BinaryIO, number: int, size: int) -> bytes:
    stream.seek((number + 1) * size)
    return stream.read(size)


def _top(entries: list[bytes]) -> set[int]:
    """The places of the root's own entries, which the directory keeps as a tree."""
    found: set[int] = set()
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]]
    while waiting:
        place = waiting.pop()
        if place != _NONE and place < len(entries) and place not in found:
            found.add(place)
            waiting += struct.unpack_from("<2I", entries[place], 68)
    return found


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
