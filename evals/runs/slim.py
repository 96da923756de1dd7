"""`python -m evals.runs.slim RUN TO`: the scores of a run without its texts, small enough to keep
beside the program as the baseline of later runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evals.runs.folder import MANIFEST, line_of, load_run
from evals.runs.model import RunError


def slim(source: Path, to: Path) -> None:
    """Writes at `to` a run that compares like the one at `source`, in place of what was there.

    Raises RunError, OSError.
    """
    run = load_run(source)
    to.mkdir(parents=True, exist_ok=True)
    for old in to.glob("*.jsonl"):
        old.unlink()
    for suite in run.suites:
        lines = (line_of(replace(record, detail={})) for record in suite.records)
        (to / f"{suite.info.name}.jsonl").write_bytes(b"".join(lines))
    (to / MANIFEST).write_bytes((source / MANIFEST).read_bytes())


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the baseline was written, 1 otherwise (2: wrong usage)."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.runs.slim",
        description="Garde les scores d’un passage, sans ses textes, comme référence.",
    )
    parser.add_argument("run", type=Path, metavar="PASSAGE")
    parser.add_argument("to", type=Path, metavar="DOSSIER")
    options = parser.parse_args(arguments)
    try:
        slim(options.run, options.to)
    except RunError as error:
        print(f"{error.message} {error.advice}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Fichier illisible ou impossible à écrire : {error}", file=sys.stderr)
        return 1
    print(f"Référence écrite dans {options.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
