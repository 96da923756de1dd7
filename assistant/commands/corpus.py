"""Commands that change or show what is in the index: ingest, text, status, remove, rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant import jsonout, plainout
from assistant.commands.options import AsJson, DataDir, session_of
from assistant.console import ingest_progress, notice, out, out_json, out_lines, rebuild_progress
from assistant.failures import Failure, explain, require_writable
from assistant.settings import Settings
from ingest import FileReport, IngestReport, Status
from vectorstore import DocumentInfo, Filters, Health


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="CHEMIN...", help="Fichiers ou dossiers à lire.")
    ],
    prune: Annotated[
        bool, typer.Option("--prune", help="Retire aussi les documents dont le fichier a disparu.")
    ] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Lit des documents et les range dans l’index.

    Formats : PDF, DOCX, ODT, HTML, Markdown, texte, JSON Lines.

    Un fichier illisible n’arrête pas les autres ; le code de sortie est alors 1.
    """
    done = ingest_into(session_of(context).settings(data_dir), paths, prune=prune)
    if as_json:
        out_json(jsonout.ingest_json(done))
    else:
        out_lines(plainout.ingest_lines(done))
    return exit_code(done, paths)


def text(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Identifiant du document.")],
    page: Annotated[
        int | None, typer.Option("--page", min=1, metavar="N", help="Cette page seulement.")
    ] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Montre le texte lu d’un document."""
    from assistant.wiring import open_store

    with open_store(session_of(context).settings(data_dir)) as store:
        found = store.document(document)
        (info,) = store.documents(Filters(doc=(document,)))
    if page is not None and all(p.number != page for p in found.pages):
        raise Failure(
            "no-such-page",
            f"Le document {document} n’a pas de page {page}.",
            f"Il compte {plainout.count_label(len(found.pages), 'page')}."
            if found.pages[0].number
            else "Ce format n’a pas de pages : ôtez --page.",
        )
    if as_json:
        out_json(jsonout.text_json(found, page=page, replaced=info.replaced))
    else:
        for line in plainout.version_lines(info):
            notice(line)
        out_lines(plainout.text_lines(found, page=page))
    return 0


def status(context: typer.Context, as_json: AsJson = False, data_dir: DataDir = None) -> int:
    """Liste les documents ; vérifie l’index."""
    from assistant.wiring import open_store

    settings = session_of(context).settings(data_dir)
    with open_store(settings) as store:
        documents, health = store.documents(), store.health()
        version, unfit = store.corpus_version(), store.mismatch()
    mismatch = explain(unfit) if unfit else None
    if as_json:
        out_json(jsonout.status_json(settings.data_dir, version, documents, health, mismatch))
    else:
        out(f"Dossier de données : {settings.data_dir}")
        out_lines(plainout.documents_lines(documents))
        out_lines(plainout.health_lines(documents, health, mismatch))
    return 0 if health.sound and mismatch is None else 1


def remove(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Identifiant du document.")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Retire un document de l’index.

    Ses passages sont effacés de l’index ; le fichier reste sur le disque, et les conversations
    enregistrées gardent ce qu’elles citent.
    """
    from assistant.wiring import open_store

    settings = session_of(context).settings(data_dir)
    with open_store(settings, write=True) as store:
        removal = store.remove(document)
    if as_json:
        out_json(asdict(removal))
    else:
        out_lines(plainout.removal_lines(removal))
    return 1 if removal.remaining else 0


def rebuild(context: typer.Context, as_json: AsJson = False, data_dir: DataDir = None) -> int:
    """Refait l’index des documents déjà lus.

    Utile après un changement de modèle ou de version ; les fichiers ne sont pas relus.
    """
    settings = session_of(context).settings(data_dir)
    documents, version, health = rebuild_in(settings)
    if as_json:
        out_json(jsonout.status_json(settings.data_dir, version, documents, health))
    else:
        out_lines(plainout.health_lines(documents, health))
    return 0 if health.sound else 1


def ingest_into(settings: Settings, paths: Sequence[Path], *, prune: bool) -> IngestReport:
    """Ingests with a progress bar on stderr. Raises Failure or StoreError."""
    from assistant.wiring import open_store, reading_limits

    require_writable(settings.data_dir)
    limits = reading_limits(settings)
    with open_store(settings, write=True) as store, ingest_progress() as progress:
        return store.ingest(paths, prune=prune, limits=limits, progress=progress)


def rebuild_in(settings: Settings) -> tuple[list[DocumentInfo], str, Health]:
    """Documents, corpus version and health after a rebuild, with a bar on stderr.

    Raises Failure or StoreError.
    """
    from assistant.wiring import open_store

    require_writable(settings.data_dir)
    with open_store(settings, write=True) as store, rebuild_progress() as progress:
        health = store.rebuild(progress)
        return store.documents(), store.corpus_version(), health


def exit_code(done: IngestReport, paths: Sequence[Path]) -> int:
    """0 when at least one document is there and nothing failed; otherwise 1, after a notice."""
    failed = [file for file in done.files if file.status is Status.FAILED]
    there = {Status.ADDED, Status.UPDATED, Status.UNCHANGED}
    if failed:
        notice(
            f"{plainout.count_label(len(failed), 'fichier non lu', 'fichiers non lus')} : "
            + "; ".join(f"{plainout.shown(file.path.name)} ({_why(file)})" for file in failed[:5])
            + ("…" if len(failed) > 5 else "")
        )
        return 1
    if not any(file.status in there for file in done.files):
        notice(
            f"Aucun document à lire dans {', '.join(map(str, paths))}. Donnez un dossier qui "
            "contient des fichiers PDF, DOCX, ODT, HTML, Markdown, texte ou JSON Lines."
        )
        return 1
    return 0


def _why(file: FileReport) -> str:
    return file.error.message.rstrip(".") if file.error else "raison inconnue"
