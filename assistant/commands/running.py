"""Commands that run the chat or look at the installation: serve, demo, doctor."""

from __future__ import annotations

from dataclasses import asdict

import typer

from assistant import jsonout, plainout
from assistant.commands.corpus import exit_code, ingest_into, rebuild_in
from assistant.commands.options import AsJson, DataDir, Host, NoServe, Port, session_of
from assistant.console import notice, out_json, out_lines
from assistant.serving import HOST, PORT, check_port
from assistant.serving import serve as serve_chat
from assistant.settings import Settings
from vectorstore import IndexMismatch


def serve(
    context: typer.Context,
    host: Host = HOST,
    port: Port = PORT,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Ouvre la discussion sur vos documents.

    Elle se lit dans un navigateur, sur cette machine ; Ctrl+C l’arrête.
    """
    open_chat(session_of(context).settings(data_dir), host, port, as_json=as_json)
    return 0


def demo(
    context: typer.Context,
    host: Host = HOST,
    port: Port = PORT,
    no_serve: NoServe = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> int:
    """Essaie le programme sur un corpus d’exemple.

    Lit les documents d’exemple, à part des vôtres, puis ouvre la discussion.
    """
    from assistant.demo import demo_settings, sample_folder

    session = session_of(context)
    settings = demo_settings(session.settings(data_dir))
    session.data_dir = settings.data_dir
    if not no_serve:
        check_port(host, port)
    folder = sample_folder()
    try:
        done = ingest_into(settings, [folder], prune=True)
    except IndexMismatch:
        # Nothing here is the user's own: another version or model needs no decision of theirs.
        rebuild_in(settings)
        done = ingest_into(settings, [folder], prune=True)
    if as_json:
        out_json(jsonout.ingest_json(done))
    else:
        out_lines(plainout.ingest_lines(done))
    code = exit_code(done, [folder])
    if code == 0 and not no_serve:
        open_chat(settings, host, port, as_json=as_json)
    return code


def doctor(context: typer.Context, as_json: AsJson = False, data_dir: DataDir = None) -> int:
    """Vérifie l’installation, dit quoi faire."""
    from assistant.doctor import State, examine, plain_lines

    settings = session_of(context).settings(data_dir)
    checks = list(examine(settings))
    if as_json:
        out_json({"checks": [asdict(check) for check in checks]})
    else:
        out_lines(plain_lines(checks))
    return 1 if any(check.state is State.TODO for check in checks) else 0


def open_chat(settings: Settings, host: str, port: int, *, as_json: bool) -> None:
    """Serves the chat until Ctrl+C and says where it is. Raises Failure."""

    def ready(url: str) -> None:
        if as_json:
            out_json({"url": url})
        notice(f"La discussion est ouverte : {url}")
        notice("Ouvrez cette adresse dans votre navigateur. Pour arrêter : Ctrl+C.")

    notice("Démarrage de la discussion…")
    serve_chat(settings, host, port, ready)
    notice("Discussion arrêtée.")
