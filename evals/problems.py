"""What is wrong in a file that a person wrote, told in French, line by line, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong at a line (from 1; of a table: its row, the headings being row 1)."""

    path: Path
    line: int
    message: str


class InvalidCases(ValueError):
    """Files that cannot be used; `problems` holds every fault, in the order of files and lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(told(problems, "ne peut pas être utilisé"))


def told(problems: Sequence[Problem], verdict: str) -> str:
    """The problems as a text, under the name of each file and what is said of it."""
    parts = []
    for path in dict.fromkeys(one.path for one in problems):
        parts.append(f"{path} {verdict} :")
        parts += [f"  ligne {one.line} : {one.message}" for one in problems if one.path == path]
    return "\n".join(parts)
