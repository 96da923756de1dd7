"""`python -m evals`: builds an index, asks every question of a suite and prints the figures."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant import SettingsError, load_settings, open_assistant
from evals.cases import Case, InvalidCases, load_cases
from evals.pagecheck import PageCheck, poppler_missing
from evals.report import LABELS, table
from evals.runner import RunResult, figures, run
from ingest import Status
from vectorstore import StoreError

_HERE = Path(__file__).resolve().parent
_SHARED = _HERE.parent.parent / "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A corpus and the questions asked of it; an `optional` one may be absent."""

    name: str
    documents: tuple[Path, ...]
    questions: Path
    optional: bool = False


SUITES = (
    Suite(
        name="sample",
        documents=(_HERE / "sample" / "documents",),
        questions=_HERE / "sample" / "questions.jsonl",
    ),
    Suite(
        name="dev",
        documents=(_SHARED / "corpus" / "pdf", _SHARED / "corpus" / "docx"),
        questions=_SHARED / "evals" / "questions-dev.jsonl",
        optional=True,
    ),
)


class EvalError(Exception):
    """The run cannot go on; the message is French and tells the next step."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all was measured and no threshold missed, 1 otherwise (2: wrong usage)."""
    options = _parser().parse_args(arguments)
    results: list[RunResult] = []
    try:
        if options.json and not options.json.resolve().parent.is_dir():
            raise EvalError(f"Le dossier de {options.json} n'existe pas ; créez-le d'abord.")
        for suite in SUITES:
            if options.suite not in (None, suite.name):
                continue
            absent = [path for path in (*suite.documents, suite.questions) if not path.exists()]
            if absent and suite.optional:
                print(f"Jeu « {suite.name} » passé : {absent[0]} n'existe pas sur cette machine.\n")
                continue
            if absent:
                raise EvalError(f"{absent[0]} n'existe pas ; refaites le dossier evals/sample.")
            with _folder(options.data_dir, suite.name) as folder:
                results.append(_measure(suite, folder))
            print(table(results[-1]) + "\n")
        if options.json:
            _write(options.json, results)
    except (EvalError, InvalidCases, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except StoreError as error:
        print(f"{error.message} {error.advice}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Fichier illisible ou impossible à écrire : {error}", file=sys.stderr)
        return 1
    return 1 if _missed(results, options.fail_under) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description="Mesure l'assistant sur des questions dont la réponse est connue.",
    )
    parser.add_argument("--suite", choices=[suite.name for suite in SUITES], help="un seul jeu")
    parser.add_argument(
        "--data-dir", type=Path, help="dossier où garder les index (sinon temporaire)"
    )
    parser.add_argument(
        "--json", type=Path, help="fichier où écrire chaque question, une par ligne"
    )
    parser.add_argument(
        "--fail-under",
        action="append",
        default=[],
        type=_threshold,
        metavar="MESURE=VALEUR",
        help=f"échoue sous cette valeur ; mesures : {', '.join(LABELS)}",
    )
    return parser


def _threshold(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    if name not in LABELS:
        raise argparse.ArgumentTypeError(f"mesure inconnue : {name or text}")
    try:
        least = float(value.replace(",", "."))
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise argparse.ArgumentTypeError(f"{name}= attend une valeur entre 0 et 1")
    return name, least


@contextmanager
def _folder(kept: Path | None, suite: str) -> Iterator[Path]:
    if kept is not None:
        folder = kept / suite
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="evals-", ignore_cleanup_errors=True) as temporary:
        yield Path(temporary)


def _measure(suite: Suite, folder: Path) -> RunResult:
    cases = load_cases(suite.questions)
    # The engine without a model: figures do not depend on what runs on the machine.
    settings = load_settings(data_dir=folder, engine="extractive")
    with open_assistant(settings, write=True) as assistant:
        report = assistant.store.ingest(suite.documents)
        for file in report.files:
            if file.status is Status.FAILED:
                why = file.error.message if file.error else "erreur inconnue"
                print(f"Document non lu : {file.path.name} : {why}", file=sys.stderr)
        files = {file.doc: file.path for file in report.files if file.doc}
        _check_evidence(suite, cases, set(files))
        missing = poppler_missing()
        if missing:
            print(missing, file=sys.stderr)
        locate = None if missing else PageCheck(files).locate
        return run(suite.name, cases, assistant, locate, progress=_progress(len(cases)))


def _check_evidence(suite: Suite, cases: Sequence[Case], known: set[str]) -> None:
    """A question whose evidence lies in no document would be lost in silence: refuse the run."""
    unknown = sorted({gold.doc for case in cases for gold in case.evidence} - known)
    if unknown:
        raise EvalError(
            f"Jeu « {suite.name} » : des preuves viennent de documents absents du corpus "
            f"({', '.join(unknown)}). Corrigez « doc » dans {suite.questions.name} ou ajoutez-les."
        )


def _progress(total: int) -> Callable[[int], None]:
    def show(done: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(f"\r{done} / {total} questions", end=end, file=sys.stderr, flush=True)

    return show


def _write(path: Path, results: Sequence[RunResult]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for result in results:
            for record in result.records:
                file.write(json.dumps(asdict(record), ensure_ascii=False) + "\n")


def _missed(results: Sequence[RunResult], thresholds: Sequence[tuple[str, float]]) -> bool:
    """Tells each threshold that a suite misses; a figure that was not measured misses it too."""
    missed = False
    for result in results:
        found = figures(result.records)
        for name, least in thresholds:
            value = found[name].value
            if value is None or value < least:
                shown = "non mesuré" if value is None else f"{value:.3f}"
                print(f"Sous le seuil, jeu « {result.suite} » : {name} = {shown} < {least}")
                missed = True
    return missed


if __name__ == "__main__":
    sys.exit(main())
