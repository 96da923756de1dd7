"""Commands of a local model as judge: qualify it, have it judge the claims of a run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import AsJson, CommandGroup, Failure, notice, out_json, out_lines
from evals.commands.shared import explained

if TYPE_CHECKING:
    from assistant import LocalModel

SEED = 20201
_SETS = Path(__file__).resolve().parent.parent.parent.parent / "shared/evals/public/entailment"

Model = Annotated[
    str, typer.Option("--model", metavar="MODÈLE", help="Modèle local, servi par Ollama.")
]
Judges = Annotated[
    Path,
    typer.Option(
        "--judges",
        metavar="DOSSIER",
        show_default=False,
        help="Où sont gardés jugements et qualifications (par défaut evals-runs/judges).",
    ),
]
_JUDGES = Path("evals-runs") / "judges"


def qualify(
    model: Model,
    sets: Annotated[
        Path,
        typer.Option(
            "--sets",
            metavar="DOSSIER",
            show_default=False,
            help="Dossier de rte3_fr_test.jsonl et de daccord.jsonl (par défaut celui des jeux "
            "publics, à côté du projet).",
        ),
    ] = _SETS,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", min=1, metavar="N", help="N paires de chaque jeu, tirées par étiquette."
        ),
    ] = None,
    seed: Annotated[
        int,
        typer.Option(
            "--seed",
            metavar="N",
            show_default=False,
            help=f"Graine du tirage (par défaut {SEED}).",
        ),
    ] = SEED,
    judges: Judges = _JUDGES,
    as_json: AsJson = False,
) -> int:
    """Examine un modèle sur des paires étiquetées par des personnes.

    Code de sortie : 0 s’il est qualifié comme juge, 1 sinon. Une commande arrêtée reprend où elle
    en était : relancez-la.
    """
    from evals.judge.judge import seated
    from evals.judge.qualification import as_json as found_json
    from evals.judge.qualification import examine, save
    from evals.judge.table import qualification_lines
    from evals.runs.progress import Progress

    with _explained(), seated(_model(model), judges) as judge:
        found = examine(judge, sets, limit=limit, seed=seed, progress=Progress(sys.stderr))
        kept = save(found, judges)
    if as_json:
        out_json(found_json(found))
    else:
        out_lines(qualification_lines(found))
    notice(f"Qualification gardée dans {kept}")
    return 0 if found.passed else 1


def run(
    kept: Annotated[Path, typer.Argument(metavar="PASSAGE", help="Dossier d’un passage.")],
    model: Model,
    judges: Judges = _JUDGES,
    as_json: AsJson = False,
) -> int:
    """Fait juger les affirmations d’un passage par un modèle qualifié.

    Le résultat informe ; il ne décide d’aucune régression.
    """
    from evals.judge.judge import seated
    from evals.judge.judged import (
        as_json as judged_json,
    )
    from evals.judge.judged import (
        judge_run,
        require_other_hand,
        require_qualified,
        save,
    )
    from evals.judge.qualification import earlier, load
    from evals.judge.table import judged_lines
    from evals.runs.folder import load_run
    from evals.runs.progress import Progress

    with _explained():
        done = load_run(kept)
        found = _model(model)
        require_other_hand(done, found.names)
        _unknown_writer(done.model)
        with seated(found, judges) as judge:
            qualification = load(judges, judge.identity)
            changed = qualification is None and earlier(judges, judge.identity)
            qualification = require_qualified(qualification, found.name, changed)
            judged = judge_run(done, judge, qualification, Progress(sys.stderr))
        place = save(judged, kept)
    if as_json:
        out_json(judged_json(judged))
    else:
        out_lines(judged_lines(judged))
    notice(f"Jugements gardés dans {place}")
    return 0


GROUP = CommandGroup(
    help="Fait juger les réponses par un modèle local, à titre indicatif.",
    commands={"qualify": qualify, "run": run},
)


def _model(name: str) -> LocalModel:
    from assistant import load_settings, local_model

    return local_model(load_settings(), name)


def _unknown_writer(writer: str | None) -> None:
    """Says so when the model that wrote cannot be told from the judge by its digest."""
    from assistant import EngineError

    if writer is None:
        return
    try:
        _model(writer)
    except EngineError:
        notice(
            f"À savoir : « {writer} », qui a écrit ce passage, n’est plus installé ; rien ne "
            "prouve que le juge n’est pas le même modèle sous un autre nom."
        )


@contextmanager
def _explained() -> Iterator[None]:
    from assistant import EngineError

    try:
        with explained():
            yield
    except EngineError as error:
        raise Failure(
            "engine",
            str(error),
            "Les jugements déjà rendus sont gardés : ensuite, relancez la même commande.",
        ) from error
