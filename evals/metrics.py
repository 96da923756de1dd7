"""What each figure measures, one question at a time. Pure: no file, no model, no clock.

Words are those of `ingest.words` (folded, elisions split). A share is between 0 and 1; None says
that the metric does not apply to the case (it then counts nowhere), 0 that it applies and failed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from evals.cases import Case, Evidence
from evals.response import Cited, Reading
from ingest import fold
from ingest import words as french_words

BUDGETS = (2000, 4000)
"""Characters that a person reads before giving up, and twice that."""

READ_FACTS = 1500
"""Characters of an answer in which its facts must stand."""

FOUND = 0.8
"""Share of a gold quote's 3-grams from which it counts as read."""

OVERLAP = 0.5
"""Share from which two texts are about the same words."""


def words(text: str) -> list[str]:
    """The folded words of a text, whether its accents are written in one sign or two."""
    return french_words(unicodedata.normalize("NFC", text))


def trigram_share(quote: Sequence[str], text: Sequence[Sequence[str]]) -> float:
    """Share of the 3-grams of `quote` that stand in one of the word lists of `text`.

    A quote of one or two words counts 1 when its words follow each other in one list, else 0.
    An empty quote is found nowhere: 0.
    """
    size = min(3, len(quote))
    if size == 0:
        return 0.0
    wanted = _grams(quote, size)
    held = {gram for part in text for gram in _grams(part, size)}
    return sum(gram in held for gram in wanted) / len(wanted)


def _grams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1)]


def read_within(readings: Sequence[Reading], budget: int) -> list[Reading]:
    """The first `budget` characters in rank order; the passage that crosses the line is cut."""
    read: list[Reading] = []
    left = budget
    for reading in readings:
        if left <= 0:
            break
        read.append(Reading(doc=reading.doc, text=reading.text[:left]))
        left -= len(reading.text)
    return read


def evidence_recall(case: Case, readings: Sequence[Reading], budget: int) -> float | None:
    """Share of the gold quotes found in the first `budget` characters read.

    A quote is found when at least FOUND of its 3-grams stand in the passages of its own document
    (3-grams never run from one passage into the next). None when the case is unanswerable or has
    no evidence.
    """
    if not case.answerable or not case.evidence:
        return None
    read = read_within(readings, budget)
    found = sum(
        trigram_share(
            words(gold.quote), [words(part.text) for part in read if part.doc == gold.doc]
        )
        >= FOUND
        for gold in case.evidence
    )
    return found / len(case.evidence)


def reciprocal_rank(case: Case, readings: Sequence[Reading], depth: int = 10) -> float | None:
    """1 / rank of the first passage that alone holds OVERLAP of one gold quote's 3-grams.

    The passage must be of the quote's document. 0 when none of the first `depth` does; None when
    the case is unanswerable or has no evidence.
    """
    if not case.answerable or not case.evidence:
        return None
    for rank, reading in enumerate(readings[:depth], start=1):
        text = [words(reading.text)]
        for gold in case.evidence:
            if gold.doc == reading.doc and trigram_share(words(gold.quote), text) >= OVERLAP:
                return 1 / rank
    return 0.0


def visible_text(markdown: str) -> str:
    """What a reader sees of an answer: no [n] marks, no Markdown signs, single blanks."""
    text = re.sub(r"\s?\[\d+(?:\s*[,;–-]\s*\d+)*\]", "", markdown)
    text = re.sub(r"^\s*(?:#{1,6}|[-*+]|>|\d+[.)])\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"(?<!\\)[*`]|(?<![\w\\])_|(?<!\\)_(?!\w)", "", text)
    text = re.sub(r"\\([^\w\s])", r"\1", text)
    return " ".join(text.split())


def fact_stated(forms: Sequence[str], text: str) -> bool:
    """Whether one accepted form stands in a visible text.

    Case, accents, apostrophes, dashes and no-break spaces do not matter, nor the blank between
    groups of three digits ("1 500" is "1500"). A form starts at a word's start. It may end inside
    a word ("ambulatoire" in "ambulatoires", "famil" in "familles") unless it ends in a digit or in
    an acronym; a form that starts or ends in a digit never matches a part of a longer number.
    """
    plain = _plain(text)
    return any(_pattern(form).search(plain) for form in forms)


def _plain(text: str) -> str:
    folded = re.sub(r"[‐‑‒–—−]", "-", fold(text))
    folded = " ".join(folded.split())
    grouped = r"(?<![\d.,])(?<!\d )(\d{1,3})((?: \d{3})+)(?!\d)"
    return re.sub(grouped, lambda found: found[1] + found[2].replace(" ", ""), folded)


def _pattern(form: str) -> re.Pattern[str]:
    plain = _plain(form)
    before = r"(?<!\w)(?<!\d[.,])" if plain[0].isdigit() else r"(?<!\w)"
    after = ""
    if plain[-1].isdigit():
        after = r"(?![.,]?\d)(?!\w)"
    elif re.search(r"(?<!\w)[A-ZÀ-Ý]{2,}$", form.strip()):
        after = r"(?!\w)"
    return re.compile(before + re.escape(plain) + after)


def key_fact_recall(case: Case, answer: str, abstained: bool) -> float | None:
    """Share of the key facts stated in the first READ_FACTS visible characters of the answer.

    A refusal scores 0. None when the case is unanswerable or has no key facts.
    """
    if not case.answerable or not case.key_facts:
        return None
    if abstained:
        return 0.0
    text = visible_text(answer)[:READ_FACTS]
    return sum(fact_stated(forms, text) for forms in case.key_facts) / len(case.key_facts)


def gold_cited(case: Case, citations: Sequence[Cited]) -> float | None:
    """Share of the gold quotes that a citation of their document overlaps.

    Overlap: at least OVERLAP of the words of the shorter of the two lie in a 3-gram that the
    longer one holds too (all its words in sequence when it has fewer than three). Without a
    citation 0; None when the case is unanswerable or has no evidence.
    """
    if not case.answerable or not case.evidence:
        return None
    return sum(_is_cited(gold, citations) for gold in case.evidence) / len(case.evidence)


def _is_cited(gold: Evidence, citations: Sequence[Cited]) -> bool:
    quote = words(gold.quote)
    for citation in citations:
        if citation.doc != gold.doc:
            continue
        shorter, longer = sorted((quote, words(citation.quote)), key=len)
        if shorter and covered_words(shorter, longer) / len(shorter) >= OVERLAP:
            return True
    return False


def covered_words(shorter: Sequence[str], longer: Sequence[str]) -> int:
    """How many words of `shorter` lie in a 3-gram that `longer` holds too.

    With fewer than three words: all of them when they follow each other in `longer`, else none.
    """
    size = min(3, len(shorter))
    held = set(_grams(longer, size))
    covered: set[int] = set()
    for at, gram in enumerate(_grams(shorter, size)):
        if gram in held:
            covered.update(range(at, at + size))
    return len(covered)


def distinct(citations: Sequence[Cited]) -> tuple[Cited, ...]:
    """The citations without repeats (same document, pages and words), in order."""
    return tuple(dict.fromkeys(citations))
