"""Facts stated in an answer or in what was read: forms of a fact, looked for in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from evals.cases import Case
from evals.metrics.passages import read_within
from evals.metrics.text import visible_text
from evals.response import Reading
from ingest import fold

READ_FACTS = 1500
"""Characters of an answer in which its facts must stand."""


def fact_stated(forms: Sequence[str], text: str) -> bool:
    """Whether one accepted form stands in a visible text.

    Case, accents, apostrophes, dashes and no-break spaces do not matter, nor the blank between
    groups of three digits ("1 500" is "1500"). A form starts at a word's start. It may end inside
    a word ("ambulatoire" in "ambulatoires", "famil" in "familles") unless it ends in a digit or in
    an acronym; a form that starts or ends in a digit never matches a part of a longer number.
    """
    return _stands(forms, _plain(text))


def _stands(forms: Sequence[str], plain: str) -> bool:
    return any(_pattern(form).search(plain) for form in forms)


def _plain(text: str) -> str:
    folded = re.sub(r"[‐‑‒–—−]", "-", fold(text))
    folded = " ".join(folded.split())
    grouped = r"(?<![\d.,])(?<!\d )(\d{1,3})((?: \d{3})+)(?!\d)"
    return re.sub(grouped, lambda found: found[1] + found[2].replace(" ", ""), folded)


@lru_cache(maxsize=10_000)
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


def facts_missing(case: Case, answer: str) -> tuple[str, ...]:
    """The first form of each key fact that is not in the first READ_FACTS visible characters."""
    text = visible_text(answer)[:READ_FACTS]
    return tuple(forms[0] for forms in case.key_facts if not fact_stated(forms, text))


def forbidden_stated(case: Case, answer: str) -> tuple[str, ...]:
    """The first form of each forbidden statement that stands anywhere in the visible answer."""
    text = visible_text(answer)
    return tuple(forms[0] for forms in case.forbidden if fact_stated(forms, text))


def facts_read(case: Case, readings: Sequence[Reading], budget: int = READ_FACTS) -> float | None:
    """Share of the key facts stated in the first `budget` characters read, whatever the document.

    For systems that find passages and write nothing: what a reader who stops there has met. A fact
    never runs from one passage into the next. None when the case is unanswerable or has no facts.
    """
    if not case.answerable or not case.key_facts:
        return None
    texts = [_plain(one.text) for one in read_within(readings, budget)]
    found = sum(any(_stands(forms, text) for text in texts) for forms in case.key_facts)
    return found / len(case.key_facts)


def answer_within(case: Case, readings: Sequence[Reading]) -> float | None:
    """1 when each key fact is stated in some passage of `readings`, else 0.

    A small number also stands where it is no answer: read it beside what shuffled passages score.
    None when the case is unanswerable or has no facts.
    """
    share = facts_read(case, readings, sum(len(one.text) for one in readings))
    return None if share is None else float(share == 1)
