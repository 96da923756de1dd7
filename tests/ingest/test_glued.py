"""Words that the page sets apart are read apart, however tight the line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest import Limits, identify
from ingest.french.lexicon import is_listed, is_word
from ingest.pipeline import build
from ingest.readers import pdf as reader

SENTENCE = "Le conseil propose une concertation avec les usagers des territoires"
GUIDES = "etalab+guides.etalab.gouv.fr"
# Names of products and people, words that no list has, a word that a box cuts in two, and two
# words that a figure draws over each other.
NAMES = frozenset(
    "internet larousse libreoffice bastien nossystèmes priorise datascientiste contribu "
    "estproche".split()
)


def _text(path: Path) -> str:
    return build(reader.read(path, Limits())[0], identify(path), Limits()).text


def _glued(text: str) -> list[str]:
    """Words over 22 letters, and unknown ones whose two halves are words."""
    words = {word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in NAMES}
    return sorted(
        word
        for word in words
        if len(word) > 22
        or (
            len(word) > 6
            and not is_word(word)
            and any(is_listed(word[:i]) and is_listed(word[i:]) for i in range(2, len(word) - 1))
        )
    )


def _drawn(path: Path, spacing: float, *, tracking: float = 0.0) -> Path:
    """The sentence without blanks, its words `spacing` thousandths of the size apart."""
    canvas = Canvas(str(path), pagesize=(842, 595))
    parts = SENTENCE.split()
    run = canvas.beginText(40, 500)
    run.setFont("Helvetica", 11)
    run.setCharSpace(tracking)
    run._code.append("[" + f"{-spacing:g}".join(f"({part})" for part in parts) + "] TJ")
    canvas.drawText(run)
    canvas.save()
    return path


@pytest.mark.parametrize("spacing", [130, 160, 250, 600])
def test_words_set_tight_without_blanks_are_words(tmp_path: Path, spacing: float) -> None:
    assert _text(_drawn(tmp_path / "a.pdf", spacing)) == SENTENCE


def test_letters_set_wide_stay_together(tmp_path: Path) -> None:
    path = _drawn(tmp_path / "a.pdf", 300, tracking=1.0)
    assert _text(path) == SENTENCE


def test_the_measure_tells_glued_words() -> None:
    assert _glued("Publierdesreutilisations et lesdonnées du pseudonymisateur") == [
        "Publierdesreutilisations",
        "lesdonnées",
    ]


@pytest.mark.model
@pytest.mark.parametrize("name", ["algorithmes", "logiciels", "pseudonymisation"])
def test_no_words_are_glued_in_the_administrative_guides(shared: Path, name: str) -> None:
    path = shared / "torture" / GUIDES / f"guide-{name}.pdf"
    if not path.is_file():
        pytest.skip(f"{path.name} is not on this machine")
    assert _glued(_text(path)) == []
