"""Pages that are pictures of text, read by a program for that when this machine has it.

Each page is drawn and read in a bounded child process of its own, so that one costs no other, and
a long scan has the time that its pages need.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import sandbox
from ingest.errors import ReaderStopped
from ingest.limits import Limits
from ingest.model import UNREAD, FileError, RawDocument, RawPage, SourceFile
from ingest.readers import PDF, raster, scanned, tesseract
from ingest.readers.recognised import Recognised, recognised

# Of a page's time: the program is stopped by the child before the child itself is.
_SHARE = 0.9
INSTALL = (
    "Debian, Ubuntu : sudo apt-get install tesseract-ocr tesseract-ocr-fra ; macOS : brew install "
    "tesseract tesseract-lang ; Windows : https://github.com/UB-Mannheim/tesseract/wiki (cochez "
    "« French », puis ajoutez son dossier au PATH). Relancez ensuite l’ingestion : seules les "
    "pages qui attendent sont relues."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrState:
    """Whether pages that are pictures can be read on this machine, by which `version`.

    `problem` is None when they can; else it says in French what is missing and how to get it.
    """

    version: str | None
    problem: FileError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One page of a file to read: `index` counts from 0."""

    path: Path
    index: int
    is_pdf: bool
    program: tesseract.Program


def ocr_state() -> OcrState:
    """What this machine can do for pages that are pictures; looked up anew each time."""
    program = tesseract.find()
    if program is None:
        return OcrState(version=None, problem=_missing("Tesseract n’est pas installé"))
    if not program.reads_french:
        missing = f"Tesseract {program.version} n’a pas ses données françaises (fra)"
        return OcrState(version=program.version, problem=_missing(missing))
    return OcrState(version=program.version, problem=None)


def _missing(what: str) -> FileError:
    return FileError(kind="no-text", message=f"{what}.", advice=INSTALL)


def pictures_unread() -> FileError:
    """Why pages that are pictures were not read, and what to do, for a report."""
    problem = ocr_state().problem or FileError(
        kind="no-text",
        message="La reconnaissance de texte est arrêtée par un réglage (read_ocr_seconds = 0).",
        advice="Ôtez ce réglage, puis relancez l’ingestion.",
    )
    message = f"Ces pages sont des images, dont le texte n’a pas été lu. {problem.message}"
    return FileError(kind=problem.kind, message=message, advice=problem.advice)


def can_recognise(limits: Limits) -> bool:
    """Whether pages that are pictures would be read within `limits`."""
    return limits.ocr_seconds > 0 and ocr_state().problem is None


def has_pictures(found: Sequence[RawDocument]) -> bool:
    """Whether any page waits to be recognised."""
    return any(page.picture for raw in found for page in raw.pages)


def recognise(
    found: Sequence[RawDocument], source: SourceFile, limits: Limits
) -> list[RawDocument]:
    """The documents with the text of their pictures; as they are where it cannot be read here.

    A page that takes longer than `limits.ocr_page_seconds`, or comes after `limits.ocr_seconds`
    were spent on the file, is UNREAD. Raises ReaderStopped when that leaves no text at all.
    """
    program = tesseract.find()
    if program is None or not can_recognise(limits):
        return list(found)
    falls: list[ReaderStopped] = []
    deadline = time.monotonic() + limits.ocr_seconds
    done = []
    for raw in found:
        pages = []
        for index, page in enumerate(raw.pages):
            task = _Task(
                path=source.path,
                index=index,
                is_pdf=source.media_type == PDF,
                program=program,
            )
            pages.append(_page(page, task, limits, deadline, falls) if page.picture else page)
        done.append(replace(raw, pages=tuple(pages)))
    if falls and not any(page.lines for raw in done for page in raw.pages):
        raise falls[0]
    return done


def _page(
    page: RawPage, task: _Task, limits: Limits, deadline: float, falls: list[ReaderStopped]
) -> RawPage:
    seconds = min(limits.ocr_page_seconds, deadline - time.monotonic())
    lost = replace(page, reader=UNREAD, picture=False)
    if seconds <= 0:
        return lost
    try:
        read = sandbox.run(_read, task, replace(limits, seconds=seconds))
    except ReaderStopped as fall:
        falls.append(fall)
        return lost
    return scanned.better(page, read.lines, read.confidence)


def _read(task: _Task, limits: Limits) -> Recognised:
    """What stands on the page: run by the child."""
    draw = raster.of_pdf_page if task.is_pdf else raster.of_image
    drawn = draw(task.path, task.index)
    words = tesseract.words_on(drawn, task.program, limits.seconds * _SHARE)
    return recognised(words, drawn.dpi)
