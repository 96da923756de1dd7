"""Texts in the first person that a person signs: forewords, letters. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.flow import Block
from ingest.speech import lexicon, who
from ingest.speech.who import Name
from ingest.speech.words import plain, tokens

_FIRST_PERSON = re.compile(r"\b(?:nous|notre|nos|je|j'|mon|ma|mes)\b")
_FOREWORD = re.compile(r"\b(?:edito|editorial|preface|avant-propos|tribune|mot\s+d[eu])\b")
_LONGEST = 30
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
    for index, _block in enumerate(blocks):
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
    block = blocks[index]
    words = tokens(text, block.start, block.end)
    if len(words) > _LONGEST or any(w.plain in who.VERBS and len(w.plain) > 1 for w in words):
        return None
    name = who.person_at(text, block.start, block.end) or who.proper_at(
        text, block.start, block.end
    )
    if name is None:
        return None
    rest = text[name.end : block.end].strip(" ,\u00a0")
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    beside = rest or (text[after.start : after.end] if after else "")
    if rest and text[name.end : block.end].lstrip()[0] not in ",–-":
        return None
    opening = plain(beside[:60]).strip(" ,–-")
    return (
        name
        if re.split(r"[\s,'’]+", re.sub(r"^(?:la|le|l')\s?", "", opening))[0] in (lexicon.FUNCTIONS)
        else None
    )
