"""Character 4-grams: what they forgive, and what they do not."""

from __future__ import annotations

from vectorstore.rescore import by_characters

TEXTS = [
    "Les télésoins sont remboursés aux infirmières libérales.",
    "Le transport sanitaire reste à organiser dans le canton.",
    "La séance est levée à midi.",
]


def best(question: str) -> int:
    scores = by_characters(question, TEXTS)
    return scores.index(max(scores))


def test_typos_families_and_missing_accents_are_forgiven() -> None:
    assert best("remboursement des telesoin pr les infirmieres") == 0
    assert best("transporteurs sanitaires") == 1


def test_nothing_shared_scores_nothing() -> None:
    assert by_characters("recette", TEXTS) == [0.0, 0.0, 0.0]
    assert by_characters("de la et", TEXTS) == [0.0, 0.0, 0.0]
    assert by_characters("transport", []) == []


def test_a_rare_gram_weighs_more_than_a_common_one() -> None:
    texts = ["canton commun", "canton", "commun commun", "commun divers"]
    scores = by_characters("canton commun", texts)
    assert scores[1] > scores[3]
