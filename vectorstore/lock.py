"""One writer at a time in a data folder."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from vectorstore.errors import StoreLocked

NAME = "writer.lock"
WAIT_S = 1.0


class WriterLock:
    """Held from creation to `release`; the system frees it when its process dies."""

    def __init__(self, folder: Path, wait_s: float = WAIT_S) -> None:
        """Takes the lock of `folder`, or raises StoreLocked after `wait_s` seconds."""
        self._lock = FileLock(folder / NAME, thread_local=False)
        try:
            self._lock.acquire(timeout=wait_s)
        except Timeout:
            raise StoreLocked(
                f"Un autre programme modifie déjà le dossier de données {folder}.",
                "Attendez la fin de l'ingestion en cours (ou fermez l'autre fenêtre), "
                "puis relancez la commande.",
            ) from None

    def release(self) -> None:
        """Lets the next writer in; releasing twice is harmless."""
        self._lock.release()
