"""`python -m evals.peers`: the product and its peers by the same cases, and their table."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeGuard

from assistant import Settings, SettingsError, load_settings
from evals.peers.errors import PeerError
from evals.peers.measuring import CONTENDERS, Asked, Contender, PeerSuite, made_with
from evals.peers.process import Ready
from evals.peers.systems import Setting
from evals.peers.table import Column, placed, table
from evals.problems import InvalidCases
from evals.runs.folder import Header, load_run
from evals.runs.identity import kept_settings, versions
from evals.runs.model import Run, RunError
from evals.runs.runner import Progress, run_suites
from evals.suite import SuiteError
from evals.suites import SUITES
from evals.suites.questions import QuestionSuite
from evals.suites.retrieval import RetrievalSuite
from vectorstore import StoreError

_ROOT = Path(__file__).resolve().parent.parent.parent
_ASKED = ("sample", "dev", "piaf", "service-public", "cnil", "dinum")
_SEED = 20201
_UNREAD = "unread.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every system was measured, 1 otherwise (2: wrong usage)."""
    options = _parser().parse_args(arguments)
    try:
        for page in options.docs:
            placed(page.read_text(encoding="utf-8"), "")
        columns, failed = (_kept(options), False) if options.kept else _measured(options)
        written = table(columns)
        print(written, end="")
        if failed:
            return _unfinished(options.docs)
        for page in options.docs:
            page.write_text(placed(page.read_text(encoding="utf-8"), written), encoding="utf-8")
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


def _setting(options: argparse.Namespace, settings: Settings) -> Setting:
    model = settings.ollama_model if options.engine == "ollama" else None
    if options.engine == "ollama" and not model:
        raise PeerError(
            "Aucun modèle n’est réglé : les pairs ne sauraient pas lequel prendre.",
            "Donnez-le au réglage ollama_model, puis relancez.",
        )
    folder = Path(options.embedder).expanduser()
    return Setting(
        environments=options.environments.resolve(),
        embedder=str(folder.resolve()) if folder.is_dir() else options.embedder,
        ollama_url=settings.ollama_url,
        model=model,
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


def _chosen(options: argparse.Namespace) -> list[Contender]:
    return [one for one in CONTENDERS if not options.peer or one.name in options.peer]


def _kept(options: argparse.Namespace) -> list[Column]:
    """The columns of the systems that an earlier command measured. Raises RunError, PeerError."""
    columns = []
    for contender in _chosen(options):
        folder = options.out / contender.name
        if folder.is_dir():
            unread = _Unread(options.out / _UNREAD, contender.name).pairs()
            run = load_run(folder)
            columns.append(
                Column(label=contender.label, about=contender.about, run=run, unread=unread)
            )
    if not columns:
        raise PeerError(f"{options.out} ne garde aucun passage.", "Relancez sans --kept.")
    return columns


def _measured(options: argparse.Namespace) -> tuple[list[Column], bool]:
    """The columns of the systems that could be measured, and whether one could not."""
    settings = load_settings(engine=options.engine)
    setting = _setting(options, settings)
    suites = _suites(options.suite)
    columns: list[Column] = []
    failed = False
    for contender in _chosen(options):
        if not any(contender.takes(suite) for suite in suites):
            continue
        try:
            columns.append(_column(contender, options, settings, setting, suites))
        except PeerError as error:
            print(f"{contender.label} : {error.message} {error.advice}", file=sys.stderr)
            failed = True
    shutil.rmtree(options.out / "index", ignore_errors=True)
    return columns, failed


def _column(
    contender: Contender,
    options: argparse.Namespace,
    settings: Settings,
    setting: Setting,
    suites: Sequence[Asked],
) -> Column:
    folder = options.out / contender.name
    folder.parent.mkdir(parents=True, exist_ok=True)
    unread = _Unread(options.out / _UNREAD, contender.name)
    asked = [
        PeerSuite(
            suite=suite,
            contender=contender,
            setting=setting,
            indexes=options.out / "index",
            told=unread.add,
        )
        for suite in suites
        if contender.takes(suite)
    ]
    header = Header(
        asked={suite.name: suite.fingerprint() for suite in asked},
        engine=options.engine,
        model=setting.model,
        seed=_SEED,
        limit=options.limit,
        settings={**kept_settings(settings), **made_with(contender, setting)},
        versions=versions(),
    )
    run: Run = run_suites(asked, header, folder, _progress(contender))
    return Column(label=contender.label, about=contender.about, run=run, unread=unread.pairs())


class _Unread:
    """What a system could not read, kept beside the runs for a command that takes them up."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name

    def add(self, suite: str, ready: Ready) -> None:
        everyone = self._everyone()
        everyone.setdefault(self._name, {})[suite] = dict(ready.unread)
        text = json.dumps(everyone, ensure_ascii=False, indent=1)
        self._path.write_text(text + "\n", encoding="utf-8")

    def pairs(self) -> tuple[tuple[str, str], ...]:
        mine = self._everyone().get(self._name, {})
        return tuple((suite, doc) for suite, documents in mine.items() for doc in documents)

    def _everyone(self) -> dict[str, dict[str, dict[str, str]]]:
        if not self._path.exists():
            return {}
        found: dict[str, dict[str, dict[str, str]]] = json.loads(
            self._path.read_text(encoding="utf-8")
        )
        return found


def _progress(contender: Contender) -> Progress:
    def show(title: str, done: int, total: int) -> None:
        if total == 0:
            print(f"{contender.label} – {title} : lecture des documents", file=sys.stderr)
        elif done in (0, total) or done % 500 == 0:
            print(f"{contender.label} – {title} : {done} / {total}", file=sys.stderr)

    return show


if __name__ == "__main__":
    sys.exit(main())
