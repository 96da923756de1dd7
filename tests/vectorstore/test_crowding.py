"""Rows of registers do not crowd what is found; a question about persons still finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore import Store
from vectorstore.crowding import asks_for_persons

SURNAMES = "ABADIOL BRUMEZEL CHARDOUNE DELVINCAY ESTRABEL FOUCHEROL GRANDMESNIL HURTEVAULT".split()
ROWS = "".join(
    f"| {name} Jeanne | EHPAD des Lilas, médecin coordonnateur | X | |\n" for name in SURNAMES
)
MINUTES = (
    "# CTS de la Lande – 4 mars 2021\n\n"
    f"| Nom | Structure | Présent | Excusé |\n|---|---|---|---|\n{ROWS}\n"
    "## Échanges\n\nUn EHPAD de la Lande cherche depuis deux ans un médecin coordonnateur.\n"
)


@pytest.fixture
def searched(store: Store, tmp_path: Path) -> Store:
    (tmp_path / "cr.md").write_text(MINUTES, encoding="utf-8")
    store.ingest([tmp_path / "cr.md"])
    return store


def first(store: Store, question: str) -> str:
    return store.search(question, limit=10)[0].text


def test_a_question_on_a_subject_finds_what_was_said(searched: Store) -> None:
    question = "Le médecin coordonnateur manque-t-il dans un EHPAD des Lilas ?"
    assert "cherche depuis deux ans" in first(searched, question)


@pytest.mark.parametrize(
    "question",
    [
        "Quels membres présents sont médecins coordonnateurs ?",
        "Qui était là pour l’EHPAD des Lilas ?",
        "La fonction de Jeanne ABADIOL, médecin coordonnateur ?",
    ],
)
def test_a_question_about_persons_finds_the_register(searched: Store, question: str) -> None:
    assert "ABADIOL" in first(searched, question)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Qui était excusé au CTS de la Lande ?", True),
        ("Combien de personnes étaient présentes ?", True),
        ("Et les infirmiers, ils étaient là ?", True),
        ("Combien de masques l’EHPAD a-t-il reçus ?", False),
        ("Où en est le projet de maison de santé ?", False),
    ],
)
def test_what_asks_for_persons(question: str, wanted: bool) -> None:
    assert asks_for_persons(question) is wanted
