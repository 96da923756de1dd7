"""The characters of a web page from its bytes."""

from __future__ import annotations

import codecs
import re

from ingest.readers.text import decode

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_LOOKED_AT = 4096
# Encodings of documents; Python knows others, which turn text into something else.
_OF_DOCUMENTS = re.compile(
    r"utf-?8|(?:windows-?|cp)\d+|(?:iso-?|latin)[\d_-]+|l\d|koi8-?[ru]|mac\w*|(?:us-)?ascii"
    r"|gb\w+|big5\S*|shift[_-]?jis|euc-?\w+",
    re.IGNORECASE,
)
# Labels that browsers take for the larger code page of Windows (WHATWG Encoding, table of labels).
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}


def decode_page(data: bytes) -> str:
    """The text of an HTML file: byte-order mark, then valid UTF-8, then what the page declares.

    A page that declares UTF-8 but has some bad bytes keeps its good characters; a declaration that
    does not fit the bytes is passed over. Raises UnsupportedType for bytes that are no text.
    """
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if marked or data[:2000].count(0) > len(data[:2000]) // 4:
        return decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _declared(data)
    if declared == "utf-8":
        text = data.decode("utf-8", errors="replace")
        if text.count("\ufffd") < sum(1 for c in text if c > "\x7f") / 2:
            return text
    elif declared is not None:
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    return decode(data)


def _declared(data: bytes) -> str | None:
    """The codec that a page names, None when it names none that is known."""
    found = _DECLARED.search(data[:_LOOKED_AT])
    label = found.group(1).decode("ascii", errors="replace") if found else ""
    if not _OF_DOCUMENTS.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return _WIDER.get(name, name)
