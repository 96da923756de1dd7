"""Claims of an answer against the words that they cite, after ALCE (Gao et al. 2023). Pure.

Unlike ALCE's script: every line of the answer counts, no citation of a claim is left out, an
answer without a claim counts as one unproved claim, and a mark that points nowhere is a citation
that proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from evals.metrics.text import grams, visible_text, words
from evals.records import Score
from evals.response import Cited, Response, Stated
from ingest import sentences

Supports = Callable[[str, Sequence[str]], bool]

_START = 3
"""Words by which a part of a claim is looked up: long enough to leave few to compare."""

_MARKS = re.compile(r"\[(\d+(?:\s*[,;]\s*\d+)*)\]")
_LEADING = re.compile(r"^\s*((?:\[\d+(?:\s*[,;]\s*\d+)*\]\s*)+)")
_BOLD = r"\*\*(?:\\.|[^*\\])+\*\*\s*:?\s*"
_HEADING = re.compile(rf"^\s*(?:#{{1,6}}\s|{_BOLD}$|[-=*_|:\s]+$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with what was found: `places` are its distinct citations, -1 for one that points
    nowhere; `needed` tells of each whether it proves the claim alone or the proof fails without
    it."""

    text: str
    supported: bool
    places: tuple[int, ...]
    needed: tuple[bool, ...]


def stated(response: Response) -> tuple[Stated, ...]:
    """What an answer claims: each sentence that it shows, in order, as it is shown.

    Its citations are those of its own [n] marks, numbered from 1 in the order of
    `response.citations`; without a mark, those of the system's claim in which the same words
    stand in the same order, else none. What the system claims and does not show is left out.
    Headings (lines that start with # or are bold as a whole) and questions are no claims unless
    they carry a mark. Nothing for a refusal, or when the system writes no answer.
    """
    if response.abstained or response.answer is None:
        return ()
    told = _Told(response.claims)
    shown = (one for one in _shown(response) if one.citations or not one.aside)
    return tuple(
        Stated(text=one.text, citations=one.citations or told.citations(one.text)) for one in shown
    )


def judged(response: Response, found: Sequence[str], supports: Supports) -> tuple[Judged, ...]:
    """Each claim of `stated`; `found` holds the words of each citation that are on its page."""
    return tuple(_judged(one, response, found, supports) for one in stated(response))


def citation_recall(claims: Sequence[Judged]) -> Score:
    """Claims whose citations together prove them; an answer without a claim is one unproved."""
    return Score(hits=sum(one.supported for one in claims), units=max(1, len(claims)))


def citation_precision(claims: Sequence[Judged]) -> Score:
    """Citations, claim by claim, without which the proof fails or that prove the claim alone.

    None counts when the claim is not proved. An answer without any citation is one useless one.
    """
    needed = [one for claim in claims for one in claim.needed]
    return Score(hits=sum(needed), units=max(1, len(needed)))


def said_once(response: Response) -> Score | None:
    """Sentences shown that no earlier sentence of the answer says in the same words, out of those
    shown. None for a refusal and for an answer without a sentence."""
    if response.abstained or response.answer is None:
        return None
    shown = [tuple(words(one.text)) for one in _shown(response) if not one.aside]
    return Score(hits=len(set(shown)), units=len(shown)) if shown else None


def words_used(response: Response) -> Score | None:
    """Of the words of each distinct citation, the share that a claim citing it says; one unit each.

    A citation that no claim marks has no word that serves. None for a refusal and without any
    citation.
    """
    if response.abstained or not response.citations:
        return None
    said: dict[Cited, set[str]] = {one: set() for one in response.citations}
    for claim in stated(response):
        for place in claim.citations:
            if 0 <= place < len(response.citations):
                said[response.citations[place]].update(words(claim.text))
    shares = (_share(words(one.quote), used) for one, used in said.items())
    return Score(hits=sum(shares), units=len(said))


def _share(quote: Sequence[str], used: Set[str]) -> float:
    return sum(word in used for word in quote) / len(quote) if quote else 0.0


def _judged(one: Stated, response: Response, found: Sequence[str], supports: Supports) -> Judged:
    distinct: dict[object, int] = {}
    for place in one.citations:
        known = 0 <= place < len(response.citations)
        distinct.setdefault(response.citations[place] if known else None, place if known else -1)
    places = tuple(distinct.values())
    texts = [found[place] if place >= 0 else "" for place in places]
    supported = supports(one.text, texts)
    needed = (
        supports(one.text, [text]) or not supports(one.text, [*texts[:at], *texts[at + 1 :]])
        for at, text in enumerate(texts)
    )
    return Judged(
        text=one.text,
        supported=supported,
        places=places,
        needed=tuple(supported and need for need in needed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence of the answer with the citations of its marks; `aside` in a heading, or asked."""

    text: str
    citations: tuple[int, ...]
    aside: bool


class _Told:
    """The claims of a system, looked up by the words of a sentence that tells one or a part."""

    def __init__(self, claims: Sequence[Stated]) -> None:
        self._claims: dict[str, tuple[int, ...]] = {}
        for one in claims:
            self._claims.setdefault(_run(words(one.text)), one.citations)

    def citations(self, text: str) -> tuple[int, ...]:
        """Those of the claim with these words, else of the first claim with such a run of words."""
        said = words(text)
        run = _run(said)
        if run in self._claims:
            return self._claims[run]
        near = self._claims if len(said) < _START else self._by_start.get(tuple(said[:_START]), ())
        return next((self._claims[claim] for claim in near if run in claim), ())

    @cached_property
    def _by_start(self) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for claim in self._claims:
            for start in dict.fromkeys(grams(claim.split(), _START)):
                found.setdefault(start, []).append(claim)
        return found


def _run(said: Sequence[str]) -> str:
    return f" {' '.join(said)} "


def _shown(response: Response) -> list[_Sentence]:
    """The sentences of the answer, line by line."""
    found: list[_Sentence] = []
    for line in (response.answer or "").splitlines():
        heading = _HEADING.match(line) is not None
        for sentence in _sentences(line):
            text = visible_text(sentence)
            if words(text):
                aside = heading or text.endswith("?")
                found.append(
                    _Sentence(text=text, citations=_places(sentence, response), aside=aside)
                )
    return found


def _sentences(line: str) -> list[str]:
    """Sentences of a line; marks after a full stop belong to the sentence before it."""
    parts: list[str] = []
    for start, end in sentences(line):
        part = line[start:end]
        leading = _LEADING.match(part)
        if leading and parts:
            parts[-1] += leading[1]
            part = part[leading.end() :]
        parts.append(part)
    return parts


def _places(sentence: str, response: Response) -> tuple[int, ...]:
    numbers = [int(n) for mark in _MARKS.findall(sentence) for n in re.findall(r"\d+", mark)]
    count = len(response.citations)
    return tuple(n - 1 if 1 <= n <= count else -1 for n in numbers)
