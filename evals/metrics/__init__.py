"""What each figure measures, one question at a time. Pure: no file, no model, no clock."""

from evals.metrics.citations import OVERLAP, distinct, gold_cited
from evals.metrics.facts import READ_FACTS, fact_stated, key_fact_recall
from evals.metrics.passages import (
    BUDGETS,
    FOUND,
    HELD,
    evidence_recall,
    read_within,
    reciprocal_rank,
)
from evals.metrics.text import (
    covered,
    covered_words,
    plain_words,
    trigram_share,
    visible_text,
    words,
)

__all__ = [
    "BUDGETS",
    "FOUND",
    "HELD",
    "OVERLAP",
    "READ_FACTS",
    "covered",
    "covered_words",
    "distinct",
    "evidence_recall",
    "fact_stated",
    "gold_cited",
    "key_fact_recall",
    "plain_words",
    "read_within",
    "reciprocal_rank",
    "trigram_share",
    "visible_text",
    "words",
]
