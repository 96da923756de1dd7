"""The table of peers, against hand-computed figures, and its place in a page."""

from __future__ import annotations

from pathlib import Path

from evals.peers.table import Column, table
from evals.records import Metric, Record, Score
from evals.runs.model import Run, SuiteInfo, SuiteRun

RECALL = Metric(name="evidence_2000", label="Preuves lues", definition="…")
FACTS = Metric(name="key_facts", label="Faits attendus", definition="…")
OTHER = Metric(name="length", label="Longueur", definition="…", better=0)


def record(id_: str, errors: tuple[str, ...] = (), **scores: float) -> Record:
    return Record(
        id=id_,
        group="fait",
        scores={name: Score(hits=hits) for name, hits in scores.items()},
        errors=errors,
    )


def run(*suites: tuple[str, tuple[Record, ...]]) -> Run:
    return Run(
        folder=Path("run"),
        engine="extractive",
        model=None,
        seed=1,
        settings={},
        versions={},
        suites=tuple(
            SuiteRun(
                info=SuiteInfo(
                    name=name,
                    title=f"Jeu {name}",
                    metrics=(FACTS, OTHER, RECALL),
                    fingerprint="f",
                    documents="d",
                    corpus="c",
                    cases=tuple(one.id for one in records),
                ),
                records=records,
            )
            for name, records in suites
        ),
    )


PRODUCT = Column(
    label="Assistant",
    about="le produit",
    run=run(
        (
            "a",
            (
                record("1", evidence_2000=1, key_facts=0.5, length=9),
                record("2", evidence_2000=1, key_facts=0.5, length=9),
            ),
        ),
        ("b", (record("1", evidence_2000=0.25),)),
    ),
)
PEER = Column(
    label="BM25 | nu",
    about="des mots",
    run=run(("a", (record("1", ("panne",), evidence_2000=0), record("2")))),
    unread=(("a", "cr-2020"),),
)


def rows(written: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in written.splitlines()
        if line.startswith("|")
    ]


def test_one_row_a_figure_in_a_fixed_order_and_one_column_a_system() -> None:
    found = rows(table([PRODUCT, PEER]))
    assert found[0] == ["jeu", "mesure", "n", "Assistant", "BM25 \\| nu"]
    # Both right: exact binomial bound for 2 of 2, .025 ** (1 / 2).
    assert found[2] == ["Jeu a", "Preuves lues", "2", "1,000 [0,158 – 1,000]", "0,000 (n = 1)"]
    # The same share twice: every draw gives it again.
    assert found[3] == ["", "Faits attendus", "2", "0,500 [0,500 – 0,500]", "—"]
    assert found[4] == ["Jeu b", "Preuves lues", "1", "0,250", "—"]
    assert len(found) == 5


def test_the_notes_say_what_each_is_and_what_went_wrong() -> None:
    notes = [line for line in table([PRODUCT, PEER]).splitlines() if line.startswith("- ")]
    assert notes == [
        "- **Assistant** : le produit.",
        "- **BM25 | nu** : des mots.",
        "- Documents que BM25 | nu n’a pas pu lire : cr-2020 (a).",
        "- Questions où BM25 | nu est en panne, comptées au plus mal : 1.",
    ]
