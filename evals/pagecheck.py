"""Are a citation's words on its page? Asked of an independent reader, never of the product's own.

PDF pages are read by poppler's `pdftotext` in each of its three orders: reading order, lines as
laid out, and the order in which the file draws them (a sentence that goes on in the next column is
whole in one of them only). A DOCX is read from the XML in its zip, anything else as the text that
its bytes are.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from evals.metrics.text import covered, plain_words, trigram_share
from evals.response import Cited

NEAR = 0.95
"""Share of a quote's word 3-grams from which it counts as being on the page."""

MOST_PAGES = 2
"""Pages that a citation may name: a wider range would be right without saying where."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PATIENCE_S = 300
_ORDERS = ((), ("-layout",), ("-raw",))


class PopplerMissing(RuntimeError):
    """`pdftotext` is not installed; the message says in French how to get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a quote was found: as one run of words, and the best share of its 3-grams.

    `words` are those of the quote that were found there: the quote as written when it stands
    verbatim, the folded words that lie in a 3-gram of the page when it is near, none otherwise.
    """

    verbatim: bool
    share: float
    words: str

    @property
    def on_page(self) -> bool:
        return self.verbatim or self.share >= NEAR


NOT_FOUND = Found(verbatim=False, share=0.0, words="")


class PageCheck:
    """Looks citations up in the files they come from; `files` maps a document's id to its file.

    Each file is read once: three calls of poppler for a PDF, however many pages are asked for.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = dict(files)
        self._read: dict[tuple[Path, tuple[str, ...]], tuple[tuple[str, ...], ...]] = {}

    def locate(self, citation: Cited) -> Found:
        """Where the citation's words stand on the pages it names.

        A citation over two pages is found when both are needed: verbatim, its words divide in
        order over them and stand whole on neither; near, they hold more of it together than
        either alone. Not found: an unknown document, a PDF citation without a page, over more
        than MOST_PAGES or over a page that is not there, a quote without words. Raises
        PopplerMissing, OSError, RuntimeError (poppler cannot read the file), zipfile.BadZipFile.
        """
        path = self._files.get(citation.doc)
        quote = plain_words(citation.quote)
        if path is None or not quote:
            return NOT_FOUND
        if not _is_pdf(path):
            return _compare(citation.quote, quote, [self._pages(path, ())])
        first, last = citation.page_start, citation.page_end or citation.page_start
        if first is None or last is None or not 1 <= first <= last < first + MOST_PAGES:
            return NOT_FOUND
        readings = [self._pages(path, order)[first - 1 : last] for order in _ORDERS]
        if any(len(pages) <= last - first for pages in readings):
            return NOT_FOUND
        return _compare(citation.quote, quote, readings)

    def _pages(self, path: Path, order: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """The words of each page; a file without pages is one page."""
        key = (path, order)
        if key not in self._read:
            pages = _pdf_pages(path, order) if _is_pdf(path) else [_file_text(path)]
            self._read[key] = tuple(plain_words(page) for page in pages)
        return self._read[key]


def poppler_missing() -> str | None:
    """Why pages cannot be read here, in French; None when they can."""
    try:
        _tool()
    except PopplerMissing as error:
        return str(error)
    return None


def _compare(
    written: str, quote: Sequence[str], readings: Sequence[Sequence[Sequence[str]]]
) -> Found:
    """The best of several readings; each is a list of pages, each page a list of words."""
    if any(len(pages) > 1 and _runs_over(quote, [page]) for pages in readings for page in pages):
        return NOT_FOUND
    if any(_runs_over(quote, pages) for pages in readings):
        return Found(verbatim=True, share=1.0, words=written)
    share, pages = max(
        ((trigram_share(quote, [_joined(pages)]), pages) for pages in readings),
        key=lambda pair: pair[0],
    )
    if len(pages) > 1 and any(trigram_share(quote, [page]) >= share for page in pages):
        return NOT_FOUND
    near = share >= NEAR
    kept = " ".join(quote[at] for at in sorted(covered(quote, _joined(pages)))) if near else ""
    return Found(verbatim=False, share=share, words=kept)


def _joined(pages: Sequence[Sequence[str]]) -> list[str]:
    return [word for page in pages for word in page]


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


def _pdf_pages(path: Path, order: tuple[str, ...]) -> list[str]:
    """The text of each page: poppler ends every page with a form feed."""
    command = [_tool(), "-enc", "UTF-8", *order, str(path), "-"]
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=False)
    if done.returncode:
        raise RuntimeError(f"pdftotext: {path.name}: {done.stderr.decode(errors='replace')[:200]}")
    return done.stdout.decode("utf-8", errors="replace").split("\f")[:-1]


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
