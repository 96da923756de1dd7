"""What a question asks: its kind, the regions it names, what it takes up from earlier turns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.model import Question
from ingest import STOP_WORDS, fold, regions_in, stems, tokens, without_regions, words

MAX_QUESTION_CHARS = 2_000
_TURNS = 3  # how far back a follow-up of follow-ups leads


class QuestionError(Exception):
    """The question cannot be searched; the message is French and says what to do."""


class Kind(StrEnum):
    """What would answer: judged from the question's own words only."""

    QUANTITY = "quantity"
    DATE = "date"
    WHO = "who"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question ready to search. `text` stands alone, and `query` is the same without the regions
    that a follow-up has left; `regions` are those that are meant; `carried` are stems of earlier
    turns."""

    text: str
    query: str
    regions: tuple[str, ...]
    kind: Kind
    stems: tuple[str, ...]
    carried: frozenset[str]
    unit: str | None
    terms: tuple[str, ...]


_QUANTITY = re.compile(
    r"\b(?:combien|quel(?:le)?s? (?:est |sont |a ete |etait |ont ete )?(?:le |la |les |l')?"
    r"(?:\w+ )?(?:budget|montant|cout|taux|pourcentage|proportion|nombre|effectif|part|prix|chiffre"
    r"|duree|delai|age|somme|objectif chiffre)|nombre (?:total )?(?:de|d')|a quelle hauteur)\b"
)
_OPENING = r"(?:^|[,;:(?!] ?)(?:(?:et|mais|alors|donc|au fait|c'est|ce sont|svp|bonjour) )*"
_DATE = re.compile(
    rf"{_OPENING}(?:depuis |jusqu'a )?quand\b|\bquand\s*(?:\?|$)|\bdepuis quand\b"
    r"|\b(?:quel(?:le)?s?|la) (?:jour|dates?|annee|mois|echeance)\b"
)
_WHO = re.compile(
    rf"{_OPENING}(?:(?:par|a|pour|de|avec|chez) )?qui\b|\bc'est qui\b|\bqui\s*(?:\?|$)"
    r"|\bquel(?:le)?s? (?:\w+ )?"
    r"(?:personnes?|instances?|membres?|groupes?|organismes?|associations?|cts|crsa|commissions?"
    r"|acteurs?|regions?|departements?|territoires?|auteurs?|elus?|ministres?|intervenants?"
    r"|documents?|textes?|contributions?)\b"
)
_LIST = re.compile(
    r"\b(?:quels|quelles|lesquel(?:le)?s|liste[rz]?|enumere[rz]?|cite[rz]?|tou(?:te)?s les"
    r"|les (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d{1,2}))\b"
)
_CIVILITY = re.compile(
    r"\b(?:[Mm]{1,2}\.|M(?=\s[A-ZÀ-Ý])|(?:[Dd]r|Pr)\.?"
    r"|(?i:mr|mmes?|mlles?|monsieur|messieurs|madame|mesdames|mademoiselle)\b\.?)(?=\s)"
)
# What a question says of itself, not of what it looks for.
_FRAME = re.compile(
    r"\b(?:que|qu['’]est-ce que) (?:disent|dit) (?:les|le|ces|ce) (?:documents?|textes?|corpus)\b"
    r"|\bque dit-on\b"
    r"|\b(?:selon|d['’]apr[eè]s) les (?:documents|textes)\b"
    r"|\bje (?:voudrais|souhaite(?:rais)?|veux|cherche [àa]) (?:savoir|conna[iî]tre)\b"
    r"|\b(?:pouvez|pourriez|peux|pourrais)[- ](?:vous|tu) (?:me |nous |m['’])?"
    r"(?:dire|indiquer|donner|expliquer|pr[eé]ciser|aider [àa])\b"
    r"|\b(?:donne|dis|explique|indique)[sz]?[- ]moi\b"
    r"|(?<=combien) de (?:temps|fois)\b"
    r"|\b(?:bonjour|bonsoir|merci(?: d['’]avance)?|svp|stp|s['’]il (?:vous|te) pla[iî]t)\b",
    re.IGNORECASE,
)
_NOUN_AFTER_COMBIEN = re.compile(r"\bcombien (?:de |d'|y a-t-il de |y avait-il de )(\w+)")
_ANAPHORA = re.compile(
    r"^(?:et\b|ok\b|oui\b|d'accord\b|mais\b|alors\b|meme question|pourquoi \?|lequel|laquelle"
    r"|lesquel(?:le)?s|c'est qui|combien \?)|\b(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci"
    r"|celui|celle|ceux|cela|ca|cet? (?:homme|dernier)|cette derniere|la-bas|eux|leur|leurs|y)\b"
)


def check(text: str) -> str:
    """The question without surrounding blanks; raises QuestionError when it cannot be searched."""
    text = " ".join(text.split())
    if not text:
        raise QuestionError("La question est vide. Écrivez ce que vous cherchez, puis validez.")
    if len(text) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"La question compte {len(text)} caractères ; la limite est de {MAX_QUESTION_CHARS}. "
            "Raccourcissez-la ou posez-la en plusieurs fois."
        )
    if not words(text):
        raise QuestionError("La question ne contient aucun mot. Écrivez ce que vous cherchez.")
    return text


def kind_of(text: str) -> Kind:
    """The kind of a question's expected answer, OTHER when its words do not tell."""
    folded = fold(text)
    for kind, pattern in (
        (Kind.QUANTITY, _QUANTITY),
        (Kind.DATE, _DATE),
        (Kind.WHO, _WHO),
        (Kind.LIST, _LIST),
    ):
        if pattern.search(folded):
            return kind
    return Kind.OTHER


def understand(question: Question) -> Asked:
    """The question as it stands alone: a follow-up takes up the question that it continues.

    Raises QuestionError.
    """
    text = check(question.text)
    own = _stems(_FRAME.sub(" ", text)) or _stems(text) or stems(text)
    carried: frozenset[str] = frozenset()
    standing = query = text
    regions = tuple(regions_in(text))
    turns = [turn for turn in question.history if words(turn.question)][-_TURNS:]
    if turns and (len(own) < 3 or _ANAPHORA.search(fold(text))):
        last = turns.pop().question[:MAX_QUESTION_CHARS]
        before = understand(Question(text=last, history=tuple(turns)))
        standing = f"{before.text} → {text}"
        query = f"{without_regions(before.query) if regions else before.query} {text}"
        carried = frozenset(_stems(query)) - frozenset(own)
        regions = regions or before.regions
    noun = _NOUN_AFTER_COMBIEN.search(fold(text))
    return Asked(
        text=standing,
        query=query,
        regions=regions,
        kind=kind_of(text),
        stems=tuple(dict.fromkeys(own)),
        carried=carried,
        unit=noun.group(1) if noun else None,
        terms=tuple(dict.fromkeys(_terms(standing))),
    )


def _stems(text: str) -> list[str]:
    """The stems of the content words; a civility tells nothing of what is looked for."""
    return stems(_CIVILITY.sub(" ", text))


def _terms(text: str) -> list[str]:
    """The content words as they were written: what a refusal says was looked for."""
    return [text[t.start : t.end] for t in tokens(text) if t.folded not in STOP_WORDS]
