"""Closed lists of words that generators recognise or put in, each list with its public source."""

from __future__ import annotations

from typing import NamedTuple

# Names of months: Wiktionnaire, https://fr.wiktionary.org/wiki/Thésaurus:mois/français
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)

# Numbers in words: Wiktionnaire, https://fr.wiktionary.org/wiki/Annexe:Nombres_en_français
NUMBERS = {
    2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf",
    10: "dix", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize",
    17: "dix-sept", 18: "dix-huit", 19: "dix-neuf", 20: "vingt", 30: "trente", 40: "quarante",
    50: "cinquante", 60: "soixante",
}  # fmt: skip

# Third-person forms of verbs before which "ne" and after which "pas" may be put. Conjugation
# tables of Wiktionnaire: https://fr.wiktionary.org/wiki/Conjugaison:français/être, /avoir,
# /devoir, /pouvoir, /savoir, /vouloir, /permettre, /représenter, /comprendre, /concerner,
# /disposer, /exister, /participer, /rester, /souhaiter, /porter, /figurer, /répondre, /suffire.
FINITE = frozenset(
    """est sont était étaient sera seront serait seraient a ont avait avaient aura auront aurait
    auraient doit doivent devait devra devront devrait devraient peut peuvent pouvait pourra
    pourront pourrait pourraient sait savent veut veulent permet permettent permettra représente
    représentent comprend comprennent concerne concernent dispose disposent existe existent
    participe participent reste restent souhaite souhaitent porte portent figure figurent répond
    répondent suffit suffisent""".split()
)


class Swap(NamedTuple):
    """A pattern (regular expression, lower case), what replaces it, where the words are defined."""

    pattern: str
    new: str
    source: str


_WIKT = "https://fr.wiktionary.org/wiki/"

# After a pronoun, not after a determiner: "certaines ont répondu".
_NO_NOUN = " des| de| d’| ont| sont| peuvent| se| s’| ne| n’| en"

# What a quantity covers. Gender and number are kept.
QUANTIFIERS = (
    Swap(r"tous les", "une minorité des", _WIKT + "tous"),
    Swap(r"toutes les", "une minorité des", _WIKT + "toutes"),
    Swap(r"la plupart des", "une minorité des", _WIKT + "la_plupart"),
    Swap(r"la majorité des", "une minorité des", _WIKT + "majorité"),
    Swap(r"plusieurs(?! fois| d[e’])", "la totalité des", _WIKT + "totalité"),
    Swap(rf"certains(?!{_NO_NOUN})", "tous les", _WIKT + "certains"),
    Swap(rf"certaines(?!{_NO_NOUN})", "toutes les", _WIKT + "certaines"),
    Swap(r"(?<!les )(?<!ces )quelques(?!-)", "la totalité des", _WIKT + "quelques"),
    Swap(r"plus de(?= \d| la moitié| [a-zé]+ (?:mille|cents?|heures|mois|jours|ans)\b)",
         "moins de", _WIKT + "plus_de"),
    Swap(r"moins de(?= \d| la moitié)", "plus de", _WIKT + "moins_de"),
    Swap(r"au moins(?= une?\b| \w+ (?:ans|mois|jours|fois)\b| \d)", "au plus", _WIKT + "au_moins"),
    Swap(r"au plus(?= \d)", "au moins", _WIKT + "au_plus"),
    Swap(r"près de(?= \d)", "plus de", _WIKT + "près_de"),
    Swap(r"à l’unanimité(?= des)", "aux deux tiers", _WIKT + "unanimité"),
    Swap(r"à l’unanimité(?! des)", "aux deux tiers des voix", _WIKT + "unanimité"),
    Swap(r"chaque année", "une année sur deux", _WIKT + "chaque"),
    Swap(r"chaque mois", "un mois sur deux", _WIKT + "chaque"),
    Swap(r"(?<!pas )toujours(?! en\b)", "rarement", _WIKT + "toujours"),
    Swap(r"l’ensemble des", "une minorité des", _WIKT + "ensemble"),
    Swap(r"la moitié des", "le quart des", _WIKT + "moitié"),
    Swap(r"la totalité des", "une minorité des", _WIKT + "totalité"),
)  # fmt: skip

# A participle, by its ending.
_DONE = r"(?!peu|lui|ici|ainsi|aussi|parmi|plus|très)[a-zéè]+(?:é|i|is|it|u|ert)"

# What is obliged, possible, advised, decided or done.
FORCES = (
    Swap(r"doit(?! pouvoir)", "peut", _WIKT + "devoir"),
    Swap(r"doivent(?! pouvoir)", "peuvent", _WIKT + "devoir"),
    Swap(r"devra", "pourra", _WIKT + "devoir"),
    Swap(r"devront", "pourront", _WIKT + "devoir"),
    Swap(r"devrait", "devra", _WIKT + "devoir"),
    Swap(r"devraient", "devront", _WIKT + "devoir"),
    Swap(r"peut", "doit", _WIKT + "pouvoir"),
    Swap(r"peuvent", "doivent", _WIKT + "pouvoir"),
    Swap(r"pourra", "devra", _WIKT + "pouvoir"),
    Swap(r"pourront", "devront", _WIKT + "pouvoir"),
    Swap(r"pourrait", "devra", _WIKT + "pouvoir"),
    Swap(r"pourraient", "devront", _WIKT + "pouvoir"),
    Swap(r"propose(?= d[e’])", "décide", _WIKT + "proposer"),
    Swap(r"proposent(?= d[e’])", "décident", _WIKT + "proposer"),
    Swap(r"recommande(?= d[e’])", "décide", _WIKT + "recommander"),
    Swap(r"souhaite(?= [a-zé]+(?:er|ir|re)\b)", "va", _WIKT + "souhaiter"),
    Swap(r"souhaitent(?= [a-zé]+(?:er|ir|re)\b)", "vont", _WIKT + "souhaiter"),
    Swap(rf"(?<!ne )(?<!se )sera(?= {_DONE}e?\b)", "a été", _WIKT + "être"),
    Swap(rf"(?<!ne )(?<!se )seront(?= {_DONE}e?s?\b)", "ont été", _WIKT + "être"),
    Swap(rf"serait(?= {_DONE}e?\b)", "est", _WIKT + "être"),
    Swap(rf"seraient(?= {_DONE}e?s?\b)", "sont", _WIKT + "être"),
    Swap(r"recommandation(?! \d)", "obligation", _WIKT + "recommandation"),
    Swap(r"recommandations(?! \d)", "obligations", _WIKT + "recommandation"),
)

