"""Files that only grow: one JSON object a line, added by several programs at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from filelock import FileLock

from evals.problems import Problem

T = TypeVar("T")
_PATIENCE_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger(Generic[T]):
    """What the whole lines say, in order, and the lines that say nothing (a cut one, a typo)."""

    entries: tuple[T, ...] = ()
    problems: tuple[Problem, ...] = ()


def append(path: Path, objects: Iterable[Mapping[str, Any]]) -> None:
    """Adds one line an object, all of them in one writing, after a line that was cut too.

    Raises OSError, filelock.Timeout when another program holds the file for ten seconds.
    """
    lines = [json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in objects]
    with FileLock(lock_of(path), timeout=_PATIENCE_S), path.open("a+b") as file:
        if file.tell():
            file.seek(-1, 2)
            if file.read(1) != b"\n":
                lines.insert(0, b"\n")
        file.write(b"".join(lines))


def read(path: Path, parse: Callable[[Mapping[str, Any]], T]) -> Ledger[T]:
    """What `parse` makes of each line; it may raise KeyError, TypeError or ValueError.

    A file that is not there is empty. Raises OSError when it cannot be opened.
    """
    entries: list[T] = []
    problems: list[Problem] = []
    content = path.read_bytes() if path.exists() else b""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            entries.append(parse(json.loads(line)))
        except (KeyError, TypeError, ValueError):
            message = "ligne illisible, laissée de côté ; corrigez-la ou retirez-la."
            problems.append(Problem(path=path, line=number, message=message))
    return Ledger(entries=tuple(entries), problems=tuple(problems))


def lock_of(path: Path) -> Path:
    """The file whose lock says that `path` is being written."""
    return path.with_name(f".{path.name}.lock")
