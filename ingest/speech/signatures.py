"""Texts in the first person that a person signs: forewords, letters. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.flow import Block
from ingest.speech import lexicon
from ingest.speech.names import CLAUSE, Name, person_at, proper_at
from ingest.speech.words import plain, tokens

_FIRST_PERSON = re.compile(r"\b(?:nous|notre|nos|je|j'|mon|ma|mes)\b")
_FOREWORD = re.compile(r"\b(?:edito|editorial|preface|avant-propos|tribune|mot\s+d[eu])\b")
_ARTICLE = re.compile(r"(?:la|le|l')\s?")
_LONGEST = 200
_SHORTEST_TEXT = 200


def signed(
    text: str, blocks: Sequence[Block], title: str, speaks: Callable[[Block], bool]
) -> dict[int, Name]:
    """The signatory of each paragraph, by index, where a signature below tells him.

    A signature is a person's name alone with his function, beside it or on the next line. What
    stands above it, back to another signature, is his when it is in the first person or under the
    title of a foreword, and when nobody else speaks in it (`speaks`).
    """
    found: dict[int, Name] = {}
    first = 0
    foreword = bool(_FOREWORD.search(plain(title)))
    for index in range(len(blocks)):
        name = _signature(text, blocks, index)
        if name is None:
            continue
        body = blocks[first:index]
        said = " ".join(plain(text[b.start : b.end]) for b in body)
        own = foreword or _FIRST_PERSON.search(re.sub(r"«[^»]*»", "", said))
        if own and len(said) >= _SHORTEST_TEXT and not any(speaks(b) for b in body):
            found.update(dict.fromkeys(range(first, index), name))
        first = index + 1
    return found


def _signature(text: str, blocks: Sequence[Block], index: int) -> Name | None:
    start, end = blocks[index].start, blocks[index].end
    if end - start > _LONGEST:
        return None
    if any(w.plain in CLAUSE and len(w.plain) > 1 for w in tokens(text, start, end)):
        return None
    name = person_at(text, start, end) or proper_at(text, start, end)
    if name is None:
        return None
    beside = text[name.end : end].strip(" ,\u00a0")
    if beside and text[name.end : end].lstrip()[0] not in ",–-":
        return None
    if not beside and index + 1 < len(blocks):
        beside = text[blocks[index + 1].start : blocks[index + 1].end]
    opening = plain(beside[:60]).strip(" ,–-")
    function = _ARTICLE.match(opening)
    first = re.split(r"[\s,']+", opening[function.end() if function else 0 :])[0]
    return name if first in lexicon.FUNCTIONS else None
