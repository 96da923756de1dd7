"""Plain text and Markdown, in the encodings that French offices use."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ingest.errors import ReaderMemory, UnsupportedType
from ingest.limits import Limits
from ingest.model import Line, RawDocument, RawPage
from ingest.readers.codepages import decode_bytes

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r"^[ \t]*(?:[-*+•][ \t]+)(?=\S)")
_NUMBERED = re.compile(r"^[ \t]*(\d{1,3}[.)])[ \t]+(?=\S)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_RULE = re.compile(r"^ {0,3}([-*_=])(?:[ \t]*\1){2,}[ \t]*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")


def decode(data: bytes) -> str:
    """The text of `data`: a byte-order mark decides, then UTF-8, UTF-16, a code page of one byte.

    Raises UnsupportedType when the bytes are no text in any of them.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data[:2000].count(0) > len(data[:2000]) // 4:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = decode_bytes(data)
    if text is None:
        raise UnsupportedType(
            "Ce fichier n’est pas un texte dans un codage connu (UTF-8, UTF-16, Windows-1252).",
            "Ouvrez-le dans son logiciel d’origine et enregistrez-le en texte UTF-8, Word ou PDF.",
        )
    return text


def within(text: str, limits: Limits) -> str:
    """`text` itself. Raises ReaderMemory when it is longer than the bound."""
    if len(text) > limits.characters:
        raise ReaderMemory(
            f"Ce fichier contient {len(text) // 1_000_000} millions de caractères, plus que les "
            f"{limits.characters // 1_000_000} millions que l’assistant lit d’un seul tenant.",
            "Découpez-le en plusieurs fichiers, puis recommencez ; ou relevez cette limite dans "
            "les réglages (voir le guide).",
        )
    return text


def read(path: Path, limits: Limits) -> list[RawDocument]:
    """One page-less document; form feeds between pages make pages 1, 2, ..."""
    text = within(decode(path.read_bytes()), limits).replace("\r\n", "\n").replace("\r", "\n")
    parts = text.rstrip("\f\n ").split("\f")
    pages = tuple(
        RawPage(
            number=None if len(parts) == 1 else number,
            lines=plain_lines(part),
            reader="text",
        )
        for number, part in enumerate(parts, 1)
    )
    return [RawDocument(pages=pages)]


def plain_lines(text: str) -> tuple[Line, ...]:
    """Lines of plain text; the first after a blank line opens a paragraph."""
    lines: list[Line] = []
    blank = True
    for row in text.split("\n"):
        if not row.strip():
            blank = True
            continue
        lines.append(Line(text=row.rstrip(), paragraph=True if blank else None))
        blank = False
    return tuple(lines)


def read_markdown(path: Path, limits: Limits) -> list[RawDocument]:
    """One page-less document; ATX and underlined headings get their level, marks are left out."""
    text = within(decode(path.read_bytes()), limits).replace("\r\n", "\n").replace("\r", "\n")
    return [RawDocument(pages=(RawPage(number=None, lines=markdown_lines(text), reader="text"),))]


def markdown_lines(text: str) -> tuple[Line, ...]:
    """Lines of Markdown with heading levels and list marks."""
    lines: list[Line] = []
    blank = True
    for row in text.split("\n"):
        under = re.fullmatch(r" {0,3}(=+|-{2,})[ \t]*", row)
        if under and lines and not blank and lines[-1].level is None and not lines[-1].bullet:
            level = 1 if under.group(1)[0] == "=" else 2
            lines[-1] = Line(text=lines[-1].text, level=level, paragraph=True)
            blank = True
        elif not row.strip() or _RULE.match(row):
            blank = True
        elif not ("|" in row and _TABLE_RULE.match(row)):
            lines.append(_markdown_line(row, blank))
            blank = lines[-1].level is not None
    return tuple(lines)


def _markdown_line(row: str, blank: bool) -> Line:
    heading = _HEADING.match(row)
    if heading:
        return Line(text=_plain(heading.group(2)), level=len(heading.group(1)), paragraph=True)
    if _ITEM.match(row):
        return Line(text="• " + _plain(_ITEM.sub("", row)), bullet=True, paragraph=True)
    if _NUMBERED.match(row):
        return Line(text=_plain(row.strip()), bullet=True, paragraph=True)
    if row.strip().startswith("|"):
        cells = [_plain(cell.strip()) for cell in row.strip().strip("|").split("|")]
        return Line(text="\t".join(cells), paragraph=True)
    return Line(text=_plain(row.strip().removeprefix("> ")), paragraph=blank)


def _plain(text: str) -> str:
    return _BOLD.sub(r"\2", text).strip()
