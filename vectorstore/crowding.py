"""Lists of names stand back where nobody asks for persons: they are long and share words with
many questions. Pure."""

from __future__ import annotations

import re

from ingest import STOP_WORDS, fold, words
from vectorstore.model import Found

# Chosen on the sample corpus: docs/decisions/0007-register.md.
BACK = 0.3
_MOSTLY = 0.6
_PERSONS = re.compile(
    r"\bqui\b|\bquel(?:le)?s? (?:\w+ )?(?:personnes?|membres?|participants?|representants?|elus?)\b"
    r"|\bpresent(?:e?s?)\b|\bexcus|\babsent|\bassist(?:e|er|ait|aient)\b|\bparticip"
    r"|\b(?:etai(?:en)?t|est|sont|ete)[- ](?:\w+ )?la\b|\bmembres?\b|\bsieg|\bcollege|\bquorum"
    r"|\bemarge|\bpouvoirs?\b|\bvenus?\b|\bvenues?\b|\brepresent"
)


def asks_for_persons(question: str) -> bool:
    """Whether a question could be answered by a list of who came, judged by its words."""
    return bool(_PERSONS.search(fold(question)))


def standing(question: str, found: Found) -> float:
    """What the score of a passage is multiplied by: less than 1 for the rows of a register where
    the question asks for no person and names none of them."""
    if found.listed < _MOSTLY * (found.chunk.end - found.chunk.start):
        return 1.0
    if asks_for_persons(question):
        return 1.0
    asked = {word for word in words(question) if word not in STOP_WORDS and len(word) > 2}
    return 1.0 if asked & set(words(found.names)) else BACK
