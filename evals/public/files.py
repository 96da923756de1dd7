"""The files of public sets: objects by line, tables by row, every fault told with its line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from evals.fields import Fields
from evals.lines import Identified, read_objects
from evals.problems import InvalidCases, Problem
from evals.suite import SuiteError

T = TypeVar("T", bound=Identified)

_NEXT = (
    "Placez les jeux publics dans shared/evals/public, à côté du projet : "
    "docs/evaluation/public-sets.md dit lesquels."
)


def identified(path: Path, parse: Callable[[Fields], T], named: str) -> dict[str, T]:
    """What `parse` makes of each line of a JSON Lines file, by id, in order.

    `named` is what a line is called in messages (« requête »). Raises SuiteError when the file
    cannot be opened, InvalidCases with all faults: a bad line, an id used twice, no line at all.
    """
    try:
        found = read_objects([path], parse, named)
    except OSError as error:
        raise unreadable(path, error) from error
    return {one.value.id: one.value for one in found}


def rows(
    path: Path, header: Sequence[str], fault: Callable[[list[str]], str | None]
) -> list[list[str]]:
    """The cells of each row below `header` in a file of tab-separated values.

    `fault` tells, in French, what is wrong with a row. Raises SuiteError when the file cannot be
    opened, InvalidCases with all faults, among them another header and another number of cells.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        message = "texte qui n’est pas en UTF-8 ; réenregistrez le fichier en UTF-8."
        raise InvalidCases([Problem(path=path, line=1, message=message)]) from error
    table = [(number, text.split("\t")) for number, text in enumerate(lines, 1) if text.strip()]
    named = ", ".join(header)
    if not table or table[0][1] != list(header):
        message = f"l’en-tête attendu est {named}, séparés par des tabulations."
        raise InvalidCases([Problem(path=path, line=1, message=message)])
    problems = []
    for number, cells in table[1:]:
        whole = len(cells) == len(header)
        wrong = fault(cells) if whole else f"{len(header)} colonnes sont attendues : {named}."
        if wrong:
            problems.append(Problem(path=path, line=number, message=wrong))
    if problems:
        raise InvalidCases(problems)
    return [cells for _, cells in table[1:]]


def absent(paths: Sequence[Path]) -> str | None:
    """The first path that is not there, as French sentences; None when all are."""
    for path in paths:
        if not path.exists():
            return f"{path} n’existe pas sur cette machine. {_NEXT}"
    return None


def unreadable(path: Path, error: OSError) -> SuiteError:
    return SuiteError(f"{path} ne peut pas être lu ({error.strerror or error}).", _NEXT)
