"""What a child process does: it bounds itself, computes what was asked, writes the outcome."""

from __future__ import annotations

import os
import pickle
import sys
from typing import IO, Any, NoReturn

from ingest.errors import IngestError

OUT_OF_MEMORY = 77
"""The exit code of a child whose memory ran out."""
_RESULT_BYTES = 400_000_000


def answer(request: IO[bytes], result: IO[bytes]) -> NoReturn:
    """Ends this process: 0 when the outcome is written, a value or an IngestError."""
    sys.path[:], memory, seconds = pickle.load(request)
    _bound(memory, seconds)
    try:
        function, argument, limits = pickle.load(request)
        outcome: tuple[str, Any]
        try:
            outcome = "value", function(argument, limits)
        except IngestError as error:
            outcome = "error", error
        pickle.dump(outcome, result, protocol=pickle.HIGHEST_PROTOCOL)
        result.close()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)  # no clean-up of libraries: they may hang on a hostile file


def _bound(memory: int, seconds: float) -> None:
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 5),
        (resource.RLIMIT_FSIZE, _RESULT_BYTES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, bound in wanted:
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):  # a tighter bound is in force already
            continue


if __name__ == "__main__":
    written = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not mix with the answer
    answer(sys.stdin.buffer, written)
