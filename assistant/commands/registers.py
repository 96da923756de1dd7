"""Commands about persons: the registers of attendance, and the erasure of a name."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from assistant import registerout
from assistant.commands.options import AsJson, DataDir, session_of
from assistant.console import notice, out_json, out_lines
from assistant.failures import require_writable
from ingest import Presence
from vectorstore import RegisterQuery


class StatusName(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    UNKNOWN = "unknown"


def register(
    context: typer.Context,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting",
            metavar="RÉUNION",
            help='Instance, date ou les deux : "CTS 16/06/2020".',
        ),
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NOM", help="Mots du nom de la personne.")
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="ORGANISME", help="Mots de l’organisme."),
    ] = None,
    status: Annotated[
        StatusName | None,
        typer.Option("--status", help="present (présent), excused (excusé) ou unknown (inconnu)."),
    ] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Liste les présents et les excusés des réunions.

    Les lignes viennent des listes de présence des documents. Une case sans croix, ou une croix dont
    la colonne n’est pas sûre, donne « inconnu ».
    """
    from assistant.wiring import open_store

    query = RegisterQuery(
        meeting=meeting,
        person=person,
        organisation=organisation,
        status=Presence(status.value) if status else None,
    )
    with open_store(session_of(context).settings(data_dir)) as store:
        rows = store.register(query)
    if as_json:
        out_json([registerout.row_json(row) for row in rows])
    else:
        out_lines(registerout.register_lines(rows))
    return 0


def erase(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="NOM", help="Prénom et nom, entre guillemets.")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Efface une personne des registres et des index.

    Des carrés noirs prennent la place des lettres. Le nom ne revient pas quand les fichiers sont
    relus ; les fichiers eux-mêmes ne sont pas modifiés. C’est définitif.
    """
    from assistant.wiring import open_store

    settings = session_of(context).settings(data_dir)
    require_writable(settings.data_dir)
    with open_store(settings, write=True) as store:
        erasure = store.erase(person)
    if as_json:
        out_json(registerout.erasure_json(erasure))
    else:
        out_lines(registerout.erasure_lines(erasure))
    if erasure.remaining:
        notice("Le nom se trouve encore : relancez la commande.")
        return 1
    return 0
