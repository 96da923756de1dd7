"""Sentences of the record and of nobody: votes, decisions, passives, unnamed speakers. Pure."""

from __future__ import annotations

import re

from ingest.speech import lexicon
from ingest.speech.names import Name
from ingest.speech.verbs import SAID, group_at
from ingest.speech.words import plain, tokens

_IMPERSONAL = re.compile(
    r"(?:il\s+(?:est|a\s+ete|etait|sera|fut)\s+(?:\w+\s+){0,2}?(?P<said>[^\W\d_]+)\b"
    r"|une?\s+(?:debat|discussion|echange|tour\s+de\s+table|vote)\b"
    r"|les\s+(?:debats|echanges|discussions)\b|la\s+(?:seance|reunion|parole)\b"
    r"|l'ordre\s+du\s+jour\b|n\.?d\.?l\.?r\b|note\s+d[eu]\b|apres\s+verification\b|(?:vote|decision|avis|resultats?\s+du\s+vote)\s?[:–—-])"
)
_DECIDED = re.compile(
    r"\b(?:est|sont|a\s+ete|ont\s+ete)\s+(?:\w+\s+){0,2}?(?:adopte|approuve|rejete|repousse|retenu"
    r"|valide|accepte|soumis|mis(?=e?s?\s+aux\s+voix)|vote|consigne|acte|designe)"
    r"e?s?\b"
)
_DECIDES = re.compile(
    r"(?:l'assemblee|la\s+(?:commission|conference)|le\s+(?:comite|conseil|bureau|college))\s+"
    r"(?:ne\s+|(?:n'\s?)?a\s+(?:pas\s+|donc\s+|ensuite\s+)?)?(?:tranche|vote|adopte|decide|approuve"
    r"|retient|retenu|valide|emet|emis|rend|rendu|prend|pris|charge|cree|rejette|rejete|delibere)\b"
)
_VOTES = re.compile(r"\b(?:voix|unanimite|abstentions?)\b")
_PASSIVE = SAID | {"decide", "procede", "acte", "donne", "fait", "tenu"}
_SHORT = 14
_THE_MEETING = re.compile(
    r"les\s+(?:membres|participante?s|intervenante?s)(?!\s+d(?:e|es|u)\b|\s+d')\b"
)


def votes(sentence: str) -> bool:
    """Whether the sentence gives the result of a vote."""
    return bool(_VOTES.search(plain(sentence)))


def is_record(sentence: str) -> bool:
    """Whether the sentence is of the record and not of a speaker.

    A vote, a decision, the life of the meeting, a note of who writes the minutes, a passive that
    names nobody ("il est rappelé").
    """
    said = plain(sentence)
    impersonal = _IMPERSONAL.match(said)
    if impersonal:
        return impersonal["said"] is None or impersonal["said"] in _PASSIVE
    if _DECIDED.search(said) and (_VOTES.search(said) or len(said.split()) <= _SHORT):
        return True
    return bool(_DECIDES.match(said))


def is_anonymous(text: str, start: int, end: int) -> bool:
    """Whether somebody speaks whom the sentence does not tell: "Plusieurs membres demandent"."""
    words = tokens(text, start, min(end, start + 90))
    if not words or words[0].plain not in lexicon.NOBODY:
        return False
    return any(group_at(words, index) is not None for index in range(1, min(len(words), 9)))


def attends(text: str, subject: Name, end: int) -> bool:
    """Whether a sentence is about those who sit there, as who writes the minutes tells of them."""
    return bool(_THE_MEETING.match(plain(text[subject.start : min(end, subject.start + 60)])))
