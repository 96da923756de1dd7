"""Commands for those who write cases: check a file, take it to a spreadsheet and back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import AsJson, Failure, notice, out, out_json
from evals.commands.shared import Corpora, explained
from evals.problems import Problem

Questions = Annotated[
    Path, typer.Argument(metavar="QUESTIONS", help="Fichier de questions (JSON Lines).")
]
Force = Annotated[bool, typer.Option("--force", help="Remplace le fichier s’il existe.")]
Table = Annotated[Path, typer.Argument(metavar="TABLEAU", help="Tableau CSV (LibreOffice, Excel).")]


def check(questions: Questions, corpus: Corpora = None, as_json: AsJson = False) -> int:
    """Vérifie un fichier de questions.

    Avec --corpus, vérifie aussi que chaque preuve est dans les documents.
    """
    from evals.cases import located_cases
    from evals.corpora import Corpus, prepared
    from evals.corpuscheck import Findings, against_answers, against_corpus
    from evals.suite import Bench

    with explained():
        found = located_cases(_there(questions))
        problems: tuple[Problem, ...] = against_answers(found)
        held = Findings()
        if corpus:
            notice("Lecture des documents…")
            with (
                tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as indexes,
                prepared(
                    Corpus(name="own", paths=tuple(corpus)), Bench(indexes=Path(indexes))
                ) as ready,
            ):
                held = against_corpus(found, sorted(ready.files), ready.assistant.store.document)
    problems += held.problems
    if as_json:
        out_json(
            {
                "cases": len(found),
                "problems": _json(problems),
                "notices": _json(held.notices),
                "corpus_checked": bool(corpus),
            }
        )
    else:
        for one in problems:
            out(f"Ligne {one.line} : {one.message}")
        for one in held.notices:
            out(f"Ligne {one.line}, à relire : {one.message}")
        out(f"{len(found)} questions, {len(problems)} à corriger, {len(held.notices)} à relire.")
    if not corpus:
        notice("Les preuves n’ont pas été cherchées : ajoutez --corpus DOSSIER pour le faire.")
    return 1 if problems else 0


def import_table(
    table: Table,
    to: Annotated[
        Path, typer.Option("--out", metavar="QUESTIONS", help="Fichier de questions à écrire.")
    ],
    force: Force = False,
) -> int:
    """Fait d’un tableau CSV un fichier de questions."""
    from evals.cases import write_cases
    from evals.spreadsheet import import_csv

    with explained():
        found = import_csv(_there(table))
        write_cases(found, _free(to, force))
    out(f"{len(found)} questions écrites dans {to}")
    return 0


def export_table(
    questions: Questions,
    to: Annotated[Path, typer.Option("--out", metavar="TABLEAU", help="Tableau CSV à écrire.")],
    force: Force = False,
) -> int:
    """Fait d’un fichier de questions un tableau CSV."""
    from evals.cases import load_cases
    from evals.spreadsheet import export_csv

    with explained():
        found = load_cases(_there(questions))
        export_csv(found, _free(to, force))
    out(f"{len(found)} questions écrites dans {to}")
    return 0


def _json(problems: Sequence[Problem]) -> list[dict[str, object]]:
    return [{"line": one.line, "message": one.message} for one in problems]


def _there(path: Path) -> Path:
    if not path.is_file():
        raise Failure("no-such-file", f"{path} n’est pas un fichier.", "Vérifiez le chemin.")
    return path


def _free(path: Path, force: bool) -> Path:
    """Work done by hand is not written over unless it is asked. Raises Failure."""
    if path.exists() and not force:
        raise Failure(
            "already-there",
            f"{path} existe déjà.",
            "Donnez un autre nom avec --out, ou ajoutez --force pour le remplacer.",
        )
    if not path.resolve().parent.is_dir():
        raise Failure(
            "no-such-folder",
            f"Le dossier de {path} n’existe pas.",
            "Créez-le, ou donnez un autre chemin avec --out.",
        )
    return path
