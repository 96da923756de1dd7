"""Scans are read where the machine can, named unread with the advice where it cannot."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.tesseract import fake_tesseract, without_tesseract
from PIL import Image

from ingest import (
    DamagedFile,
    Document,
    Limits,
    NoText,
    ReaderTimeout,
    can_recognise,
    identify,
    ocr_state,
    read,
)
from tests.ingest.builders import pdf, prose
from tests.ingest.poppler import in_order, words
from tests.ingest.scans import PROSE, french_ocr, pictures, scan, tiff, worn

__all__ = ["french_ocr"]
pytestmark = pytest.mark.model

on_linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks in /proc")
LEFT = [f"La colonne de gauche porte la ligne {word} du texte" for word in "abcdefgh"]
RIGHT = [f"La colonne de droite donne la ligne {word} ensuite" for word in "abcdefgh"]
GARBLED = ["lqs nntcs rlvsq bnt qmdr tyvn prlq wsnd fxt vwn zqm tlk dvr pmn cxs blg" for _ in "abc"]


def _read(path: Path, limits: Limits | None = None) -> Document:
    return read(identify(path), limits)[0]


def _prose(tmp_path: Path) -> Image.Image:
    return pictures(pdf(tmp_path / "prose.pdf", [prose(PROSE)]))[0]


def _recall(wanted: str, found: str) -> float:
    return in_order(words(wanted), words(found)) / len(words(wanted))


def _mixed(tmp_path: Path) -> Path:
    """Text, a picture of text, text."""
    picture = scan(tmp_path / "image.pdf", [_prose(tmp_path)])
    import pypdf

    writer = pypdf.PdfWriter()
    for source in (_text(tmp_path, "un"), picture, _text(tmp_path, "trois")):
        writer.append(source)
    writer.write(tmp_path / "mixte.pdf")
    return tmp_path / "mixte.pdf"


def _text(tmp_path: Path, word: str) -> Path:
    return pdf(tmp_path / f"{word}.pdf", [prose([f"Texte de la page {word}, écrit pour de bon."])])


# Without the program


def test_without_the_program_a_scan_is_unread_with_the_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan(tmp_path / "a.pdf", [_prose(tmp_path)])
    without_tesseract(tmp_path / "rien", monkeypatch)
    with pytest.raises(NoText) as caught:
        _read(path)
    assert "images" in caught.value.message
    assert "Tesseract n’est pas installé" in caught.value.message
    for advice in ("apt-get install tesseract-ocr tesseract-ocr-fra", "macOS", "Windows"):
        assert advice in caught.value.advice


def test_without_french_data_it_is_said_which_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan(tmp_path / "a.pdf", [_prose(tmp_path)])
    fake_tesseract(tmp_path / "bin", monkeypatch, languages="eng osd")
    with pytest.raises(NoText) as caught:
        _read(path)
    assert "données françaises (fra)" in caught.value.message


def test_without_the_program_the_pages_of_text_are_read_and_the_picture_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _mixed(tmp_path)
    without_tesseract(tmp_path / "rien", monkeypatch)
    found = _read(path)
    assert [page.needs_ocr for page in found.pages] == [False, True, False]
    assert [page.end > page.start for page in found.pages] == [True, False, True]
    assert not any(page.ocr or page.unread for page in found.pages)


def test_recognition_can_be_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scan(tmp_path / "a.pdf", [_prose(tmp_path)])
    fake_tesseract(tmp_path / "bin", monkeypatch)
    assert can_recognise(Limits())
    off = Limits(ocr_seconds=0)
    assert not can_recognise(off)
    with pytest.raises(NoText) as caught:
        _read(path, off)
    assert "réglage" in caught.value.message


def test_a_command_that_does_not_answer_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_tesseract(tmp_path / "bin", monkeypatch)
    program = tmp_path / "bin" / "tesseract"
    program.write_text("#!/nowhere\n")
    program.chmod(0o755)
    assert ocr_state().version is None


# The bounds of a page


@on_linux
def test_a_page_that_takes_too_long_is_named_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _mixed(tmp_path)
    body = f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\n"
    fake_tesseract(tmp_path / "bin", monkeypatch, body=body + "time.sleep(60)")
    started = time.monotonic()
    found = _read(path, Limits(ocr_page_seconds=4))
    assert time.monotonic() - started < 30
    assert [page.unread for page in found.pages] == [False, True, False]
    assert not any(page.needs_ocr for page in found.pages)
    assert _is_gone(int((tmp_path / "pid").read_text()))


@on_linux
def test_a_child_that_is_killed_takes_the_program_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is deaf and the child with it: the whole of them is ended from outside."""
    path = scan(tmp_path / "a.pdf", [_prose(tmp_path)])
    body = (
        "import os, signal, time\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\n"
        "os.kill(os.getppid(), signal.SIGSTOP)\n"
        "time.sleep(60)"
    )
    fake_tesseract(tmp_path / "bin", monkeypatch, body=body)
    with pytest.raises(ReaderTimeout):
        _read(path, Limits(ocr_page_seconds=4))
    assert _is_gone(int((tmp_path / "pid").read_text()))


