"""A run written case by case, and taken up where a stop left it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from evals.records import Record
from evals.runs.folder import (
    INDEXES,
    MANIFEST,
    TIMES,
    Header,
    manifest_text,
    read_manifest,
    read_times,
    whole_lines,
)
from evals.runs.model import RunError, SuiteInfo

_LOCK = ".lock"
_SAVE_TIMES_S = 2.0
_OTHER_FOLDER = "Choisissez un autre dossier avec --out, ou effacez celui-ci."
_SAID = {
    "asked": "les jeux ou leurs cas",
    "engine": "le moteur",
    "model": "le modèle",
    "seed": "la graine",
    "limit": "le nombre de cas",
    "settings": "les réglages",
    "versions": "le programme ou ses bibliothèques",
}


class RunFolder:
    """The folder of a run that is being made; use `opened`."""

    def __init__(self, path: Path, header: Header) -> None:
        self.path = path
        self._header = header
        self._infos: dict[str, SuiteInfo] = {}
        self._times: dict[str, dict[str, int]] = {}

    def is_done(self, name: str) -> bool:
        """The suite is there to its last case."""
        records, _ = whole_lines(self._lines(name))
        info = self._infos.get(name)
        return info is not None and tuple(one.id for one in records) == info.cases

    def begin(self, info: SuiteInfo) -> tuple[Record, ...]:
        """The records that are there already, of the first cases of `info`.

        A line that was cut is taken off. Raises RunError when the suite was begun with other
        documents, another index or other cases.
        """
        known = self._infos.get(info.name)
        if known is not None and known != info:
            raise RunError(
                f"{self.path} garde un passage commencé de « {info.title} » sur d’autres documents "
                "ou d’autres cas.",
                _OTHER_FOLDER,
            )
        self._infos[info.name] = info
        self._save_manifest()
        records, size = whole_lines(self._lines(info.name))
        if [one.id for one in records] != list(info.cases[: len(records)]):
            raise RunError(f"{self._lines(info.name)} a été modifié.", _OTHER_FOLDER)
        with self._lines(info.name).open("ab") as file:
            file.truncate(size)
        return tuple(records)

    def writer(self, name: str) -> Writer:
        """Where the records of a suite that was begun go."""
        return Writer(self._lines(name), self._times.setdefault(name, {}), self._save_times)

    def load(self) -> None:
        """Takes up what an earlier command left; what left no record is replaced.

        Raises RunError when it left another run, or the folder holds something else.
        """
        if not (self.path / MANIFEST).exists():
            if {one.name for one in self.path.iterdir()} - {_LOCK, _half(MANIFEST)}:
                raise RunError(f"{self.path} contient déjà d’autres fichiers.", _OTHER_FOLDER)
            self._save_manifest()
            return
        header, infos = read_manifest(self.path)
        if not any(map(self._has_line, header.asked)):
            self._start_over(header)
            return
        apart = [
            said
            for name, said in _SAID.items()
            if getattr(header, name) != getattr(self._header, name)
        ]
        if apart:
            raise RunError(
                f"{self.path} contient un autre passage : {', '.join(apart)} diffèrent.",
                _OTHER_FOLDER,
            )
        self._infos = {info.name: info for info in infos}
        self._times = read_times(self.path)

    def _start_over(self, old: Header) -> None:
        """Nothing was measured: nothing is lost, and what kept the command from it is corrected."""
        if old != self._header:
            shutil.rmtree(self.path / INDEXES, ignore_errors=True)
        for name in old.asked:
            self._lines(name).unlink(missing_ok=True)
        self._save_manifest()

    def _has_line(self, name: str) -> bool:
        path = self._lines(name)
        return path.is_dir() or (path.exists() and b"\n" in path.read_bytes())

    def _lines(self, name: str) -> Path:
        return self.path / f"{name}.jsonl"

    def _save_manifest(self) -> None:
        ordered = [self._infos[name] for name in self._header.asked if name in self._infos]
        _replace(self.path / MANIFEST, manifest_text(self._header, ordered))

    def _save_times(self) -> None:
        _replace(self.path / TIMES, json.dumps(self._times, ensure_ascii=False) + "\n")


class Writer:
    """Adds records to the file of a suite, each handed to the system before the next."""

    def __init__(self, path: Path, times: dict[str, int], save: Callable[[], None]) -> None:
        self._file = path.open("ab")
        self._times = times
        self._save = save
        self._saved = time.monotonic()

    def add(self, case: str, line: bytes, elapsed_ms: int) -> None:
        self._file.write(line)
        self._file.flush()
        self._times[case] = elapsed_ms
        if time.monotonic() - self._saved > _SAVE_TIMES_S:
            self._save()
            self._saved = time.monotonic()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._save()


@contextmanager
def opened(path: Path, header: Header) -> Iterator[RunFolder]:
    """The folder, made or taken up where it was left; nobody else writes to it meanwhile.

    Raises RunError: it cannot be written, holds another run, is damaged, or is in use; OSError when
    the disk is full.
    """
    with ExitStack() as held:
        try:
            path.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(path / _LOCK, timeout=0))
        except Timeout as error:
            raise RunError(
                f"Un autre passage écrit dans {path}.",
                "Attendez sa fin, ou changez de dossier (--out).",
            ) from error
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise
            raise RunError(
                f"Le passage ne peut pas être gardé dans {path} : ce n’est pas un dossier "
                "accessible en écriture.",
                "Choisissez un autre dossier avec --out.",
            ) from error
        folder = RunFolder(path, header)
        folder.load()
        yield folder


def _replace(path: Path, text: str) -> None:
    """The file holds all of `text` or what it held before."""
    half = path.with_name(_half(path.name))
    half.write_text(text, encoding="utf-8")
    os.replace(half, path)


def _half(name: str) -> str:
    return f"{name}.tmp"
