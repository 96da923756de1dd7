"""The benchmark over one small document."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from evals.bench import measure

pytestmark = pytest.mark.model


def test_each_measure_has_a_baseline(tmp_path):
    canvas = Canvas(str(tmp_path / "avis-2022.pdf"))
    canvas.drawString(60, 780, "Le conseil demande une permanence mensuelle dans chaque canton.")
    canvas.save()
    timings = {t.name: t for t in measure(tmp_path, ["Quelle permanence est demandée ?"])}
    assert set(timings) == {"ingestion", "ingestion, rien de neuf", "recherche", "réponse"}
    assert all(t.seconds > 0 and t.baseline_seconds > 0 for t in timings.values())
    assert timings["ingestion"].ratio > timings["ingestion, rien de neuf"].ratio


def test_a_folder_with_nothing_to_read_is_said(tmp_path):
    with pytest.raises(SystemExit, match="Aucun document"):
        measure(tmp_path, ["Où ?"])
