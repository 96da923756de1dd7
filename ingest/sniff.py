"""The type of a file from its bytes; the suffix only parts Markdown from other text."""

from __future__ import annotations

import codecs
import json
import re
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path

from ingest import foreign
from ingest.errors import DamagedFile, UnsupportedType
from ingest.readers import DOCX, HTML, JPEG, JSON_LINES, MARKDOWN, ODT, PDF, PNG, TEXT, TIFF

# What browsers go by (WHATWG, MIME Sniffing, section 7.1): the first tag, after comments.
_PROLOGUE = rb"(?:\s+|<!--.*?-->|<\?[^>]*>)*"
_PAGE = re.compile(
    _PROLOGUE + rb"<(?:!doctype\s+html|html|head|body|meta|title|script|style)\b", re.I | re.S
)
_BLOCK = re.compile(
    _PROLOGUE + rb"<(?:h[1-6]|div|font|table|a|b|br|p|iframe|ul|ol|center|span)[\s>/]", re.I | re.S
)
_ODT = b"application/vnd.oasis.opendocument.text"
_MEDIA_TYPE = re.compile(rb'full-path="/"[^>]*media-type="([^"]*)"|media-type="([^"]*)"[^>]*"/"')
_PICTURES = {b"\x89PNG\r\n": PNG, b"\xff\xd8\xff": JPEG, b"II*\0": TIFF, b"MM\0*": TIFF}
_MARKDOWN = frozenset({".md", ".markdown"})
_BINARY = frozenset({".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".pptx", ".zip"})
_HEAD = 4096
_OPENING = 65_536


def media_type(path: Path, head: bytes) -> str:
    """One of the registered types. Raises UnsupportedType, EncryptedFile, DamagedFile."""
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    for start, picture in _PICTURES.items():
        if head.startswith(start):
            return picture
    if head.startswith(b"{\\rtf"):
        raise UnsupportedType("Ce document est au format RTF.", foreign.CONVERT)
    foreign.refuse(path, head)
    suffix = path.suffix.lower()
    if _is_html(head, suffix):
        if suffix in _BINARY:
            raise UnsupportedType(
                f"Ce fichier est une page web (HTML), malgré son extension {suffix}.",
                "Le téléchargement a sans doute échoué : ouvrez l’adresse du document dans un "
                "navigateur, enregistrez le vrai document, puis ajoutez-le.",
            )
        return HTML
    foreign.refuse_xml(head)
    if not _is_text(head):
        raise UnsupportedType(
            "L’assistant ne sait pas lire ce type de fichier.",
            "Il lit les PDF, les documents Word (.docx) et OpenDocument (.odt), les pages web, le "
            "texte, le Markdown et le JSON Lines. " + foreign.CONVERT,
        )
    if suffix in _BINARY:
        raise UnsupportedType(
            f"Ce fichier porte l’extension {suffix}, mais son contenu est du texte ordinaire.",
            "Le téléchargement a peut-être échoué : reprenez le document à sa source. Si c’est "
            "bien un texte, renommez-le en .txt.",
        )
    if suffix in {".jsonl", ".ndjson"} or _is_json_lines(head):
        return JSON_LINES
    return MARKDOWN if suffix in _MARKDOWN else TEXT


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            links = _first_bytes(package, names, "_rels/.rels")
            kind = _first_bytes(package, names, "mimetype")
            root = _MEDIA_TYPE.search(_first_bytes(package, names, "META-INF/manifest.xml"))
            kind = kind or (b"".join(root.groups(b"")) if root else b"")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise DamagedFile(
            "Ce fichier compressé (.docx, .odt, .zip…) est endommagé ou incomplet.",
            "Téléchargez-le ou copiez-le de nouveau, puis recommencez.",
        ) from error
    if "word/document.xml" in names or b"word/document" in links:
        return DOCX
    if kind.strip().startswith(_ODT):
        return ODT
    raise foreign.package_refusal(names, kind)


def _first_bytes(package: zipfile.ZipFile, names: Collection[str], member: str) -> bytes:
    """What a member begins with, nothing when it is not there; never the whole of a bomb."""
    if member not in names:
        return b""
    with package.open(member) as stream:
        return stream.read(_OPENING)


def _is_html(head: bytes, suffix: str) -> bool:
    start = head[:_OPENING].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).lstrip(b"\xff\xfe")
    return bool(_PAGE.match(start) or (suffix not in _MARKDOWN and _BLOCK.match(start)))


def _is_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = head[:_HEAD]
    zeros = sample.count(0)
    if zeros > 0.25 * len(sample):  # UTF-16 without its mark has a zero in every other place
        halves = sample[0::2].count(0), sample[1::2].count(0)
        return min(halves) < 0.02 * len(sample) and zeros < 0.55 * len(sample)
    odd = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\f\x1b")
    return odd <= 0.02 * len(sample)


def _is_json_lines(head: bytes) -> bool:
    first, _line_end, _ = head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
    if not first.startswith(b"{"):
        return False
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and isinstance(value.get("text"), str) and "id" in value
