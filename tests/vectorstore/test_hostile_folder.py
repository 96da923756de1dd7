"""One ingest over a folder of hostile files: a line for each, the good ones in, nothing half in."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest
from fakes.documents import write_corpus

from ingest import FileReport, Limits, Status
from tests.ingest import hostile
from vectorstore import Store

pytestmark = pytest.mark.slow

GOOD = {"avis-valmont", "bilan-orsec", "compte-rendu"}
PAGES = [f"Page numero {n} du compte rendu." for n in range(1, 20)]
WANTED = {
    "boites.pdf": None,
    "bombe.docx": "memory",
    "chiffre.pdf": "encrypted",
    "coupe.pdf": None,
    "cycle.pdf": None,
    "entites.docx": "damaged",
    "faux.docx": "unsupported-type",
    "gros.txt": "memory",
    "ids.jsonl": "damaged",
    "profond.docx": "damaged",
    "vide.pdf": "empty",
    "zeros.txt": "unsupported-type",
}


def hostile_folder(folder: Path) -> Path:
    write_corpus(folder)
    plain = hostile.paged(folder.parent / "bon.pdf", PAGES)
    hostile.paged(folder / "boites.pdf", PAGES, {3: "boxes", 9: "no-page", 17: "deflate"})
    hostile.swollen_docx(folder / "bombe.docx", 300_000_000)
    hostile.encrypted(folder / "chiffre.pdf", plain, "secret")
    (folder / "coupe.pdf").write_bytes(plain.read_bytes()[:2_000])
    hostile.cyclic(folder / "cycle.pdf")
    hostile.entities_docx(folder / "entites.docx")
    hostile.crowded_zip(folder / "faux.docx", 20)
    (folder / "gros.txt").write_bytes(b"Une ligne de plus.\n" * 5_000_000)
    (folder / "ids.jsonl").write_text('{"id": "../../a\\n", "text": "Un."}\n')
    hostile.deep_docx(folder / "profond.docx", 50_000)
    (folder / "vide.pdf").write_bytes(b"")
    (folder / "zeros.txt").write_bytes(b"\0" * 9_000)
    if sys.platform != "win32":
        os.mkfifo(folder / "tube.pdf")
        (folder / "lien.pdf").symlink_to("/etc/hostname")
        (folder / "a\nb\x1b[2J.txt").write_text("Un nom étrange.\n", encoding="utf-8")
    return folder


def test_the_run_goes_on_and_says_why(store: Store, tmp_path: Path) -> None:
    folder = hostile_folder(tmp_path / "corpus")
    report = store.ingest([folder], limits=Limits(seconds=60))
    lines: dict[str, FileReport] = {line.path.name: line for line in report.files}
    assert set(lines) == {path.name for path in folder.iterdir()}
    for name, kind in WANTED.items():
        error = lines[name].error
        assert kind is None or (error is not None and error.kind == kind), (name, error)
    for line in report.files:
        assert line.error is None or (line.error.message and line.error.advice)
    read = {line.doc for line in report.files if line.status is Status.ADDED}
    assert read >= GOOD
    assert {known.id for known in store.documents()} == read
    for known in store.documents():
        assert store.document(known.id).text.strip()
    if sys.platform != "win32":
        assert (lines["boites.pdf"].pages, lines["boites.pdf"].pages_unread) == (19, (3, 9))
        assert lines["boites.pdf"].pages_without_text == (3, 9, 17)
        assert lines["lien.pdf"].status is lines["tube.pdf"].status is Status.SKIPPED
    assert store.health().sound
    again = store.ingest([folder], limits=Limits(seconds=60))
    assert {line.doc for line in again.files if line.status is Status.UNCHANGED} == read


def test_two_thousand_pages_are_read(store: Store, tmp_path: Path) -> None:
    pages = [f"Page numero {n} du registre." for n in range(1, 2_001)]
    (line,) = store.ingest([hostile.paged(tmp_path / "long.pdf", pages)]).files
    assert (line.status, line.pages) == (Status.ADDED, 2_000)
    assert line.pages_without_text == line.pages_unread == ()
    document = store.document("long")
    last = document.pages[-1]
    assert document.text[last.start : last.end].strip() == pages[-1]


def test_files_that_change_and_vanish_during_the_run_are_lines_of_it(
    store: Store, tmp_path: Path
) -> None:
    folder = write_corpus(tmp_path / "corpus")
    for n in range(12):
        (folder / f"note-{n:02}.txt").write_text(f"La note numéro {n}.\n", encoding="utf-8")
    ended = threading.Event()

    def disturb() -> None:
        turn = 0
        while not ended.wait(0.02):
            turn += 1
            (folder / "note-11.txt").write_text(f"La note au tour {turn}.\n", encoding="utf-8")
            (folder / "note-10.txt").unlink(missing_ok=True)
            if turn % 2:
                (folder / "note-10.txt").write_text("Elle revient.\n", encoding="utf-8")

    other = threading.Thread(target=disturb)
    other.start()
    try:
        report = store.ingest([folder])
    finally:
        ended.set()
        other.join()
    kinds = {line.error.kind for line in report.files if line.error}
    assert kinds <= {"changed", "path-refused", "empty", "no-text"}
    assert {known.id for known in store.documents()} >= GOOD
    (folder / "note-10.txt").write_text("Elle reste.\n", encoding="utf-8")
    assert all(line.error is None for line in store.ingest([folder]).files)
    for known in store.documents():
        if known.path.endswith(".txt"):
            words = (folder / Path(known.path).name).read_text(encoding="utf-8").split()
            assert store.document(known.id).text.split() == words
    assert store.health().sound
