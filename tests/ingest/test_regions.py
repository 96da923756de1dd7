"""Regions named in a text: in full, by code, and not by accident."""

from __future__ import annotations

import pytest

from ingest import regions_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Que dit l’ARS Ile de France ?", ["Île-de-France"]),
        ("hauts de france et BRETAGNE", ["Hauts-de-France", "Bretagne"]),
        ("la synthèse BFC", ["Bourgogne-Franche-Comté"]),
        ("l’avis de La Réunion", ["La Réunion"]),
        ("le compte rendu de la réunion du 3 mai", []),
        ("bref, une occitane en normal", []),
    ],
)
def test_regions(text: str, expected: list[str]) -> None:
    assert regions_in(text) == expected
