"""Hand-made hostile files: each ends in words or in a named error, within its bounds."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest import (
    Document,
    FileReport,
    IngestError,
    Limits,
    PathRefused,
    Status,
    discover,
    identify,
    read,
)
from tests.ingest import hostile
from tests.ingest.builders import docx, pdf

pytestmark = pytest.mark.model

LINE = "La commission a rendu son avis sur les transports du bourg, à l’unanimité.\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX kinds of files")
model = pytest.mark.model


def outcome(path: Path, limits: Limits | None = None) -> str | list[Document]:
    """The documents, or the kind of the error, which has words and stays within the time."""
    started = time.monotonic()
    limits = limits or Limits()
    try:
        return read(identify(path, limits), limits)
    except IngestError as error:
        return error.kind if error.message and error.advice else "silent"
    finally:
        assert time.monotonic() - started < limits.seconds + 5


@model
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_texts_are_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(LINE.encode(encoding))
    (found,) = outcome(tmp_path / "a.txt")
    assert found.text == LINE.strip()


@model
@pytest.mark.parametrize(
    "data",
    [
        (LINE * 3).encode().replace(b"transports", b"trans\0ports"),
        LINE.encode() + LINE.encode("cp1252"),
        LINE.encode("utf-16")[:-1],
        (LINE * 5).encode() + b"\x1b[31mrouge\x1b[0m\x07\n",
        ("\ufeff" + LINE + "\u202e\u0000fin").encode(),
    ],
)
def test_stray_bytes_leave_a_text_that_can_be_kept_and_shown(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (found,) = outcome(tmp_path / "a.txt")
    assert "La commission" in found.text
    assert not any(c in found.text for c in "\0\x07\x1b\u202e\ufeff")
    found.text.encode()


@pytest.mark.parametrize("data", [b"\0" * 5_000, os.urandom(5_000)])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x01\x02" + data)
    assert outcome(tmp_path / "a.txt") == "unsupported-type"


@model
@pytest.mark.parametrize(
    "identity", ["../../etc/passwd\n", "a\0b", "\x1b[2J", "\ud800", "n" * 201, "\u202egnp"]
)
def test_an_id_that_could_harm_is_refused_with_its_line(tmp_path: Path, identity: str) -> None:
    lines = [{"id": "bon", "text": "Un."}, {"id": identity, "text": "Deux."}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(IngestError, match="La ligne 2") as caught:
        read(identify(tmp_path / "a.jsonl"))
    assert caught.value.kind == "damaged"


@model
@pytest.mark.parametrize("value", ["[" * 200_000, "9" * 10_000, '"' + "x" * 9, "{}", "null"])
def test_a_line_that_is_no_document_is_damage(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": ' + value)
    assert outcome(tmp_path / "a.jsonl") == "damaged"


@model
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_hundred_megabytes_of_text_are_refused_at_once(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(LINE.encode() * (100_000_000 // len(LINE.encode())))
    started = time.monotonic()
    assert outcome(path) == "memory"
    assert time.monotonic() - started < 30


@model
def test_a_line_without_end_costs_no_more_than_its_length(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 300_000)
    (found,) = outcome(tmp_path / "a.txt", Limits(seconds=40))
    assert len(found.text) == 300_000


@model
@pytest.mark.parametrize(
    ("make", "kinds"),
    [
        (lambda path: hostile.swollen_docx(path, 300_000_000), {"memory"}),
        (lambda path: hostile.swollen_mimetype(path, 300_000_000), {"unsupported-type"}),
        (lambda path: hostile.crowded_zip(path, 500_000), {"memory"}),
        (lambda path: hostile.deep_docx(path, 100_000), {"damaged"}),
        (hostile.entities_docx, {"damaged"}),
    ],
)
def test_packages_that_swell_are_stopped(
    tmp_path: Path, make: Callable[[Path], Path], kinds: set[str]
) -> None:
    path = make(tmp_path / "a.docx")
    assert path.stat().st_size < 40_000_000
    assert outcome(path) in kinds


@model
def test_what_a_package_may_expand_to_is_a_bound_that_can_be_set(tmp_path: Path) -> None:
    path = hostile.swollen_docx(tmp_path / "a.docx", 1_200_000)
    assert outcome(path, Limits(expanded_bytes=500_000)) == "memory"
    assert isinstance(outcome(path), list)


@model
def test_pages_that_come_back_to_themselves_end(tmp_path: Path) -> None:
    assert outcome(hostile.cyclic(tmp_path / "a.pdf"), Limits(seconds=20)) in {
        "no-text",
        "damaged",
        "timeout",
    }


@model
def test_a_password_is_asked_for_only_where_one_is_needed(tmp_path: Path) -> None:
    plain = hostile.paged(tmp_path / "a.pdf", ["Un texte protege."])
    assert outcome(hostile.encrypted(tmp_path / "b.pdf", plain, "secret")) == "encrypted"
    (found,) = outcome(hostile.encrypted(tmp_path / "c.pdf", plain, ""))
    assert found.text == "Un texte protege."


@model
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_file_cut_short_is_read_in_part_or_said_to_be_damaged(
    tmp_path: Path, suffix: str, share: float
) -> None:
    path = tmp_path / f"a.{suffix}"
    if suffix == "pdf":
        pdf(path, [[(60, 60 + 20 * n, LINE.strip()) for n in range(20)]] * 3)
    else:
        docx(path, "<w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>" * 200)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    found = outcome(path)
    assert isinstance(found, list) or found in {"damaged", "no-text", "unsupported-type"}


@posix
def test_nothing_but_files_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.pdf")
    unix = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(tmp_path)  # the name of a socket is short
    try:
        unix.bind("prise.pdf")
    finally:
        os.chdir(here)
        unix.close()
    (tmp_path / "peripherique.pdf").symlink_to("/dev/zero")
    (tmp_path / "b.txt").write_text(LINE)
    found = discover([tmp_path])
    assert [item.name for item in found if isinstance(item, Path)] == ["b.txt"]
    reports = {item.path.name: item for item in found if isinstance(item, FileReport)}
    assert set(reports) == {"tube.pdf", "prise.pdf", "peripherique.pdf"}
    for report in reports.values():
        assert report.status is Status.SKIPPED
        assert report.error is not None
        assert (report.error.kind, bool(report.error.advice)) == ("path-refused", True)
    for name in ("tube.pdf", "prise.pdf", "peripherique.pdf"):
        with pytest.raises(PathRefused):
            identify(tmp_path / name)


@posix
def test_a_device_given_by_name_is_refused() -> None:
    (report,) = discover([Path("/dev/zero")])
    assert isinstance(report, FileReport)
    assert report.error is not None
    assert report.error.kind == "path-refused"


@pytest.fixture
def nobody() -> Iterator[None]:
    """This process may not read what others closed: root, who may, becomes another for a while."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
