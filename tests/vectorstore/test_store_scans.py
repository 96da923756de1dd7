"""A scan in the store: what waits is read when the program appears, and is found with its mark."""

from pathlib import Path

import pytest
from fakes.hashing_embedder import HashingEmbedder
from fakes.tesseract import fake_tesseract, without_tesseract
from pypdf import PdfWriter
from store_harness import statuses

from ingest import Limits
from tests.ingest.builders import pdf, prose
from tests.ingest.scans import pictures, scan
from vectorstore import Store

pytestmark = pytest.mark.model

READ = "La navette du samedi dessert onze hameaux"
SEEN = "Le conseil réclame une salle de garde pour les infirmières"


def _table(text: str) -> str:
    """What the program prints for a page that holds `text`, as Python."""
    rows = [
        f"5\t1\t1\t1\t1\t{n}\t{300 + 200 * n}\t400\t190\t36\t93\t{word}"
        for n, word in enumerate(text.split(), 1)
    ]
    return f"print({chr(10).join(rows)!r})"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document of a page of text and a page that is a picture."""
    found = tmp_path / "documents"
    found.mkdir()
    text = pdf(tmp_path / "texte.pdf", [prose([READ])])
    writer = PdfWriter()
    writer.append(text)
    writer.append(scan(tmp_path / "image.pdf", pictures(text, dpi=60), dpi=60))
    writer.write(found / "avis.pdf")
    return found


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "données", HashingEmbedder, write=True)


def test_pages_that_waited_are_read_once_the_program_is_there(
    folder: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store:
        without_tesseract(tmp_path / "rien", monkeypatch)
        (line,) = store.ingest([folder]).files
        assert (line.status.value, line.pages_needing_ocr, line.pages_ocr) == ("added", (2,), ())
        assert line.pages_without_text == (2,)
        assert statuses(store.ingest([folder])) == {"avis": "unchanged"}

        fake_tesseract(tmp_path / "bin", monkeypatch, body=_table(SEEN))
        assert statuses(store.ingest([folder], limits=Limits(ocr_seconds=0))) == {
            "avis": "unchanged"
        }
        (line,) = store.ingest([folder]).files
        assert (line.status.value, line.pages_needing_ocr, line.pages_ocr) == ("updated", (), (2,))
        assert statuses(store.ingest([folder])) == {"avis": "unchanged"}

        without_tesseract(tmp_path / "rien", monkeypatch)
        assert statuses(store.ingest([folder])) == {"avis": "unchanged"}
        assert store.document("avis").pages[1].confidence == pytest.approx(0.93)


def test_a_passage_tells_whether_it_was_recognised(
    folder: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tesseract(tmp_path / "bin", monkeypatch, body=_table(SEEN))
    pdf(folder / "autre.pdf", [prose(["La navette du dimanche dessert deux hameaux de plus"])])
    with store:
        store.ingest([folder])
        passages = store.search("navette hameaux salle garde infirmières", limit=5)
        infos = store.documents()
    marks = {passage.chunk.document_id: passage.ocr for passage in passages}
    assert marks["autre"] is False
    assert [p.ocr for p in passages if "infirmières" in p.text] == [True]
    assert [(info.id, info.pages_ocr) for info in infos] == [("autre", ()), ("avis", (2,))]
