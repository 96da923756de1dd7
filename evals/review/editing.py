"""One question changed in a file that others may be changing too.

A save touches the line of that question only, is refused when somebody changed it meanwhile, and
leaves the file as it was or whole: validated as a run would read it, then put in place at once.
What the file held before the last save is beside it, with BACKUP at the end of its name.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from evals.cases import KEYS, Case, InvalidCases, case_json, located_cases
from evals.lines import Located
from evals.review.ledger import lock_of
from evals.review.refused import Refused

BACKUP = ".bak"
_PATIENCE_S = 10


def read_questions(path: Path) -> tuple[Located[Case], ...]:
    """The questions of a file; none when it is not there or has nothing but blanks.

    Raises InvalidCases, OSError.
    """
    if not path.exists() or not path.read_bytes().strip():
        return ()
    return located_cases(path)


def save(path: Path, case: Case, *, was: Case | None) -> None:
    """Puts `case` in the place of `was`, at the end of the file when it is None.

    Keys of the line that are none of the schema stay. Raises Refused when `was` is no longer
    there as it was read, InvalidCases when the file would not be usable (an identifier that is
    taken, a fault of another line), OSError.
    """
    _write(path, was, case)


def remove(path: Path, was: Case) -> None:
    """Takes a question out. Raises as `save`; Refused too for the last one of a file."""
    _write(path, was, None)


def _write(path: Path, was: Case | None, becomes: Case | None) -> None:
    path = path.resolve()
    try:
        with FileLock(lock_of(path), timeout=_PATIENCE_S):
            before = path.read_bytes() if path.exists() else b""
            _put(path, before, _changed(path, before, was, becomes))
    except Timeout as error:
        raise Refused(
            f"{path.name} est en cours d’écriture par quelqu’un d’autre.",
            "Attendez quelques secondes, puis enregistrez de nouveau.",
        ) from error


def _changed(path: Path, before: bytes, was: Case | None, becomes: Case | None) -> bytes:
    lines = before.split(b"\n")
    if was is None:
        assert becomes is not None, "nothing becomes nothing"
        if not lines[-1].strip():
            lines.pop()
        return b"\n".join([*lines, _line(becomes, b"{}"), b""])
    found = read_questions(path)
    at = _place(path, was, found)
    if becomes is not None:
        lines[at] = _line(becomes, lines[at])
    elif len(found) > 1:
        del lines[at]
    else:
        raise Refused(
            "C’est la dernière question du fichier.", "Effacez plutôt le fichier lui-même."
        )
    return b"\n".join(lines)


def _place(path: Path, was: Case, found: tuple[Located[Case], ...]) -> int:
    """The index of the line that holds `was`."""
    now = next((one for one in found if one.value.id == was.id), None)
    if now is None:
        raise Refused(
            f"La question « {was.id} » n’est plus dans {path.name} : quelqu’un l’a retirée ou "
            "renommée depuis que vous l’avez ouverte.",
            "Rien n’a été écrit. Copiez votre texte, puis rouvrez la liste.",
        )
    if now.value != was:
        raise Refused(
            f"La question « {was.id} » a été modifiée par quelqu’un d’autre depuis que vous "
            "l’avez ouverte.",
            "Rien n’a été écrit. Copiez votre texte, rouvrez la question, puis reportez vos "
            "changements.",
        )
    return now.line - 1


def _line(case: Case, earlier: bytes) -> bytes:
    others = {
        key: value
        for key, value in json.loads(earlier.decode("utf-8-sig")).items()
        if key not in KEYS
    }
    return json.dumps(case_json(case) | others, ensure_ascii=False).encode()


def _put(path: Path, before: bytes, after: bytes) -> None:
    half = path.with_name(f".{path.name}.tmp")
    try:
        with half.open("wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        try:
            located_cases(half)
        except InvalidCases as error:
            raise InvalidCases([replace(one, path=path) for one in error.problems]) from error
        if path.exists():
            if path.read_bytes() != before:
                raise Refused(
                    f"{path.name} vient d’être modifié par un autre programme.",
                    "Rien n’a été écrit. Enregistrez de nouveau.",
                )
            shutil.copymode(path, half)
            shutil.copy2(path, path.with_name(path.name + BACKUP))
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
