"""What the commands share: their options, and the data folder that was named."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.failures import Failure, explain, record
from assistant.serving import HOST, PORT
from assistant.settings import Settings, SettingsError, load_settings

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        metavar="DOSSIER",
        help="Dossier des données (sinon ASSISTANT_DATA_DIR, sinon celui du système).",
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Sortie pour les programmes : JSON, en UTF-8.")
]
Text = Annotated[
    str | None,
    typer.Argument(metavar="QUESTION", help="Question, entre guillemets."),
]
Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="FICHIER",
        help="Fichier JSONL, une demande par ligne ; une ligne de JSON en réponse à chacune.",
    ),
]
Region = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="RÉGION", help="Région (option répétable)."),
]
Body = Annotated[
    list[str] | None,
    typer.Option("--body", metavar="INSTANCE", help="Instance, par exemple CRSA (répétable)."),
]
Kind = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="GENRE", help="Genre de document (répétable)."),
]
Year = Annotated[
    list[int] | None, typer.Option("--year", metavar="ANNÉE", help="Année (répétable).")
]
Doc = Annotated[
    list[str] | None,
    typer.Option("--doc", metavar="DOCUMENT", help="Identifiant d’un document (répétable)."),
]
Host = Annotated[
    str,
    typer.Option(
        "--host",
        metavar="ADRESSE",
        show_default=False,
        help=f"Adresse d’écoute (par défaut {HOST}, cette machine seulement).",
    ),
]
NoServe = Annotated[
    bool, typer.Option("--no-serve", help="Prépare le corpus d’exemple sans l’ouvrir.")
]
Port = Annotated[
    int,
    typer.Option(
        "--port",
        min=1,
        max=65535,
        metavar="N",
        show_default=False,
        help=f"Port d’écoute (par défaut {PORT}).",
    ),
]


class EngineName(StrEnum):
    AUTO = "auto"
    EXTRACTIVE = "extractive"
    OLLAMA = "ollama"


@dataclass(slots=True)
class Session:
    """The data folder that was named before or after the command."""

    data_dir: Path | None = None

    def settings(self, data_dir: Path | None) -> Settings:
        self.data_dir = data_dir or self.data_dir
        settings = load_settings(data_dir=self.data_dir)
        self.data_dir = settings.data_dir
        return settings

    def log_folder(self) -> Path:
        try:
            return self.data_dir or load_settings().data_dir
        except SettingsError:
            return Path(tempfile.gettempdir())

    def explain(self, error: Exception) -> Failure:
        """The failure for the person; an unforeseen one leaves its details in the log."""
        known = explain(error)
        if known:
            return known
        log = record(error, self.log_folder())
        return Failure(
            "internal",
            f"Une erreur imprévue s’est produite ({type(error).__name__}).",
            f"Les détails sont dans {log} : joignez ce fichier si vous signalez le problème."
            if log
            else "Le journal n’a pas pu être écrit : vérifiez le dossier de données avec "
            "« assistant doctor ».",
        )


def session_of(context: typer.Context) -> Session:
    """The session that `main` made."""
    session = context.obj
    assert isinstance(session, Session)
    return session
