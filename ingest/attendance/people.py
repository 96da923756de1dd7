"""Names of persons as minutes print them, and what stands after them. Pure.

Civilities and titles are those of the "Lexique des règles typographiques en usage à l'Imprimerie
nationale" (abréviations, titres de civilité); particles those of Grevisse, "Le Bon Usage"
(majuscule des noms de personnes), with the Spanish, Portuguese, Dutch, German and Arabic ones that
it lists.
"""

from __future__ import annotations

import re

from ingest.french import fold

_CIVIL = (
    r"(?:MM?|Mmes?|Mlles?|M[rs]|Drs?|Dre|Prs?|Pre|Me|Mgr|Gal|Col)\.?(?=[\s  ])"
    r"|(?:Monsieur|Messieurs|Madame|Mesdames|Mademoiselle|Docteure?s?|Professeure?s?|Maître|"
    r"Colonel|Général|Monseigneur)\b"
)
CIVILITY = re.compile(rf"(?:{_CIVIL})", re.IGNORECASE)
CIVILITIES = frozenset(
    "m mm mr ms mme mmes mlle mlles dr drs dre pr prs pre me mgr monsieur messieurs madame "
    "mesdames mademoiselle docteur docteure docteurs professeur professeure professeurs maitre "
    "colonel general monseigneur col gal".split()
)
_PARTICLES = frozenset(
    "de du des d la le les l da das do dos di del della van von der den ten ter el al ben bin ibn "
    "bou abd ould ep epouse nee veuve y e zu zum st".split()
)
# Common nouns of bodies, offices and places, as the titles of the composition of conferences and
# councils use them (code de la santé publique, D. 1432-28 and R. 1434-33), and of functions.
_NO_NAME = frozenset(
    "conseil conseils commission commissions comite conference college colleges collectivite "
    "collectivites association associations union unions federation confederation syndicat "
    "organisation organisations caisse mutualite assurance maladie agence direction delegation "
    "departement departements departemental departementale regional regionale territorial "
    "territoriale municipal municipale national nationale commune communes communaute metropole "
    "region ville mairie prefecture etat sante autonomie social sociale sociaux medico centre "
    "hopital hospitalier hospitaliere clinique etablissement etablissements maison institut "
    "fondation groupe groupement reseau coordination collectif ligue service services usagers "
    "patients handicap president presidente vice directeur directrice delegue deleguee secretaire "
    "membre membres representant representante representants representantes maire adjoint adjointe "
    "depute deputee senateur senatrice medecin medecins infirmier infirmiere infirmiers pharmacien "
    "pharmaciens personnes personnalites qualifiees qualifies titulaires titulaire suppleant "
    "suppleants professionnels offreurs ordre jour point points compte rendu proces verbal seance "
    "reunion presents excuses absents participants invites total date lieu page annexe projet "
    "bilan situation introduction ouverture approbation validation presentation questions diverses "
    "observatoire universite faculte academie chambre mission pole office comptes".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORD = re.compile(r"^[^\W\d_]+(?:[-'’.][^\W\d_]+)*[.'’-]?$")
_BULLET = re.compile(r"^(?:[•▪■●○◦‣►▶➢➤✓✔❖·∙–—‐‑*-]|[oO](?= [^\W\d_]))[ \t]+")
_NOTE = re.compile(r"\s*\([^()]*\)")
_LONGEST = 8

_END = re.compile(r"\s*(?:[,;:(/]|\s[-–—]\s)\s*")
# What is told of a person's coming, not of the person.
_NO_OFFICE = re.compile(
    r"^(?:qui|que|dont|ayant|par|absente?|excusee?|presente?|retenue?|representee? par|"
    r"remplacee? par|suppleee? par|donne|a donne|pouvoir|en visio|en distanciel|a distance|"
    r"en presentiel|jusqu|a partir|arrivee?|partie?|depart|visio)\b"
)


def without_bullet(text: str) -> str:
    """The text without the mark of a list item."""
    return _BULLET.sub("", text, count=1)


def is_person(text: str, *, strict: bool = True) -> bool:
    """Whether the whole of `text` is one person's name by its letters.

    A civility, or a surname in capitals beside a first name, shows it; when not `strict` so do two
    words with capitals.
    """
    words = _NOTE.sub("", text).replace(",", " , ").split()
    has_civility = bool(words) and _bare(words[0]) in CIVILITIES and bool(CIVILITY.match(text))
    names = [word for word in words if _bare(word) not in CIVILITIES or word.isupper()]
    if has_civility:
        names = names if len(names) < len(words) else names[1:]
    if not 1 <= len(names) <= _LONGEST or not all(_is_name_word(word) for word in names):
        return False
    proper = [word for word in names if word[0].isupper()]
    if not proper or any(_bare(part) in _NO_NAME for word in names for part in word.split("-")):
        return False
    if has_civility:
        return True
    capitals = [word for word in proper if _is_capitals(word)]
    mixed = [word for word in proper if not _is_capitals(word)]
    if capitals and mixed:
        return any(len(_WORD.findall(word)[0]) > 1 for word in capitals)
    return len(proper) >= 2 and not strict and not capitals


def leading_person(text: str) -> str:
    """The longest name that opens `text` and ends before a comma, bracket or dash; "" if none."""
    end = _END.search(text)
    head = (text[: end.start()] if end else text).rstrip(" .;")
    article = re.match(r"(?:le|la|les|l['’])\s*(?=\S)", head, re.IGNORECASE)
    if article and CIVILITY.match(head, article.end()):
        head = head[article.end() :]
    words = head.split()
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if is_person(name):
            rest = words[count:]
            return name if not rest or rest[0][0].islower() or rest[0][0].isdigit() else ""
    return ""


def office(rest: str) -> str | None:
    """What follows a name as the person's organisation or function; None when it is not that."""
    found = re.match(r"\s*\(([^()]+)\)", rest)
    text = found.group(1) if found else re.sub(r"^(?:\s*[,;:/(]|\s*[-–—]\s)\s*", "", rest)
    text = text.strip(" \t\n;,").removesuffix(".").strip()
    if not text or fold(text).strip(".") in CIVILITIES or _NO_OFFICE.match(fold(text)):
        return None
    return text


def _bare(word: str) -> str:
    return fold(word).strip(".'’,")


def _is_name_word(word: str) -> bool:
    if not _NAME_WORD.match(word):
        return False
    return word[0].isupper() or fold(word).rstrip("'’") in _PARTICLES or word[:2] in ("d'", "d’")


def _is_capitals(word: str) -> bool:
    letters = "".join(_WORD.findall(word))
    return len(letters) > 1 and letters.isupper()
