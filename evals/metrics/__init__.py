"""What each figure measures, one question at a time. Pure: no file, no model, no clock."""

from evals.metrics.citations import OVERLAP, distinct, gold_cited, is_cited
from evals.metrics.facts import (
    READ_FACTS,
    answer_within,
    fact_stated,
    facts_missing,
    facts_read,
    forbidden_stated,
    key_fact_recall,
)
from evals.metrics.passages import (
    BUDGETS,
    FOUND,
    HELD,
    evidence_recall,
    is_read,
    ndcg_at,
    read_within,
    recall_at,
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
    "answer_within",
    "covered",
    "covered_words",
    "distinct",
    "evidence_recall",
    "fact_stated",
    "facts_missing",
    "facts_read",
    "forbidden_stated",
    "gold_cited",
    "is_cited",
    "is_read",
    "key_fact_recall",
    "ndcg_at",
    "plain_words",
    "read_within",
    "recall_at",
    "reciprocal_rank",
    "trigram_share",
    "visible_text",
    "words",
]
