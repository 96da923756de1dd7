"""The `assistant` command: machine output on stdout, progress and notices on stderr.

Exit codes: 0 success, 1 a failure that a notice explains, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from assistant.commands import ENTRY_POINTS, CommandGroup, asking, corpus, registers, running
from assistant.commands.options import DataDir, Session, session_of
from assistant.console import notice, report, use_utf8
from assistant.usage import error_in_french, help_in_french

INTERRUPTED = 130


class _InFrench:
    """Beside a class of the framework: its page of help in French."""

    def get_help(self, ctx: Any) -> str:
        return help_in_french(super().get_help(ctx))  # type: ignore[misc]


class _Command(_InFrench, TyperCommand):
    pass


class _Group(_InFrench, TyperGroup):
    pass


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Interroge un corpus de documents et cite les passages qui prouvent chaque réponse.",
    epilog="Pour commencer : assistant demo, ou assistant ingest DOSSIER puis assistant serve.",
)


@app.callback()
def _global(context: typer.Context, data_dir: DataDir = None) -> None:
    session_of(context).data_dir = data_dir


for _command in (
    corpus.ingest,
    asking.search,
    asking.ask,
    asking.verify,
    corpus.text,
    corpus.status,
    registers.register,
    registers.erase,
    corpus.remove,
    corpus.rebuild,
    running.serve,
    running.demo,
    running.doctor,
):
    app.command(cls=_Command)(_command)


def _family(group: CommandGroup) -> typer.Typer:
    family = typer.Typer(cls=_Group, no_args_is_help=True, rich_markup_mode=None, help=group.help)
    for name, command in group.commands.items():
        family.command(name, cls=_Command)(command)
    for name, inner in group.groups.items():
        family.add_typer(_family(inner), name=name)
    return family


for _point in entry_points(group=ENTRY_POINTS):
    app.add_typer(_family(_point.load()), name=_point.name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; no traceback reaches the terminal."""
    use_utf8()
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    session = Session()
    command = typer.main.get_command(app)
    try:
        code = command.main(
            args=arguments, prog_name="assistant", standalone_mode=False, obj=session
        )
        sys.stdout.flush()
    except typer.TyperException as error:
        return _wrong_usage(error.format_message())
    except BrokenPipeError:
        # The reader has what it wanted; the flush at exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the last boundary before the terminal
        failure = session.explain(error)
        report(failure)
        return failure.exit_code
    if code == INTERRUPTED:
        notice("Interrompu. Ce qui était déjà enregistré est gardé.")
    return int(code or 0)


def _wrong_usage(message: str) -> int:
    if message.startswith("Utilisation :"):
        notice(message)  # the help page, for a command line without a command
    else:
        notice(f"Erreur : {error_in_french(message)}")
        notice("À faire : voyez « assistant --help », ou « assistant COMMANDE --help ».")
    return 2


if __name__ == "__main__":
    sys.exit(main())
