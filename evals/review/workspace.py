"""The folder that the page works in: questions files at its top, runs below.

The page reads and writes nothing else, whatever its visitor types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from evals.review.refused import Refused
from evals.runs.folder import MANIFEST

PAGE = "evaluation"
"""The name of the page among those of the chat: in its address, in the settings."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_DEPTHS = (f"*/{MANIFEST}", f"*/*/{MANIFEST}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    folder: Path

    def questions(self) -> dict[str, Path]:
        """Questions files by name, in alphabetical order; files of judgements are none."""
        found = (one for one in self.folder.glob("*.jsonl") if one.is_file())
        return {one.name: one for one in sorted(found) if not _hidden(one.name)}

    def runs(self) -> dict[str, Path]:
        """Runs, complete or not, by their path from the folder; the last one by name first."""
        found = {
            one.parent.relative_to(self.folder).as_posix(): one.parent
            for depth in _DEPTHS
            for one in self.folder.glob(depth)
        }
        return dict(sorted(found.items(), reverse=True))

    def new_file(self, typed: str) -> Path:
        """Where a new questions file of this name goes; nothing is written yet. Raises Refused."""
        name = typed.strip().removesuffix(".jsonl")
        if not _NAME.fullmatch(name):
            raise Refused(
                f"« {typed.strip()} » ne peut pas être un nom de fichier.",
                "Prenez des lettres sans accent, des chiffres, - ou _ ; 60 signes au plus.",
            )
        path = self.folder / f"{name}.jsonl"
        if path.exists():
            raise Refused(f"{path.name} existe déjà.", "Choisissez-le dans la liste.")
        return path


def _hidden(name: str) -> bool:
    return name.endswith(".avis.jsonl") or name == "avis.jsonl" or name.startswith(".")
