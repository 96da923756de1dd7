"""A page that kills its reader costs that page, and no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import (
    Document,
    FileChanged,
    Limits,
    PathRefused,
    ReaderCrash,
    ReaderMemory,
    identify,
    journal,
    pipeline,
    read,
)
from tests.ingest import hostile, misbehave
from tests.ingest.builders import pdf

pytestmark = pytest.mark.model

PAGES = [f"Page numero {n} du compte rendu." for n in range(1, 20)]
BAD = (3, 9, 17)
timers = pytest.mark.skipif(sys.platform == "win32", reason="needs interval timers")


@pytest.fixture
def parsed_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Has the child run another function than the real `parse`."""
    return lambda function: monkeypatch.setattr(pipeline, "parse", function)


def _pages(document: Document) -> dict[int | None, str]:
    return {page.number: document.text[page.start : page.end].strip() for page in document.pages}


def _unread(document: Document) -> list[int | None]:
    return [page.number for page in document.pages if page.unread]


def _check_others(document: Document, bad: tuple[int, ...]) -> None:
    found = _pages(document)
    assert list(found) == list(range(1, len(found) + 1))
    for number, text in enumerate(PAGES[: len(found)], 1):
        assert found[number] == ("" if number in bad else text)


@timers
def test_a_page_that_kills_one_reader_is_read_by_the_other(
    tmp_path: Path, parsed_by: Callable[[object], None]
) -> None:
    parsed_by(misbehave.parse_with_a_fragile_reader)
    (found,) = read(identify(hostile.paged(tmp_path / "a.pdf", PAGES)), Limits(seconds=40))
    assert _unread(found) == []
    _check_others(found, ())


@timers
def test_three_bad_pages_of_nineteen_leave_sixteen(
    tmp_path: Path, parsed_by: Callable[[object], None]
) -> None:
    parsed_by(misbehave.parse_with_readers_that_fall)
    (found,) = read(identify(hostile.paged(tmp_path / "a.pdf", PAGES)), Limits(seconds=40))
    assert _unread(found) == list(BAD)
    _check_others(found, BAD)


def test_a_file_of_bad_pages_only_is_the_error_that_they_made(
    tmp_path: Path, parsed_by: Callable[[object], None]
) -> None:
    parsed_by(misbehave.parse_with_dead_readers)
    with pytest.raises(ReaderCrash):
        read(identify(hostile.paged(tmp_path / "a.pdf", PAGES[:2])))


@timers
def test_a_page_of_boxes_without_end_costs_its_own_time_only(tmp_path: Path) -> None:
    path = hostile.paged(tmp_path / "a.pdf", PAGES[:4], {2: "boxes"})
    (found,) = read(identify(path), Limits(seconds=30))
    assert _unread(found) == [2]
    _check_others(found, (2,))


def test_a_page_that_swells_over_the_bound_of_memory_is_lost_alone(tmp_path: Path) -> None:
    path = hostile.paged(tmp_path / "a.pdf", PAGES[:3], {2: "bomb"})
    assert path.stat().st_size < 1_000_000
    (found,) = read(identify(path), Limits(memory_bytes=500_000_000))
    assert _unread(found) == [2]
    _check_others(found, (2,))


@pytest.mark.parametrize("way", ["deflate", "absent", "no-page"])
def test_damaged_pages_keep_the_others_in_their_places(tmp_path: Path, way: str) -> None:
    path = hostile.paged(tmp_path / "a.pdf", PAGES, dict.fromkeys(BAD, way))
    (found,) = read(identify(path))
    _check_others(found, BAD)


def test_a_file_that_changes_while_it_is_read_is_told(
    tmp_path: Path, parsed_by: Callable[[object], None]
) -> None:
    parsed_by(misbehave.parse_a_file_that_changes)
    (tmp_path / "a.txt").write_text("Une ligne.\n")
    with pytest.raises(FileChanged) as caught:
        read(identify(tmp_path / "a.txt"))
    assert caught.value.kind == "changed"
    assert caught.value.advice


def test_a_file_that_vanishes_while_it_is_read_is_told(
    tmp_path: Path, parsed_by: Callable[[object], None]
) -> None:
    parsed_by(misbehave.parse_a_file_that_vanishes)
    for path in (tmp_path / "a.txt", pdf(tmp_path / "a.pdf", [[(60, 60, "Bonjour")]])):
        path.write_bytes(path.read_bytes() if path.exists() else b"Une ligne.\n")
        with pytest.raises(PathRefused):
            read(identify(path))


def test_a_record_cut_in_the_middle_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with journal.kept_in(path, 10):
        assert journal.step("un", [lambda: [1]], [0]) == [1]
        with pytest.raises(ZeroDivisionError):
            journal.step("deux", [lambda: [1 // 0]], [0])
    assert journal.fell_in(path) == "deux"
    path.write_bytes(path.read_bytes() + b"\x80\x05torn")
    for way in (2, 3):
        with journal.kept_in(path, 10):
            assert journal.step("un", [lambda: [9]], [0]) == [1]
            assert journal.step("deux", [lambda: [9], lambda way=way: [way]], [0]) == [2]
        assert journal.fell_in(path) is None


def test_too_many_pages_are_refused_by_the_bound_that_is_set(tmp_path: Path) -> None:
    path = hostile.paged(tmp_path / "a.pdf", PAGES)
    with pytest.raises(ReaderMemory, match="19 pages, plus que les 18"):
        read(identify(path), Limits(pages=18))
