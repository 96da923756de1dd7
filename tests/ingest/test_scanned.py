"""Which pages are pictures of text, and which text of two is kept."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from ingest.model import Line, RawPage
from ingest.readers.scanned import Look, better, judged, legible, look
from tests.ingest.builders import pdf, prose
from tests.ingest.scans import PROSE, pictures, scan

FULL = Look(pictures=0.9, shapes=0, hidden=False)
NOTHING = Look(pictures=0.0, shapes=0, hidden=False)
GARBLED = ["lqs nntcs rlvsq bnt qmdr tyvn prlq wsnd fxt vwn zqm tlk dvr pmn cxs blg" for _ in "abc"]


def _page(*texts: str) -> RawPage:
    return RawPage(number=1, lines=tuple(Line(text=text) for text in texts), reader="pdfium")


def _see(path: Path) -> Look:
    with pypdfium2.PdfDocument(path) as document:
        return look(document, 0)


def test_what_is_drawn_on_a_page_is_told(tmp_path: Path) -> None:
    text = pdf(tmp_path / "texte.pdf", [prose(PROSE)])
    assert _see(text) == NOTHING
    pages = pictures(text, dpi=60)
    bare = _see(scan(tmp_path / "scan.pdf", pages, dpi=60))
    assert (round(bare.pictures, 1), bare.hidden) == (1.0, False)
    assert _see(scan(tmp_path / "dessous.pdf", pages, dpi=60, under=PROSE)).hidden
    assert not _see(scan(tmp_path / "dessus.pdf", pages, dpi=60, over="CTS", under=PROSE)).hidden


@pytest.mark.parametrize(
    ("texts", "seen", "picture"),
    [
        ((), NOTHING, False),
        ((), FULL, True),
        ((), Look(pictures=0.0, shapes=500, hidden=False), True),
        (("Avis du conseil 2031 – page 4",), FULL, True),
        (("Avis du conseil 2031 – page 4",), NOTHING, False),
        (tuple(PROSE), FULL, False),
        (tuple(GARBLED), FULL, True),
        (tuple(GARBLED), NOTHING, False),
    ],
)
def test_a_page_is_a_picture_when_its_text_has_to_be_recognised(
    texts: tuple[str, ...], seen: Look, picture: bool
) -> None:
    found = judged(_page(*texts), seen)
    assert (found.picture, found.ocr) == (picture, False)


def test_good_text_under_a_scan_is_kept_and_told_as_recognised() -> None:
    found = judged(_page(*PROSE), Look(pictures=1.0, shapes=0, hidden=True))
    assert (found.picture, found.ocr, found.confidence) == (False, True, None)


def test_french_is_more_legible_than_what_a_bad_recognition_makes_up() -> None:
    assert legible(_page(*PROSE).lines) > 0.9
    assert legible(_page(*GARBLED).lines) < 0.3


NEW = tuple(Line(text=text) for text in PROSE)


@pytest.mark.parametrize(
    ("texts", "lines", "wins"),
    [
        ((), NEW, True),
        ((), (), False),
        (("Avis du conseil 2031 – page 4",), NEW, True),
        (("Avis du conseil 2031 – page 4",), (Line(text="Avis du conseil 2031 - page 4"),), False),
        (tuple(GARBLED), NEW, True),
        (tuple(GARBLED), NEW[:1], False),
        (tuple(PROSE), tuple(Line(text=text) for text in GARBLED), False),
    ],
)
def test_the_text_that_tells_more_is_kept(
    texts: tuple[str, ...], lines: tuple[Line, ...], wins: bool
) -> None:
    own = _page(*texts)
    found = better(own, lines, 0.93)
    assert not found.picture
    assert (found.ocr, found.confidence) == ((True, 0.93) if wins else (False, None))
    assert found.lines == (lines if wins else own.lines)
