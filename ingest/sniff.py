"""The type of a file from its bytes; the suffix only parts Markdown from other text."""

from __future__ import annotations

import codecs
import json
import re
import zipfile
from pathlib import Path

from ingest.errors import DamagedFile, EncryptedFile, UnsupportedType
from ingest.readers import DOCX, JSON_LINES, MARKDOWN, PDF, TEXT

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|script)\b", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_BINARY = frozenset({".pdf", ".docx", ".doc", ".odt", ".xlsx", ".pptx", ".zip"})
_HEAD = 4096
_CONVERT = "Enregistrez-le au format PDF ou Word (.docx), puis ajoutez cette copie."


def media_type(path: Path, head: bytes) -> str:
    """One of the registered types. Raises UnsupportedType, EncryptedFile, DamagedFile."""
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    _refuse_known(head)
    suffix = path.suffix.lower()
    if _is_html(head) and suffix in _BINARY:
        raise UnsupportedType(
            f"Ce fichier est une page web (HTML), malgré son extension {suffix}.",
            "Le téléchargement a sans doute échoué : ouvrez l’adresse du document dans un "
            "navigateur, enregistrez le vrai document, puis ajoutez-le.",
        )
    if _is_html(head):
        raise UnsupportedType(
            "Ce fichier est une page web (HTML).",
            "Ouvrez-la dans un navigateur, imprimez-la en PDF, puis ajoutez ce PDF.",
        )
    if not _is_text(head):
        raise UnsupportedType(
            "L’assistant ne sait pas lire ce type de fichier.",
            "Il lit les PDF, les documents Word (.docx), le texte, le Markdown et le JSON Lines. "
            + _CONVERT,
        )
    if suffix in _BINARY:
        raise UnsupportedType(
            f"Ce fichier porte l’extension {suffix}, mais son contenu est du texte ordinaire.",
            "Le téléchargement a peut-être échoué : reprenez le document à sa source. Si c’est "
            "bien un texte, renommez-le en .txt.",
        )
    if suffix in {".jsonl", ".ndjson"} or _is_json_lines(head):
        return JSON_LINES
    return MARKDOWN if suffix in {".md", ".markdown"} else TEXT


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise DamagedFile(
            "Ce fichier compressé (.docx, .zip…) est endommagé ou incomplet.",
            "Téléchargez-le ou copiez-le de nouveau, puis recommencez.",
        ) from error
    if "word/document.xml" in names:
        return DOCX
    if b"opendocument.text" in kind:
        raise UnsupportedType("Ce document est au format OpenDocument (.odt).", _CONVERT)
    if any(name.startswith(("xl/", "ppt/")) for name in names) or b"opendocument" in kind:
        raise UnsupportedType("Ce fichier est un tableur ou un diaporama.", _CONVERT)
    raise UnsupportedType(
        "Ce fichier est une archive compressée.",
        "Décompressez-la et ajoutez les documents qu’elle contient.",
    )


def _refuse_known(head: bytes) -> None:
    """Raises for kinds that a person can convert, with how."""
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in head:
            raise EncryptedFile(
                "Ce document Office est protégé par un mot de passe.",
                "Ouvrez-le avec son mot de passe, enregistrez-en une copie sans protection, "
                "puis ajoutez cette copie.",
            )
        raise UnsupportedType(
            "Ce fichier est d’un ancien format Office (.doc, .xls, .ppt) ou un courriel Outlook.",
            _CONVERT,
        )
    if head.startswith(b"{\\rtf"):
        raise UnsupportedType("Ce document est au format RTF.", _CONVERT)
    if head.startswith(_IMAGES):
        raise UnsupportedType(
            "Ce fichier est une image.",
            "Passez-la par un logiciel de reconnaissance de texte qui produit un PDF, puis "
            "ajoutez ce PDF.",
        )


def _is_html(head: bytes) -> bool:
    start = (
        head[:_HEAD].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).lstrip(b"\xff\xfe \t\r\n")
    )
    if not start.startswith(b"<"):
        return False
    return _HTML.search(start[:1024]) is not None


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
