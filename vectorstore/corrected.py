"""The facts that people corrected beside the documents of one ingest, folder by folder."""

from __future__ import annotations

from pathlib import Path

import ingest
from ingest import BadCorrections, Corrections, Document, FileReport, Status


class Corrected:
    """Reads each folder's file of corrections once."""

    def __init__(self) -> None:
        self._folders: dict[Path, Corrections | None] = {}
        self.faults: list[FileReport] = []
        """A line for each file of corrections that cannot be used, or names what is not there."""

    def digest(self, path: Path) -> str | None:
        """Changes with what is said of the file at `path`; None when that cannot be known."""
        corrections = self._of(path)
        return None if corrections is None else corrections.digest(path)

    def applied(self, document: Document, path: Path) -> Document:
        """The document of the file at `path` with its corrected facts."""
        corrections = self._of(path)
        return document if corrections is None else corrections.applied(document, path)

    def _of(self, path: Path) -> Corrections | None:
        folder = path.parent
        if folder not in self._folders:
            try:
                self._folders[folder] = found = ingest.load_corrections(folder)
                if names := found.strangers(folder):
                    self._tell(folder, ingest.misnamed(names))
            except BadCorrections as error:
                self._folders[folder] = None
                self._tell(folder, error)
        return self._folders[folder]

    def _tell(self, folder: Path, error: BadCorrections) -> None:
        self.faults.append(ingest.refusal(folder / ingest.CORRECTIONS, error, Status.FAILED))
