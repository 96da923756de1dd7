"""A process that has everything loaded and forks a child for each request (Linux).

A fresh interpreter needs most of a second for its imports, and for the list of French words: for
the small files of a folder more than their reading. One request at a time; started and stopped by
`ingest.children`. It has one thread, so that what it forks is whole.
"""

from __future__ import annotations

import os
import pickle
import socket
import struct
import sys
from typing import NoReturn

from ingest import child

STARTED = struct.Struct("<i")
"""First answer to a request: the child's process id."""
ENDED = struct.Struct("<iq")
"""Second answer: its exit code (a signal's is negative) and its peak memory in bytes."""
ENVIRONMENT = tuple[dict[str, str], str]
IDLE_S = 20.0
"""Without a request for so long it ends by itself."""
_FAILED = 1


def serve(channel: socket.socket) -> None:
    """Forks a child for each pair of files that comes in: a request to read, a result to write.

    Ends when the other end closes, or asks for nothing in IDLE_S.
    """
    channel.settimeout(IDLE_S)
    _load()
    while True:
        try:
            order, files, _, _ = socket.recv_fds(channel, 1, 2)
        except TimeoutError:
            return
        if not order:
            return
        pid = os.fork()
        if pid == 0:
            _become(channel, files)
        for file in files:
            os.close(file)
        channel.sendall(STARTED.pack(pid))
        _, status, usage = os.wait4(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        channel.sendall(ENDED.pack(code, usage.ru_maxrss * 1024))


def _load() -> None:
    import pypdf  # noqa: F401
    import pypdfium2  # noqa: F401

    import ingest.pipeline  # noqa: F401
    from ingest.french.lexicon import is_word

    is_word("mot")  # reads the list of words


def _become(channel: socket.socket, files: list[int]) -> NoReturn:
    """Goes on as the child, in a session of its own, where and with what its caller runs now."""
    try:
        os.setsid()
        channel.close()
        request, result = os.fdopen(files[0], "rb"), os.fdopen(files[1], "wb")
        environment, folder = pickle.load(request)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        child.answer(request, result)
    finally:
        os._exit(_FAILED)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
