"""Files on disk become documents of the store; one bad file stops nothing."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Sequence, Set
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

import ingest
from ingest import Document, FileError, FileReport, IngestReport, Limits, SourceFile, Status
from vectorstore.catalogue import Catalogue
from vectorstore.corrected import Corrected
from vectorstore.erasure import redacted
from vectorstore.errors import StoreError
from vectorstore.model import DocumentInfo
from vectorstore.readahead import read_ahead, workers
from vectorstore.reports import Progress
from vectorstore.writer import Writer

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file with what was read of it; `documents` is None where its bytes are known already."""

    source: SourceFile
    documents: list[Document] | None


class Builder:
    """One ingest: what is in the given paths, compared with the catalogue, then written."""

    def __init__(
        self,
        catalogue: Catalogue,
        writer: Writer,
        limits: Limits,
        on_progress: OnProgress | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._writer = writer
        self._limits = limits
        self._on_progress = on_progress or (lambda progress: None)
        with catalogue.reading() as snapshot:
            self._known = snapshot.files()
            self._hashes = frozenset(self._known.values())
            self._erased = snapshot.erased()
            self._outdated = snapshot.files_read_otherwise(ingest.READER_VERSION)
            waiting = snapshot.files_needing_ocr()
            self._as_corrected = snapshot.corrections()
        self._corrected = Corrected()
        if waiting and ingest.can_recognise(limits):
            self._outdated |= waiting

    def run(self, paths: Sequence[Path], *, prune: bool) -> IngestReport:
        """Reports every file in the order found, then those that are no longer there.

        With `prune` the latter are removed. Raises StoreError when nothing more can be written;
        what was written before stays.
        """
        started = time.monotonic()
        self._writer.begin()
        found = ingest.discover(paths)
        gone = self._gone(paths, {_key(_path(item)) for item in found})
        reports: list[FileReport] = []
        paths_found = [item for item in found if isinstance(item, Path)]
        self._outdated |= {_key(path) for path in paths_found if self._is_corrected_otherwise(path)}
        with read_ahead(paths_found, self._prepare, workers()) as prepared:
            for number, item in enumerate(found, start=1):
                if isinstance(item, Path):
                    place = Progress(file=number, files=len(found), path=item)
                    reports += self._file(item, next(prepared), place)
                elif not _holds(_key(item.path), gone):  # those are told one by one, as missing
                    reports.append(item)
        reports += self._corrected.faults
        for path in gone:
            reports += self._missing(path, prune=prune)
        self._writer.finish()
        return IngestReport(files=tuple(reports), elapsed_s=time.monotonic() - started)

    def _is_corrected_otherwise(self, path: Path) -> bool:
        """Whether people say other things of a known file than when it was read."""
        digest, known = self._corrected.digest(path), self._as_corrected.get(_key(path))
        return known is not None and digest is not None and digest != known

    def _prepare(self, path: Path) -> Prepared:
        """Reads a file whose bytes are new, ahead of its turn. Raises IngestError."""
        source = ingest.identify(path, self._limits)
        key = _key(source.path)
        is_known = source.sha256 in self._hashes and key not in self._outdated
        documents = None if is_known else ingest.read(source, self._limits)
        return Prepared(source=source, documents=documents)

    def _file(self, path: Path, prepared: Future[Prepared], place: Progress) -> list[FileReport]:
        self._on_progress(place)
        try:
            return self._source(prepared.result(), place)
        except ingest.IngestError as error:
            return [self._failure(path, ingest.file_error(error))]
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - the file boundary: the other files go on
            name = f"{type(error).__name__} : {error}"
            return [
                self._failure(
                    path,
                    FileError(
                        kind="internal",
                        message=f"Une erreur imprévue a arrêté le traitement du fichier ({name}).",
                        advice="Les autres fichiers ne sont pas touchés. Relancez l'ingestion ; "
                        "si l'erreur revient, signalez-la avec ce message.",
                    ),
                )
            ]

    def _source(self, prepared: Prepared, place: Progress) -> list[FileReport]:
        source = prepared.source
        key = _key(source.path)
        if self._known.get(key) == source.sha256 and key not in self._outdated:
            return [_line(info, source.path, Status.UNCHANGED) for info in self._documents(key)]
        twin = self._twin(source) if key not in self._known else None
        if twin is not None and not _is_gone(twin):
            return [self._duplicate(source, twin)]
        if twin is not None:
            self._move(twin, key)
        found = prepared.documents
        if found is None:
            found = ingest.read(source, self._limits)
        found = [self._corrected.applied(document, source.path) for document in found]
        documents = [
            redacted(self._own(document, source, key, is_alone=len(found) == 1), self._erased)
            for document in found
        ]
        before = {info.id for info in self._documents(key)}
        changed = [document for document in documents if not self._is_stored(document)]
        if changed:
            self._writer.replace(
                changed,
                key,
                lambda done, chunks: self._on_progress(replace(place, done=done, chunks=chunks)),
            )
        statuses = dict.fromkeys((document.id for document in documents), Status.UNCHANGED)
        for document in changed:
            is_known = document.id in before or (len(documents) == 1 and before)
            statuses[document.id] = Status.UPDATED if is_known else Status.ADDED
        gone = sorted(before.difference(document.id for document in documents))
        if len(documents) == len(gone) == 1:
            with self._catalogue.writing() as transaction:
                transaction.move_versions(gone[0], documents[0].id)
        removed = [self._remove(id_, source.path) for id_ in gone]
        with self._catalogue.writing() as transaction:
            corrections = self._corrected.digest(source.path) or ""
            transaction.put_file(key, source.sha256, ingest.READER_VERSION, corrections)
        self._known[key] = source.sha256
        infos = {info.id: info for info in self._documents(key)}
        lines = [_line(infos[id_], source.path, status) for id_, status in statuses.items()]
        return lines + (removed if len(documents) > 1 else [])

    def _is_stored(self, document: Document) -> bool:
        with self._catalogue.reading() as snapshot:
            is_known = snapshot.path_of(document.id) is not None
            return is_known and snapshot.document(document.id) == document

    def _own(self, document: Document, source: SourceFile, key: str, *, is_alone: bool) -> Document:
        """The document with an id that is no other file's, and with a hash of its own.

        Among the lines of one file, only those that changed are then written again.
        """
        if not is_alone:
            own = "\0".join((document.id, document.title, document.text))
            document = replace(document, sha256=hashlib.sha256(own.encode()).hexdigest())
        with self._catalogue.reading() as snapshot:
            owner = snapshot.path_of(document.id)
        if owner in (None, key):
            return document
        own_id = f"{document.id}-"
        known = [info.id for info in self._documents(key) if info.id.startswith(own_id)]
        if is_alone and len(known) == 1:
            return replace(document, id=known[0])
        return replace(document, id=f"{document.id}-{source.sha256[:8]}")

    def _twin(self, source: SourceFile) -> str | None:
        """Another known file with the same bytes: there still, or gone (it was moved)."""
        for path, sha256 in self._known.items():
            if sha256 == source.sha256 and (_is_gone(path) or _hash(path) == sha256):
                return path
        return None

    def _move(self, old: str, new: str) -> None:
        with self._catalogue.writing() as transaction:
            transaction.move_file(old, new)
            transaction.reopen_file(new)
        del self._known[old]
        self._known[new] = ""

    def _remove(self, document_id: str, path: Path) -> FileReport:
        removal = self._writer.remove(document_id)
        return FileReport(doc=document_id, path=path, status=Status.REMOVED, chunks=removal.chunks)

    def _gone(self, paths: Sequence[Path], found: Set[str]) -> list[str]:
        """Known files that are `paths`, or lie under them, and are no longer on disk.

        A path that was asked for is told as found even where nothing is.
        """
        asked = [_key(path) for path in paths]
        return [
            path
            for path in sorted(self._known)
            if (path not in found or path in asked)
            and any(_holds(folder, [path]) for folder in asked)
            and _is_gone(path)
        ]

    def _missing(self, path: str, *, prune: bool) -> list[FileReport]:
        documents = self._documents(path)
        if prune:
            return [self._remove(info.id, Path(path)) for info in documents]
        return [_line(info, Path(path), Status.MISSING) for info in documents]

    def _documents(self, path: str) -> list[DocumentInfo]:
        with self._catalogue.reading() as snapshot:
            return snapshot.file_documents(path)

    def _failure(self, path: Path, error: FileError) -> FileReport:
        """A known file keeps its last good version."""
        documents = self._documents(_key(path))
        doc = documents[0].id if len(documents) == 1 else None
        return FileReport(doc=doc, path=path, status=Status.FAILED, error=error)

    def _duplicate(self, source: SourceFile, twin: str) -> FileReport:
        documents = self._documents(twin)
        return FileReport(
            doc=documents[0].id if len(documents) == 1 else None,
            path=source.path,
            status=Status.SKIPPED,
            media_type=source.media_type,
            error=FileError(
                kind="duplicate",
                message=f"Ce fichier est identique à {twin}, déjà lu.",
                advice="Il n'y a rien à faire : ses passages sont déjà dans l'index.",
            ),
        )


def _line(info: DocumentInfo, path: Path, status: Status) -> FileReport:
    return FileReport(
        doc=info.id,
        path=path,
        status=status,
        media_type=info.media_type,
        pages=info.pages,
        pages_without_text=info.pages_without_text,
        pages_unread=info.pages_unread,
        pages_ocr=info.pages_ocr,
        pages_needing_ocr=info.pages_needing_ocr,
        pages_doubtful=info.pages_doubtful,
        chunks=info.chunks,
    )


def _key(path: Path) -> str:
    """The absolute path as the catalogue keeps it (names that are not UTF-8 are escaped)."""
    return os.fsencode(os.path.abspath(path)).decode("utf-8", "backslashreplace")


def _path(item: Path | FileReport) -> Path:
    return item.path if isinstance(item, FileReport) else item


def _holds(folder: str, paths: Iterable[str]) -> bool:
    """Whether one of `paths` is `folder` or lies under it."""
    return any(Path(path).is_relative_to(folder) for path in paths)


def _is_gone(path: str) -> bool:
    """Whether nothing is there; a folder that cannot be read now proves nothing."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _hash(path: str) -> str | None:
    try:
        return ingest.identify(Path(path)).sha256
    except ingest.IngestError:
        return None
