"""The store of record: what goes in comes out, whole or not at all."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.documents import make_document

from ingest import Chunk, Document, Page, Section
from vectorstore import Filters
from vectorstore.catalogue import NAME, Catalogue
from vectorstore.errors import DataFolderRefused, IndexDamaged, IndexMismatch, UnknownDocument
from vectorstore.schema import MIGRATIONS

RICH = replace(
    make_document(
        "avis",
        ["Première page, à l’œil.", "   ", "Troisième 🏥 page."],
        facts={"region": "Grand Est"},
    ),
    sections=(
        Section(title_path=("Avis",), kind="body", start=0, end=46),
        Section(title_path=("Avis", "Débat"), kind="speech", start=5, end=20, speaker="M. Untel"),
    ),
)


def chunk_of(document: Document, start: int, end: int) -> Chunk:
    return Chunk(
        id=f"{document.id}-{start}",
        document_id=document.id,
        start=start,
        end=end,
        page_start=1,
        page_end=3,
        section=("Avis", "Débat"),
        speaker="M. Untel",
    )


def put(catalogue: Catalogue, document: Document, *chunks: Chunk) -> None:
    with catalogue.writing() as transaction:
        transaction.put_file(f"/corpus/{document.id}.pdf", "f" * 64, "2")
        transaction.put_document(document, f"/corpus/{document.id}.pdf")
        transaction.put_chunks(document, chunks)


def test_a_document_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    pages = (
        Page(number=1, start=0, end=24, printed="iv", ocr=True, quality=0.5),
        *RICH.pages[1:],
    )
    document = replace(RICH, pages=pages)
    put(catalogue, document)
    with catalogue.reading() as snapshot:
        assert snapshot.document("avis") == document


def test_chunks_come_back_in_order_with_their_exact_text(catalogue: Catalogue) -> None:
    start = RICH.text.index("Trois")
    chunks = [chunk_of(RICH, start, len(RICH.text)), chunk_of(RICH, 0, 10)]
    put(catalogue, RICH, *chunks)
    with catalogue.reading() as snapshot:
        assert snapshot.chunks("avis") == chunks
        assert snapshot.chunk_ids() == sorted(chunk.id for chunk in chunks)
        passages = snapshot.passages([chunk.id for chunk in chunks] + ["unknown"])
        found = passages[f"avis-{start}"]
        assert (found.chunk, found.title, found.text) == (chunks[0], "avis", "Troisième 🏥 page.")
        assert len(passages) == 2
        assert snapshot.known_chunks(["avis-0", "unknown"]) == {"avis-0"}


def test_what_is_known_of_a_document(catalogue: Catalogue) -> None:
    put(catalogue, RICH, chunk_of(RICH, 0, 10))
    with catalogue.reading() as snapshot:
        (info,) = snapshot.documents()
        assert snapshot.file_documents("/corpus/avis.pdf") == [info]
        assert snapshot.file_documents("/corpus/other.pdf") == []
    assert (info.pages, info.pages_without_text, info.chunks) == (3, (2,), 1)
    assert (info.region, info.body, info.path) == ("Grand Est", None, "/corpus/avis.pdf")
    assert info.ingested_at.endswith("+00:00")


def test_a_document_without_pages_has_none(catalogue: Catalogue) -> None:
    put(catalogue, replace(RICH, pages=(Page(number=None, start=0, end=len(RICH.text)),)))
    with catalogue.reading() as snapshot:
        (info,) = snapshot.documents()
    assert (info.pages, info.pages_without_text) == (None, ())


def test_an_unknown_document_is_told(catalogue: Catalogue) -> None:
    with catalogue.reading() as snapshot, pytest.raises(UnknownDocument) as failure:
        snapshot.document("absent")
    assert "absent" in failure.value.message
    assert "assistant status" in failure.value.advice


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(), ["a", "b", "c"]),
        (Filters(doc=("b", "absent")), ["b"]),
        (Filters(region=("ile-de-france",)), ["a"]),
        (Filters(region=("Île-de-France", "BRETAGNE")), ["a", "b"]),
        (Filters(year=(2021,)), ["b", "c"]),
        (Filters(region=("Bretagne",), year=(2021,)), ["b"]),
        (Filters(kind=("avis",), body=("crsa",)), ["a"]),
        (Filters(region=("Bretagne",), year=(1999,)), []),
        (Filters(region=("",)), []),
    ],
)
def test_filters_or_within_a_key_and_between_keys(
    catalogue: Catalogue, filters: Filters, wanted: list[str]
) -> None:
    facts = {
        "a": {"region": "Île-de-France", "date": "2020-05-01", "kind": "Avis", "body": "CRSA"},
        "b": {"region": "Bretagne", "date": "2021"},
        "c": {"date": "2021-11"},
    }
    for id_, known in facts.items():
        put(catalogue, make_document(id_, ["Texte."], facts=known))
    with catalogue.reading() as snapshot:
        assert [info.id for info in snapshot.documents(filters)] == wanted
        assert snapshot.matching(filters) == (None if filters == Filters() else wanted)


def test_a_change_that_fails_leaves_nothing(catalogue: Catalogue) -> None:
    put(catalogue, RICH, chunk_of(RICH, 0, 10))

    def change_then_fail() -> None:
        with catalogue.writing() as transaction:
            transaction.remove_document("avis")
            transaction.expect_file("/corpus/other.pdf")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_then_fail()
    with catalogue.reading() as snapshot:
        assert snapshot.document("avis") == RICH
        assert list(snapshot.files()) == ["/corpus/avis.pdf"]
        assert snapshot.lexical.search("première", 5)[0][0] == "avis-0"


def test_a_reader_keeps_its_view_while_another_writes(catalogue: Catalogue) -> None:
    put(catalogue, RICH, chunk_of(RICH, 0, 10))
    with catalogue.reading() as snapshot:
        assert snapshot.chunk_count() == 1
        with catalogue.writing() as transaction:
            transaction.remove_document("avis")
        assert snapshot.chunk_count() == 1
        assert snapshot.lexical.search("première", 5) != []
    with catalogue.reading() as snapshot:
        assert snapshot.chunk_count() == 0
        assert snapshot.lexical.search("première", 5) == []


def test_removing_a_document_leaves_no_row_of_it(catalogue: Catalogue, data: Path) -> None:
    put(catalogue, RICH, chunk_of(RICH, 0, 10))
    with catalogue.writing() as transaction:
        transaction.remove_document("avis")
        transaction.forget_empty_files()
    catalogue.purge()
    connection = sqlite3.connect(data / NAME)
    for table in ("files", "documents", "pages", "sections", "facts", "chunks", "lexical_rows"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    connection.close()
    assert "Première".encode() not in (data / NAME).read_bytes()
    assert b"premier" not in (data / NAME).read_bytes()


def test_a_closed_catalogue_is_whole_in_its_own_file(data: Path) -> None:
    catalogue = Catalogue(data, write=True)
    put(catalogue, RICH)
    with catalogue.reading() as snapshot:
        assert snapshot.document("avis") == RICH
    catalogue.close()
    assert [path.name for path in data.iterdir()] == [NAME]


def test_a_file_that_moves_takes_its_documents_along(catalogue: Catalogue) -> None:
    put(catalogue, RICH)
    with catalogue.writing() as transaction:
        transaction.move_file("/corpus/avis.pdf", "/ailleurs/avis.pdf")
        assert transaction.path_of("avis") == "/ailleurs/avis.pdf"
        assert transaction.path_of("absent") is None


def test_every_change_of_state_is_a_new_generation(catalogue: Catalogue) -> None:
    with catalogue.writing() as transaction:
        before = transaction.generation()
        transaction.set_pending(True)
        assert transaction.pending()
        assert transaction.generation() > before


@pytest.mark.parametrize("shift", [-1, 1])
def test_another_version_of_the_tables_is_refused(data: Path, shift: int) -> None:
    Catalogue(data, write=True).close()
    connection = sqlite3.connect(data / NAME)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + shift}")
    connection.close()
    with pytest.raises(IndexMismatch) as failure:
        Catalogue(data)
    assert "assistant " in failure.value.advice


def test_a_file_that_is_no_catalogue_is_told(data: Path) -> None:
    (data / NAME).write_bytes(b"something else entirely" * 100)
    for write in (False, True):
        with pytest.raises(IndexDamaged) as failure:
            Catalogue(data, write=write)
        assert NAME in failure.value.message


def test_a_catalogue_that_cannot_be_opened_is_told(data: Path) -> None:
    (data / NAME).mkdir()
    with pytest.raises(DataFolderRefused):
        Catalogue(data, write=True)


def test_a_catalogue_opened_for_reading_is_not_written(data: Path, catalogue: Catalogue) -> None:
    put(catalogue, RICH)
    reader = Catalogue(data)
    with pytest.raises(RuntimeError), reader.writing():
        pass
    reader.close()
