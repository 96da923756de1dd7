"""Tesseract, a program of its own that reads text on pictures: found, asked, its words told.

It is run as a command: `apt-get install tesseract-ocr tesseract-ocr-fra` on Debian.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.errors import ReaderCrash, ReaderTimeout
from ingest.readers.raster import Raster
from ingest.readers.recognised import Word

LANGUAGE = "fra"
# Segments the page by itself and turns it upright first (needs the "osd" data).
_SEGMENTATION = "1"
_SEGMENTATION_UPRIGHT = "3"
_START_S = 20.0
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The command as found on this machine, with its version and what it can do.

    `reads_french` says that its French data are there, `turns` that it can turn a page upright.
    """

    path: str
    version: str
    reads_french: bool
    turns: bool


def find() -> Program | None:
    """The program on the PATH; None when there is none, or none that answers."""
    path = shutil.which("tesseract")
    return _examine(path) if path else None


@lru_cache(maxsize=4)
def _examine(path: str) -> Program | None:
    try:
        version = _ask(path, "--version")
        languages = set(_ask(path, "--list-langs")[1:])
    except (OSError, subprocess.SubprocessError):
        return None
    words = version[0].split() if version else []
    return Program(
        path=path,
        version=words[1] if len(words) > 1 else "",
        reads_french=LANGUAGE in languages,
        turns="osd" in languages,
    )


def _ask(path: str, option: str) -> list[str]:
    asked = subprocess.run(
        [path, option], capture_output=True, timeout=_START_S, check=True, stdin=subprocess.DEVNULL
    )
    return (asked.stdout or asked.stderr).decode("utf-8", "replace").split("\n")


def words_on(raster: Raster, program: Program, seconds: float) -> list[Word]:
    """The words that the program sees, in its reading order; places in pixels, y downwards.

    Raises ReaderTimeout after `seconds`, ReaderCrash when the program fails.
    """
    command = [
        *(program.path, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(raster.dpi)),
        *("--psm", _SEGMENTATION if program.turns else _SEGMENTATION_UPRIGHT, "tsv"),
    ]
    try:
        done = subprocess.run(
            command,
            input=raster.pgm(),
            capture_output=True,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ReaderTimeout(
            "La reconnaissance du texte de cette page a pris trop de temps.",
            "Augmentez le temps permis par page, ou numérisez de nouveau cette page.",
        ) from error
    except (subprocess.SubprocessError, OSError) as error:
        raise ReaderCrash(
            "Le programme de reconnaissance de texte a échoué sur cette page.",
            "Numérisez de nouveau cette page, puis ajoutez le nouveau fichier.",
        ) from error
    return words_of(done.stdout.decode("utf-8", "replace").split("\n"))


def words_of(rows: Sequence[str]) -> list[Word]:
    """The words of the program's table (TSV): one a row of level 5, blank ones out."""
    found = []
    for row in rows:
        cells = row.rstrip("\r").split("\t", 11)
        if len(cells) < 12 or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        found.append(
            Word(
                text=cells[11].strip(),
                left=left,
                top=top,
                right=left + width,
                bottom=top + height,
                confidence=max(0.0, float(cells[10])) / 100,
                row=(int(cells[2]), int(cells[3]), int(cells[4])),
            )
        )
    return found
