"""Commands that make runs, compare them and show them: run, compare, report, list."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import (
    AsJson,
    Failure,
    notice,
    out,
    out_json,
    out_lines,
)
from evals.commands.shared import Corpora, explained, told

if TYPE_CHECKING:
    from evals.runs.folder import Header
    from evals.suite import Suite

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
        "--force", help="Compare les cas communs même si les documents ou les cas diffèrent."
    ),
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
    from evals.choosing import chosen
    from evals.runs.asjson import comparison_json, run_json
    from evals.runs.compare import compare as compared
    from evals.runs.difftable import comparison_lines
    from evals.runs.folder import load_run
    from evals.runs.progress import Progress
    from evals.runs.runner import run_suites
    from evals.runs.table import run_lines

    folder = to or RUNS / datetime.now().strftime("%Y-%m-%d-%Hh%M.%S")
    progress = Progress(sys.stderr)

    def kept() -> None:
        notice(f"Le passage est gardé dans {folder}, au fur et à mesure.")

    with explained():
        reference = load_run(baseline) if baseline else None
        wanted, passed = chosen(suites or (), corpus or (), questions)
        for text in passed:
            notice(text)
        header = _header(wanted, engine, seed, limit, folder)
        done = run_suites(wanted, header, folder, progress, kept)
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
        told(comparison.notices)
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

    with explained():
        comparison = compared(load_run(before), load_run(after), force=force)
    if as_json:
        out_json(comparison_json(comparison))
    else:
        out_lines(comparison_lines(comparison))
    told(comparison.notices)
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
    from evals.review.signoff import told as told_approvals
    from evals.runs.folder import load_run

    with explained():
        run = load_run(kept)
        approvals = told_approvals(kept)
        page = render(
            run, load_run(baseline) if baseline else None, force=force, approvals=approvals
        )
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
    for sentence in approvals:
        notice(sentence)
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


def _header(
    suites: Sequence[Suite], engine: EngineName, seed: int, limit: int | None, folder: Path
) -> Header:
    """Raises InvalidCases, SettingsError, EngineError: nothing is run that could not end."""
    from assistant import answering_model, load_settings
    from evals.runs.folder import Header
    from evals.runs.identity import kept_settings, versions

    settings = load_settings(data_dir=folder, engine=engine.value)
    return Header(
        asked={suite.name: suite.fingerprint() for suite in suites},
        engine=engine.value,
        model=answering_model(settings),
        seed=seed,
        limit=limit,
        settings=kept_settings(settings),
        versions=versions(),
    )
