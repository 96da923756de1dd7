"""The command that opens the chat with the page of evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import (
    HOST,
    PORT,
    AsJson,
    DataDir,
    Failure,
    Host,
    Port,
    open_chat,
    session_of,
)
from evals.review.workspace import PAGE

FOLDER = Path("evaluation")


def review(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DOSSIER",
            show_default=False,
            help=f"Dossier des questions et des passages (par défaut « {FOLDER} », créé ici).",
        ),
    ] = FOLDER,
    host: Host = HOST,
    port: Port = PORT,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Ouvre la page pour écrire et relire les cas.

    La discussion s’ouvre sur vos documents, avec une page de plus, « Évaluation », qui ne lit et
    n’écrit que dans DOSSIER.
    """
    settings = session_of(context).settings(data_dir)
    place = folder.resolve()
    try:
        place.mkdir(exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError) as error:
        raise Failure(
            "no-such-folder",
            f"{folder} n’est pas un dossier, et ne peut pas être créé.",
            "Donnez un dossier qui existe, ou un nouveau dans un dossier qui existe.",
        ) from error
    pages = {**settings.pages, PAGE: place}
    open_chat(settings.model_copy(update={"pages": pages}), host, port, as_json=as_json)
    return 0
