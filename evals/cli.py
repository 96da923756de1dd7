"""`assistant eval`: runs suites, compares runs, shows them, and checks files of cases."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import (
    AsJson,
    CommandGroup,
    Failure,
    InputError,
    notice,
    out,
    out_json,
    out_lines,
)

SEED = 20201
RUNS = Path("evals-runs")
PAGE = "rapport.html"


class EngineName(StrEnum):
    EXTRACTIVE = "extractive"
    OLLAMA = "ollama"


Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="PASSAGE", help="Passage de référence, à comparer."),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force", help="Compare les cas communs même si les documents ou les cas ont changé."
    ),
]
Corpora = Annotated[
    list[Path] | None,
    typer.Option("--corpus", metavar="CHEMIN", help="Documents à interroger (répétable)."),
]


def run(
    suites: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="JEU",
            help="Jeux ou groupes : offline (par défaut), real, public ; voir « eval list ».",
        ),
    ] = None,
    engine: Annotated[
        EngineName,
        typer.Option(
            "--engine",
            metavar="MOTEUR",
            show_default=False,
            help="extractive (par défaut) ou ollama (modèle local).",
        ),
    ] = EngineName.EXTRACTIVE,
    corpus: Corpora = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions", metavar="FICHIER", help="Vos questions, à la place de celles du jeu."
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DOSSIER",
            help="Où garder le passage (sinon evals-runs/DATE, dans ce dossier-ci).",
        ),
    ] = None,
    seed: Annotated[
        int,
        typer.Option(
            "--seed",
            metavar="N",
            show_default=False,
            help=f"Graine des tirages (par défaut {SEED}).",
        ),
    ] = SEED,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, metavar="N", help="Les N premiers cas de chaque jeu."),
    ] = None,
    baseline: Baseline = None,
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    """Mesure des jeux de cas et garde le passage.

    Une commande arrêtée reprend où elle en était : relancez-la avec le même --out. Avec
    --baseline, le code de sortie est 1 en cas de régression.
    """
    from assistant import answering_model, load_settings
    from evals.choosing import chosen
    from evals.runs.asjson import comparison_json, run_json
    from evals.runs.compare import compare as compared
    from evals.runs.difftable import comparison_lines
    from evals.runs.folder import Header, load_run
    from evals.runs.identity import kept_settings, versions
    from evals.runs.progress import Progress
    from evals.runs.runner import run_suites
    from evals.runs.table import run_lines

    with _explained():
        reference = load_run(baseline) if baseline else None
        wanted, passed = chosen(suites or (), corpus or (), questions)
        for text in passed:
            notice(text)
        folder = to or RUNS / datetime.now().strftime("%Y-%m-%d-%Hh%M.%S")
        settings = load_settings(data_dir=folder, engine=engine.value)
        header = Header(
            asked={suite.name: suite.fingerprint() for suite in wanted},
            engine=engine.value,
            model=answering_model(settings),
            seed=seed,
            limit=limit,
            settings=kept_settings(settings),
            versions=versions(),
        )
        notice(f"Le passage est gardé dans {folder}, au fur et à mesure.")
        progress = Progress(sys.stderr)
        done = run_suites(wanted, header, folder, progress)
        comparison = compared(reference, done, force=force) if reference else None
    if not progress.measured:
        notice("Ce passage était déjà complet : rien n’a été mesuré à nouveau.")
    if as_json:
        found = run_json(done)
        out_json(found | {"comparison": comparison_json(comparison) if comparison else None})
    else:
        out_lines(run_lines(done))
        if comparison:
            out("")
            out_lines(comparison_lines(comparison))
    if comparison:
        out_notices(comparison.notices)
    notice(f"Pour le lire cas par cas : assistant eval report {folder}")
    return 1 if comparison and comparison.regressed else 0


def compare(
    before: Annotated[Path, typer.Argument(metavar="RÉFÉRENCE", help="Dossier d’un passage.")],
    after: Annotated[Path, typer.Argument(metavar="PASSAGE", help="Dossier du nouveau passage.")],
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    """Dit ce qui a changé d’un passage à l’autre.

    Code de sortie : 0 sans régression, 1 sinon.
    """
    from evals.runs.asjson import comparison_json
    from evals.runs.compare import compare as compared
    from evals.runs.difftable import comparison_lines
    from evals.runs.folder import load_run

    with _explained():
        comparison = compared(load_run(before), load_run(after), force=force)
    if as_json:
        out_json(comparison_json(comparison))
    else:
        out_lines(comparison_lines(comparison))
    out_notices(comparison.notices)
    return 1 if comparison.regressed else 0


def report(
    kept: Annotated[Path, typer.Argument(metavar="PASSAGE", help="Dossier d’un passage.")],
    baseline: Baseline = None,
    to: Annotated[
        Path | None,
        typer.Option("--out", metavar="FICHIER", help=f"Page à écrire (sinon PASSAGE/{PAGE})."),
    ] = None,
    force: Force = False,
) -> int:
    """Écrit la page HTML d’un passage, cas par cas."""
    from evals.htmlreport.page import render
    from evals.runs.folder import load_run

    with _explained():
        page = render(load_run(kept), load_run(baseline) if baseline else None, force=force)
        place = to or kept / PAGE
        try:
            place.write_text(page, encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise Failure(
                "not-written",
                f"La page ne peut pas être écrite dans {place}.",
                "Donnez avec --out un fichier dans un dossier qui existe.",
            ) from error
    out(str(place))
    return 0


def list_suites(as_json: AsJson = False) -> int:
    """Liste les jeux et ce qui manque pour les lancer."""
    from evals.choosing import known
    from evals.runs.columns import aligned

    suites = known()
    if as_json:
        out_json(suites)
        return 0
    rows = [[one["name"], ", ".join(one["groups"]), one["title"]] for one in suites]
    wide = max(len(row[1]) for row in rows)
    lines = aligned([[f"{name:<16} {group:<{wide}} {title}"] for name, group, title in rows])
    for line, one in zip(lines, suites, strict=True):
        out(f"{line} (absent)" if one["missing"] else line)
    for text in dict.fromkeys(one["missing"] for one in suites if one["missing"]):
        notice(text)
    return 0


def out_notices(notices: tuple[str, ...]) -> None:
    for text in notices:
        notice(f"À savoir : {text}")


@contextmanager
def _explained() -> Iterator[None]:
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


GROUP = CommandGroup(
    help="Mesure la qualité des réponses sur des cas connus.",
    commands={"run": run, "compare": compare, "report": report, "list": list_suites},
)
