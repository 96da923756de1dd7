"""Runs the real command in this process or in one of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main

SAMPLES = {
    "normandie-crsa-bilan-2021.md": """# Bilan de la CRSA Normandie 2021

## Maisons de santé

La commission a visité douze maisons de santé entre mars et juin 2021. Le budget voté atteint
48 000 euros.

## Transports

Les patients du Perche attendent en moyenne quarante minutes un transport sanitaire.
""",
    "bretagne-cts-avis-2020.md": """# Avis du CTS de Bretagne, 2020

## Télémédecine

Le conseil demande que chaque canton dispose d’une cabine de téléconsultation avant 2023.
""",
    "occitanie-note.txt": """Note sur les aidants en Occitanie

Les aidants familiaux réclament un numéro unique pour joindre les services de répit.
""",
}


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class Command:
    """Calls `main` with a data folder of its own."""

    def __init__(self, data_dir: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.data_dir = data_dir
        self._capture = capture

    def __call__(self, *arguments: object) -> Ran:
        self._capture.readouterr()
        code = main(["--data-dir", str(self.data_dir), *map(str, arguments)])
        captured = self._capture.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)


def write_samples(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in SAMPLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_lines(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def spawn(arguments: Sequence[object], **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "assistant.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, **options)
