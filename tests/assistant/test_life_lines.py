"""What a person reads of the life of a document: replaced, read otherwise, not read whole."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from cli_harness import Command, write_samples

from assistant import plainout
from assistant.settings import load_settings
from assistant.wiring import reading_limits
from ingest import READER_VERSION, FileReport, IngestReport, Limits, Status
from vectorstore import DocumentInfo, OlderVersion

VERSION = OlderVersion(
    sha256="abcdef0123456789",
    pages=3,
    chunks=4,
    date=None,
    ingested_at="2026-03-01T12:00:00+00:00",
    replaced_at="2026-04-02T12:00:00+00:00",
)


def info(**given: object) -> DocumentInfo:
    known: dict[str, object] = {
        "id": "avis",
        "title": "Avis",
        "sha256": "0" * 64,
        "media_type": "application/pdf",
        "path": "/corpus/avis.pdf",
        "pages": 3,
        "pages_without_text": (),
        "chunks": 4,
        "body": None,
        "region": None,
        "kind": None,
        "date": None,
        "ingested_at": "2026-04-02T12:00:00+00:00",
        "reader": READER_VERSION,
    }
    return DocumentInfo(**(known | given))  # type: ignore[arg-type]


def test_a_replaced_version_is_told_with_its_days() -> None:
    (_, line) = plainout.documents_lines([info(replaced=(VERSION,))])
    assert line == (
        "    remplacé le 2 avril 2026 (version lue le 1er mars 2026, empreinte abcdef012345)"
    )


def test_an_older_reader_and_bad_pages_are_told_with_what_to_do() -> None:
    lines = list(plainout.documents_lines([info(reader="1", pages_unread=(2, 5))]))
    assert [line for line in lines if "pages 2 et 5" in line and "non lues" in line]
    assert "    lu par une version plus ancienne du programme : relancez assistant ingest" in lines


def test_a_bad_page_is_not_said_to_be_a_picture() -> None:
    report = FileReport(
        doc="avis",
        path=Path("avis.pdf"),
        status=Status.ADDED,
        pages=9,
        pages_without_text=(2, 5),
        pages_unread=(5,),
    )
    said = list(plainout.ingest_lines(IngestReport(files=(report,), elapsed_s=1.0)))
    assert sum("page 2" in line for line in said) == 1
    assert sum("page 5" in line for line in said) == 1
    assert any("page 5" in line and "non lue" in line for line in said)


def test_a_name_cannot_write_on_the_terminal() -> None:
    assert plainout.shown(Path("a\nb\x1b[2J\u202e.txt")) == "a\\nb\\x1b[2J\\u202e.txt"
    assert plainout.shown("réunion n° 3 – « bilan ».pdf") == "réunion n° 3 – « bilan ».pdf"
    assert plainout.shown("r\udce9union.txt").isprintable()


def test_each_bound_can_be_set(tmp_path: Path) -> None:
    settings = load_settings(
        data_dir=tmp_path,
        read_seconds=7,
        read_memory_mb=400,
        read_file_mb=3,
        read_expanded_mb=4,
        read_pages=5,
        read_million_characters=6,
    )
    assert reading_limits(load_settings(data_dir=tmp_path)) == Limits()
    changed, default = reading_limits(settings), Limits()
    own = {"seconds", "memory_bytes", "file_bytes", "expanded_bytes", "pages", "characters"}
    assert own <= {field.name for field in fields(Limits)}
    assert all(getattr(changed, name) != getattr(default, name) for name in own)


@pytest.mark.model
def test_status_and_text_tell_of_older_versions(tmp_path: Path, capsys) -> None:
    run = Command(tmp_path / "données", capsys)
    files = write_samples(tmp_path / "fichiers")
    run("ingest", files)
    (files / "occitanie-note.txt").write_text("Note sur les aidants\n\nUn texte neuf.\n")
    assert run("ingest", files).code == 0
    known = {d["doc"]: d for d in run("status", "--json").json["documents"]}
    (version,) = known["occitanie-note"]["replaced"]
    assert set(version) >= {"sha256", "pages", "chunks", "ingested_at", "replaced_at"}
    assert known["occitanie-note"]["outdated"] is False
    assert "remplacé le" in run("status").out
    assert run("text", "occitanie-note", "--json").json["replaced"] == [version]
    shown = run("text", "occitanie-note")
    assert "remplacé le" in shown.err
    assert "remplacé le" not in shown.out


@pytest.mark.model
def test_a_bound_of_the_settings_reaches_the_reader(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("ASSISTANT_READ_MILLION_CHARACTERS", "1")
    run = Command(tmp_path / "données", capsys)
    (tmp_path / "gros.txt").write_text("Une ligne de plus.\n" * 60_000)
    done = run("ingest", tmp_path / "gros.txt", "--json")
    (line,) = done.json["documents"]
    assert (done.code, line["error"]["kind"]) == (1, "memory")
