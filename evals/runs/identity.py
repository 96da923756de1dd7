"""What a run was made with: the settings and versions that its figures depend on."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from assistant import Settings

SOURCE = "source"
"""Key of the fingerprint of the program's own source among the versions."""

_PACKAGES = (
    "assistant-crsa",
    "PyStemmer",
    "chromadb",
    "numpy",
    "pypdf",
    "pypdfium2",
    "sentence-transformers",
    "torch",
)
_ROOMS = ("ingest", "vectorstore", "assistant", "evals")
_ROOT = Path(__file__).resolve().parent.parent.parent


def kept_settings(settings: Settings) -> dict[str, Any]:
    """The settings that weigh on answers, without paths and addresses of this machine."""
    kept: dict[str, Any] = {"embedder": settings.embedder}
    if settings.engine == "ollama":
        kept["ollama_num_ctx"] = settings.ollama_num_ctx
    return kept


@cache
def versions() -> dict[str, str]:
    """Python, the packages, poppler where it is there, and the source as 12 hexadecimal signs."""
    found = {name: importlib.metadata.version(name) for name in _PACKAGES}
    found["python"] = platform.python_version()
    found["poppler"] = _poppler()
    found[SOURCE] = _source()
    return found


def _poppler() -> str:
    """Its page reader judges citations; its first line of version is on stderr."""
    program = shutil.which("pdftotext")
    if program is None:
        return "absent"
    told = subprocess.run([program, "-v"], capture_output=True, text=True, check=False).stderr
    return told.partition("\n")[0].rpartition(" ")[2]


def _source() -> str:
    """It changes with any line of the program: a run is not continued by another program."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((_ROOT / room).rglob("*.py")):
            digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
