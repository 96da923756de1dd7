"""`python -m evals.peers`: the product and its peers by the same cases, and their table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeGuard

from assistant import SettingsError, load_settings
from evals.marked import placed
from evals.peers.columns import Plan, kept, measured
from evals.peers.errors import PeerError
from evals.peers.measuring import CONTENDERS, Asked
from evals.peers.systems import Setting
from evals.peers.table import MARKS, table
from evals.problems import InvalidCases
from evals.runs.model import RunError
from evals.suite import SuiteError
from evals.suites import SUITES
from evals.suites.questions import QuestionSuite
from evals.suites.retrieval import RetrievalSuite
from vectorstore import StoreError

_ROOT = Path(__file__).resolve().parent.parent.parent
_ASKED = ("sample", "dev", "piaf", "service-public", "cnil", "dinum")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every system was measured, 1 otherwise (2: wrong usage)."""
    options = _parser().parse_args(arguments)
    try:
        for page in options.docs:
            placed(page.read_text(encoding="utf-8"), "", MARKS)
        chosen = [one for one in CONTENDERS if not options.peer or one.name in options.peer]
        if options.kept:
            columns, failed = kept(options.out, chosen), False
        else:
            columns, failed = measured(_plan(options), chosen)
        written = table(columns)
        print(written, end="")
        if failed:
            return _unfinished(options.docs)
        for page in options.docs:
            text = placed(page.read_text(encoding="utf-8"), written, MARKS)
            page.write_text(text, encoding="utf-8")
    except (SuiteError, RunError, StoreError) as error:
        print(f"{error.message} {error.advice}", file=sys.stderr)
        return 1
    except (InvalidCases, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Fichier illisible ou impossible à écrire : {error}", file=sys.stderr)
        return 1
    return 0


def _unfinished(pages: Sequence[Path]) -> int:
    for page in pages:
        print(f"{page} reste comme elle était : il manque un système au tableau.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.peers",
        description="Pose les mêmes questions à l’assistant et à d’autres systèmes, puis écrit "
        "leur tableau.",
    )
    parser.add_argument("--out", type=Path, required=True, help="dossier où garder les passages")
    parser.add_argument(
        "--suite", action="append", choices=_ASKED, help="un jeu (répétable) ; sinon tous"
    )
    parser.add_argument(
        "--peer",
        action="append",
        choices=[one.name for one in CONTENDERS],
        help="un système (répétable) ; sinon tous",
    )
    parser.add_argument(
        "--engine",
        choices=("extractive", "ollama"),
        default="extractive",
        help="ollama : le modèle des réglages rédige les réponses de chaque système",
    )
    parser.add_argument(
        "--embedder",
        default="minilm",
        help="modèle de sens des pairs : minilm, un dossier, un nom de dépôt ou ollama:NOM",
    )
    parser.add_argument(
        "--environments",
        type=Path,
        default=_ROOT / ".peers",
        help="dossier des environnements des pairs (sinon .peers dans le projet)",
    )
    parser.add_argument(
        "--kept",
        action="store_true",
        help="refait le tableau avec les passages gardés, sans rien mesurer",
    )
    parser.add_argument("--limit", type=int, help="les premières questions de chaque jeu seulement")
    parser.add_argument(
        "--docs",
        type=Path,
        action="append",
        default=[],
        help="page où mettre le tableau, entre ses marques (répétable)",
    )
    return parser


def _plan(options: argparse.Namespace) -> Plan:
    settings = load_settings(engine=options.engine)
    model = settings.ollama_model if options.engine == "ollama" else None
    if options.engine == "ollama" and not model:
        raise PeerError(
            "Aucun modèle n’est réglé : les pairs ne sauraient pas lequel prendre.",
            "Donnez-le au réglage ollama_model, puis relancez.",
        )
    embedder = Path(options.embedder).expanduser()
    setting = Setting(
        environments=options.environments.resolve(),
        embedder=str(embedder.resolve()) if embedder.is_dir() else options.embedder,
        ollama_url=settings.ollama_url,
        model=model,
    )
    return Plan(
        out=options.out,
        suites=_suites(options.suite),
        settings=settings,
        setting=setting,
        limit=options.limit,
    )


def _suites(names: Sequence[str] | None) -> list[Asked]:
    """Those that were asked for; without a choice, those that can run on this machine."""
    found: list[Asked] = []
    for name in names or _ASKED:
        suite = SUITES[name]()
        assert _takes_systems(suite)
        missing = suite.missing()
        if missing is None:
            found.append(suite)
        elif names:
            raise PeerError(missing, "Ajoutez ces fichiers, ou choisissez un autre jeu.")
        else:
            print(f"« {suite.title} » passé : {missing}", file=sys.stderr)
    return found


def _takes_systems(suite: object) -> TypeGuard[Asked]:
    return isinstance(suite, QuestionSuite | RetrievalSuite)


if __name__ == "__main__":
    sys.exit(main())
