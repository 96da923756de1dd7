"""How long the list of a zip file's members is, before a library takes it into memory."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

_END, _END_64, _PLACE_64 = b"PK\5\6", b"PK\6\6", b"PK\6\7"
_END_BYTES, _PLACE_BYTES = 22, 20
_LONGEST_COMMENT = 1 << 16


def listing_bytes(stream: BinaryIO) -> int:
    """What the end of a zip file says of its list's length, in bytes, at most the file's own; 0
    when it has no end.

    After APPNOTE 6.3, sections 4.3.14 to 4.3.16. The place in `stream` is lost.
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END_BYTES - _PLACE_BYTES - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        return 0
    told = int.from_bytes(tail[at + 12 : at + 16], "little")
    place = tail[max(0, at - _PLACE_BYTES) : at]
    if not place.startswith(_PLACE_64) or len(place) < _PLACE_BYTES:
        return min(told, size)
    (start,) = struct.unpack_from("<Q", place, 8)
    stream.seek(min(start, size))
    record = stream.read(56)
    if len(record) < 56 or not record.startswith(_END_64):
        return min(told, size)
    return min(size, int.from_bytes(record[40:48], "little"))
