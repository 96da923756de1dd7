"""PDF: pdfium reads each page, pypdf those that it may read better; the better text is kept."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from ingest import journal
from ingest.errors import DamagedFile, EncryptedFile, ReaderMemory
from ingest.limits import Limits
from ingest.model import UNREAD, Line, RawDocument, RawPage
from ingest.quality import quality
from ingest.readers import pdfium, scanned
from ingest.readers.layout import order, without_tabs
from ingest.readers.ruled import with_tables
from ingest.readers.rulings import page_rules

_STREAM_BYTES = 50_000_000
# Of the file's time, counted in CPU so that a busy machine reads the same text: pdfium's layout
# matters more than a second opinion.
_PYPDF_SHARE = 0.4
_BETTER = 0.05
_MUCH_MORE = 1.5
_ENOUGH = 200

T = TypeVar("T")
_About = tuple[tuple[tuple[int, str, int | None], ...] | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Readers:
    """Both readings of an open file, None where one is not to be had, with pypdf's time: the
    process time at which it ends, and the seconds a page."""

    pdfium: Any
    pypdf: Any
    deadline: float
    page_seconds: float


def read(path: Path, limits: Limits) -> list[RawDocument]:
    """One document, a RawPage a physical page, bookmarks as outline.

    Raises EncryptedFile when a password is needed, DamagedFile when neither reader opens it.
    """
    import pypdf

    started = time.process_time()
    data = path.read_bytes()
    with pypdf.apply_configuration(
        zlib_maximum_output_length=_STREAM_BYTES,
        lzw_maximum_output_length=_STREAM_BYTES,
        run_length_maximum_output_length=_STREAM_BYTES,
        array_based_stream_maximum_output_length=_STREAM_BYTES,
    ):
        first, locked = journal.step(
            "open", [lambda: _open_pdfium(data)], (None, False), keep=False
        )
        second: Any = None
        if not locked:
            with _time_left(limits.seconds * _PYPDF_SHARE):
                second, locked = _open_pypdf(path)
        if first is None and second is None:
            raise _refusal(locked)
        counts = (
            _guard(lambda: len(first)) if first is not None else 0,
            _guard(lambda: len(second.pages)) if second is not None else 0,
        )
        count = max(found or 0 for found in counts)
        # Where they count differently, they disagree on which page is which.
        first = first if counts[0] == count else None
        second = second if counts[1] == count else None
        if count > limits.pages:
            raise ReaderMemory(
                f"Ce PDF compte {count} pages, plus que les {limits.pages} que l’assistant lit.",
                "Découpez-le en plusieurs fichiers, puis recommencez.",
            )
        readers = _Readers(
            pdfium=first,
            pypdf=second,
            deadline=started + limits.seconds * _PYPDF_SHARE,
            page_seconds=limits.page_seconds / 2,
        )
        pages = tuple(_read_page(readers, index) for index in range(count))
        nothing: _About = (None, None)
        outline, title = journal.step("about", [lambda: _about(first, second)], nothing)
    return [RawDocument(pages=pages, outline=outline or (), title=title or None)]


def _read_page(readers: _Readers, index: int) -> RawPage:
    """The better of both readings of page `index`; by pypdf alone when pdfium died of it."""
    both = partial(_judged_page, readers, index)
    alone = partial(_judged_page, replace(readers, pdfium=None), index)
    lost = RawPage(number=index + 1, lines=(), reader=UNREAD)
    return journal.step(f"page {index + 1}", [both, alone], lost)


def _judged_page(readers: _Readers, index: int) -> RawPage:
    """The better of both readings, with whether the page is a picture of text."""
    page = _better_page(readers, index)
    if readers.pdfium is None:
        return page
    seen = _guard(lambda: scanned.look(readers.pdfium, index))
    return scanned.judged(page, seen) if seen else page


def _better_page(readers: _Readers, index: int) -> RawPage:
    """The better of both readings of page `index`; UNREAD when one failed and the other found
    nothing."""
    laid: tuple[Line, ...] | None = None
    if readers.pdfium is not None:
        laid = _guard(lambda: _pdfium_lines(readers.pdfium, index))
    plain: tuple[Line, ...] | None = None
    left = readers.deadline - time.process_time()
    tried = readers.pypdf is not None and left > 0 and not _is_clean(laid or ())
    if tried:
        with _time_left(min(left, readers.page_seconds)):
            plain = _guard(lambda: _pypdf_lines(readers.pypdf, index))
    if plain and (not laid or _is_better(plain, laid)):
        return RawPage(number=index + 1, lines=plain, reader="pypdf")
    if not laid and (plain is None if tried else laid is None):
        return RawPage(number=index + 1, lines=(), reader=UNREAD)
    return RawPage(number=index + 1, lines=laid or (), reader="pdfium")


def _is_clean(laid: tuple[Line, ...]) -> bool:
    """Whether pdfium's text leaves nothing to a second opinion, which costs as much again."""
    text = "\n".join(line.text for line in laid)
    return sum(map(str.isalnum, text)) >= _ENOUGH and quality(text) >= 1.0 - _BETTER


