"""Files of questions or claims, one JSON object a line: a bad line stops nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from assistant.failures import InputError

T = TypeVar("T")
Id = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Generic[T]):
    """A line that can be used; `line` is 1-based."""

    line: int
    id: Id
    value: T


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that cannot be used, and why; `id` is known when the line was an object with one."""

    line: int
    id: Id
    error: InputError


def require_readable(path: Path) -> None:
    """Raises InputError when the batch file `path` cannot be opened."""
    try:
        path.open("rb").close()
    except OSError as error:
        raise InputError(
            "batch-file",
            f"Le fichier {path} ne peut pas être ouvert"
            + (" : il n’existe pas." if isinstance(error, FileNotFoundError) else "."),
            "Vérifiez le chemin donné à --batch.",
        ) from error


def read_batch(
    path: Path, parse: Callable[[Mapping[str, object]], T]
) -> Iterator[Item[T] | BadLine]:
    """Lines of `path` in order, blank ones left out; `parse` raises InputError for a bad object."""
    with path.open("rb") as source:
        for number, raw in enumerate(source, start=1):
            if raw.strip():
                yield _read_line(number, raw, parse)


def _read_line(
    number: int, raw: bytes, parse: Callable[[Mapping[str, object]], T]
) -> Item[T] | BadLine:
    identity: Id = None
    try:
        fields = _object(raw)
        identity = _identity(fields)
        return Item(line=number, id=identity, value=parse(fields))
    except InputError as error:
        return BadLine(line=number, id=identity, error=error)


def _object(raw: bytes) -> Mapping[str, object]:
    try:
        # "utf-8-sig" because Windows editors put a byte order mark in front of the first line.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "not-utf8",
            f"La ligne n’est pas du texte UTF-8 (octet {error.start + 1}).",
            "Enregistrez le fichier en UTF-8, puis relancez.",
        ) from error
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "not-json",
            "La ligne n’est pas du JSON.",
            'Écrivez un objet par ligne, par exemple {"id": "q1", "question": "…"}.',
        ) from error
    if not isinstance(fields, dict):
        raise InputError(
            "not-an-object",
            "La ligne n’est pas un objet JSON.",
            'Écrivez un objet par ligne, par exemple {"id": "q1", "question": "…"}.',
        )
    return fields


def _identity(fields: Mapping[str, object]) -> Id:
    value = fields.get("id")
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    raise InputError(
        "no-id",
        "La ligne n’a pas d’identifiant « id ».",
        'Donnez un "id" à chaque ligne : il permet de retrouver la réponse.',
    )
