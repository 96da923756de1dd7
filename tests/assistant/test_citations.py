"""From a span to a citation: pages, printed number, section, words."""

from __future__ import annotations

from assistant.citations import CitationBook, citation
from ingest import Document, Page, Section
from vectorstore import DocumentInfo

PAGES = ("Première page. ", "Deuxième page, début. La phrase court ", "jusqu’ici. Fin.")
TEXT = "".join(PAGES)


def document() -> Document:
    pages, start = [], 0
    for number, text in enumerate(PAGES, start=1):
        end = start + len(text)
        pages.append(Page(number=number, start=start, end=end, printed=str(number + 10)))
        start = end
    outer = Section(title_path=("Avis",), kind="section", start=0, end=len(TEXT))
    inner = Section(
        title_path=("Avis", "Suites"), kind="section", start=len(PAGES[0]), end=len(TEXT)
    )
    return Document(
        id="avis",
        title="Avis",
        sha256="0" * 64,
        media_type="application/pdf",
        text=TEXT,
        pages=tuple(pages),
        sections=(outer, inner),
    )


def info() -> DocumentInfo:
    return DocumentInfo(
        id="avis",
        title="Avis",
        sha256="0" * 64,
        media_type="application/pdf",
        path="avis.pdf",
        pages=3,
        pages_without_text=(),
        chunks=1,
        body="CRSA",
        region=None,
        kind=None,
        date="2021-05",
        ingested_at="2026-01-01",
    )


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_a_quote_on_one_page_names_it_with_its_printed_number_and_section() -> None:
    found = citation(document(), info(), span("Deuxième page, début."), n=1)
    assert (found.page_start, found.page_end, found.printed_page) == (2, 2, "12")
    assert found.section == ("Avis", "Suites")
    assert (found.body, found.date) == ("CRSA", "2021-05")
    assert found.quote == TEXT[found.char_start : found.char_end] == "Deuxième page, début."


def test_a_quote_over_a_page_break_names_both() -> None:
    found = citation(document(), info(), span("La phrase court jusqu’ici."), n=1)
    assert (found.page_start, found.page_end, found.printed_page) == (2, 3, "12")


def test_a_quote_that_ends_with_its_page_does_not_name_the_next() -> None:
    found = citation(document(), info(), (0, len(PAGES[0])), n=1)
    assert (found.page_start, found.page_end) == (1, 1)
    assert found.section == ("Avis",)


def test_the_same_words_keep_their_number() -> None:
    book = CitationBook()
    numbers = [
        book.cite(document(), info(), span(words)) for words in ("Fin.", "Première page.", "Fin.")
    ]
    assert numbers == [1, 2, 1]
    assert [c.n for c in book.citations] == [1, 2]
