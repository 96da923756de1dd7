"""How small a loss the comparison of runs tells, by planting faults in a share of the answers.

    python tests/evals/resolution.py FOLDER

writes the table of docs/evaluation/regressions.md on the terminal, in some ten minutes; the index
of the sample corpus is made in FOLDER, or found there.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random

import faults
from planted import Questions, questions, verdicts

from evals.records import Record
from evals.runs.compare import compare

SHARES = (0.02, 0.05, 0.1, 0.2)
DRAWS = 20
FAULTS = {
    "pages décalées d’une": faults.pages_moved(),
    "nombres altérés": faults.numbers_altered(),
    "citations échangées": faults.sources_shuffled,
    "phrases sans source": faults.unproved_added,
    "refus de répondre": faults.all_refused,
}
ALIKE = 0.2
"""Share of the answers altered in each of two runs that are no better one than the other."""


def main(folder: Path) -> None:
    asked = questions(folder)
    _say("| faute | part des réponses | comparaisons où elle est vue | réponses altérées |")
    _say("|---|---|---|---|")
    for name, plant in FAULTS.items():
        altered = asked.measured(asked.altered(plant))
        for share in SHARES:
            seen, moved = _told(asked, altered, share)
            _say(f"| {name} | {share:.0%} | {seen} sur {DRAWS} | {moved:.1f} |")
    altered = asked.measured(asked.altered(faults.numbers_altered()))
    pairs = 5 * DRAWS
    wrong = sum(_differ(asked, altered, seed) for seed in range(pairs))
    _say(f"\nÀ qualité égale : {wrong} verdicts sur {pairs} comparaisons.")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _told(asked: Questions, altered: Mapping[str, Record], share: float) -> tuple[int, float]:
    """In how many draws the fault is told, and how many answers it altered on average."""
    drawn = [_some(altered, share, seed) for seed in range(DRAWS)]
    told = sum(asked.clean.against(one).regressed for one in drawn)
    return told, sum(map(len, drawn)) / DRAWS


def _differ(asked: Questions, altered: Mapping[str, Record], seed: int) -> bool:
    """Whether a verdict falls between two runs with as many altered answers, drawn apart."""
    one = asked.clean.run(_some(altered, ALIKE, 2 * seed))
    other = asked.clean.run(_some(altered, ALIKE, 2 * seed + 1))
    found = compare(one, other)
    return bool(verdicts(found) or verdicts(found, "gain"))


def _some(altered: Mapping[str, Record], share: float, seed: int) -> dict[str, Record]:
    return {id: one for id, one in altered.items() if Random(f"{seed}:{id}").random() < share}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
