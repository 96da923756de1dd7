"""Kinds of files that no reader reads: told by their bytes, refused by name with what to do."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from ingest import ole
from ingest.errors import EncryptedFile, UnreadableFile, UnsupportedType

CONVERT = "Enregistrez-le au format PDF ou Word (.docx), puis ajoutez cette copie."
_AS_WORD = (
    "Ouvrez-le dans Word ou LibreOffice, enregistrez-le au format .docx, puis ajoutez cette copie."
)
_AS_PDF = "Exportez en PDF ce qui doit être consulté, puis ajoutez ce PDF."
_MAIL = (
    "Ajoutez les documents qu’il porte en pièces jointes ; pour le message lui-même, imprimez-le "
    "en PDF."
)
_UNPACK = "Décompressez-la et ajoutez les documents qu’elle contient."
_OCR = (
    "Passez-la par un logiciel de reconnaissance de texte qui produit un PDF, puis ajoutez ce PDF."
)
_WRITTEN = "Ajoutez plutôt son compte rendu ou sa transcription."

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (rb"GIF8[79]a", "une image (GIF)", _OCR),
    (rb"BM.{4}\0{4}", "une image (BMP)", _OCR),
    (rb"RIFF.{4}WEBP", "une image (WebP)", _OCR),
    (rb".{4}ftyp(?:hei|hev|mif|msf)", "une image (HEIC)", _OCR),
    (rb".{4}ftypavi", "une image (AVIF)", _OCR),
    (rb"AT&TFORM", "une image de pages (DjVu)", "Exportez-la en PDF, puis ajoutez ce PDF."),
    (rb"7z\xbc\xaf\x27\x1c", "une archive compressée (.7z)", _UNPACK),
    (rb"Rar!\x1a\x07", "une archive compressée (.rar)", _UNPACK),
    (rb"\x1f\x8b\x08", "une archive compressée (.gz)", _UNPACK),
    (rb"BZh[1-9]1AY&SY", "une archive compressée (.bz2)", _UNPACK),
    (rb"\xfd7zXZ\0", "une archive compressée (.xz)", _UNPACK),
    (rb"\x28\xb5\x2f\xfd", "une archive compressée (.zst)", _UNPACK),
    (rb".{257}ustar", "une archive (.tar)", _UNPACK),
    (rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]", "un enregistrement sonore", _WRITTEN),
    (rb"OggS\0|fLaC\0|RIFF.{4}WAVE|.{4}ftypM4A", "un enregistrement sonore", _WRITTEN),
    (rb".{4}ftyp|RIFF.{4}AVI |\x1aE\xdf\xa3", "un enregistrement vidéo", _WRITTEN),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "un enregistrement sonore ou vidéo", _WRITTEN),
    (rb"\xffWPC", "un document WordPerfect", _AS_WORD),
    (rb"%!PS", "un fichier d’impression (PostScript)", "Convertissez-le en PDF, puis ajoutez-le."),
)
_OLD_OFFICE: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "un document d’un ancien format Word (.doc)", _AS_WORD),
    ("Workbook", "un classeur d’un ancien format Excel (.xls)", _AS_PDF),
    ("Book", "un classeur d’un ancien format Excel (.xls)", _AS_PDF),
    ("PowerPoint Document", "un diaporama d’un ancien format PowerPoint (.ppt)", _AS_PDF),
    ("__properties_version1.0", "un courriel Outlook (.msg)", _MAIL),
    ("VisioDocument", "un dessin Visio (.vsd)", _AS_PDF),
)
_PACKAGES: tuple[tuple[str, str, str], ...] = (
    ("xl/", "un tableur Excel (.xlsx)", _AS_PDF),
    ("ppt/", "un diaporama PowerPoint (.pptx)", _AS_PDF),
    ("visio/", "un dessin Visio (.vsdx)", _AS_PDF),
    ("Index/", "un document Pages, Numbers ou Keynote d’Apple", _AS_PDF),
)
_OF_MIMETYPE: tuple[tuple[bytes, str, str], ...] = (
    (b"opendocument.spreadsheet", "un tableur OpenDocument (.ods)", _AS_PDF),
    (b"opendocument.presentation", "un diaporama OpenDocument (.odp)", _AS_PDF),
    (b"opendocument.graphics", "un dessin OpenDocument (.odg)", _AS_PDF),
    (b"opendocument", "un fichier OpenDocument d’un genre que l’assistant ne lit pas", _AS_PDF),
    (b"epub+zip", "un livre numérique (.epub)", "Convertissez-le en PDF, puis ajoutez ce PDF."),
)
# RFC 5322: fields, one a line, goes on when indented; these are set by mail programs, not written.
_FIELD = re.compile(rb"([!-9;-~]{1,70}):[^\n]*\n(?:[ \t][^\n]*\n)*")
_OPENING = 65_536
_OF_MAIL = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"date"})
_XML = re.compile(rb"\s*<(?:\?xml|\w+:wordDocument|svg)\b")


def refuse(path: Path, head: bytes) -> None:
    """Raises when `head`, a file's first bytes, are of a known kind that no reader reads."""
    if head.startswith(ole.MAGIC):
        raise _old_office(path, head)
    for mark, name, advice in _SIGNATURES:
        if re.match(mark, head, re.DOTALL):
            raise UnsupportedType(f"Ce fichier est {name}.", advice)
    kind = _mail(head, of_mail=path.suffix.lower() == ".eml")
    if kind is not None:
        raise kind


