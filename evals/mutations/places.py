"""Regions, départements and bodies, by the article that they take.

Names and articles of regions and départements: INSEE, code officiel géographique,
https://www.insee.fr/fr/information/2560452. Within one group a name can stand for another without
any other change.
"""

from __future__ import annotations

from typing import NamedTuple

from evals.mutations.edit import Gender

REGIONS = (
    ("Bretagne", "Normandie", "Nouvelle-Aquitaine", "Corse", "Guadeloupe", "Martinique", "Guyane"),
    ("Occitanie", "Île-de-France", "Auvergne-Rhône-Alpes"),
    ("Grand Est", "Centre-Val de Loire"),
    ("Hauts-de-France", "Pays de la Loire"),
)
DEPARTMENTS = (
    (
        "Charente", "Corrèze", "Creuse", "Côte-d’Or", "Dordogne", "Drôme", "Gironde",
        "Haute-Garonne", "Haute-Loire", "Haute-Marne", "Haute-Savoie", "Haute-Vienne", "Loire",
        "Loire-Atlantique", "Lozère", "Manche", "Marne", "Mayenne", "Meurthe-et-Moselle", "Meuse",
        "Moselle", "Nièvre", "Sarthe", "Savoie", "Seine-et-Marne", "Seine-Maritime",
        "Seine-Saint-Denis", "Somme", "Vendée", "Vienne",
    ),
    (
        "Ain", "Aisne", "Allier", "Ardèche", "Ariège", "Aube", "Aude", "Aveyron", "Eure",
        "Eure-et-Loir", "Hérault", "Indre", "Indre-et-Loire", "Isère", "Oise", "Orne", "Yonne",
        "Essonne", "Ille-et-Vilaine",
    ),
    (
        "Bas-Rhin", "Calvados", "Cantal", "Cher", "Doubs", "Finistère", "Gard", "Gers",
        "Haut-Rhin", "Jura", "Loir-et-Cher", "Loiret", "Lot", "Lot-et-Garonne", "Maine-et-Loire",
        "Morbihan", "Pas-de-Calais", "Puy-de-Dôme", "Rhône", "Tarn", "Val-de-Marne",
        "Val-d’Oise", "Var", "Vaucluse",
    ),
    (
        "Alpes-Maritimes", "Ardennes", "Bouches-du-Rhône", "Côtes-d’Armor", "Deux-Sèvres",
        "Hautes-Alpes", "Hautes-Pyrénées", "Hauts-de-Seine", "Landes", "Pyrénées-Atlantiques",
        "Pyrénées-Orientales", "Vosges", "Yvelines",
    ),
)  # fmt: skip


class Body(NamedTuple):
    """A body of the health system as it is written, its gender, the text that founds it."""

    name: str
    gender: Gender
    source: str


_CODE = "https://www.legifrance.gouv.fr/codes/, "
_CSP = _CODE + "code de la santé publique, article "
_CSS = _CODE + "code de la sécurité sociale, article "
_CASF = _CODE + "code de l’action sociale et des familles, article "

BODIES = (
    Body("ARS", "f", _CSP + "L. 1431-1"),
    Body("CRSA", "f", _CSP + "L. 1432-4"),
    Body("URPS", "f", _CSP + "L. 4031-1"),
    Body("CDU", "f", _CSP + "L. 1112-3"),
    Body("HAS", "f", _CSS + "L. 161-37"),
    Body("CPAM", "f", _CSS + "L. 211-1"),
    Body("MDPH", "f", _CASF + "L. 146-3"),
    Body("CPTS", "f", _CSP + "L. 1434-12"),
    Body("CTS", "m", _CSP + "L. 1434-10"),
    Body("CHU", "m", _CSP + "L. 6141-2"),
    Body("GHT", "m", _CSP + "L. 6132-1"),
    Body("SAMU", "m", _CSP + "L. 6311-2"),
    Body("agence régionale de santé", "f", _CSP + "L. 1431-1"),
    Body("Agence régionale de santé", "f", _CSP + "L. 1431-1"),
    Body("Conférence régionale de la santé et de l’autonomie", "f", _CSP + "L. 1432-4"),
    Body("conférence régionale de la santé et de l’autonomie", "f", _CSP + "L. 1432-4"),
    Body("commission permanente", "f", _CSP + "D. 1432-31"),
    Body("conseil territorial de santé", "m", _CSP + "L. 1434-10"),
    Body("conseil départemental", "m", _CODE + "code général des collectivités, L. 3121-1"),
    Body("conseil régional", "m", _CODE + "code général des collectivités, L. 4131-1"),
    Body("assurance maladie", "f", _CSS + "L. 221-1"),
)
