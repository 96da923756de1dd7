"""Judgements kept as they are made, so that a stopped command goes on where it was.

    FOLDER/DIGEST-PROMPT/judgements.jsonl    one judgement a line
    FOLDER/DIGEST-PROMPT/qualification.json  what the same judge is worth

Another digest or another prompt is another judge, with a folder of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from evals.judge.errors import JudgeError
from evals.judge.prompt import Ruling

_FILE = "judgements.jsonl"
_SAID = 300
"""Characters of a model's own words that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What makes a judge: `model` is only its name, `digest` and `prompt` tell it from others."""

    model: str
    digest: str
    prompt: str

    @property
    def folder(self) -> str:
        return f"{re.sub(r'[^0-9A-Za-z]', '', self.digest)[:12]}-{self.prompt}"

    def key(self, claim: str, words: Sequence[str]) -> str:
        """The same for the same claim and words put to the same judge."""
        asked = json.dumps([self.digest, self.prompt, claim, list(words)])
        return hashlib.sha256(asked.encode()).hexdigest()


class Judgements:
    """Rulings by key; use `opened`."""

    def __init__(self, file: BinaryIO, known: dict[str, Ruling]) -> None:
        self._file = file
        self._known = known

    def get(self, key: str) -> Ruling | None:
        return self._known.get(key)

    def add(self, key: str, ruling: Ruling, said: str) -> None:
        """Kept before it is returned to anyone; `said` are the model's own words."""
        line = json.dumps({"key": key, "ruling": ruling, "said": said[:_SAID]})
        self._file.write(line.encode() + b"\n")
        self._file.flush()
        self._known[key] = ruling


@contextmanager
def opened(folder: Path, identity: Identity) -> Iterator[Judgements]:
    """The judgements of one judge; nobody else adds to them meanwhile.

    A line that was cut by a stop is taken off. Raises JudgeError: the folder cannot be written or
    is in use.
    """
    place = folder / identity.folder
    with ExitStack() as held:
        try:
            place.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(place / ".lock", timeout=0))
        except Timeout as error:
            raise JudgeError(
                f"Une autre commande se sert déjà de ce juge ({place}).", "Attendez sa fin."
            ) from error
        except (FileExistsError, NotADirectoryError, PermissionError) as error:
            raise JudgeError(
                f"Les jugements ne peuvent pas être gardés dans {place}.",
                "Donnez avec --judges un dossier accessible en écriture.",
            ) from error
        known, size = _read(place / _FILE)
        file = held.enter_context((place / _FILE).open("ab"))
        file.truncate(size)
        yield Judgements(file, known)


def _read(path: Path) -> tuple[dict[str, Ruling], int]:
    """The judgements of the whole lines up to the first that is not, and their bytes."""
    known: dict[str, Ruling] = {}
    size = 0
    for line in path.read_bytes().splitlines(keepends=True) if path.exists() else ():
        try:
            raw = json.loads(line)
            key, ruling = str(raw["key"]), Ruling(raw["ruling"])
        except (ValueError, KeyError, TypeError):
            break
        if not line.endswith(b"\n"):
            break
        known[key] = ruling
        size += len(line)
    return known, size
