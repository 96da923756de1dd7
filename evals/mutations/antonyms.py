"""Opposites that keep gender, number and construction, each with the page that gives it.

The source of an entry is the page of CNRTL's dictionary of antonyms for its first word:
https://www.cnrtl.fr/antonymie/ followed by that word (`source`). The gate has no such list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evals.mutations.edit import Gender

_PAGE = "https://www.cnrtl.fr/antonymie/"

# Verbs in -er on both sides (infinitives).
_VERBS = """
augmenter:diminuer améliorer:aggraver accepter:refuser créer:supprimer approuver:désapprouver
monter:baisser allonger:raccourcir activer:désactiver autoriser:prohiber
encourager:décourager faciliter:entraver valider:invalider simplifier:compliquer
accélérer:ralentir conserver:abandonner regretter:approuver
stabiliser:déstabiliser renforcer:fragiliser
""".split()
# Adjectives and participles: masculine and feminine singular of both; the plural adds an s.
_ADJECTIVES = """
favorable,favorable:défavorable,défavorable suffisant,suffisante:insuffisant,insuffisante
positif,positive:négatif,négative public,publique:privé,privée privé,privée:public,publique
interne,interne:externe,externe facile,facile:difficile,difficile gratuit,gratuite:payant,payante
difficile,difficile:facile,facile premier,première:dernier,dernière
dernier,dernière:premier,première
présent,présente:absent,absente absent,absente:présent,présente
supérieur,supérieure:inférieur,inférieure inférieur,inférieure:supérieur,supérieure
majoritaire,majoritaire:minoritaire,minoritaire possible,possible:impossible,impossible
provisoire,provisoire:permanent,permanente élevé,élevée:bas,basse bon,bonne:mauvais,mauvaise
ouvert,ouverte:fermé,fermée fermé,fermée:ouvert,ouverte complet,complète:incomplet,incomplète
régulier,régulière:irrégulier,irrégulière connu,connue:inconnu,inconnue
vacant,vacante:pourvu,pourvue maximal,maximale:minimal,minimale
nombreux,nombreuse:rare,rare utile,utile:inutile,inutile
long,longue:court,courte court,courte:long,longue fort,forte:faible,faible lent,lente:rapide,rapide
adopté,adoptée:rejeté,rejetée rejeté,rejetée:adopté,adoptée retenu,retenue:écarté,écartée
écarté,écartée:retenu,retenue obligatoire,obligatoire:volontaire,volontaire
formel,formelle:informel,informelle collectif,collective:individuel,individuelle
individuel,individuelle:collectif,collective petit,petite:grand,grande
tardif,tardive:précoce,précoce urgent,urgente:différable,différable claire,claire:obscure,obscure
""".split()
# Nouns of one gender.
_NOUNS = """
hausse:baisse:f baisse:hausse:f augmentation:diminution:f diminution:augmentation:f
ouverture:fermeture:f fermeture:ouverture:f excédent:déficit:m déficit:excédent:m
entrée:sortie:f sortie:entrée:f avantage:inconvénient:m amélioration:dégradation:f
dégradation:amélioration:f création:suppression:f suppression:création:f succès:échec:m
échec:succès:m confiance:méfiance:f majorité:minorité:f recette:dépense:f dépense:recette:f
présence:absence:f absence:présence:f accord:désaccord:m désaccord:accord:m
satisfaction:insatisfaction:f minimum:maximum:m maximum:minimum:m
renforcement:affaiblissement:m simplification:complication:f
allongement:raccourcissement:m progression:régression:f matin:soir:m soir:matin:m
""".split()
# Forms that follow no regular pattern; the last field is the word whose page is cited.
_FORMS = """
avant:après:avant après:avant:après ouvre:ferme:ouvrir ouvrent:ferment:ouvrir ouvrir:fermer:ouvrir
ouvrira:fermera:ouvrir rejette:adopte:rejeter adopte:rejette:adopter intérieur:extérieur:intérieur
insuffisamment:suffisamment:insuffisamment rarement:souvent:rarement souvent:rarement:souvent
davantage:moins:davantage mieux:moins:mieux réduit:augmenté:réduire réduire:augmenter:réduire
ruraux:urbains:rural rurale:urbaine:rural rurales:urbaines:rural rural:urbain:rural
""".split()
_ENDINGS = ("e", "ent", "é", "ée", "és", "ées", "er", "era", "eront", "ait", "aient")


@dataclass(frozen=True, slots=True)
class Opposite:
    """A form, the form that replaces it, its gender where an article may need it."""

    word: str
    gender: Gender | None
    source: str


def _entries() -> Iterator[tuple[str, Opposite]]:
    for line in _VERBS:
        one, other = line.split(":")
        for ending in _ENDINGS:
            changes_spelling = ending[0] == "a" and (one[-3] in "cg" or other[-3] in "cg")
            if not changes_spelling:
                yield one[:-2] + ending, Opposite(other[:-2] + ending, None, _PAGE + one)
    for line in _ADJECTIVES:
        forms, opposites = (part.split(",") for part in line.split(":"))
        for form, opposite, gender in zip(forms, opposites, ("m", "f"), strict=True):
            if forms[0] == forms[1] and opposites[0] != opposites[1]:
                continue  # the gender of the noun cannot be told from the form that is replaced
            yield form, Opposite(opposite, "f" if gender == "f" else "m", _PAGE + forms[0])
            yield _plural(form), Opposite(_plural(opposite), None, _PAGE + forms[0])
    for line in _NOUNS:
        noun, opposite, gender = line.split(":")
        yield noun, Opposite(opposite, "f" if gender == "f" else "m", _PAGE + noun)
        yield _plural(noun), Opposite(_plural(opposite), None, _PAGE + noun)
    for line in _FORMS:
        form, opposite, word = line.split(":")
        yield form, Opposite(opposite, None, _PAGE + word)


def _plural(word: str) -> str:
    if word.endswith("al"):
        return f"{word[:-2]}aux"
    return word if word[-1] in "sx" else f"{word}s"


ANTONYMS: dict[str, Opposite] = dict(_entries())
"""By form; the last entry for a form prevails."""
