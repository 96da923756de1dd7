"""Nothing in the repository is copied from the real documents: they are read beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.french import fold, words

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (".ci", "assistant", "docs", "evals", "ingest", "tests", "vectorstore")
RUN = 12
"""Names of bodies and titles of laws are shorter than so many words."""


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Each run of RUN words, without accents and case."""
    found = [fold(word) for word in words(text)]
    return zip(*(found[place:] for place in range(RUN)), strict=False)


def copied(text: str, known: set[tuple[str, ...]]) -> list[str]:
    return [" ".join(run) for run in runs(text) if run in known]


def ours() -> list[Path]:
    """The files of the repository, without what tools leave beside them; needs no git."""
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    found = [path for path in (*ROOT.iterdir(), *inside) if path.is_file()]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def test_a_copied_sentence_is_seen_whatever_its_breaks_and_accents() -> None:
    said = (
        "La commission demande que les navettes du samedi soient gardées toute l’année en montagne"
    )
    again = re.sub(" ", "\n", said).upper()
    assert copied(f"avant {again} après", set(runs(said)))
    assert not copied("La commission demande que les navettes roulent.", set(runs(said)))


@pytest.mark.model
def test_no_sentence_of_the_real_documents_is_in_the_repository(shared: Path) -> None:
    known: set[tuple[str, ...]] = set()
    for path in (shared / "corpus" / "texts").glob("*.txt"):
        known.update(runs(path.read_text(encoding="utf-8")))
    assert known
    assert {ROOT / "README.md", Path(__file__).resolve()} <= set(ours())
    found = {}
    for path in ours():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if held := copied(text, known):
            found[path.relative_to(ROOT).as_posix()] = held[:3]
    assert found == {}
