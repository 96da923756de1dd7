"""Whom a pronoun or an opening "Quant à Mme X," means. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.speech.labels import label
from ingest.speech.names import PERSON, Name, person_at
from ingest.speech.words import plain

_SET_BEFORE = re.compile(
    r"(?:pour|(?P<topic>quant\s+aux?|quant\s+a)|du\s+cote\s+d(?:e|u|es)|cote)\s+(?=\S)"
)
_PERSON = re.compile(rf"(?<!\w){PERSON.pattern}")
_REACH = 160
_NEAREST = re.compile(r"(?:celui|celle|ce\s+dernier|cette\s+derniere)")
_DETERMINERS = {
    "m": re.compile(r"\b(?:le|un|ce|cet|son|leur|du|au)\s|\bl'"),
    "f": re.compile(r"\b(?:la|une|cette|sa|son|leur)\s|\bl'"),
}


def set_before(text: str, start: int, end: int) -> Name | None:
    """Who stands before the sentence, up to a comma: "Pour Mme X,", "Du côté de l'ARS,"."""
    opening = _SET_BEFORE.match(plain(text[start : min(end, start + _REACH)]))
    comma = text.find(",", start, min(end, start + _REACH))
    if opening is None or comma < 0:
        return None
    name = label(text, start + opening.end(), comma)
    return name if name and (name.personal or name.proper) else None


def topic(text: str, start: int, end: int) -> Name | None:
    """The name that a sentence is announced to be about: "Quant à Mme X,"."""
    opening = _SET_BEFORE.match(plain(text[start : min(end, start + _REACH)]))
    return set_before(text, start, end) if opening and opening["topic"] else None


def is_nearest(pronoun: str) -> bool:
    """Whether the pronoun means the last of several: "celui-ci", "cette dernière"."""
    return bool(_NEAREST.match(pronoun))


def nearest(text: str, start: int, end: int, pronoun: str) -> Name | None:
    """Whom "celui-ci" means after the sentence `text[start:end]`: the person named last in it,
    when nothing of the pronoun's gender is named after."""
    places = [found.start() for found in _PERSON.finditer(text, start, end)]
    person = person_at(text, places[-1], end) if places else None
    if person is None or not fit([person], pronoun):
        return None
    after = plain(text[person.end : end])
    return None if _DETERMINERS[_gender(pronoun)].search(after) else person


def fit(names: Sequence[Name], pronoun: str) -> list[Name]:
    """Those of the names whose gender and number are the pronoun's, or are not told."""
    plural = pronoun.split("-")[0].endswith("s") or pronoun.startswith(("ceux", "celles"))
    return [n for n in names if n.plural == plural and n.gender in (_gender(pronoun), "")]


def _gender(pronoun: str) -> str:
    return "f" if "elle" in pronoun or "derniere" in pronoun else "m"
