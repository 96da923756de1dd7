"""The joint figure: is what was shown for a question right as a whole? Pure.

Right: an answer that states every key fact and nothing forbidden, whose claims are all proved by
the words they cite, which are all on their page; or the refusal of an unanswerable question.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases import Case
from evals.metrics.claims import Judged
from evals.metrics.facts import facts_missing, forbidden_stated
from evals.records import Score


def faults(
    case: Case, answer: str, abstained: bool, claims: Sequence[Judged], on_page: Sequence[bool]
) -> tuple[str, ...]:
    """What is wrong with what was shown, in French for the report; nothing when it is right."""
    if abstained:
        return ("Refus d’une question qui a une réponse.",) if case.answerable else ()
    if not case.answerable:
        return ("Réponse à une question sans réponse dans les documents.",)
    found = [f"Fait attendu absent : {fact}" for fact in facts_missing(case, answer)]
    found += [f"Fait interdit énoncé : {fact}" for fact in forbidden_stated(case, answer)]
    found += [f"Affirmation non prouvée : {one.text}" for one in claims if not one.supported]
    if not claims:
        found.append("Aucune affirmation dans la réponse.")
    away = len(on_page) - sum(on_page)
    if away:
        found.append(f"Citations absentes de leur page : {away} sur {len(on_page)}")
    return tuple(found)


def handled(right: bool) -> Score:
    """The plain share of questions. Where half the questions are unanswerable, a system that
    refuses everything gets half: never read it without `headline`."""
    return Score(hits=right)


def headline(case: Case, abstained: bool, right: bool) -> Score | None:
    """2 right answers / (answers given + answerable questions), as SimpleQA's F-score.

    It is the harmonic mean of the share of answers that are right and the share of answerable
    questions that are answered rightly (Wei et al., 2024). Refusing all gives 0 whatever the
    mix of questions; an answer to an unanswerable question lowers it, a right refusal does not.
    None for a right refusal, which the formula leaves out.
    """
    units = (not abstained) + case.answerable
    return Score(hits=2 * (right and not abstained), units=units) if units else None
