"""Who a document quotes under a label: "CTS 94 : « ... »", or the label on a line of its own. Pure.

A name that is nothing but a name is known by itself (`labels.label`). Others are known by their
place: the same short words without verb that stand more than once just before a quotation name a
contributor, as does any such line in a document that quotes under labels throughout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.flow import Block
from ingest.french import STOP_WORDS
from ingest.speech import lexicon
from ingest.speech.labels import described, is_contribution, label
from ingest.speech.names import CLAUSE, PERSON, Name, person_at
from ingest.speech.quotes import OPENING
from ingest.speech.verbs import group_at
from ingest.speech.words import plain, squeeze, tokens

_REACH = 170
_WORDS = 16
_STYLE = 4
_PROSE_WORDS = 4
_COLON = re.compile(rf"[\s\u00a0]?:(?=\s|[{OPENING}]|$)")
_ITEM = re.compile(r"(?:[•▪■●○◦‣►▶➢➤✓✔❖·∙–—‐‑\-*o]|\d{1,2}[.)]|[a-z]\))\s+")
_OPENS = re.compile(rf"\W{{0,2}}(?:[^\W\d_]+\s?:?\s)?[{OPENING}]")
_TOPIC = re.compile(
    r"\s+(?:sur|concernant|relative?s?\s+a|au\s+sujet|a\s+propos|portant)\s+(?!\w+\s*:)"
)
_NOTE = re.compile(r"\s*(?:;|\((?=[^()]*\s))")
_FIRST_PERSON = re.compile(r"\b(?:nous|notre|nos|je|j'|mon|mes)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label: who, and where the words that it labels start (the end of a label on a line of
    its own)."""

    name: Name
    said: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where words that could be a label stand, and the name in them without its topic."""

    start: int
    end: int
    said: int


class Cast:
    """The contributors whom a document names as labels of quotations."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self._memory: dict[tuple[int, int], Label | None] = {}
        self._above_quote = {
            block.start
            for block, after in pairwise(blocks)
            if after.level is None and self.opens(after.start, after.end)
        }
        self._author_speaks = any(
            _FIRST_PERSON.search(plain(text[block.start : block.end]))
            for above, block in pairwise(blocks)
            if above.level is not None
            and block.level is None
            and not re.search(f"[{OPENING}]", text[block.start : block.end])
        )
        places = [
            place
            for block in blocks
            if block.level is None and (place := self._place(block.start, block.end))
            if self._labels_quote(block.start, block.end, place)
        ]
        sure = [name for place in places if (name := self._sure(place))]
        heard = Counter(_key(text[place.start : place.end]) for place in places)
        self._known = {key for key, count in heard.items() if count > 1}
        self._known |= {_key(name.text) for name in sure}
        self._by_labels = len(sure) >= _STYLE

    def label(self, start: int, end: int) -> Label | None:
        """The label that opens the paragraph or sentence `start:end`, None when it has none."""
        if (start, end) not in self._memory:
            self._memory[start, end] = self._label(start, end)
        return self._memory[start, end]

    def opens(self, start: int, end: int) -> bool:
        """Whether the span opens with a quotation, at most a word before its mark."""
        return bool(_OPENS.match(self._text, start, end))

    def first_person(self, start: int, end: int) -> bool:
        """Whether the span speaks in the first person, in a document whose author does not."""
        said = plain(self._text[start:end])
        return not self._author_speaks and bool(_FIRST_PERSON.search(said))

    def _label(self, start: int, end: int) -> Label | None:
        place = self._place(start, end)
        if place is None:
            return None
        if self._labels_quote(start, end, place):
            name = self._sure(place) or self._guess(place)
            return Label(name=name, said=place.said) if name else None
        after = self._text[place.said : end].strip()
        if len(re.findall(r"[^\W\d_]{2,}", after[:_REACH])) < _PROSE_WORDS:
            return None
        known = _key(self._text[place.start : place.end]) in self._known
        name = self._sure(place) or (self._named(place) if known else None)
        if name is None or person_at(after, 0, len(after)):
            return None
        said = self._text[place.start : place.end]
        told = name.personal or name.numbered or PERSON.search(said) is not None
        told = told or is_contribution(said) or _key(name.text) in self._known
        return Label(name=name, said=place.said) if told else None

    def _place(self, start: int, end: int) -> _Place | None:
        """The short words without verb that open the span, up to a colon or to its end."""
        start = without_mark(self._text, start, end)
        colon = _COLON.search(self._text, start, min(end, start + _REACH))
        stop = colon.start() if colon else end
        if not 0 < stop - start <= _REACH or not (colon or start in self._above_quote):
            return None
        words = tokens(self._text, start, stop)
        said = self._text[start:stop]
        if not words or len(said.split()) > _WORDS or said.rstrip()[-1:] in tuple(".?!;,"):
            return None
        if said[0] in OPENING or any(
            w.plain in CLAUSE and self._text[w.start].islower() for w in words
        ):
            return None
        if any(
            group_at(words, i) is not None and words[i - 1].plain not in ("la", "les", "le", "une")
            for i in range(1, len(words))
        ):
            return None
        topic = _TOPIC.search(plain(said)) or _NOTE.search(said)
        cuts = topic is not None and topic.start() > 2 and not PERSON.search(said, topic.start())
        name_end = start + topic.start() if topic and cuts else stop
        return _Place(start, name_end, colon.end() if colon else end)

    def _labels_quote(self, start: int, end: int, place: _Place) -> bool:
        after = self._text[place.said : end].lstrip()
        return after[0] in OPENING if after else start in self._above_quote

    def _sure(self, place: _Place) -> Name | None:
        name = label(self._text, place.start, place.end)
        return name if name and (name.personal or name.proper or name.numbered) else None

    def _guess(self, place: _Place) -> Name | None:
        """A name told by its place only."""
        said = self._text[place.start : place.end]
        words = re.findall(r"[^\W\d_]+['’]?", said)
        if not words or not said[0].isupper():
            return None
        first = plain(words[0])
        if any(plain(word) in lexicon.THINGS for word in words[:2]):
            return None
        if first in STOP_WORDS and first not in ("la", "le", "les", "l'", "l", "des", "un", "une"):
            return None
        if _key(said) in self._known:
            return self._named(place)
        if self._by_labels and 2 * sum(word[0].isupper() for word in words) > len(words):
            return self._named(place)
        return label(self._text, place.start, place.end) or described(
            self._text, place.start, place.end
        )

    def _named(self, place: _Place) -> Name:
        """The words as a name, whatever they are."""
        found = label(self._text, place.start, place.end)
        said = squeeze(self._text[place.start : place.end])
        return found or Name(text=said, start=place.start, end=place.end, kind="body")


def without_mark(text: str, start: int, end: int) -> int:
    """Where the words of a list item start, after its mark; `start` for other text."""
    mark = _ITEM.match(text, start, end)
    return mark.end() if mark else start


def _key(name: str) -> str:
    """A name as labels of one contributor are compared: letters and digits, no article."""
    said = re.sub(r"^(?:l'\s?|la |le |les |des )", "", plain(squeeze(name)))
    return re.sub(r"[\W_]", "", said)
