"""The real corpus: nothing lost, nothing out of order, pages told right."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ingest import Document, identify, read, sentences, split
from ingest.clean import clean_lines
from ingest.flow import flow
from ingest.limits import Limits
from ingest.readers import pdf as pdf_reader
from tests.ingest.builders import count_words
from tests.ingest.poppler import in_order, page_texts, words

pytestmark = pytest.mark.model

PAGES = {
    "normandie-crsa-segur-2020": 56,
    "idf-schoene-convergences-2020": 16,
    "normandie-cnr-sante-2022": 18,
    "bfc-crsa-segur-2020": 26,
}
DOCX = "occitanie-crsa-cr-2020-05-28"
# Tables, whose cells poppler reads in an order of its own: all words are wanted, in any order.
TABLES = {"normandie-crsa-segur-2020": range(26, 35), "normandie-cnr-sante-2022": (3, 4)}


@cache
def _read(path: Path) -> Document:
    return read(identify(path))[0]


def _document(shared: Path, name: str) -> Document:
    folder = "docx" if name == DOCX else "pdf"
    return _read(shared / "corpus" / folder / f"{name}.{folder}")


@pytest.mark.parametrize(("name", "count"), PAGES.items())
def test_every_page_is_there_and_read(shared: Path, name: str, count: int) -> None:
    found = _document(shared, name)
    assert [page.number for page in found.pages] == list(range(1, count + 1))
    seen = page_texts(shared / "corpus" / "pdf" / f"{name}.pdf")
    for page, text in zip(found.pages, seen, strict=True):
        own = words(found.text[page.start : page.end])
        assert bool(own) == bool(words(text)), page.number
        assert page.quality > 0.5, page.number


@pytest.mark.parametrize("name", PAGES)
def test_words_come_in_the_order_that_poppler_reads(shared: Path, name: str) -> None:
    """With headers and footers still in place. Over the pages 99.5 %; on one page poppler may
    put half a justified line or a turned title elsewhere."""
    path = shared / "corpus" / "pdf" / f"{name}.pdf"
    raw = clean_lines(pdf_reader.read(path, Limits())[0])
    found = flow(raw.pages, [None] * len(raw.pages))
    low, total, got = {}, 0, 0.0
    for page, text in zip(found.pages, page_texts(path), strict=True):
        wanted, own = words(text), words(found.text[page.start : page.end])
        if page.number in TABLES.get(name, ()):
            recall = (Counter(wanted) & Counter(own)).total() / len(wanted)
        else:
            recall = in_order(wanted, own) / len(wanted)
        total, got = total + len(wanted), got + recall * len(wanted)
        if recall < 0.985:
            low[page.number] = (recall, len(wanted))
    assert not low
    assert got / total > 0.995


def test_the_original_text_is_found_whole_in_order(shared: Path) -> None:
    """The source texts know no headers: what was taken out of the pages is not missed."""
    for name in PAGES:
        wanted = words((shared / "corpus" / "texts" / f"{name}.txt").read_text())
        recall = in_order(wanted, words(_document(shared, name).text)) / len(wanted)
        assert recall > (0.99 if name == "normandie-cnr-sante-2022" else 0.995), name


@pytest.mark.parametrize("name", [*PAGES, DOCX])
def test_passages_are_exact_and_lose_nothing(shared: Path, name: str) -> None:
    found = _document(shared, name)
    chunks = split(found, count_words, 256)
    covered = set(itertools.chain.from_iterable(range(c.start, c.end) for c in chunks))
    assert {place for place, c in enumerate(found.text) if not c.isspace()} <= covered
    edges = {edge for chunk in chunks for edge in (chunk.start, chunk.end)}
    assert not any(s < edge < e for s, e in sentences(found.text) for edge in edges)
    pages = {page.number: page for page in found.pages}
    for chunk in chunks:
        if name != DOCX:
            assert pages[chunk.page_start].start <= chunk.start < pages[chunk.page_start].end
            assert pages[chunk.page_end].start < chunk.end <= pages[chunk.page_end].end
        else:
            assert (chunk.page_start, chunk.page_end) == (None, None)
    lengths = sorted(chunk.end - chunk.start for chunk in chunks)
    assert 350 < lengths[len(lengths) // 2] < 850
    assert lengths[-1] <= 1_024


@pytest.mark.parametrize(
    ("name", "offset"),
    [("normandie-crsa-segur-2020", 0), ("bfc-crsa-segur-2020", 1), ("normandie-cnr-sante-2022", 1)],
)
def test_printed_page_numbers_are_kept_and_out_of_the_text(
    shared: Path, name: str, offset: int
) -> None:
    found = _document(shared, name)
    told = [page for page in found.pages if page.printed is not None]
    assert len(told) >= 0.9 * len(found.pages)
    assert all(page.printed == str((page.number or 0) + offset) for page in told)


def test_bookmarks_of_the_report_become_sections(shared: Path) -> None:
    sections = _document(shared, "bfc-crsa-segur-2020").sections
    paths = [section.title_path for section in sections if section.kind == "heading"]
    assert max(map(len, paths)) == 4
    assert len([path for path in paths if len(path) == 1]) == 4


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("normandie-crsa-segur-2020", ("CRSA", "Normandie", "contribution", "2020-06")),
        ("bfc-crsa-segur-2020", ("CRSA", "Bourgogne-Franche-Comté", "synthèse", "2020-06-17")),
        ("normandie-cnr-sante-2022", ("CNR", "Normandie", "restitution", "2022-12-08")),
        ("idf-schoene-convergences-2020", (None, "Île-de-France", "synthèse", "2020-07-03")),
        (DOCX, ("CRSA", "Occitanie", "compte rendu", "2020-05-28")),
    ],
)
def test_facts_are_found_without_a_manifest(
    shared: Path, name: str, expected: tuple[str | None, ...]
) -> None:
    found = _document(shared, name)
    assert tuple(found.fact(key) for key in ("body", "region", "kind", "date")) == expected
    assert all(fact.evidence for fact in found.facts.values())
