"""Active and passive: the same fact, the other way round."""

from __future__ import annotations

import re
from random import Random

from evals.mutations.edit import SUBORDINATE, Edit, capital, uncapital
from evals.mutations.lexicon import NUMBERS
from evals.mutations.material import Claim, Material

_COMMON = re.compile(
    rf"L’|(?:Les?|La|Une?|Des|Chaque|Cet|Cette|Ces?|Tou[ts]e?s?|Plusieurs|Certaine?s|Aucune?"
    rf"|{'|'.join(word.capitalize() for word in NUMBERS.values())})(?!\w)"
)
_PLACED = (
    r"(?: (?:à|aux?|en|dans|par|sur|avec|lors|dès|depuis|avant|après|entre|pour|le \d)\b[^,;:()]*)?"
)
_PASSIVE = re.compile(
    r"(?P<subject>[^,;:()]+?) (?P<aux>a été|ont été|est|sont|sera|seront|était|étaient)"
    r" (?P<stem>[a-zéèêïç]+é)(?:es?|s)? par"
    r" (?P<agent>(?:les?|la|l’|une?|M\.|Mme|des|deux|trois) ?[^,;:()]+?)"
    rf"(?P<rest>{_PLACED})\.$"
)
_PARTICIPLES = (
    r"[a-zéèêïç]{2,}é|ouvert|reçu|rendu|transmis|retenu|soutenu|élu|réduit|décrit|inscrit|remis"
    r"|défendu|entendu|perdu|établi|choisi|défini|fourni|réuni"
)
# What may belong to the verb and not to its object: where the object ends cannot be told.
_ADJUNCT = re.compile(r"\b(?:à|aux?|en|pour|par|sur|entre|dans|avec|chez|vers|\w+ant)\b")
# Present forms whose participle is the same word with an accent.
_PRESENT = (
    "présente propose conteste évoque approuve finance fixe pilote anime refuse critique".split()
)
_ACTIVE = re.compile(
    r"(?P<subject>(?:Les?|La|L’|Une?|M\.|Mme|Dr) ?[^,;:]+?)"
    rf" (?:(?:a|ont) (?P<stem>{_PARTICIPLES})|(?P<present>{'|'.join(_PRESENT)}))"
    rf" (?P<object>(?:le|la|une?|cette|ce) [^,;:()]+?)"
    r"(?P<rest>(?: (?:lors|depuis|avant|après|en \d|le \d|au (?:printemps|\d))\b[^,;:()]*)?)\.$"
)
# Past participles in -é whose verb has no passive, though "le ..." may follow: Grevisse, "Le bon
# usage", verbs of measure and duration.
_NO_PASSIVE = frozenset("coûté duré pesé mesuré resté passé débuté commencé augmenté été".split())


def voice(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """ "B a été validé par A" and "A a validé B", one clause, object of known gender."""
    sentence = claim.sentence
    found = _PASSIVE.match(sentence)
    if found and _one_clause(found["subject"], found["agent"]):
        verb = _active(found["aux"], found["stem"], found["agent"])
        thing = _within(found["subject"])
        if verb:
            text = f"{capital(found['agent'])} {verb} {thing}{found['rest']}."
            return [Edit(text=text, before=sentence, after=text)]
    found = _ACTIVE.match(sentence)
    if (
        found
        and found["stem"] not in _NO_PASSIVE
        and _one_clause(found["subject"], found["object"])
        and not _ADJUNCT.search(found["object"])
    ):
        thing = capital(found["object"])
        ending = "e" if thing.startswith(("La ", "Une ", "Cette ")) else ""
        verb = f"est {found['present'][:-1]}é" if found["present"] else f"a été {found['stem']}"
        text = f"{thing} {verb}{ending}{found['rest']} par {_within(found['subject'])}."
        return [Edit(text=text, before=sentence, after=text)]
    return []


def _active(auxiliary: str, participle: str, agent: str) -> str | None:
    """The active verb of a regular participle in -é, for an agent of the third person."""
    plural = bool(re.match(r"(?:les|des|deux|trois)\b", agent))
    stem = participle[:-1]
    if auxiliary in ("a été", "ont été"):
        return f"{'ont' if plural else 'a'} {participle}"
    if auxiliary in ("sera", "seront"):
        return None if stem.endswith("y") else f"{stem}er{'ont' if plural else 'a'}"
    if re.search(r"[eé][^aeiouéè]+$|y$|[cg]$", stem):
        return None  # the stem changes: complété, complète
    if auxiliary in ("était", "étaient"):
        return f"{stem}{'aient' if plural else 'ait'}"
    return f"{stem}{'ent' if plural else 'e'}"


def _one_clause(*parts: str) -> bool:
    broken = re.compile(r"\b(?:et|ou|n’|ne|a|ont|est|sont|en|y|se)\b(?! \w+é)|\b(?:en|y|l’|se)$")
    return not any(SUBORDINATE.search(part) or broken.search(part) for part in parts)


def _within(subject: str) -> str:
    """A subject as it is written inside a sentence."""
    return uncapital(subject) if _COMMON.match(subject) else subject
