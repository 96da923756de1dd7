"""The sample corpus and the folder in which the demonstration keeps it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from assistant.failures import Failure
from assistant.settings import Settings

FOLDER = "demo"


def demo_settings(settings: Settings) -> Settings:
    """The same settings over a data folder of its own, so that no user's document is mixed in."""
    return settings.model_copy(update={"data_dir": settings.data_dir / FOLDER})


def sample_folder() -> Path:
    """The folder of sample documents, found without importing `evals`. Raises Failure."""
    found = importlib.util.find_spec("evals")
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "sample" / "documents"
        if folder.is_dir():
            return folder
    raise Failure(
        "no-sample",
        "Le corpus d’exemple n’est pas installé.",
        "Réinstallez le programme : make install, ou pip install -c constraints.txt .",
    )
