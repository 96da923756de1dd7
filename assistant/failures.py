"""Failures as a person reads them: what happened and what to do next, in French.

Failure                exit code 1, a notice explains it
└── InputError         exit code 2, what was typed or sent cannot be used
"""

from __future__ import annotations

import errno
import traceback
from datetime import datetime
from pathlib import Path

from assistant.engines.port import EngineError
from assistant.settings import SettingsError
from ingest import IngestError
from vectorstore import StoreError

LOG_FILE = "assistant.log"
LOG_LIMIT = 1_000_000


class Failure(Exception):
    """Something cannot be done: `kind` is stable, `message` and `advice` are French."""

    exit_code = 1

    def __init__(self, kind: str, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.advice = advice

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "message": self.message, "advice": self.advice}


class InputError(Failure):
    """What was typed, or a line of a batch, cannot be used."""

    exit_code = 2


_SYSTEM = {
    errno.ENOSPC: ("disk-full", "Le disque est plein.", "Libérez de la place, puis relancez."),
    errno.EDQUOT: ("disk-full", "Votre quota de disque est atteint.", "Libérez de la place."),
    errno.EACCES: (
        "not-allowed",
        "L’accès est refusé.",
        "Vérifiez les droits de ce fichier ou de ce dossier, ou choisissez-en un autre "
        "(pour les données : --data-dir DOSSIER).",
    ),
    errno.EMFILE: (
        "too-many-files",
        "Trop de fichiers sont ouverts à la fois.",
        "Fermez d’autres programmes, puis relancez.",
    ),
}
_SYSTEM[errno.EPERM] = _SYSTEM[errno.EACCES]
_SYSTEM[errno.EROFS] = _SYSTEM[errno.EACCES]


def explain(error: Exception) -> Failure | None:
    """The failure that `error` is for a person, None when it was not foreseen."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, StoreError | IngestError):
        return Failure(error.kind, error.message, error.advice)
    if isinstance(error, SettingsError):
        return Failure("settings", str(error))
    if isinstance(error, EngineError):
        return Failure("engine", str(error))
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        kind, message, advice = _SYSTEM[error.errno]
        place = f" ({error.filename})" if error.filename else ""
        return Failure(kind, message.rstrip(".") + place + ".", advice)
    return None


def require_writable(folder: Path) -> None:
    """`folder` exists afterwards and takes files; raises Failure otherwise."""
    probe = folder / ".ecriture"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Failure(
            "disk-full" if full else "folder-not-writable",
            f"Le dossier de données {folder} n’est pas accessible en écriture"
            + (" : le disque est plein." if full else "."),
            "Libérez de la place, puis relancez."
            if full
            else "Choisissez un autre dossier avec --data-dir DOSSIER (ou la variable "
            "ASSISTANT_DATA_DIR), ou rendez-le accessible en écriture.",
        ) from error


def record(error: BaseException, folder: Path) -> Path | None:
    """Appends the details of `error` to the log of `folder`; None when it cannot be written.

    The log starts over when it is larger than LOG_LIMIT bytes.
    """
    log = folder / LOG_FILE
    details = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mode = "w" if log.exists() and log.stat().st_size > LOG_LIMIT else "a"
        with log.open(mode, encoding="utf-8", errors="backslashreplace") as out:
            out.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{details}\n")
    except OSError:
        return None
    return log
