"""A session of the store that ends by SIGKILL at a given step; run as a program by the tests.

Arguments: the step (a number of statements and calls, 0 for none), the data folder, the action, a
path; MINILM in place of nothing takes the real embedder.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
sys.path[:1] = [str(TESTS.parent)]  # the tests' own folders bear the names of rooms
sys.path.append(str(TESTS))

from fakes.hashing_embedder import HashingEmbedder  # noqa: E402

from vectorstore import Store, catalogue, load_embedder  # noqa: E402
from vectorstore.dense import ChromaFolder, ChromaIndex  # noqa: E402

VECTOR_CALLS = (
    (ChromaIndex, ("add", "remove", "remove_document")),
    (ChromaFolder, ("create", "drop")),
)


class Countdown:
    """Kills this process at its `step`-th call."""

    def __init__(self, step: int) -> None:
        self.left = step

    def tick(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """`method`, with a tick before it and one after."""

        def counted(*args: Any) -> Any:
            self.tick()
            value = method(*args)
            self.tick()
            return value

        return counted


def main(step: int, data: Path, action: str, path: str, *model: str) -> None:
    """One session; prints how many steps it took when it was not killed."""
    countdown = Countdown(step)
    for owner, names in VECTOR_CALLS:
        for name in names:
            setattr(owner, name, countdown.around(getattr(owner, name)))
    connect = catalogue._connect

    def traced(file: Path, mode: str) -> Any:
        connection = connect(file, mode)
        if mode != "ro":
            connection.set_trace_callback(countdown.tick)
        return connection

    catalogue._connect = traced
    embedder = (
        (lambda: load_embedder("minilm", ollama_url="http://127.0.0.1:9", timeout_s=1.0))
        if model
        else HashingEmbedder
    )
    with Store.open(data, embedder, write=True) as store:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        if action == "remove":
            store.remove(path)
        elif action == "rebuild":
            store.rebuild()
        else:
            store.ingest([Path(path)], prune=action == "prune")
    sys.stdout.write(f"{-countdown.left}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