def _is_gone(pid: int) -> bool:
    """Whether the process ended within some seconds (one that nobody waits for is a zombie)."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


def test_pages_beyond_the_time_of_the_file_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = _prose(tmp_path)
    path = scan(tmp_path / "a.pdf", [picture] * 4, over="Avis du conseil")
    fake_tesseract(tmp_path / "bin", monkeypatch, body="import time\ntime.sleep(2)")
    found = _read(path, Limits(ocr_seconds=3))
    assert [page.unread for page in found.pages][-2:] == [True, True]


def test_a_program_that_fails_is_a_page_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tesseract(tmp_path / "bin", monkeypatch, body="sys.exit(3)")
    found = _read(_mixed(tmp_path))
    assert [page.unread for page in found.pages] == [False, True, False]


def test_a_picture_without_words_stays_a_page_without_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tesseract(tmp_path / "bin", monkeypatch)
    found = _read(_mixed(tmp_path))
    page = found.pages[1]
    assert (page.start, page.ocr, page.unread, page.needs_ocr) == (page.end, False, False, False)


def test_only_pages_without_text_are_shown_to_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = tmp_path / "calls"
    fake_tesseract(tmp_path / "bin", monkeypatch, body=f"open({str(calls)!r}, 'a').write('x')")
    _read(_mixed(tmp_path))
    _read(_text(tmp_path, "deux"))
    assert calls.read_text() == "x"


# Files of pictures


def test_a_damaged_image_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tesseract(tmp_path / "bin", monkeypatch)
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 60)
    with pytest.raises(DamagedFile) as caught:
        _read(path)
    assert "image" in caught.value.message


def test_without_the_program_an_image_is_unread_with_the_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _prose(tmp_path).save(tmp_path / "a.jpg")
    without_tesseract(tmp_path / "rien", monkeypatch)
    with pytest.raises(NoText) as caught:
        _read(tmp_path / "a.jpg")
    assert "tesseract-ocr-fra" in caught.value.advice


@pytest.mark.usefixtures("french_ocr")
def test_image_files_are_read_each_frame_a_page(tmp_path: Path) -> None:
    page = _prose(tmp_path)
    turned = page.transpose(Image.Transpose.ROTATE_90)
    found = _read(tiff(tmp_path / "a.tif", [page, turned]))
    assert [(p.number, p.ocr) for p in found.pages] == [(1, True), (2, True)]
    assert _recall(" ".join(PROSE * 2), found.text) > 0.97


# With the program


@pytest.mark.usefixtures("french_ocr")
def test_a_scan_laid_askew_on_spotted_paper_is_read_and_marked(tmp_path: Path) -> None:
    page = worn(_prose(tmp_path), askew=1.5, noise=0.05)
    path = scan(tmp_path / "a.pdf", [page])
    found = _read(path)
    assert _recall(" ".join(PROSE), found.text) > 0.97
    assert "\n" not in found.text
    (only,) = found.pages
    assert only.ocr
    assert only.confidence is not None
    assert 0.8 < only.confidence <= 1
    assert only.quality <= only.confidence
    assert _read(path) == found


@pytest.mark.usefixtures("french_ocr")
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_turned_scan_is_read_upright(tmp_path: Path, turn: Image.Transpose) -> None:
    path = scan(tmp_path / "a.pdf", [_prose(tmp_path).transpose(turn)])
    assert _recall(" ".join(PROSE), _read(path).text) > 0.97


@pytest.mark.usefixtures("french_ocr")
def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = [*prose(LEFT, x=60, y=100), *prose(RIGHT, x=330, y=100)]
    path = scan(tmp_path / "a.pdf", pictures(pdf(tmp_path / "colonnes.pdf", [page])))
    assert _recall(" ".join(LEFT + RIGHT), _read(path).text) > 0.97


@pytest.mark.usefixtures("french_ocr")
def test_a_running_header_over_pictures_does_not_pass_for_their_text(tmp_path: Path) -> None:
    parts = [PROSE[:3], PROSE[3:6], PROSE[6:]]
    pages = pictures(pdf(tmp_path / "trois.pdf", [prose(part) for part in parts]))
    found = _read(scan(tmp_path / "a.pdf", pages, over="Avis du conseil 2031 – page"))
    assert all(page.ocr for page in found.pages)
    assert [page.printed for page in found.pages] == ["1", "2", "3"]
    assert _recall(" ".join(PROSE), found.text) > 0.97
    assert "2031" not in found.text


@pytest.mark.usefixtures("french_ocr")
def test_garbled_text_under_a_scan_gives_way_and_good_text_does_not(tmp_path: Path) -> None:
    page = _prose(tmp_path)
    poor = _read(scan(tmp_path / "faible.pdf", [page], under=GARBLED))
    assert _recall(" ".join(PROSE), poor.text) > 0.97
    assert poor.pages[0].confidence is not None
    good = _read(scan(tmp_path / "bon.pdf", [page], under=PROSE))
    assert good.text == " ".join(PROSE)
    assert (good.pages[0].ocr, good.pages[0].confidence) == (True, None)


@pytest.mark.slow
@pytest.mark.usefixtures("french_ocr")
def test_the_real_scan_is_read(shared: Path) -> None:
    """With running headers and page numbers, which are taken out, counted as lost."""
    path = next((shared / "corpus" / "scan").glob("*.pdf"))
    found = _read(path, replace(Limits(), ocr_page_seconds=300))
    assert all(page.ocr and (page.confidence or 0) > 0.8 for page in found.pages)
    assert _recall(path.with_suffix(".txt").read_text(), found.text) >= 0.97
    assert all(page.printed for page in found.pages)
