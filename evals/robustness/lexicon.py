"""Names that stand in for those of a corpus, so that minutes become those of another body.

Sources: regions, departments and towns (prefectures) are those of the code officiel géographique
(INSEE, 2024); family names are among the most borne in France (INSEE, fichier des noms, 1891-2000);
the adjectives of regions are those of Wiktionnaire, « Catégorie:Gentilés de France en français ».
"""

from __future__ import annotations

REGION_FORMS = {
    "Auvergne-Rhône-Alpes": ("d’Auvergne-Rhône-Alpes", "en Auvergne-Rhône-Alpes"),
    "Bourgogne-Franche-Comté": ("de Bourgogne-Franche-Comté", "en Bourgogne-Franche-Comté"),
    "Bretagne": ("de Bretagne", "en Bretagne"),
    "Centre-Val de Loire": ("du Centre-Val de Loire", "en Centre-Val de Loire"),
    "Corse": ("de Corse", "en Corse"),
    "Grand Est": ("du Grand Est", "dans le Grand Est"),
    "Hauts-de-France": ("des Hauts-de-France", "dans les Hauts-de-France"),
    "Île-de-France": ("d’Île-de-France", "en Île-de-France"),
    "Normandie": ("de Normandie", "en Normandie"),
    "Nouvelle-Aquitaine": ("de Nouvelle-Aquitaine", "en Nouvelle-Aquitaine"),
    "Occitanie": ("d’Occitanie", "en Occitanie"),
    "Pays de la Loire": ("des Pays de la Loire", "dans les Pays de la Loire"),
    "Provence-Alpes-Côte d’Azur": (
        "de Provence-Alpes-Côte d’Azur",
        "en Provence-Alpes-Côte d’Azur",
    ),
    "Guadeloupe": ("de Guadeloupe", "en Guadeloupe"),
    "Guyane": ("de Guyane", "en Guyane"),
    "La Réunion": ("de La Réunion", "à La Réunion"),
    "Martinique": ("de Martinique", "en Martinique"),
    "Mayotte": ("de Mayotte", "à Mayotte"),
}
"""Region -> how it follows « de » and « en »."""

ADJECTIVES = (
    "breton", "bretonne", "normand", "normande", "occitan", "occitane", "aquitain", "aquitaine",
    "néo-aquitain", "néo-aquitaine", "francilien", "francilienne", "bourguignon", "bourguignonne",
    "franc-comtois", "franc-comtoise", "comtois", "comtoise", "picard", "picarde", "nordiste",
    "alsacien", "alsacienne", "lorrain", "lorraine", "champenois", "champenoise", "provençal",
    "provençale", "ligérien", "ligérienne", "auvergnat", "auvergnate", "corse",
)  # fmt: skip
"""Masculine and feminine in the singular."""

DEPARTMENTS = {
    "des": ("Alpes-Maritimes", "Bouches-du-Rhône", "Hautes-Alpes", "Hautes-Pyrénées", "Yvelines"),
    "du": ("Cantal", "Cher", "Gers", "Jura", "Tarn", "Var"),
    "de la": ("Drôme", "Haute-Loire", "Lozère", "Mayenne", "Sarthe", "Savoie"),
}
"""By the article that goes before."""

TOWNS = (
    "Agen", "Albi", "Annecy", "Auch", "Aurillac", "Auxerre", "Avignon", "Blois", "Bourges",
    "Cahors", "Carcassonne", "Chambéry", "Chartres", "Digne-les-Bains", "Foix", "Gap", "Laval",
    "Mende", "Montauban", "Moulins", "Nevers", "Nîmes", "Perpignan", "Privas", "Rodez", "Tarbes",
    "Toulon", "Valence",
)  # fmt: skip

SURNAMES = (
    "Bernard", "Blanc", "Bonnet", "Boyer", "Chevalier", "Dubois", "Dupont", "Durand", "Fournier",
    "Garnier", "Gauthier", "Girard", "Guérin", "Lambert", "Laurent", "Lefebvre", "Legrand", "Leroy",
    "Mercier", "Moreau", "Morel", "Perrin", "Petit", "Rousseau", "Roussel", "Simon", "Vincent",
)  # fmt: skip

KEPT = frozenset("Ségur Covid France État Europe Sécurité Mme Mmes Dr Pr MM Internet".split())
"""Capitals that place a text nowhere: names of a subject, of the country, titles."""
