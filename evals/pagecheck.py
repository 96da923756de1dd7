"""Are a citation's words on its page? Asked of an independent reader, never of the product's own.

PDF pages are read by poppler's `pdftotext`, twice: in reading order and with `-layout`. A DOCX is
read from the XML in its zip, anything else as the text that its bytes are.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from evals.metrics import trigram_share
from evals.response import Cited
from ingest import fold

NEAR = 0.95
"""Share of a quote's word 3-grams from which it counts as being on the page."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PAST_THE_END = 99


class PopplerMissing(RuntimeError):
    """`pdftotext` is not installed; the message says in French how to get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a quote was found: as one run of words, and the best share of its 3-grams."""

    verbatim: bool
    share: float

    @property
    def on_page(self) -> bool:
        return self.verbatim or self.share >= NEAR


NOT_FOUND = Found(verbatim=False, share=0.0)


class PageCheck:
    """Looks citations up in the files they come from; `files` maps a document's id to its file."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = dict(files)
        self._read: dict[tuple[Path, int, bool], tuple[str, ...]] = {}

    def locate(self, citation: Cited) -> Found:
        """Where the citation's words stand on the pages it names.

        A citation over several pages is found verbatim when its words divide in order over
        them. Not found: an unknown document, a PDF citation without a page, a page that is not
        there, a quote without words. Raises PopplerMissing, OSError, RuntimeError (poppler cannot
        read the file), zipfile.BadZipFile.
        """
        path = self._files.get(citation.doc)
        quote = plain_words(citation.quote)
        if path is None or not quote:
            return NOT_FOUND
        if not _is_pdf(path):
            return _compare(quote, [[self._words(path, 0, False)]])
        first, last = citation.page_start, citation.page_end or citation.page_start
        if first is None or last is None or first < 1:
            return NOT_FOUND
        readings = [
            [self._words(path, page, layout) for page in range(first, last + 1)]
            for layout in (False, True)
        ]
        return _compare(quote, readings)

    def _words(self, path: Path, page: int, layout: bool) -> tuple[str, ...]:
        """The words of a PDF's page, or of a whole file without pages (page 0); read once."""
        key = (path, page, layout)
        if key not in self._read:
            text = _page_text(path, page, layout) if page else _file_text(path)
            self._read[key] = plain_words(text)
        return self._read[key]


def poppler_missing() -> str | None:
    """Why pages cannot be read here, in French; None when they can."""
    try:
        _tool()
    except PopplerMissing as error:
        return str(error)
    return None


def plain_words(text: str) -> tuple[str, ...]:
    """Folded words with hyphens undone on both sides of a comparison, at line ends as inside."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\u00ad\u2010\u2011\ufffe\uffff]", "-", text)
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=\w)|(?<=\w)-(?=\w)", "", text)
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def _compare(quote: Sequence[str], readings: Sequence[Sequence[Sequence[str]]]) -> Found:
    """The best of several readings; each is a list of pages, each page a list of words."""
    return Found(
        verbatim=any(_runs_over(quote, pages) for pages in readings),
        share=max(
            trigram_share(quote, [[word for page in pages for word in page]]) for pages in readings
        ),
    )


def _runs_over(quote: Sequence[str], pages: Sequence[Sequence[str]]) -> bool:
    """Whether `quote` divides into runs, at most one a page, in order.

    Taking the longest run on each page is enough: what is left could only be longer otherwise.
    """
    left = list(quote)
    for page in pages:
        text = f" {' '.join(page)} "
        size = len(left)
        while size and f" {' '.join(left[:size])} " not in text:
            size -= 1
        left = left[size:]
    return not left


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _tool() -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        raise PopplerMissing(
            "pdftotext est introuvable : les citations ne peuvent pas être vérifiées. Installez "
            "poppler-utils (Debian : apt install poppler-utils ; macOS : brew install poppler)."
        )
    return tool


def _page_text(path: Path, page: int, layout: bool) -> str:
    span = ["-f", str(page), "-l", str(page), "-enc", "UTF-8"]
    command = [_tool(), *span, *(["-layout"] if layout else []), str(path), "-"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    if done.returncode == _PAST_THE_END:
        return ""
    if done.returncode:
        raise RuntimeError(f"pdftotext: {path.name}: {done.stderr.decode(errors='replace')[:200]}")
    return done.stdout.decode("utf-8", errors="replace")


def _file_text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        return _docx_text(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _docx_text(path: Path) -> str:
    pieces: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not re.fullmatch(
                r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml", name
            ):
                continue
            for _, element in ElementTree.iterparse(archive.open(name)):
                if element.tag == f"{_WORD}t":
                    pieces.append(element.text or "")
                elif element.tag == f"{_WORD}noBreakHyphen":
                    pieces.append("-")
                elif element.tag in (f"{_WORD}p", f"{_WORD}br", f"{_WORD}tab", f"{_WORD}cr"):
                    pieces.append("\n")
    return "".join(pieces)
