"""`python -m evals.bench`: how long taking in, searching and answering take, as ratios."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.bench import asking, ingesting
from evals.bench.page import MARKS, table
from evals.bench.timing import Timing
from evals.cases import load_cases
from evals.corpora import REAL, SAMPLE, Corpus
from evals.marked import placed
from evals.suite import SuiteError

_ROOT = Path(__file__).resolve().parent.parent.parent
_CORPORA: tuple[tuple[str, Corpus], ...] = (
    ("Corpus d’exemple", SAMPLE),
    ("Corpus réel", REAL),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when everything was measured, 1 otherwise."""
    options = _parser().parse_args(arguments)
    (documents,) = SAMPLE.paths
    questions = [case.question for case in load_cases(documents.parent / "questions.jsonl")]
    found: dict[str, list[Timing]] = {}
    try:
        for page in options.docs:
            placed(page.read_text(encoding="utf-8"), "", MARKS)
        for title, corpus in _CORPORA:
            if not corpus.missing():
                files = sorted(path for folder in corpus.paths for path in folder.iterdir())
                found[title] = ingesting.measure(files, options.environments.resolve())
        found[_CORPORA[0][0]] += asking.measure(documents, questions)
        written = table(found)
        print(written, end="")
        for page in options.docs:
            text = placed(page.read_text(encoding="utf-8"), written, MARKS)
            page.write_text(text, encoding="utf-8")
    except SuiteError as error:
        print(f"{error.message} {error.advice}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Fichier illisible ou impossible à écrire : {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench",
        description="Mesure les durées, en rapports à des repères mesurés au même moment.",
    )
    parser.add_argument(
        "--environments",
        type=Path,
        default=_ROOT / ".peers",
        help="dossier des environnements des pairs (sinon .peers dans le projet)",
    )
    parser.add_argument(
        "--docs", type=Path, action="append", default=[], help="page où mettre les mesures"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
