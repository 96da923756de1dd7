"""A command named `tesseract` on a PATH of its own, or none at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


def without_tesseract(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no program is found on the PATH."""
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv("PATH", str(folder))


def fake_tesseract(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, languages: str = "eng fra osd", body: str = ""
) -> None:
    """From here on the PATH holds a command that tells its version and languages.

    For a picture it runs `body`, lines of Python; an empty one sees no word.
    """
    without_tesseract(folder, monkeypatch)
    program = folder / "tesseract"
    program.write_text(
        f"#!{sys.executable}\n"
        "import sys\n"
        "if '--version' in sys.argv:\n"
        "    print('tesseract 5.9.9')\n"
        "elif '--list-langs' in sys.argv:\n"
        f"    print('List of available languages (3):', *{languages.split()!r}, sep='\\n')\n"
        "else:\n" + "".join(f"    {line}\n" for line in (body or "pass").splitlines())
    )
    program.chmod(0o755)
