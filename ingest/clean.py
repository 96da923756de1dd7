"""Characters made plain: what every reader leaves behind is normalised here, line by line. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from statistics import median

from ingest.french import STOP_WORDS, fold
from ingest.model import RawDocument

SOFT_HYPHEN = "\u00ad"
_LIGATURES = {0xFB00 + i: s for i, s in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_LINE_HYPHENS = {0x02: "-", 0xFFFE: "-"}
_GONE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)]
)
_ARROWS = {0xF0E0: "→", 0xF0E8: "→", 0xF0F0: "→"}
_TABLE = {**_LIGATURES, **_LINE_HYPHENS, **_GONE, **_ARROWS}
_PRIVATE_BULLET = re.compile("^[\ue000-\uf8ff](?=\\s|\\w)[ \t]*")
_BULLET = re.compile(r"^(?:[•▪■●○◦‣►▶➢➤✓✔❖·∙–—‐‑*-]|[oO](?= [^\W\d_]))[ \t]+(?=\S)")
_BLANKS = re.compile(r"[ \r\n\v\x0c]+")


def clean_text(text: str) -> str:
    """NFC text on one line: ligatures opened, unmapped marks out, every blank a space or a tab.

    A soft hyphen survives only at the end, where it says that the word goes on.
    """
    text = text.translate(_TABLE)
    soft = text.rstrip().endswith(SOFT_HYPHEN)
    if not text.isprintable():
        text = "".join(_visible(c) for c in text)
    text = unicodedata.normalize("NFC", text)
    text = _BLANKS.sub(" ", text)
    text = re.sub(r" ?\t ?", "\t", text).strip(" ")
    text = _PRIVATE_BULLET.sub("• ", text)
    return text + SOFT_HYPHEN if soft and text else text


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Zs", "Zl", "Zp"} or character in "\n\r\v\x0c\x85":
        return " "
    if character == "\t":
        return character
    if category == "Cs":
        return "\ufffd"
    return "" if category in {"Cc", "Cn"} or character == SOFT_HYPHEN else character


def clean_lines(raw: RawDocument) -> RawDocument:
    """The document with every line cleaned, blank ones out, list items marked `bullet`."""
    glue = _tabs_part_words(raw)
    pages = []
    for page in raw.pages:
        lines = []
        for line in page.lines:
            text = clean_text(line.text.replace("\t", " ") if glue else line.text)
            if text.strip(f"\t {SOFT_HYPHEN}"):
                bullet = line.bullet or bool(_BULLET.match(text) and line.level is None)
                lines.append(replace(line, text=text, bullet=bullet))
        pages.append(replace(page, lines=tuple(lines)))
    return replace(raw, pages=tuple(pages))


def _tabs_part_words(raw: RawDocument) -> bool:
    """Whether the text layer has a tab for a space between words, not between cells."""
    rows = [line for page in raw.pages for line in page.lines if "\t" in line.text.strip()]
    cells = [cell.split() for row in rows for cell in row.text.split("\t") if cell.strip()]
    if not cells:
        return False
    small = sum(1 for c in cells if len(c) == 1 and fold(c[0]) in STOP_WORDS)
    wide = median(row.text.count("\t") for row in rows)
    return wide >= 5 and sum(map(len, cells)) < 1.8 * len(cells) and small > 0.1 * len(cells)
