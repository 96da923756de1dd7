"""Files are found without following links and told by their bytes."""

from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from pathlib import Path

import pytest

from ingest import (
    EmptyFile,
    EncryptedFile,
    FileReport,
    IngestError,
    Limits,
    PathRefused,
    ReaderMemory,
    Status,
    UnsupportedType,
    discover,
    identify,
    slug,
)
from ingest.readers import DOCX, HTML, JSON_LINES, MARKDOWN, ODT, PDF, TEXT
from tests.ingest.builders import docx, pdf
from tests.ingest.opendocument import odt

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX kinds of files")


def _paths(found: list[Path | FileReport]) -> list[str]:
    return [item.name for item in found if isinstance(item, Path)]


def _reports(found: list[Path | FileReport]) -> dict[str, FileReport]:
    return {item.path.name: item for item in found if isinstance(item, FileReport)}


def test_a_folder_is_walked_sorted_without_hidden_and_lock_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".cache", "~$a.docx", "Thumbs.db"):
        (tmp_path / name).write_text("texte")
    (tmp_path / "sous" / "dossier").mkdir(parents=True)
    (tmp_path / "sous" / "dossier" / "c.txt").write_text("texte")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.txt").write_text("texte")
    found = discover([tmp_path, tmp_path / "a.txt"])
    assert _paths(found) == ["a.txt", "b.txt", "c.txt"]


def test_a_missing_path_is_a_failed_report_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("texte")
    found = discover([tmp_path / "absent.pdf", tmp_path])
    assert _paths(found) == ["a.txt"]
    report = _reports(found)["absent.pdf"]
    assert report.status is Status.FAILED
    assert report.error is not None
    assert (report.error.kind, bool(report.error.advice)) == ("path-refused", True)


@posix
def test_links_out_of_the_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "dehors"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "a.txt").write_text("texte")
    (folder / "boucle").symlink_to(folder)
    (folder / "dedans.txt").symlink_to(folder / "a.txt")
    (folder / "dossier-dehors").symlink_to(outside)
    (folder / "fichier-dehors.txt").symlink_to(outside / "secret.txt")
    (folder / "casse.txt").symlink_to(folder / "absent.txt")
    found = discover([folder])
    assert _paths(found) == ["a.txt"]
    assert set(_reports(found)) == {"dossier-dehors", "fichier-dehors.txt", "casse.txt"}


@posix
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.pdf")
    found = discover([tmp_path])
    assert _reports(found)["tube.pdf"].status is Status.SKIPPED
    with pytest.raises(PathRefused):
        identify(tmp_path / "tube.pdf")