# What a speaker does with words, the construction kept: an act turned into another.
SPEECH = (
    Swap(r"souhaite(?= qu[e’])", "obtient", _WIKT + "souhaiter"),
    Swap(r"demande(?= qu[e’])", "obtient", _WIKT + "demander"),
    Swap(r"demandent(?= qu[e’])", "obtiennent", _WIKT + "demander"),
    Swap(r"demande(?= (?:une?|l’|la|le|les|des) )", "obtient", _WIKT + "demander"),
    Swap(r"craint(?= qu[e’](?!.* n[e’]))", "souhaite", _WIKT + "craindre"),
    Swap(r"regrette(?= qu[e’])", "se réjouit", _WIKT + "regretter"),
    Swap(r"regrettent(?= qu[e’])", "se réjouissent", _WIKT + "regretter"),
    Swap(r"regrette(?= (?:une|un|l’|la|les|le) )", "salue", _WIKT + "regretter"),
    Swap(r"accepte(?= d[e’])", "refuse", _WIKT + "accepter"),
    Swap(r"refuse(?= d[e’])", "accepte", _WIKT + "refuser"),
    Swap(r"suggère(?= d[e’])", "décide", _WIKT + "suggérer"),
    Swap(r"espère(?= qu[e’])", "constate", _WIKT + "espérer"),
    Swap(r"annonce(?= (?:une|un|l’|la|les|le) )", "dément", _WIKT + "annoncer"),
    Swap(r"confirme(?= (?:une|un|l’|la|les|le|cette|ce) )", "conteste", _WIKT + "confirmer"),
    Swap(r"rappelle(?= qu[e’])", "découvre", _WIKT + "rappeler"),
    Swap(r"demande(?= pourquoi| comment| quel)", "explique", _WIKT + "demander"),
    Swap(r"propose(?= (?:une|un|l’|la|les|le) )", "écarte", _WIKT + "proposer"),
    Swap(r"approuve(?= )", "critique", _WIKT + "approuver"),
    Swap(r"salue(?= )", "critique", _WIKT + "saluer"),
    Swap(r"dénonce(?= )", "salue", _WIKT + "dénoncer"),
    Swap(r"dénoncent(?= )", "saluent", _WIKT + "dénoncer"),
    Swap(r"soulignent(?= qu[e’])", "découvrent", _WIKT + "souligner"),
    Swap(r"souligne(?= qu[e’])", "découvre", _WIKT + "souligner"),
)

# Verbs that report words in the indicative: Wiktionnaire,
# https://fr.wiktionary.org/wiki/Catégorie:Verbes_de_parole_en_français
REPORTING = (
    "indique rappelle précise ajoute explique souligne estime juge constate observe signale répond"
    " annonce confirme déclare affirme considère note relève conclut craint demande propose"
    " regrette souhaite présente suggère accepte".split()
)
# Those after which "que" opens what is said as a fact of its own (indicative, no wish).
STATING = (
    "indique rappelle précise explique souligne estime juge constate signale affirme déclare"
    " considère".split()
)

# Words after which "demande", "observe" or "note" is a noun, and pronouns that belong to the verb:
# https://fr.wiktionary.org/wiki/Annexe:Déterminants_en_français
DETERMINERS = (
    r"\b[Ll]es|\b[Ll]a|\b[Ll]’|\b[Uu]ne|\b[Ss]a|\b[Ll]eur|\b[Cc]ette|\b[Cc]haque|\b[Aa]ucune"
    r"|\b[Nn]otre|\bde|\bd’|\b[ap]remière|\bdernière|\bmême|\ben|\by|\bse|\bne|\bn’en|\bpas"
)

# Clauses that limit what is said: Riegel, Pellat, Rioul, "Grammaire méthodique du français",
# chapter on conditional and exceptive clauses; the words at https://fr.wiktionary.org/wiki/ +
# sous_réserve_de, à_condition_que, à_condition_de, sauf, à_l’exception_de, à_moins_que, hormis,
# dans_la_limite_de, pour_autant_que, en_l’absence_de, en_cas_de, au-delà_de, à_défaut_de, hors,
# lorsque.
CONDITIONS = (
    r"sous réserve (?:de |d’|que |qu’|des |du )",
    r"(?:à|sous) (?:la )?condition (?:de |d’|que |qu’)",
    r"sauf\b",
    r"à l’exception (?:de |d’|des |du )",
    r"à moins (?:que |qu’)",
    r"hormis\b",
    r"hors (?!d’|les murs|de )(?=[a-zé])",
    r"dans la limite (?:de |d’|des |du )",
    r"pour autant (?:que |qu’)",
    r"en l’absence (?:de |d’)",
    r"(?<!en )(?<!En )tant que ",
    r"en cas (?:de |d’)",
    r"(?<!notamment )(?<!que )lorsqu(?:e |’)",
    r"au-delà (?:de |d’|des |du )",
    r"à défaut (?:de |d’)",
)
