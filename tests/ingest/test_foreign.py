"""Kinds of files that are not read: each named by its bytes, with what to do."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from ingest import EncryptedFile, UnsupportedType, identify
from ingest.ole import top_names
from ingest.readers import JSON_LINES, MARKDOWN, TEXT

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE


def _ole(path: Path, *names: str, inner: str = "") -> Path:
    """An OLE file with these streams at its top and `inner` in a storage."""
    listed = ["Root Entry", *names, *(["Objets", inner] if inner else [])]
    entries = []
    for place, name in enumerate(listed):
        data = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack(
            "<HBB", 2 * len(name) + 2, 2, 1
        )
        is_top = 0 < place <= len(names)
        after = place + 1 if is_top and place < len(names) + bool(inner) else _FREE
        children = 1 if place == 0 else len(listed) - 1 if inner and name == "Objets" else _FREE
        data += struct.pack("<3I", _FREE, after, children)
        entries.append(data.ljust(128, b"\0"))
    sectors = [
        b"".join(entries[start : start + 4]).ljust(512, b"\0")
        for start in range(0, len(entries), 4)
    ]
    chain = [place + 1 for place in range(1, len(sectors))] + [_END]
    table = struct.pack("<128I", *([0xFFFFFFFD, *chain] + [_FREE] * (127 - len(chain))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + struct.pack("<H", 9)
    header = header.ljust(48, b"\0") + struct.pack("<I", 1)
    header = header.ljust(76, b"\0") + struct.pack("<109I", 0, *[_FREE] * 108)
    path.write_bytes(header + table + b"".join(sectors))
    return path


@pytest.mark.parametrize(
    ("streams", "word"),
    [
        (("WordDocument", "1Table", "Data", "SummaryInformation", "Cinquième"), "Word (.doc)"),
        (("Autre", "Encore", "Et un", "Et deux", "Workbook"), "Excel (.xls)"),
        (("Book",), "Excel (.xls)"),
        (("PowerPoint Document",), "PowerPoint (.ppt)"),
        (("__properties_version1.0", "__nameid_version1.0"), "courriel Outlook (.msg)"),
        (("Inconnu",), "ancien format Office"),
        ((), "ancien format Office"),
    ],
)
def test_old_office_files_are_told_apart(
    tmp_path: Path, streams: tuple[str, ...], word: str
) -> None:
    path = _ole(tmp_path / "a.doc", *streams)
    with pytest.raises(UnsupportedType) as caught:
        identify(path)
    assert word in caught.value.message
    assert caught.value.advice


def test_what_an_old_file_holds_inside_does_not_name_it(tmp_path: Path) -> None:
    path = _ole(tmp_path / "a.ppt", "PowerPoint Document", inner="WordDocument")
    assert top_names(path) == {"PowerPoint Document", "Objets"}
    with pytest.raises(UnsupportedType) as caught:
        identify(path)
    assert "(.ppt)" in caught.value.message


def test_a_protected_office_file_is_known_wherever_its_directory_lies(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile):
        identify(_ole(tmp_path / "a.docx", "EncryptionInfo", "EncryptedPackage"))


@pytest.mark.parametrize("cut", [8, 40, 100, 600, 1_030, 1_100])
def test_a_cut_or_looping_directory_ends(tmp_path: Path, cut: int) -> None:
    path = _ole(tmp_path / "a.doc", *(f"Nom {n}" for n in range(30)))
    path.write_bytes(path.read_bytes()[:cut])
    assert isinstance(top_names(path), frozenset)
    looping = bytearray(_ole(path, "A", "B", "C", "D", "E").read_bytes())
    looping[512 + 4 : 512 + 8] = struct.pack("<I", 1)  # the directory's sector follows itself
    looping[1024 + 68 : 1024 + 76] = struct.pack("<2I", 0, 0)
    path.write_bytes(looping)
    assert isinstance(top_names(path), frozenset)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"GIF89a" + b"\0" * 40, "image (GIF)"),
        (b"BM\x36\0\x10\0\0\0\0\0\x36\0", "image (BMP)"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image (WebP)"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image (HEIC)"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "(.7z)"),
        (b"Rar!\x1a\x07\x01\0", "(.rar)"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "(.gz)"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "(.tar)"),
        (b"ID3\x03\0\0\0\0\0\0", "sonore"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "sonore"),
        (b"\0\0\0\x20ftypisom\0\0\0\0", "vidéo"),
        (b"%!PS-Adobe-3.0\n", "PostScript"),
        (b"<?xml version='1.0'?><rapport><p>mot</p></rapport>", "XML"),
        ("<?xml version='1.0'?><rapport/>".encode("utf-16"), "XML"),
        (b"<?xml version='1.0'?><svg><text>mot</text></svg>", "image (SVG)"),
        (b"<svg xmlns='x'><text>mot</text></svg>", "image (SVG)"),
        (b"<?xml version='1.0'?><?mso-application?><w:wordDocument/>", "Word au format XML"),
        (b"From: a@b.fr\nTo: c@d.fr\nDate: x\nMessage-ID: <y>\n\nBonjour", "courriel (.eml)"),
        (b"Received: from a\r\n\tby b\r\nDate: x\r\n\r\nBonjour", "courriel (.eml)"),
        (b"From a@b.fr Mon Jan 1\nReturn-Path: x\nDate: y\n\nBonjour", "courriel (.eml)"),
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a\r\nDate: x\r\n"
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x\r\n\r\n",
            "page web archivée (.mht)",
        ),
    ],
)  # fmt: skip
def test_a_kind_that_is_not_read_is_named(tmp_path: Path, data: bytes, word: str) -> None:
    (tmp_path / "document.txt").write_bytes(data)
    with pytest.raises(UnsupportedType) as caught:
        identify(tmp_path / "document.txt")
    assert word in caught.value.message
    assert caught.value.advice


def test_a_message_without_machine_fields_is_known_by_its_name(tmp_path: Path) -> None:
    data = "From: Léa\nTo: Luc\nSubject: Réunion\n\nBonjour, voici la date.\n".encode()
    (tmp_path / "message.eml").write_bytes(data)
    with pytest.raises(UnsupportedType, match="courriel"):
        identify(tmp_path / "message.eml")
    (tmp_path / "note.txt").write_bytes(data)
    assert identify(tmp_path / "note.txt").media_type == "text/plain"


@pytest.mark.parametrize(
    ("members", "word"),
    [
        ({"xl/workbook.xml": "x"}, "Excel (.xlsx)"),
        ({"ppt/presentation.xml": "x"}, "PowerPoint (.pptx)"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "(.ods)"),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation"}, "(.odp)"),
        ({"mimetype": "application/epub+zip"}, "(.epub)"),
        ({"Index/Document.iwa": "x"}, "Apple"),
        ({"compte-rendu.pdf": "x"}, "(.zip)"),
        ({}, "(.zip)"),
    ],
)
def test_a_package_that_is_not_read_is_named(
    tmp_path: Path, members: dict[str, str], word: str
) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    with pytest.raises(UnsupportedType) as caught:
        identify(tmp_path / "a.docx")
    assert word in caught.value.message


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", "BM : bilan médico-social de la séance.", TEXT),
        ("b.txt", "ID3 n'est pas un sigle.", TEXT),
        ("c.txt", "De : Anne\nDate : 3 mars\nObjet : réunion\n\nBonjour.", TEXT),
        ("d.txt", "Date: 3 mars 2021\nLieu: Reims\n\nPrésents : ...", TEXT),
        ("e.md", "<!-- note -->\n<p align=center>Titre</p>\n\n# Avis", MARKDOWN),
        ("f.txt", "<5 personnes> ont répondu.", TEXT),
        ("g.txt", '{"id": "a", "text": "<html>"}\n', JSON_LINES),
        ("h.txt", "Le fichier ftyp est cité.", TEXT),
    ],
)
def test_words_that_look_like_a_signature_stay_text(
    tmp_path: Path, name: str, text: str, kind: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert identify(tmp_path / name).media_type == kind
