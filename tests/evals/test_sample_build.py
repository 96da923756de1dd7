"""The committed sample corpus is what its sources give, to the byte."""

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from evals.sample.build import HERE, build
from evals.sample.markup import NOTICE, parse, plain

TRUTHS = sorted((HERE / "truth").glob("*.json"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample")
    build(out)
    return out


@pytest.mark.parametrize("folder", ["documents", "truth"])
def test_build_gives_the_committed_bytes(built: Path, folder: str) -> None:
    fresh = {path.name: path.read_bytes() for path in (built / folder).iterdir()}
    committed = {path.name: path.read_bytes() for path in (HERE / folder).iterdir()}
    assert sorted(fresh) == sorted(committed)
    assert [name for name in fresh if fresh[name] != committed[name]] == []


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_truth_holds_the_words_of_the_source_in_order(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    source = parse((HERE / "source" / f"{path.stem}.md").read_text(encoding="utf-8"))
    said = " ".join(page["text"] for page in truth["pages"])
    place = 0
    for block in source.blocks:
        for text in [cell for row in block.rows for cell in row] or [block.text]:
            words = plain(text).replace("\u2011", "-")
            place = said.find(words, place)
            assert place >= 0, words
            place += len(words)


@pytest.mark.parametrize(
    "path",
    [path for path in TRUTHS if '.pdf"' in path.read_text(encoding="utf-8")],
    ids=lambda path: path.stem,
)
def test_pdf_pages_carry_their_truth_and_the_notice(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    pages = PdfReader(HERE / "documents" / truth["file"]).pages
    assert len(pages) == len(truth["pages"])
    for page, expected in zip(pages, truth["pages"], strict=True):
        extracted = page.extract_text()
        assert _letters(NOTICE) in _letters(extracted)
        words = re.findall(r"\w+", expected["text"])
        present = _letters(extracted)
        assert [word for word in words if word not in present] == []


def _letters(text: str) -> str:
    """A text without spaces and hyphens, in which a word cut at a line end is whole again."""
    return re.sub(r"[\s-]", "", text)
