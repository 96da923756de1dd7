"""Who a document quotes under a label: "CTS 94 : « ... »", or the label on a line of its own. Pure.

A name that is nothing but a name is known by itself (`who.label`). Others are known by their place:
the same short words without verb that stand more than once just before a quotation name a
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
from ingest.speech import who
from ingest.speech.verbs import group_at
from ingest.speech.who import Name
from ingest.speech.words import plain, tokens

OPENS = '«“"'
_REACH = 170
_LONGEST_WORDS = 16
_STYLE = 4
OPENED = re.compile('[«“"]')
_FIRST_PERSON = re.compile(r"\b(?:nous|notre|nos|je|j'|mon|mes)\b")
_COLON = re.compile(r"[\s\u00a0]?:(?=\s|[«“\"]|$)")
ITEM = re.compile(r"(?:[•▪■●○◦‣►▶➢➤✓✔❖·∙–—‐‑\-*o]|\d{1,2}[.)]|[a-z]\))\s")
_QUOTES = re.compile(r"\W{0,2}(?:[^\W\d_]+\s?:?\s)?[«“\"]")
_TOPIC = re.compile(
    r"\s+(?:sur|concernant|relative?s?\s+a|au\s+sujet|a\s+propos|portant)\s+(?!\w+\s*:)"
)
_THINGS = frozenset(
    """
    temoignage temoignages verbatim verbatims citation citations exemple exemples extrait extraits
    propos constat constats proposition propositions question questions reponse reponses titre
    objectif objectifs point points remarque remarques note nota article proverbe sujet theme
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label of a paragraph: who, and where his words start (the paragraph's end for a label
    on a line of its own)."""

    name: Name
    said: int


class Cast:
    """The contributors whom a document names as labels of quotations."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.next_opens = (
            {
                block.start: self.opens(after.start, after.end) and after.level is None
                for block, after in zip(blocks, [*blocks[1:], blocks[-1]], strict=True)
            }
            if blocks
            else {}
        )
        places = [
            place
            for block in blocks
            if block.level is None
            for place in (self._place(block.start, block.end),)
            if place and self._quoted(block.start, block.end, place[1])
        ]
        heard = Counter(key(text[a:b]) for (a, b) in (self._name_span(*p[0]) for p in places))
        self.known = {name for name, count in heard.items() if count > 1}
        strong = sum(bool(self._sure(*place[0])) for place in places)
        self.style = strong >= _STYLE
        self.author_speaks = any(
            _FIRST_PERSON.search(plain(text[block.start : block.end]))
            for before, block in pairwise(blocks)
            if before.level is not None
            and block.level is None
            and not OPENED.search(text[block.start : block.end])
        )
        self.known |= {
            key(found.text) for place in places if (found := self._sure(*place[0])) is not None
        }

    def opens(self, start: int, end: int) -> bool:
        """Whether the span opens with a quotation, at most a word before its mark."""
        return bool(_QUOTES.match(self.text, start, end))

    def first_person(self, start: int, end: int) -> bool:
        """Whether a paragraph speaks in the first person, in a document whose author does not."""
        said = plain(self.text[start:end])
        return not self.author_speaks and bool(_FIRST_PERSON.search(said))

    def label(self, start: int, end: int) -> Label | None:
        """The label that opens the paragraph or sentence `start:end`, None when it has none."""
        place = self._place(start, end)
        if place is None:
            return None
        span, said = place
        if self._quoted(start, end, said):
            name = self._sure(*span) or self._guess(*span)
            return Label(name=name, said=said) if name else None
        after = self.text[said:end].strip()
        if not after:
            return None
        name = self._sure(*span)
        if name is None and key(self.text[slice(*self._name_span(*span))]) in self.known:
            name = self._named(*span)
        if name is None or who.person_at(after, 0, len(after)):
            return None
        if name.kind == "person" or who.numbered(name) or key(name.text) in self.known:
            return Label(name=name, said=said) if _prose(after) else None
        return None

    def _place(self, start: int, end: int) -> tuple[tuple[int, int], int] | None:
        """The span of a label and where what it labels starts."""
        mark = ITEM.match(self.text, start, end)
        start = mark.end() if mark else start
        colon = _COLON.search(self.text, start, min(end, start + _REACH))
        stop = colon.start() if colon else end
        if stop - start > _REACH or stop <= start:
            return None
        if colon is None and not self.next_opens.get(start):
            return None
        span = start, stop
        if not self._verbless(*span):
            return None
        said = colon.end() if colon else end
        return span, said

    def _quoted(self, start: int, end: int, said: int) -> bool:
        after = self.text[said:end].strip()
        if after:
            return after[0] in OPENS
        return self.next_opens.get(start, False)

    def _verbless(self, start: int, end: int) -> bool:
        words = tokens(self.text, start, end)
        if not 0 < len(words) <= _LONGEST_WORDS + 8 or self.text[start] in OPENS:
            return False
        if len(self.text[start:end].split()) > _LONGEST_WORDS:
            return False
        if (
            any(w.plain in who.VERBS and self.text[w.start].islower() for w in words)
            or self.text[start:end].rstrip()[-1] in ".?!;,"
        ):
            return False
        return not any(
            group_at(words, i) is not None and words[i - 1].plain not in ("la", "les", "le", "une")
            for i in range(1, len(words))
        )

    def _name_span(self, start: int, end: int) -> tuple[int, int]:
        """The label without the topic of what is quoted: "X sur la prévention"."""
        topic = _TOPIC.search(plain(self.text[start:end])) or re.search(
            r"\s*(?:;|\((?=[^()]*\s))", self.text[start:end]
        )
        if topic and topic.start() > 2:
            end = start + topic.start()
        return start, end

    def _sure(self, start: int, end: int) -> Name | None:
        name = who.label(self.text, *self._name_span(start, end))
        if name and (name.kind == "person" or who.proper(name) or who.numbered(name)):
            return name
        return None

    def _guess(self, start: int, end: int) -> Name | None:
        """A name told by its place only."""
        a, b = self._name_span(start, end)
        words = re.findall(r"[^\W\d_]+['’]?", self.text[a:b])
        if not words or not self.text[a].isupper():
            return None
        first = plain(words[0])
        if first in _THINGS or any(plain(w) in _THINGS for w in words[:2]):
            return None
        if first in STOP_WORDS and first not in ("la", "le", "les", "l'", "l", "des", "un", "une"):
            return None
        named = self._named(start, end)
        if key(named.text) in self.known:
            return named
        described = who.label(self.text, a, b) or who.described(self.text, a, b)
        capitals = sum(word[0].isupper() for word in words)
        return named if self.style and (capitals > len(words) / 2) else described

    def _named(self, start: int, end: int) -> Name:
        a, b = self._name_span(start, end)
        found = who.label(self.text, a, b)
        if found:
            return found
        return Name(text=who.squeeze(self.text[a:b]), start=a, end=b, kind="body")


def key(name: str) -> str:
    """A name as labels of one contributor are compared: letters and digits, no article."""
    said = re.sub(r"^(?:l'\s?|la |le |les |des )", "", plain(who.squeeze(name)))
    return re.sub(r"[\W_]", "", said)


def _prose(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", text)) >= 4
