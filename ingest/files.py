"""Files on disk: found without following links, told by their bytes, refused when unsafe."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from ingest import corrections, sniff
from ingest.errors import EmptyFile, IngestError, PathRefused, ReaderMemory
from ingest.french import fold
from ingest.limits import Limits
from ingest.model import FileError, FileReport, SourceFile, Status
from ingest.zipsize import listing_bytes

_BLOCK = 1 << 20
_LISTING_BYTES = 4_000_000
_IGNORED_PREFIXES = (".", "~$")
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", corrections.NAME})


def discover(paths: Sequence[Path]) -> list[Path | FileReport]:
    """The files under `paths`, sorted, each once; what must not be opened comes as a report.

    Links are not followed. Hidden files, the lock files of office programs and the files of
    corrections are passed over.
    """
    found: dict[str, Path | FileReport] = {}
    for path in paths:
        for item in _under(path):
            found.setdefault(
                os.path.abspath(item.path if isinstance(item, FileReport) else item), item
            )
    return [found[key] for key in sorted(found, key=os.fsencode)]


def _under(path: Path) -> Iterator[Path | FileReport]:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        yield refusal(path, _unreachable(path, error), Status.FAILED)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path, Path(os.path.realpath(path)))
    elif stat.S_ISREG(mode):
        yield path
    else:
        yield refusal(path, _special(path), Status.FAILED)


def _walk(folder: Path, root: Path) -> Iterator[Path | FileReport]:
    """Depth first with a stack: neither one bad folder nor a deep tree ends the walk."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as entries:
                listed = list(entries)
        except OSError as error:
            yield refusal(current, _unreachable(current, error), Status.FAILED)
            continue
        for entry in listed:
            name = entry.name
            if name.startswith(_IGNORED_PREFIXES) or name.lower() in _IGNORED_NAMES:
                continue
            path = Path(entry.path)
            try:
                mode = entry.stat(follow_symlinks=False).st_mode
            except OSError as error:
                yield refusal(path, _unreachable(path, error), Status.FAILED)
                continue
            if stat.S_ISDIR(mode):
                waiting.append(path)
            elif stat.S_ISREG(mode):
                yield path
            elif not stat.S_ISLNK(mode):
                yield refusal(path, _special(path), Status.SKIPPED)
            elif not _stays_inside(path, root):
                yield refusal(path, _link(path), Status.SKIPPED)


def _stays_inside(link: Path, root: Path) -> bool:
    """Whether a link points to something of the same folder, which the walk finds by itself."""
    target = Path(os.path.realpath(link))
    return target.is_relative_to(root) and os.path.exists(target)


def identify(path: Path, limits: Limits | None = None) -> SourceFile:
    """The file's type, told from its bytes, and its hash.

    Raises PathRefused when it is no regular file, EmptyFile, UnsupportedType, ReaderMemory when
    it is larger than the bound.
    """
    limits = limits or Limits()
    try:
        with _open(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            _check_size(size, limits)
            digest, head = _hash(stream, limits)
            if head.startswith(b"PK"):
                _check_listing(listing_bytes(stream))
        media_type = sniff.media_type(path, head)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise _unreachable(path, error) from error
    return SourceFile(path=path, sha256=digest, media_type=media_type, size=size)


def digest(path: Path, limits: Limits) -> str:
    """The hash of the file as it is now. Raises PathRefused, and ReaderMemory over the bound."""
    try:
        with _open(path) as stream:
            return _hash(stream, limits)[0]
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from error


def _open(path: Path) -> BinaryIO:
    """A regular file, open; a pipe that stands there by now is not waited for."""

    def at_once(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    stream = open(path, "rb", buffering=0, opener=at_once)  # noqa: SIM115 - the caller closes it
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise _special(path)
    return stream


def _check_size(size: int, limits: Limits) -> None:
    if size == 0:
        raise EmptyFile(
            "Ce fichier est vide (0 octet).",
            "Sa copie a sans doute été interrompue : remplacez-le par une copie complète.",
        )
    if size > limits.file_bytes:
        raise ReaderMemory(
            f"Ce fichier pèse {size // 1_000_000} Mo, plus que les "
            f"{limits.file_bytes // 1_000_000} Mo que l’assistant lit.",
            "Découpez-le en plusieurs fichiers, puis recommencez ; ou relevez cette limite dans "
            "les réglages (voir le guide).",
        )


def _check_listing(size: int) -> None:
    if size > _LISTING_BYTES:
        raise ReaderMemory(
            "Cette archive annonce un nombre de fichiers démesuré : elle n’est pas ouverte.",
            "Le fichier est peut-être piégé ou abîmé. S’il est sûr, décompressez-le et ajoutez les "
            "documents qu’il contient.",
        )


def _hash(stream: BinaryIO, limits: Limits) -> tuple[str, bytes]:
    """The hash of the whole file and its first bytes; it may have grown since it was opened."""
    hashed, head, size = hashlib.sha256(), b"", 0
    while block := stream.read(_BLOCK):
        head = head or block
        size += len(block)
        _check_size(size, limits)
        hashed.update(block)
    return hashed.hexdigest(), head


def slug(stem: str) -> str:
    """A document id from a file name's stem: lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", fold(stem))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"


def refusal(path: Path, error: IngestError, status: Status) -> FileReport:
    """The report line of a file that was not read."""
    return FileReport(doc=None, path=path, status=status, error=file_error(error))


def file_error(error: IngestError) -> FileError:
    """The error as a report shows it."""
    return FileError(kind=error.kind, message=error.message, advice=error.advice)


def _unreachable(path: Path, error: Exception) -> PathRefused:
    if isinstance(error, FileNotFoundError):
        return PathRefused("Ce chemin n’existe pas.", "Vérifiez son orthographe, puis recommencez.")
    if isinstance(error, PermissionError):
        return PathRefused(
            "L’assistant n’a pas le droit de lire ce chemin.",
            "Donnez-vous le droit de lecture sur ce fichier ou ce dossier, puis recommencez.",
        )
    return PathRefused(
        "Ce chemin ne peut pas être lu (nom trop long, ou disque qui ne répond pas).",
        "Copiez le fichier dans un dossier au nom plus court, puis recommencez.",
    )


def _special(path: Path) -> PathRefused:
    return PathRefused(
        "Ce n’est pas un fichier ordinaire (tube, prise ou périphérique) : il n’est pas ouvert.",
        "Retirez-le du dossier, ou ignorez cette ligne.",
    )


def _link(path: Path) -> PathRefused:
    return PathRefused(
        "Ce lien mène hors du dossier, ou nulle part : il n’est pas suivi.",
        "Copiez le document lui-même dans le dossier si vous voulez l’ajouter.",
    )
