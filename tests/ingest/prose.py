"""Sentences of French words that mean nothing together, drawn from a seed."""

from __future__ import annotations

import random

WORDS = """
accès action agence aidant alerte année appui atelier avenir avis besoin bilan cadre calendrier
centre charge commission comité conseil concertation confiance constat contrat coordination crise
débat décision délai démarche département difficulté domicile dossier droit échange éducation
effort élu enjeu enquête équipe établissement étude évaluation expérience famille financement
formation fragilité garantie gouvernance handicap hôpital idée information initiative innovation
inégalité isolement jeunesse journée lien logement maison maladie médecin mesure métier mission
mobilité moyen numérique objectif offre organisation outil parcours partage participation patient
permanence personne pharmacie pilotage place plan politique pratique prévention priorité
professionnel profil projet promotion proposition public qualité question rapport recommandation
recrutement région relais réponse représentant réseau ressource réunion rôle rural santé séance
sécurité service situation société soin solidarité solution souhait soutien suivi synthèse tarif
technique territoire thème transport travail urgence usager vaccination vallée vieillesse village
ville voisinage aborde accompagne ajoute améliore annonce attend avance cherche complète concerne
construit demande développe donne doit entend espère explique facilite forme garantit implique
insiste invite manque mesure montre observe organise partage précise prépare présente propose
protège rappelle reconnaît regrette relève remercie renforce reste retient revient signale
simplifie souligne soutient suggère trouve utilise valorise veut grand petit nouveau premier
régional territorial local social médical collectif commun concret durable essentiel fort lisible
rapide simple utile avec dans pour sans sous vers entre contre depuis pendant malgré selon chez
parmi dont comme aussi encore ensuite enfin souvent toujours parfois déjà bientôt là-bas médico-
social peut-être vingt-deux rendez-vous Loire-Atlantique c’est l’hôpital d’abord qu’elle s’engage
aujourd’hui œuvre cœur
""".split()
LITTLE = """
le la les un une des du de à et ou en au aux ce cette ces son sa ses leur leurs qui que
""".split()


def sentence(rng: random.Random, least: int = 6, most: int = 22) -> str:
    """Words of French that mean nothing together."""
    said: list[str] = []
    for _ in range(rng.randint(least, most)):
        said.append(rng.choice(WORDS if not said or rng.random() < 0.6 else LITTLE))
        if rng.random() < 0.06 and len(said) > 2:
            said[-1] += ","
        if rng.random() < 0.02:
            said.append(rng.choice(["12,5 %", "2021", "14 h 30", "1 250 €", "(ARS)", "« oui »"]))
    text = " ".join(said).rstrip(",")
    return text[0].upper() + text[1:] + rng.choice([".", ".", ".", ".", " ;", " :", " ?"])


def paragraph(rng: random.Random) -> str:
    return " ".join(sentence(rng) for _ in range(rng.randint(1, 5)))


def heading(rng: random.Random, most: int = 7) -> str:
    text = sentence(rng, 2, most).rstrip(" .;:?")
    return text
