"""Files made to harm a reader, built byte by byte. Nothing here is a real document."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.ingest.builders import W

LEVELS = 12
"""Of boxes that each draw the next ten times: 10 to this power of them on a page."""


def raw_pdf(path: Path, objects: Mapping[int, bytes], root: int = 1) -> Path:
    """A PDF of the given objects, with a table of their places."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d %05d %c \n" % (
            places.get(number, 0),
            0,
            b"n"[0] if number in places else 102,
        )
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    path.write_bytes(out)
    return path


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def words_on_page(text: str) -> bytes:
    """The drawing of one line of plain ASCII text."""
    return b"BT /F1 12 Tf 60 700 Td (" + text.encode("ascii") + b") Tj ET"


def paged(path: Path, pages: Sequence[str], bad: Mapping[int, str] | None = None) -> Path:
    """A PDF of one line a page; the pages of `bad` (from 1) are spoilt in the way it names:
    "deflate" (a stream cut to bits), "bomb" (a small stream that swells), "boxes" (boxes in boxes
    without end), "absent" (no such content), "no-page" (something else than a page)."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for level in range(LEVELS):
        inner = b"/X%d Do " % (level + 1) * 10 if level < LEVELS - 1 else words_on_page("encore")
        objects[10 + level] = stream(
            inner,
            b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources "
            b"<< /Font << /F1 3 0 R >> /XObject << /X%d %d 0 R >> >>" % (level + 1, 11 + level),
        )
    kids = []
    for number, text in enumerate(pages, 1):
        way = (bad or {}).get(number)
        page, content = 100 + 2 * number, 101 + 2 * number
        kids.append(b"%d 0 R" % page)
        objects[page] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources "
            b"<< /Font << /F1 3 0 R >> /XObject << /X0 10 0 R >> >> >>" % content
        )
        objects[content] = stream(words_on_page(text))
        if way == "deflate":
            objects[content] = stream(
                zlib.compress(words_on_page(text))[:9], b"/Filter /FlateDecode"
            )
        elif way == "bomb":
            swollen = zlib.compress(words_on_page(text) + b" " * 400_000_000, 6)
            objects[content] = stream(swollen, b"/Filter /FlateDecode")
        elif way == "boxes":
            objects[content] = stream(b"/X0 Do")
        elif way == "absent":
            del objects[content]
        elif way == "no-page":
            objects[page] = b"[ 1 2 3 ]"
    objects[2] = b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(pages), b" ".join(kids))
    return raw_pdf(path, objects)


def cyclic(path: Path) -> Path:
    """A PDF whose tree of pages comes back to its root."""
    return raw_pdf(
        path,
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 4 /Kids [ 3 0 R 2 0 R ] >>",
            3: b"<< /Type /Pages /Count 2 /Parent 2 0 R /Kids [ 2 0 R 3 0 R ] >>",
        },
    )


def encrypted(path: Path, source: Path, password: str) -> Path:
    """A copy of a PDF that asks for `password` (may be empty)."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=source)
    writer.encrypt(password, owner_password="proprietaire", algorithm="AES-256")
    writer.write(path)
    return path


def swollen_docx(path: Path, size: int) -> Path:
    """A Word document of a few kilobytes that unpacks to `size` bytes."""
    block = b"<w:p><w:r><w:t>encore</w:t></w:r></w:p>" * 25_000
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
        for _ in range(size // len(block)):
            part.write(block)
        part.write(b"</w:body></w:document>")
    return path


def swollen_mimetype(path: Path, size: int) -> Path:
    """A package whose `mimetype`, which tells its kind, unpacks to `size` bytes."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("mimetype", "w", force_zip64=True) as part,
    ):
        for _ in range(size // 1_000_000):
            part.write(b"a" * 1_000_000)
    return path


def crowded_zip(path: Path, members: int) -> Path:
    """A package that lists `members` members without holding them."""
    names = b"".join(
        struct.pack(
            "<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0
        )
        + b"%08d" % n
        for n in range(members)
    )
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, members & 0xFFFF, members & 0xFFFF, len(names), 4, 0
    )
    path.write_bytes(b"PK\3\4" + names + end)
    return path


def deep_docx(path: Path, depth: int) -> Path:
    """A Word document whose elements hold one another `depth` times."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>'
            + "<w:sdt><w:sdtContent>" * depth
            + "<w:p><w:r><w:t>au fond</w:t></w:r></w:p>"
            + "</w:sdtContent></w:sdt>" * depth
            + "</w:body></w:document>",
        )
    return path


def entities_docx(path: Path) -> Path:
    """A Word document whose entities swell to a billion words."""
    levels = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "encore ">'
        for n in range(10)
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>\n<!DOCTYPE d [{levels}]>'
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body>'
            "</w:document>",
        )
    return path
