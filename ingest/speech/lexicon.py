"""Nouns that can be the subject of a verb of speech, and words that name nobody.

Functions: "Femme, j'écris ton nom... Guide d'aide à la féminisation des noms de métiers, titres,
grades et fonctions" (La Documentation française, 1999). Bodies: code de la santé publique, articles
L1431-1, L1432-1 to L1432-4, D1432-28 and D1434-21 (who sits in the health-democracy bodies); INSEE,
"Catégories juridiques". Groups: the colleges of the same articles.
"""

from __future__ import annotations

FUNCTIONS = frozenset(
    """
    president presidente vice-president vice-presidente coprésident directeur directrice
    rapporteur rapporteure rapporteuse secretaire delegue deleguee represantant representante
    representant responsable chef cheffe prefet prefete ministre maire conseiller conseillere
    administrateur administratrice coordinateur coordinatrice coordonnateur coordonnatrice
    animateur animatrice charge chargee medecin inspecteur inspectrice tresorier tresoriere doyen
    doyenne depute deputee senateur senatrice docteur professeur professeure recteur rectrice
    adjoint adjointe elu elue infirmier infirmiere pharmacien pharmacienne
    """.split()
)
BODIES = frozenset(
    """
    agence ministere prefecture departement conseil conference commission comite college bureau
    assemblee groupe federation union association collectif syndicat confederation organisation
    ordre chambre caisse mutualite mutuelle observatoire rectorat direction delegation etablissement
    hopital centre clinique universite faculte institut reseau fondation societe coordination
    mouvement ligue instance secretariat region metropole commune ville mairie assurance
    intersyndicale etat gouvernement equipe dispositif maison service groupement academie cour
    """.split()
)
GROUPS = frozenset(
    """
    usagers elus professionnels syndicats representants representantes medecins infirmiers
    infirmieres pharmaciens familles aidants patients residents soignants directeurs directions
    federations associations unions organisations collectivites etablissements instances conseils
    commissions departements presidents acteurs employeurs salaries kinesitherapeutes dentistes
    sages-femmes etudiants internes habitants citoyens maires membres participants intervenants
    contributeurs praticiens repondants
    """.split()
)
FEMININE = frozenset(
    """
    presidente vice-presidente directrice rapporteure rapporteuse deleguee representante cheffe
    prefete conseillere administratrice coordinatrice coordonnatrice animatrice chargee inspectrice
    tresoriere doyenne deputee senatrice professeure rectrice adjointe elue infirmiere pharmacienne
    """.split()
)
# One or some of a group, described and not named: "un participant", "des contributeurs".
PEOPLE = frozenset(
    """
    participant participante membre intervenant intervenante contributeur contributrice orateur
    professionnel professionnelle usager usagere patient patiente soignant soignante aidant aidante
    habitant habitante citoyen citoyenne resident residente elu elue medecin infirmier infirmiere
    pharmacien pharmacienne directeur directrice cadre maire president presidente representant
    representante praticien praticienne interne etudiant etudiante
    """.split()
)
# Who these are, the document does not tell.
NOBODY = frozenset(
    """
    plusieurs certains certaines quelques d'autres autres chacun chacune tous toutes aucun
    aucune personne nul beaucoup ceux celles quiconque quelqu'un d'aucuns
    """.split()
)
# Words that announce a quotation without telling whose: the vocabulary of the text itself.
THINGS = frozenset(
    """
    temoignage temoignages verbatim verbatims citation citations exemple exemples extrait extraits
    propos constat constats proposition propositions question questions reponse reponses titre
    objectif objectifs point points remarque remarques note nota article proverbe sujet theme
    """.split()
)
# What is written or said and can be read out or repeated: the genres of letters, reports and
# speech.
WRITINGS = frozenset(
    """
    courrier courriers lettre lettres message messages courriel courriels mail mails communique
    communication contribution contributions temoignage temoignages rapport rapports avis texte
    textes note notes motion declaration declarations reponse reponses circulaire extrait extraits
    passage passages mot mots propos parole paroles phrase phrases formule formules expression terme
    termes conclusion conclusions recommandation recommandations position positions proposition
    propositions verbatim intervention analyse
    """.split()
)
# Texts that nobody at a meeting speaks.
RULES = frozenset(
    """
    article articles loi decret code arrete reglement statuts proverbe adage devise
    """.split()
)
