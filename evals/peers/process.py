"""A peer in its own process: one JSON line in, one out, and a bound on every wait."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Self

from evals.peers.errors import PeerError

READY_S = 3600.0
"""Reading and embedding a corpus: an hour, for slow machines and large sets."""

ANSWER_S = 600.0
"""A question, with a local model that writes."""

_LAST_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What a peer said once it had read the documents; `unread` is (document, why) pairs."""

    passages: int
    unread: tuple[tuple[str, str], ...]


class PeerProcess:
    """Started by `with`, stopped at its end whatever the peer is doing.

    After the first failure to speak as agreed the process is stopped, and each later question
    raises the same PeerError: answers could no longer be told apart.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        ready_s: float = READY_S,
        answer_s: float = ANSWER_S,
    ) -> None:
        self._name = name
        self._command = list(command)
        self._ready_s = ready_s
        self._answer_s = answer_s
        self._failure: PeerError | None = None

    def __enter__(self) -> Self:
        """Raises PeerError when the program cannot be started."""
        self._log: IO[bytes] = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            self._log.close()
            raise PeerError(
                f"Le programme de « {self._name} » ne démarre pas ({error}).",
                "Effacez le dossier de son environnement, puis relancez la commande.",
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()
        self._log.close()

    def index(self, order: Mapping[str, Any]) -> Ready:
        """The documents read and indexed. Raises PeerError."""
        said = self._exchange(order, self._ready_s)
        try:
            if said["ready"] is not True:
                raise ValueError("not ready")
            return Ready(
                passages=int(said["passages"]),
                unread=tuple((one["doc"], one["why"]) for one in said["unread"]),
            )
        except (KeyError, TypeError, ValueError):
            raise self._failed("n’a pas dit avoir lu les documents") from None

    def ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """The line that answers a question, with its "id". Raises PeerError."""
        said = self._exchange(question, self._answer_s)
        if said.get("id") != question["id"]:
            raise self._failed("a répondu à une autre question que celle posée")
        return said

    def _exchange(self, message: Mapping[str, Any], most_s: float) -> dict[str, Any]:
        if self._failure is not None:
            raise self._failure
        too_late = threading.Event()

        def end() -> None:
            too_late.set()
            self._process.kill()

        bound = threading.Timer(most_s, end)
        bound.start()
        try:
            line = self._say_and_hear(json.dumps(message, ensure_ascii=False))
        finally:
            bound.cancel()
            bound.join()
        if too_late.is_set():
            raise self._failed(f"n’a rien répondu en {most_s:g} s")
        if not line:
            raise self._failed("s’est arrêté")
        try:
            said = json.loads(line)
        except json.JSONDecodeError:
            said = None
        if not isinstance(said, dict):
            raise self._failed(f"a répondu autre chose qu’un objet JSON : « {line.strip()[:80]} »")
        return said

    def _say_and_hear(self, message: str) -> str:
        """The line that comes back, empty when the process is gone."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(message + "\n")
            self._process.stdin.flush()
        except OSError:
            return ""
        return self._process.stdout.readline()

    def _failed(self, what: str) -> PeerError:
        self._stop()
        self._log.seek(0)
        said = self._log.read().decode("utf-8", "replace").strip().splitlines()
        last = " Ses derniers mots : " + " / ".join(said[-_LAST_LINES:]) if said else ""
        self._failure = PeerError(
            f"« {self._name} » {what}.{last}",
            "Corrigez la cause, ou lancez la comparaison sans lui avec --peer.",
        )
        return self._failure

    def _stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with contextlib.suppress(
                OSError
            ):  # what was still to be said to a process that is gone
                stream.close()
