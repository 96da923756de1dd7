"""The benchmark over one small document, and its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from evals.bench import asking, ingesting
from evals.bench.page import table
from evals.bench.timing import Timing
from evals.peers.errors import PeerError

TIMING = Timing(name="lecture", seconds=0.5, baseline="tutoriel", baseline_seconds=2.0)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "avis-2022.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(60, 780, "Le conseil demande une permanence mensuelle dans chaque canton.")
    canvas.save()
    return path


@pytest.mark.model
def test_searching_and_answering_have_a_baseline(document: Path) -> None:
    timings = {t.name: t for t in asking.measure(document.parent, ["Quelle permanence ?"])}
    assert set(timings) == {"recherche", "réponse"}
    assert all(t.seconds > 0 and t.baseline_seconds > 0 for t in timings.values())


@pytest.mark.model
def test_taking_in_is_measured_beside_the_tutorial(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = ingesting.Tutorial(store=2.0, embed=1.0, passages=1, unread=0)
    monkeypatch.setattr(ingesting, "_tutorial", lambda files, environments: theirs)
    timings = {t.name: t for t in ingesting.measure([document], document.parent)}
    assert timings["lecture et rangement, sans vecteurs"].baseline_seconds == 2.0
    assert timings["ingestion entière"].baseline_seconds == 3.0
    assert timings["ingestion, rien de neuf"].ratio < 1
    assert timings["vecteurs"].seconds < timings["ingestion entière"].seconds


def test_a_tutorial_that_stops_is_told_with_its_last_words(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho début >&2; echo 'ImportError: chromadb' >&2; exit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr(ingesting, "interpreter", lambda *given: python)
    with pytest.raises(PeerError, match="ImportError: chromadb"):
        ingesting._tutorial([document], tmp_path)


def test_a_folder_with_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Aucun document"):
        asking.measure(tmp_path, ["Où ?"])


def test_the_table_gives_each_duration_beside_its_baseline() -> None:
    written = table({"Corpus d’exemple": [TIMING]})
    assert "| lecture | 500,0 ms | tutoriel | 2,0 s | 0,25 |" in written


def test_small_ratios_keep_their_digits() -> None:
    tiny = Timing(name="rien", seconds=0.004, baseline="la première", baseline_seconds=2.0)
    assert table({"a": [tiny]}).endswith("| 0,0020 |\n")
