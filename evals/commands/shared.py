"""What the commands of evaluation share: options, and their failures in French."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import Failure, InputError, notice

Corpora = Annotated[
    list[Path] | None,
    typer.Option("--corpus", metavar="CHEMIN", help="Documents à interroger (répétable)."),
]


def told(notices: tuple[str, ...]) -> None:
    for text in notices:
        notice(f"À savoir : {text}")


@contextmanager
def explained() -> Iterator[None]:
    """What the evaluation says in French, as the failures that the command line shows."""
    from evals.problems import InvalidCases
    from evals.runs.model import RunError
    from evals.suite import SuiteError
    from evals.suites import WrongChoice

    try:
        yield
    except WrongChoice as error:
        raise InputError("wrong-choice", error.message, error.advice) from error
    except SuiteError as error:
        raise Failure("suite", error.message, error.advice) from error
    except RunError as error:
        raise Failure("run", error.message, error.advice) from error
    except InvalidCases as error:
        raise Failure(
            "cases", str(error), "Corrigez ces lignes, puis relancez la même commande."
        ) from error