def _is_better(plain: tuple[Line, ...], laid: tuple[Line, ...]) -> bool:
    """Whether pypdf's text is so much better that pdfium's layout is worth losing."""
    texts = ["\n".join(line.text for line in lines) for lines in (plain, laid)]
    scores = [quality(text) for text in texts]
    letters = [sum(map(str.isalnum, text)) for text in texts]
    if scores[0] > scores[1] + _BETTER:
        return letters[0] > 0.8 * letters[1]
    return scores[0] > scores[1] - _BETTER and letters[0] > _MUCH_MORE * letters[1] + 20


def _pdfium_lines(document: Any, index: int) -> tuple[Line, ...]:
    page = document[index]
    try:
        rules = page_rules(page)
        fragments, tabs = without_tabs(pdfium.page_fragments(page, rules))
        return (*with_tables(fragments, rules, partial(order, rules=rules)), *tabs)
    finally:
        page.close()


def _pypdf_lines(document: Any, index: int) -> tuple[Line, ...]:
    text: str = document.pages[index].extract_text() or ""
    return tuple(Line(text=line.strip()) for line in text.splitlines() if line.strip())


def _open_pdfium(data: bytes) -> tuple[Any, bool]:
    """The open document or None, and whether a password is needed."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data), False
    except pypdfium2.PdfiumError as error:
        return None, getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD


def _open_pypdf(path: Path) -> tuple[Any, bool]:
    """The open document or None, and whether a password is needed."""
    import pypdf

    reader = _guard(lambda: pypdf.PdfReader(path))
    if reader is None:
        return None, False
    if reader.is_encrypted and not _guard(lambda: reader.decrypt("")):
        return None, True
    return reader, False


def _about(first: Any, second: Any) -> _About:
    """The bookmarks and the title in the file's metadata, None where they cannot be had."""
    outline = _guard(lambda: pdfium.outline(first)) if first is not None else None
    return outline, _guard(lambda: _title(first, second))


def _title(first: Any, second: Any) -> str | None:
    """The title in the file's metadata."""
    if first is not None:
        return str(first.get_metadata_value("Title")).replace("\x00", "").strip()
    return str(second.metadata.title or "").strip() if second.metadata else None


def _guard(action: Callable[[], T]) -> T | None:
    """The action's result; None when a reader fails in whatever way on this page or file."""
    try:
        return action()
    except Exception:  # noqa: BLE001 - the page boundary: readers raise a dozen types
        return None


class _Late(BaseException):
    """No Exception: pypdf passes over those in the parts of a page, and would go on."""


@contextmanager
def _time_left(seconds: float) -> Iterator[None]:
    """Interrupts pypdf's loops where the platform has interval timers."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _Late

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _Late:
        return
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _refusal(locked: bool) -> DamagedFile | EncryptedFile:
    if locked:
        return EncryptedFile(
            "Ce PDF est protégé par un mot de passe.",
            "Ouvrez-le avec son mot de passe, enregistrez-en une copie sans protection, "
            "puis ajoutez cette copie.",
        )
    return DamagedFile(
        "Ce PDF est endommagé : aucun lecteur n’a pu l’ouvrir.",
        "Ouvrez-le dans un lecteur de PDF et réenregistrez-le, ou demandez une nouvelle copie.",
    )
