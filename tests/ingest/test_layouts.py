"""Pages laid out at random: every word is read, in the order that a reader would take.

The measure is the longest common subsequence of words over the words that were set; running
headers, footers, page numbers and side tabs are no part of them.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ingest import Document, Limits, identify
from ingest.pipeline import build
from ingest.readers import pdf as reader
from tests.ingest.drawing import ORDERS, Running, write
from tests.ingest.layouts import LAYOUTS, made
from tests.ingest.poppler import in_order, words

pytestmark = pytest.mark.model

PAGES = 3
RUNNING = (
    Running(offset=1),
    Running(
        header="CRSA – rapport de la concertation",
        footer="Document de travail",
        offset=3,
        tab="Chapitre des parcours",
    ),
    Running(header="Conseil territorial de santé", offset=-1, outer=True),
)


def _read(path: Path) -> Document:
    return build(reader.read(path, Limits())[0], identify(path), Limits())


def _recall(folder: Path, kind: str, order: str, seed: int) -> tuple[float, float]:
    """Recall in order, and the share of what is read that was set."""
    rng = random.Random(f"{kind} {seed}")
    sheets = [made(kind, rng) for _ in range(PAGES)]
    path = folder / f"{kind}-{order}-{seed}.pdf"
    write(path, sheets, order, rng, words=seed % 2 == 1, running=RUNNING[seed % 3])
    wanted = words(" ".join(word for sheet in sheets for word in sheet.read))
    found = words(_read(path).text)
    common = in_order(wanted, found)
    return common / len(wanted), common / len(found)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("kind", LAYOUTS)
def test_every_word_is_read_in_order(tmp_path: Path, kind: str, order: str) -> None:
    recall, precision = _recall(tmp_path, kind, order, seed=ORDERS.index(order))
    assert recall >= 0.995
    assert precision >= 0.99


@pytest.mark.slow
@pytest.mark.parametrize("kind", LAYOUTS)
def test_hardly_a_layout_among_many_is_read_out_of_order(tmp_path: Path, kind: str) -> None:
    found = [_recall(tmp_path, kind, ORDERS[seed % 3], seed)[0] for seed in range(100, 112)]
    assert sum(found) / len(found) >= 0.995
    assert sum(recall < 0.995 for recall in found) <= 1


def test_a_side_tab_is_out_of_the_text(tmp_path: Path) -> None:
    rng = random.Random(5)
    path = tmp_path / "a.pdf"
    sheets = [made("two_columns", rng) for _ in range(2)]
    write(path, sheets, "shuffled", rng, words=False, running=Running(tab="Conseil de Caen"))
    raw = reader.read(path, Limits())[0]
    assert [line.text for line in raw.pages[0].lines if line.tab] == ["Conseil de Caen"]
    assert "Conseil de Caen" not in build(raw, identify(path), Limits()).text
