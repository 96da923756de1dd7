"""Files of one JSON object a line, read whole or refused with every fault of every line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from evals.fields import Fault, Fields
from evals.problems import InvalidCases, Problem


class Identified(Protocol):
    """A value with an identifier of its own in its suite."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Identified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located(Generic[T]):
    """A value with the line that it was read from."""

    path: Path
    line: int
    value: T


def read_objects(
    paths: Sequence[Path], parse: Callable[[Fields], T], named: str
) -> tuple[Located[T], ...]:
    """What `parse` makes of each line of the files, in order; blank lines are skipped.

    `named` is what an object is called in messages (« question »). Raises InvalidCases with all
    faults of all files (an identifier used twice is one, also across files), OSError when a file
    cannot be opened.
    """
    found: list[Located[T]] = []
    problems: list[Problem] = []
    for path in paths:
        before = len(found) + len(problems)
        for line, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
            if not raw.strip():
                continue
            faults: list[Fault] = []
            fields = _object(raw, faults)
            value = parse(fields) if fields else None
            if faults or value is None:
                problems += [Problem(path=path, line=line, message=str(one)) for one in faults]
            else:
                found.append(Located(path=path, line=line, value=value))
        if len(found) + len(problems) == before:
            message = f"aucune {named} ; écrivez un objet JSON par ligne."
            problems.append(Problem(path=path, line=1, message=message))
    problems += repeated(found, named)
    if problems:
        order = {path: place for place, path in enumerate(paths)}
        raise InvalidCases(sorted(problems, key=lambda one: (order[one.path], one.line)))
    return tuple(found)


def repeated(found: Iterable[Located[T]], named: str) -> list[Problem]:
    """A problem for each value whose identifier an earlier one has."""
    first: dict[str, Located[T]] = {}
    problems = []
    for one in found:
        earlier = first.setdefault(one.value.id, one)
        if earlier is not one:
            where = "" if earlier.path == one.path else f" de {earlier.path}"
            message = (
                f"l’identifiant « {one.value.id} » sert déjà à la ligne {earlier.line}{where} ; "
                f"donnez un identifiant propre à chaque {named}."
            )
            problems.append(Problem(path=one.path, line=one.line, message=message))
    return problems


class _Twice(ValueError):
    """A key stands twice in an object."""


def _object(line: bytes, faults: list[Fault]) -> Fields | None:
    """The object of a line; None with a fault when there is none."""
    text = ""
    try:
        raw = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        text = "texte qui n’est pas en UTF-8 ; réenregistrez le fichier en UTF-8."
    except json.JSONDecodeError as error:
        place = f"colonne {error.colno}"
        text = f"JSON mal formé ({place}) ; vérifiez guillemets, virgules et accolades."
    except _Twice as error:
        text = f"la clé « {error} » est écrite deux fois ; gardez-en une."
    except (RecursionError, ValueError):
        text = "JSON mal formé ; trop de crochets imbriqués, ou un nombre trop long."
    else:
        if isinstance(raw, dict):
            return Fields(raw, faults)
        text = "un objet JSON { … } est attendu."
    faults.append(Fault(place="", text=text))
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for key, value in pairs:
        if key in held:
            raise _Twice(key)
        held[key] = value
    return held