def refuse_xml(head: bytes) -> None:
    """Raises for an XML file, once it is known to be no web page."""
    plain = head[:_OPENING].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if not _XML.match(plain):
        return
    if b"wordDocument" in plain or b"pkg:package" in plain:
        raise UnsupportedType("Ce fichier est un document Word au format XML.", _AS_WORD)
    if b"opendocument" in plain:
        raise UnsupportedType("Ce fichier est un document OpenDocument au format XML.", CONVERT)
    if b"<svg" in plain:
        raise UnsupportedType("Ce fichier est une image (SVG).", _AS_PDF)
    raise UnsupportedType(
        "Ce fichier est du XML : des données pour un programme, pas un document.",
        "Ajoutez plutôt le document que ce programme en fait, en PDF ou en Word (.docx).",
    )


def package_refusal(names: Collection[str], mimetype: bytes) -> UnsupportedType:
    """Why a zip file that is no document of ours is not read."""
    for mark, name, advice in _OF_MIMETYPE:
        if mark in mimetype:
            return UnsupportedType(f"Ce fichier est {name}.", advice)
    for folder, name, advice in _PACKAGES:
        if any(member.startswith(folder) for member in names):
            return UnsupportedType(f"Ce fichier est {name}.", advice)
    return UnsupportedType("Ce fichier est une archive compressée (.zip).", _UNPACK)


def _old_office(path: Path, head: bytes) -> UnreadableFile:
    names = ole.top_names(path)
    if "EncryptedPackage" in names or "EncryptedPackage".encode("utf-16-le") in head:
        return EncryptedFile(
            "Ce document Office est protégé par un mot de passe.",
            "Ouvrez-le avec son mot de passe, enregistrez-en une copie sans protection, "
            "puis ajoutez cette copie.",
        )
    for stream, name, advice in _OLD_OFFICE:
        if stream in names:
            return UnsupportedType(f"Ce fichier est {name}.", advice)
    return UnsupportedType(
        "Ce fichier est d’un ancien format Office (.doc, .xls, .ppt) ou un courriel Outlook.",
        CONVERT,
    )


def _mail(head: bytes, *, of_mail: bool) -> UnsupportedType | None:
    """The refusal of an e-mail or of a web page saved as one (.mht), told by its header.

    What people may write by hand is enough where the file has the name of one (`of_mail`).
    """
    text = head.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")
    if text.startswith(b"From "):  # a mailbox: its first line is not a field
        text = text.partition(b"\n")[2]
    fields = []
    place = 0
    while found := _FIELD.match(text, place):
        fields.append(found.group(1).lower())
        place = found.end()
    ends = text.startswith(b"\n", place) or place >= len(text)
    is_mail = len(_OF_MAIL.intersection(fields)) >= 2 or (of_mail and b"from" in fields)
    if not ends or not is_mail:
        return None
    if b"snapshot-content-location" in fields or b"multipart/related" in text[:place].lower():
        return UnsupportedType(
            "Ce fichier est une page web archivée (.mht).",
            "Ouvrez-la dans un navigateur et enregistrez-la au format « page web complète », puis "
            "ajoutez le fichier .html.",
        )
    return UnsupportedType("Ce fichier est un courriel (.eml).", _MAIL)
