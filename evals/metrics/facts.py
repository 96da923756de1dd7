"""Facts stated in an answer or in what was read: forms of a fact, looked for in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.cases import Case
from evals.metrics.text import visible_text
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
