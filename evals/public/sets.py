"""The public sets by name, in a folder laid out as docs/evaluation/public-sets.md tells."""

from __future__ import annotations

from pathlib import Path

from evals.suite import Suite
from evals.suites.abstention import AbstentionSuite
from evals.suites.entailment import EntailmentSuite
from evals.suites.retrieval import RetrievalSuite

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "evals" / "public"

_RETRIEVAL = (
    ("piaf", "PIAF : questions sur des articles de Wikipédia", "piaf_fr"),
    (
        "service-public",
        "service-public.fr : retrouver la fiche de la question",
        "service_public_fr",
    ),
    ("cnil", "CNIL : reformulations d’usagers de questions fréquentes", "cnil_faq_fr"),
    ("dinum", "DINUM : douze requêtes de sens", "dinum_find_fr"),
)
_ENTAILMENT = (
    ("rte3-dev", "RTE3 en français, développement", "rte3_fr_dev"),
    ("rte3-test", "RTE3 en français, test", "rte3_fr_test"),
    ("daccord", "DACCORD : phrases qui se contredisent ou non", "daccord"),
    ("gqnli", "GQNLI en français : quantités", "gqnli_fr"),
    ("sick-dev", "SICK en français, développement (usage non commercial)", "sick_fr_dev"),
    ("sick-test", "SICK en français, test (usage non commercial)", "sick_fr_test"),
    ("perturb", "Altérations mécaniques de textes publics", "perturb_fr"),
)


def public_suites(folder: Path = FOLDER) -> dict[str, Suite]:
    """A suite for each public set that `folder` is to hold, by name; none is read yet."""
    suites: list[Suite] = [
        *(
            RetrievalSuite(name=name, title=title, folder=folder / "retrieval" / place)
            for name, title, place in _RETRIEVAL
        ),
        *(
            EntailmentSuite(name=name, title=title, pairs=folder / "entailment" / f"{place}.jsonl")
            for name, title, place in _ENTAILMENT
        ),
        AbstentionSuite(
            name="nomiracl",
            title="NoMIRACL en français : refuser quand aucun passage ne répond",
            folder=folder / "abstention" / "nomiracl_fr",
        ),
    ]
    return {suite.name: suite for suite in suites}
