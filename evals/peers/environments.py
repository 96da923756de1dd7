"""Each peer's own environment: made from its list of pinned packages, kept for the next time."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from evals.peers.errors import PeerError

_STAMP = "installed"


def interpreter(name: str, requirements: Path, folder: Path) -> Path:
    """The Python of the peer's environment, `folder`/`name`, made unless it is there already.

    It is made again when `requirements` changed. pip speaks on stderr as it goes; nothing of this
    program's own environment is seen from there. Raises PeerError; nothing half made is kept.
    """
    home = folder / name
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = home / _STAMP
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if python.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    shutil.rmtree(home, ignore_errors=True)
    print(f"Environnement de « {name} » : installation, quelques minutes.", file=sys.stderr)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in ([sys.executable, "-m", "venv", str(home)], [*pip, "-r", str(requirements)]):
        if subprocess.run(command, stdout=sys.stderr.fileno(), check=False).returncode != 0:
            shutil.rmtree(home, ignore_errors=True)
            raise PeerError(
                f"L’environnement de « {name} » n’a pas pu être installé (voir ci-dessus).",
                "Vérifiez l’accès à l’index de paquets et la place libre (3 Go), puis relancez.",
            )
    stamp.write_text(wanted, encoding="utf-8")
    return python