def test_what_may_not_be_read_is_told_and_the_others_go_on(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path_factory.mktemp("fermé")
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == os.geteuid() and parent.name.startswith(
            ("pytest", "popen", "fermé")
        ):
            parent.chmod(0o755)
    (folder / "a.txt").write_text(LINE)
    (folder / "secret.txt").write_text(LINE)
    (folder / "secret.txt").chmod(0)
    (folder / "dossier").mkdir()
    (folder / "dossier" / "b.txt").write_text(LINE)
    (folder / "dossier").chmod(0)
    request.addfinalizer(lambda: (folder / "dossier").chmod(0o755))
    request.getfixturevalue("nobody")
    found = discover([folder])
    assert [item.name for item in found if isinstance(item, Path)] == ["a.txt", "secret.txt"]
    (report,) = [item for item in found if isinstance(item, FileReport)]
    assert report.path.name == "dossier"
    assert report.error is not None
    assert "droit de lire" in report.error.message
    assert identify(folder / "a.txt").size
    with pytest.raises(PathRefused, match="droit de lire"):
        identify(folder / "secret.txt")


@posix
@pytest.mark.parametrize(
    "name",
    ["suite..txt..", "a\nb.txt", "\x1b[2J.txt", "\\..\\x.txt", "-rf.txt", "é\u0301\u202e.txt"],
)
def test_a_name_that_could_harm_is_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LINE)
    (found,) = discover([tmp_path])
    assert isinstance(found, Path)
    assert found.name == name
    assert identify(found).size == len(LINE.encode())


@posix
def test_a_name_that_is_no_utf8_is_read(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"r\xe9union.txt")).write_text(LINE)
    (found,) = discover([tmp_path])
    assert isinstance(found, Path)
    assert identify(found).size


def test_a_path_with_a_zero_or_without_end_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / ("n" * 300), tmp_path / "a\0b", Path("d/" * 3_000)):
        (report,) = discover([path])
        assert isinstance(report, FileReport)
        assert report.status is Status.FAILED
        with pytest.raises(PathRefused):
            identify(path)


@posix
def test_a_pipe_put_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LINE)
    (found,) = discover([tmp_path])
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(PathRefused, match="tube"):
        identify(found)


def test_a_file_that_grows_without_end_is_not_read_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1_000)

    def grow(size: int, limits: Limits) -> None:
        if size > limits.file_bytes:
            check(size, limits)
        if path.stat().st_size < 100_000_000:
            with path.open("ab") as stream:
                stream.write(b"x" * 1_100_000)

    from ingest import files

    check = files._check_size
    monkeypatch.setattr(files, "_check_size", grow)
    assert outcome(path, Limits(file_bytes=5_000_000)) == "memory"
    assert path.stat().st_size < 20_000_000
