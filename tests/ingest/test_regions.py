"""Regions named in a text: in full, by code, and not by accident."""

from __future__ import annotations

import pytest

from ingest import regions_in, without_regions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Que dit l’ARS Ile de France ?", ["Île-de-France"]),
        ("hauts de france et BRETAGNE", ["Hauts-de-France", "Bretagne"]),
        ("la synthèse BFC", ["Bourgogne-Franche-Comté"]),
        ("l’avis de La Réunion", ["La Réunion"]),
        ("le compte rendu de la réunion du 3 mai", []),
        ("bref, une occitane en normal", []),
        ("Compte rendu de la CRSA PACA", ["Provence-Alpes-Côte d’Azur"]),
        ("l’ARS de la Région Sud", ["Provence-Alpes-Côte d’Azur"]),
        ("la région Sud-Ouest", []),
        ("l’avis de la CRSA AURA", ["Auvergne-Rhône-Alpes"]),
        ("AVIS DE LA CRSA AURA DU 3 MARS", ["Auvergne-Rhône-Alpes"]),
        ("la séance AURA LIEU, elle aura lieu", []),
        ("ELLE AURA LIEU, ON N’AURA PAS", []),
        ("CRSA Centre – Val de Loire", ["Centre-Val de Loire"]),
        ("l’ARS PdL, l’ARS IdF", ["Pays de la Loire", "Île-de-France"]),
    ],
)
def test_regions(text: str, expected: list[str]) -> None:
    assert regions_in(text) == expected


def test_short_names_are_left_out_with_the_regions() -> None:
    assert without_regions("L’avis de la CRSA AURA et de PACA") == "l'avis de la crsa et de"
