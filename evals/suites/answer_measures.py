"""Figures on the answer that a system shows: the joint one first, then its parts."""

from __future__ import annotations

from collections.abc import Iterable

from evals import metrics
from evals.metrics import claims, headline
from evals.records import Metric, Score
from evals.suites.measures import Measure, always, answered, citations, with_evidence, with_facts
from evals.suites.seen import Seen


def _share(found: Iterable[bool]) -> Score | None:
    kept = list(found)
    return Score(hits=sum(kept), units=len(kept)) if kept else None


def _nothing_forbidden(seen: Seen) -> float | None:
    if not seen.case.forbidden:
        return None
    return float(seen.abstained or not metrics.forbidden_stated(seen.case, seen.answer))


ANSWER = (
    Measure(
        metric=Metric(
            name="headline",
            label="Réponses justes de bout en bout",
            definition="Moyenne harmonique de deux parts : celle des réponses données qui sont "
            "justes, et celle des questions qui ont une réponse et la reçoivent juste. Juste : "
            "tous les faits attendus, rien d’interdit, chaque affirmation prouvée par les mots "
            "qu’elle cite, chaque citation sur sa page. Répondre à une question sans réponse est "
            "une réponse fausse ; tout refuser donne 0.",
            within="wrong_refusals",
        ),
        score=lambda seen: headline.headline(seen.case, seen.abstained, not seen.faults),
        units=lambda seen: (not seen.abstained) + seen.case.answerable,
    ),
    Measure(
        metric=Metric(
            name="handled",
            label="Questions bien traitées",
            definition="Part des questions, avec et sans réponse, où ce qui est montré est juste : "
            "une réponse juste de bout en bout, ou le refus d’une question sans réponse. À lire "
            "avec la mesure précédente : tout refuser donne ici la part des questions sans "
            "réponse.",
        ),
        score=lambda seen: headline.handled(not seen.faults),
        units=always,
    ),
    Measure(
        metric=Metric(
            name="key_facts",
            label="Faits attendus",
            definition="Part des faits attendus écrits dans les 1 500 premiers caractères visibles "
            "de la réponse. Un refus compte 0. Moyenne par question.",
        ),
        score=lambda seen: metrics.key_fact_recall(seen.case, seen.answer, seen.abstained),
        units=with_facts,
    ),
    Measure(
        metric=Metric(
            name="nothing_forbidden",
            label="Rien d’interdit",
            definition="Part des questions avec un énoncé interdit dont la réponse ne l’écrit "
            "nulle part. Un refus compte 1.",
        ),
        score=_nothing_forbidden,
        units=lambda seen: int(bool(seen.case.forbidden)),
    ),
    Measure(
        metric=Metric(
            name="citation_recall",
            label="Affirmations prouvées",
            definition="Part des affirmations dont les citations, ensemble, disent ce qu’elles "
            "disent, d’après une règle stricte de mots propre à l’évaluation. Une affirmation sans "
            "citation ou au numéro sans source n’est pas prouvée ; une réponse vide compte pour "
            "une affirmation non prouvée.",
        ),
        score=lambda seen: None if seen.abstained else claims.citation_recall(seen.claims),
        units=answered,
    ),
    Measure(
        metric=Metric(
            name="citation_precision",
            label="Citations utiles",
            definition="Part des citations, affirmation par affirmation, qui la prouvent seules ou "
            "sans lesquelles elle n’est plus prouvée. Les répétitions comptent une fois ; une "
            "réponse sans citation compte pour une citation inutile.",
        ),
        score=lambda seen: None if seen.abstained else claims.citation_precision(seen.claims),
        units=answered,
    ),
    Measure(
        metric=Metric(
            name="gold_cited",
            label="Preuves citées",
            definition="Part des citations de référence qu’une citation de la réponse recouvre : "
            "au moins la moitié de la plus courte, dans le même document. Moyenne par question.",
        ),
        score=lambda seen: metrics.gold_cited(seen.case, seen.response.citations),
        units=with_evidence,
    ),
    Measure(
        metric=Metric(
            name="quotes_verbatim",
            label="Citations mot pour mot sur leur page",
            definition="Part des citations qu’un lecteur indépendant (pdftotext) retrouve mot pour "
            "mot à la page citée ; sans page, dans le fichier.",
        ),
        score=lambda seen: _share(one.verbatim for one in seen.found.values()),
        units=citations,
    ),
    Measure(
        metric=Metric(
            name="quotes_on_page",
            label="Citations sur leur page",
            definition="La même part, quand 95 % des suites de trois mots suffisent.",
        ),
        score=lambda seen: _share(one.on_page for one in seen.found.values()),
        units=citations,
    ),
    Measure(
        metric=Metric(
            name="words_used",
            label="Mots cités qui servent",
            definition="Part des mots d’une citation que dit une affirmation qui la cite ; moyenne "
            "des citations de la réponse. Citer une page entière pour une phrase fait baisser "
            "cette mesure.",
        ),
        score=lambda seen: claims.words_used(seen.response),
        units=citations,
    ),
    Measure(
        metric=Metric(
            name="said_once",
            label="Phrases dites une seule fois",
            definition="Part des phrases montrées qu’aucune phrase précédente de la réponse ne "
            "dit dans les mêmes mots.",
        ),
        score=lambda seen: claims.said_once(seen.response),
        units=answered,
    ),
    Measure(
        metric=Metric(
            name="length",
            label="Longueur (signes visibles)",
            definition="Nombre moyen de signes visibles d’une réponse, sans les refus.",
            better=0,
        ),
        score=lambda seen: None if seen.abstained else len(metrics.visible_text(seen.answer)),
        units=answered,
    ),
    Measure(
        metric=Metric(
            name="citations",
            label="Citations par réponse",
            definition="Nombre moyen de citations d’une réponse, sans répétition ni refus.",
            better=0,
        ),
        score=lambda seen: None if seen.abstained else len(seen.citations),
        units=answered,
    ),
)
