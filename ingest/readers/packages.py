"""Office files that are zip packages of XML parts, opened within bounds."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

from ingest.errors import DamagedFile, ReaderMemory
from ingest.limits import Limits

# What reading a damaged or hostile package raises; RuntimeError holds endless nesting.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    ParseError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
# A document type declaration in an encoding of one byte a character, or of two.
_DECLARED = (b"<!DOCTYPE", b"<\0!\0D\0O\0C\0T\0Y\0P\0E")


class Package:
    """The XML parts of a zip package; together they expand to at most `limits.expanded_bytes`."""

    def __init__(self, package: zipfile.ZipFile, limits: Limits) -> None:
        self._package = package
        self._left = limits.expanded_bytes

    def part(self, name: str) -> Element:
        """The root of a part. Raises one of BROKEN, KeyError when absent; ReaderMemory."""
        data = self.read(name)
        if any(mark in data for mark in _DECLARED):
            raise ValueError("a document type declaration")
        return ElementTree.fromstring(data)

    def optional(self, name: str) -> Element | None:
        """As `part`, None for a part that is absent or is not XML."""
        try:
            return self.part(name)
        except (KeyError, ParseError):
            return None

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises ReaderMemory beyond the bound, whatever its header says."""
        with self._package.open(name) as stream:
            data = stream.read(self._left + 1)
        if len(data) > self._left:
            raise ReaderMemory(
                "Une fois décompressé, ce document est trop grand pour être lu sans risque.",
                "Vérifiez d’où il vient ; s’il est sûr, découpez-le en plusieurs documents.",
            )
        self._left -= len(data)
        return data


@contextmanager
def opened(path: Path, limits: Limits, damaged: DamagedFile) -> Iterator[Package]:
    """The package in the file, closed with the block. Raises `damaged` for what BROKEN tells of."""
    with path.open("rb") as stream:
        try:
            with zipfile.ZipFile(stream) as package:
                yield Package(package, limits)
        except BROKEN as error:
            raise damaged from error


def title_in(properties: Element | None, *path: str) -> str | None:
    """The title that the steps of `path` lead to in a document's properties."""
    title = child(properties, *path)
    return (title.text or "").strip() or None if title is not None else None


def name_of(element: Element) -> str:
    """The element's name without its namespace: variants of a format read alike."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, or what such steps lead to."""
    for name in path:
        if element is None:
            return None
        element = next((part for part in element if name_of(part) == name), None)
    return element


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute of that name in any namespace."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)
