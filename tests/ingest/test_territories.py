"""The territory of a body, as its documents name it."""

from __future__ import annotations

import pytest

from ingest.territories import territory_in


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("Compte rendu du CTS de l’Eure du 3 mars 2021", "Eure", "Normandie"),
        ("Conseil territorial de santé des Ardennes", "Ardennes", "Grand Est"),
        ("CONSEIL TERRITORIAL DE SANTÉ DU FINISTÈRE", "Finistère", "Bretagne"),
        ("Contribution du CTS 94", "Val-de-Marne", "Île-de-France"),
        ("Conseil territorial de santé (CTS) de Loire-Atlantique", "Loire-Atlantique",
         "Pays de la Loire"),
        ("CTS Deux-Sèvres et Vienne – séance du 2 juin", "Deux-Sèvres, Vienne",
         "Nouvelle-Aquitaine"),
        ("CTS de la Drôme, de l'Ardèche", "Drôme", "Auvergne-Rhône-Alpes"),
        ("Relevé de décisions du CTS Cœur de Breizh du 12 mai 2022", "Cœur de Breizh", None),
        ("Avis du conseil territorial de santé du Pays d’Auge", "Pays d’Auge", None),
        ("CTS de la Haute-Garonne Séance plénière", "Haute-Garonne", "Occitanie"),
        ("CDCA du Lot", "Lot", "Occitanie"),
        ("CTS d’Eure-et-Loir", "Eure-et-Loir", "Centre-Val de Loire"),
        ("Conseil territorial de santé « Morbihan - Vannes »", "Morbihan", "Bretagne"),
        ("CTS - Val-d'Oise", "Val-d’Oise", "Île-de-France"),
    ],
)  # fmt: skip
def test_a_body_s_territory_is_found(text: str, name: str, region: str | None) -> None:
    found = territory_in(text)
    assert found is not None
    assert (found.name, found.region) == (name, region)
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    [
        "Les propositions des CTS de la région",
        "CTS du 12 mai 2022",
        "Relevé CTS 14 nov. 2022",
        "Relevé CTS 14-11-2022",
        "Contributions des CTS 93 et des CTS 94",
        "Synthèse de la CRSA Normandie",
        "Le CTS de santé",
        "CTS 2020",
        "CTS 99",
        "CTS « Bien vieillir chez soi »",
        "CTS – Compte rendu de séance",
        "Le CTS Les membres",
        "",
    ],
)
def test_without_one_named_territory_there_is_none(text: str) -> None:
    assert territory_in(text) is None
