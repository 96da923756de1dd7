"""Figures on the passages that a system finds, before it answers."""

from __future__ import annotations

from evals import metrics
from evals.records import Metric
from evals.suites.measures import Measure, with_evidence, with_facts

SEARCH = (
    Measure(
        metric=Metric(
            name="evidence_2000",
            label="Preuves lues, 2 000 caractères",
            definition="Part des citations de référence lues dans les 2 000 premiers caractères "
            "des passages, pris dans l’ordre. Une citation est lue quand 80 % de ses suites de "
            "trois mots sont dans les passages de son document. Moyenne par question.",
        ),
        score=lambda seen: metrics.evidence_recall(seen.case, seen.response.passages, 2000),
        units=with_evidence,
    ),
    Measure(
        metric=Metric(
            name="evidence_4000",
            label="Preuves lues, 4 000 caractères",
            definition="La même part dans les 4 000 premiers caractères.",
        ),
        score=lambda seen: metrics.evidence_recall(seen.case, seen.response.passages, 4000),
        units=with_evidence,
    ),
    Measure(
        metric=Metric(
            name="recall_5",
            label="Preuves lues, 5 passages",
            definition="La même part dans les cinq premiers passages, quelle que soit leur "
            "longueur : elle dépend du découpage, les deux précédentes non.",
        ),
        score=lambda seen: metrics.recall_at(seen.case, seen.response.passages, 5),
        units=with_evidence,
    ),
    Measure(
        metric=Metric(
            name="recall_10",
            label="Preuves lues, 10 passages",
            definition="La même part dans les dix premiers passages.",
        ),
        score=lambda seen: metrics.recall_at(seen.case, seen.response.passages, 10),
        units=with_evidence,
    ),
    Measure(
        metric=Metric(
            name="ndcg_10",
            label="nDCG (10)",
            definition="Gain des citations de référence, divisé par log2(1 + rang), puis par celui "
            "du meilleur classement possible. Le rang est celui du premier passage qui contient à "
            "lui seul la moitié des suites de trois mots de la citation ; deux citations dans un "
            "même passage occupent deux rangs de suite.",
        ),
        score=lambda seen: metrics.ndcg_at(seen.case, seen.response.passages),
        units=with_evidence,
    ),
    Measure(
        metric=Metric(
            name="mrr_10",
            label="Rang réciproque (10)",
            definition="1 / rang du premier passage qui contient à lui seul la moitié d’une "
            "citation de référence ; 0 au-delà du dixième.",
        ),
        score=lambda seen: metrics.reciprocal_rank(seen.case, seen.response.passages),
        units=with_evidence,
    ),
    Measure(
        metric=Metric(
            name="answer_5",
            label="Réponse dans les 5 premiers passages",
            definition="Part des questions dont chaque fait attendu est écrit dans l’un des cinq "
            "premiers passages, quel que soit son document.",
        ),
        score=lambda seen: metrics.answer_within(seen.case, seen.response.passages[:5]),
        units=with_facts,
    ),
    Measure(
        metric=Metric(
            name="answer_10",
            label="Réponse dans les 10 premiers passages",
            definition="La même part dans les dix premiers passages.",
        ),
        score=lambda seen: metrics.answer_within(seen.case, seen.response.passages[:10]),
        units=with_facts,
    ),
    Measure(
        metric=Metric(
            name="answer_4000",
            label="Réponse dans les 4 000 premiers caractères",
            definition="La même part dans les 4 000 premiers caractères : elle ne dépend pas du "
            "découpage.",
        ),
        score=lambda seen: metrics.answer_within(
            seen.case, metrics.read_within(seen.response.passages, 4000)
        ),
        units=with_facts,
    ),
    Measure(
        metric=Metric(
            name="facts_read_1500",
            label="Faits lus, 1 500 caractères",
            definition="Part des faits attendus écrits dans les 1 500 premiers caractères des "
            "passages : ce qu’un système qui ne rédige rien donne à lire dans la longueur d’une "
            "réponse. Moyenne par question.",
        ),
        score=lambda seen: metrics.facts_read(seen.case, seen.response.passages),
        units=with_facts,
    ),
)
