"""Every suite by the name that users type; the module of a suite is imported when it is asked for.

The sample corpus and its questions are the project's own; the real corpus, the development sets
and the public sets lie beside the checkout, and their suites say so where they are missing.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from evals.corpora import REAL, SAMPLE, Corpus
from evals.suite import Suite, SuiteError

_EVALS = Path(__file__).resolve().parent.parent
_SHARED = _EVALS.parent.parent / "shared" / "evals"
_PUBLIC = _SHARED / "public"
_SAMPLE_QUESTIONS = _EVALS / "sample" / "questions.jsonl"
_SAMPLE_REFUSALS = _EVALS / "sample" / "refusals.jsonl"
_REAL_QUESTIONS = _SHARED / "questions-dev.jsonl"


class WrongChoice(SuiteError):
    """What was asked for is no suite, or cannot be asked of it."""


def question_suite(name: str, title: str, corpus: Corpus, *files: Path) -> Suite:
    """The questions of some files, asked of a corpus."""
    from evals.suites.questions import QuestionSuite

    return QuestionSuite(name=name, title=title, corpus=corpus, questions=files)


def _mutations(name: str, title: str, corpus: Corpus, file: Path) -> Suite:
    from evals.suites.mutations import MutationSuite

    return MutationSuite(name=name, title=title, corpus=corpus, questions=file)


def _robustness(name: str, title: str, corpus: Corpus, file: Path) -> Suite:
    from evals.suites.robustness import RobustnessSuite

    return RobustnessSuite(name=name, title=title, corpus=corpus, questions=file)


def _claims(name: str, title: str, file: Path) -> Suite:
    from evals.suites.gate import ClaimSuite

    return ClaimSuite(name=name, title=title, claims=file)


def _drafts(name: str, title: str, file: Path) -> Suite:
    from evals.suites.gate import DraftSuite

    return DraftSuite(name=name, title=title, drafts=file)


def _retrieval(name: str, title: str, folder: str) -> Suite:
    from evals.suites.retrieval import RetrievalSuite

    return RetrievalSuite(name=name, title=title, folder=_PUBLIC / "retrieval" / folder)


def _entailment(name: str, title: str, file: str) -> Suite:
    from evals.suites.entailment import EntailmentSuite

    return EntailmentSuite(name=name, title=title, pairs=_PUBLIC / "entailment" / file)


def _abstention(name: str, title: str, folder: str) -> Suite:
    from evals.suites.abstention import AbstentionSuite

    return AbstentionSuite(name=name, title=title, folder=_PUBLIC / "abstention" / folder)


def _named(
    make: Callable[..., Suite], name: str, *given: object
) -> tuple[str, Callable[[], Suite]]:
    return name, partial(make, name, *given)


SUITES: Mapping[str, Callable[[], Suite]] = dict(
    (
        _named(
            question_suite,
            "sample",
            "Questions, corpus d’exemple",
            SAMPLE,
            _SAMPLE_QUESTIONS,
            _SAMPLE_REFUSALS,
        ),
        _named(_mutations, "mutations", "Mutations, corpus d’exemple", SAMPLE, _SAMPLE_QUESTIONS),
        _named(
            _robustness, "robustness", "Robustesse, corpus d’exemple", SAMPLE, _SAMPLE_QUESTIONS
        ),
        _named(question_suite, "dev", "Questions, corpus réel", REAL, _REAL_QUESTIONS),
        _named(_mutations, "mutations-real", "Mutations, corpus réel", REAL, _REAL_QUESTIONS),
        _named(_robustness, "robustness-real", "Robustesse, corpus réel", REAL, _REAL_QUESTIONS),
        _named(
            _claims, "claims-dev", "Affirmations écrites à la main", _SHARED / "claims-dev.jsonl"
        ),
        _named(_drafts, "drafts-dev", "Brouillons étiquetés", _SHARED / "drafts-dev.jsonl"),
        _named(_retrieval, "piaf", "Recherche : PIAF", "piaf_fr"),
        _named(_retrieval, "service-public", "Recherche : Service-Public", "service_public_fr"),
        _named(_retrieval, "cnil", "Recherche : questions à la CNIL", "cnil_faq_fr"),
        _named(_retrieval, "dinum", "Recherche : Find (DINUM)", "dinum_find_fr"),
        _named(_entailment, "rte3-dev", "Implication : RTE3-fr, réglage", "rte3_fr_dev.jsonl"),
        _named(_entailment, "rte3-test", "Implication : RTE3-fr, test", "rte3_fr_test.jsonl"),
        _named(_entailment, "daccord", "Contradictions : DACCORD", "daccord.jsonl"),
        _named(_entailment, "gqnli", "Quantificateurs : GQNLI-fr", "gqnli_fr.jsonl"),
        _named(_entailment, "sick-dev", "Implication : SICK-fr, réglage", "sick_fr_dev.jsonl"),
        _named(_entailment, "sick-test", "Implication : SICK-fr, test", "sick_fr_test.jsonl"),
        _named(_entailment, "perturb", "Phrases altérées", "perturb_fr.jsonl"),
        _named(_abstention, "nomiracl", "Refus : NoMIRACL", "nomiracl_fr"),
    )
)

GROUPS: Mapping[str, tuple[str, ...]] = {
    "offline": ("sample", "mutations", "robustness"),
    "real": ("dev", "mutations-real", "robustness-real", "claims-dev", "drafts-dev"),
    "public": (
        "piaf",
        "service-public",
        "cnil",
        "dinum",
        "rte3-dev",
        "rte3-test",
        "daccord",
        "gqnli",
        "sick-dev",
        "sick-test",
        "perturb",
        "nomiracl",
    ),
}


def names_of(asked: Sequence[str]) -> tuple[str, ...]:
    """The suites that names of suites and groups stand for, each once, in the order asked.

    Raises WrongChoice with the nearest names.
    """
    found: dict[str, None] = {}
    for name in asked:
        if name not in GROUPS and name not in SUITES:
            near = difflib.get_close_matches(name, [*SUITES, *GROUPS], n=3)
            raise WrongChoice(
                f"Le jeu « {name} » n’existe pas.",
                f"Peut-être : {', '.join(near)}." if near else "Voyez « assistant eval list ».",
            )
        found |= dict.fromkeys(GROUPS.get(name, (name,)))
    return tuple(found)