@posix
def test_a_path_too_long_to_open_does_not_end_the_walk(tmp_path: Path) -> None:
    (tmp_path / "z.txt").write_text("texte")
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for _ in range(30):
            os.mkdir("n" * 200, dir_fd=here)
            inner = os.open("n" * 200, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
    finally:
        os.close(here)
    found = discover([tmp_path])
    assert _paths(found) == ["z.txt"]
    assert [item.error.kind for item in _reports(found).values() if item.error] == ["path-refused"]


def test_odd_names_are_found_as_they_are(tmp_path: Path) -> None:
    names = ["été 2020.txt", "deux..points.txt"]
    names += [] if sys.platform == "win32" else ["ligne\nsuivante.txt"]
    for name in names:
        (tmp_path / name).write_text("texte")
    assert sorted(_paths(discover([tmp_path]))) == sorted(names)


def test_types_come_from_the_bytes(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", [[(60, 60, "Bonjour")]])
    (tmp_path / "sans-suffixe").write_bytes(b"\n\n" + (tmp_path / "a.pdf").read_bytes())
    docx(tmp_path / "b.bin", "<w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>")
    (tmp_path / "c.md").write_text("# Titre\n\ntexte")
    (tmp_path / "d.jsonl").write_text('{"id": "a", "text": "b"}\n')
    (tmp_path / "e.txt").write_text('{"id": "a", "text": "b"}\n{"id": "b", "text": "c"}\n')
    (tmp_path / "f.txt").write_bytes("Réunion à huis clos".encode("cp1252"))
    (tmp_path / "g.txt").write_bytes("Réunion".encode("utf-16"))
    (tmp_path / "h.txt").write_bytes("Réunion de la commission".encode("utf-16-le"))
    (tmp_path / "i.txt").write_bytes(b"\xef\xbb\xbf\n<HTML lang=fr><p>Bonjour")
    odt(tmp_path / "j.zip", "<text:p>Bonjour</text:p>")
    types = {path.name: identify(path).media_type for path in tmp_path.iterdir()}
    assert types == {
        "a.pdf": PDF,
        "sans-suffixe": PDF,
        "b.bin": DOCX,
        "c.md": MARKDOWN,
        "d.jsonl": JSON_LINES,
        "e.txt": JSON_LINES,
        "f.txt": TEXT,
        "g.txt": TEXT,
        "h.txt": TEXT,
        "i.txt": HTML,
        "j.zip": ODT,
    }


def test_the_hash_and_size_are_those_of_the_bytes(tmp_path: Path) -> None:
    data = b"texte\n" * 400_000
    (tmp_path / "a.txt").write_bytes(data)
    source = identify(tmp_path / "a.txt")
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.size == len(data)


@pytest.mark.parametrize(
    ("name", "data", "error", "word"),
    [
        ("vide.pdf", b"", EmptyFile, "0 octet"),
        ("page.pdf", b"<!DOCTYPE html><html><body>Erreur 404</body></html>", None, "page web"),
        ("texte.pdf", b"Ceci n'est pas un PDF, mais du texte.", None, "extension .pdf"),
        ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, None, "ancien format"),
        ("image.gif", b"GIF89a" + b"\0" * 60, None, "image"),
        ("note.rtf", rb"{\rtf1\ansi Bonjour}", None, "RTF"),
        ("octets.bin", bytes(range(256)) * 20, None, "type de fichier"),
    ],
)
def test_what_no_reader_reads_is_refused_with_its_name_and_the_next_step(
    tmp_path: Path, name: str, data: bytes, error: type[IngestError] | None, word: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error or UnsupportedType) as caught:
        identify(tmp_path / name)
    assert word in caught.value.message
    assert caught.value.advice


@pytest.mark.parametrize(
    ("name", "row"),
    [("page.pdf", "page web malgré son extension .pdf")],
)
def test_the_guide_gives_the_advice_of_the_program(tmp_path: Path, name: str, row: str) -> None:
    (tmp_path / name).write_bytes(b"<!DOCTYPE html><html><body>Erreur 404</body></html>")
    with pytest.raises(UnsupportedType) as caught:
        identify(tmp_path / name)
    guide = Path(__file__).resolve().parents[2] / "docs" / "guide.md"
    rows = dict(
        line.strip("| ").split(" | ")
        for line in guide.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    )
    assert caught.value.advice.lower().rstrip(".").endswith(rows[row].lower())


def test_an_encrypted_office_file_asks_for_an_open_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 400 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(EncryptedFile):
        identify(path)


@pytest.mark.parametrize(
    ("member", "word"),
    [("xl/workbook.xml", "tableur"), ("ppt/presentation.xml", "diaporama"), ("a.txt", "archive")],
)
def test_other_packages_are_named(tmp_path: Path, member: str, word: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr(member, "x")
    with pytest.raises(UnsupportedType) as caught:
        identify(tmp_path / "a.docx")
    assert word in caught.value.message


def test_a_file_over_the_size_bound_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 2_000)
    with pytest.raises(ReaderMemory):
        identify(tmp_path / "a.txt", Limits(file_bytes=1_000))


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("normandie-crsa-segur-2020", "normandie-crsa-segur-2020"),
        ("Compte rendu – Séance n°3 (œuvres)", "compte-rendu-seance-n-3-oeuvres"),
        ("…", "document"),
    ],
)
def test_a_slug_is_plain(stem: str, expected: str) -> None:
    assert slug(stem) == expected
