"""The classes of error that are planted, and the true variants that stand beside them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A way to rewrite a true claim. `label` is French.

    `reasons` are the kinds of reason by which a gate names this error; empty for a true variant,
    which a gate must let pass. `place` says that the words stay true and only what they point to
    is wrong, `contradicts` that the source is incompatible with them. `free` sentences are true in
    words of their own: they only inform.
    """

    name: str
    label: str
    reasons: tuple[str, ...] = ()
    place: bool = False
    contradicts: bool = False
    free: bool = False

    @property
    def true(self) -> bool:
        return not self.reasons


KINDS: tuple[Kind, ...] = (
    Kind(name="verbatim", label="vrai : mot pour mot"),
    Kind(name="moved", label="vrai : complément déplacé"),
    Kind(name="parenthesis", label="vrai : parenthèse retirée"),
    Kind(name="acronym", label="vrai : sigle développé ou abrégé"),
    Kind(name="voice", label="vrai : actif et passif"),
    Kind(name="spelled", label="vrai : nombre en lettres ou en chiffres"),
    Kind(name="date-form", label="vrai : date écrite autrement"),
    Kind(name="reported", label="vrai : « selon » au lieu de « indique que »"),
    Kind(name="number", label="nombre", reasons=("number", "date"), contradicts=True),
    Kind(
        name="number-inside",
        label="nombre pris dans le passage",
        reasons=("number", "date"),
        contradicts=True,
    ),
    Kind(
        name="number-swap",
        label="nombres échangés",
        reasons=("number",),
        contradicts=True,
    ),
    Kind(name="year", label="année", reasons=("date", "number"), contradicts=True),
    Kind(name="month", label="mois", reasons=("date",), contradicts=True),
    Kind(name="name", label="personne d’un autre document", reasons=("name", "attribution")),
    Kind(name="name-inside", label="personne du même passage", reasons=("name", "attribution")),
    Kind(name="swap", label="personnes échangées", reasons=("name", "attribution")),
    Kind(name="body", label="instance", reasons=("name", "attribution")),
    Kind(name="region", label="région ou département", reasons=("name", "region")),
    Kind(name="negation-added", label="négation ajoutée", reasons=("negation",), contradicts=True),
    Kind(
        name="negation-removed", label="négation retirée", reasons=("negation",), contradicts=True
    ),
    Kind(name="antonym", label="contraire", reasons=("antonym",), contradicts=True),
    Kind(name="quantifier", label="quantificateur", reasons=("quantifier",)),
    Kind(name="force", label="force (obligation, possibilité, décision)", reasons=("force",)),
    Kind(name="speaker", label="attribution : autre personne", reasons=("attribution", "name")),
    Kind(name="speech", label="attribution : autre verbe", reasons=("attribution", "force")),
    Kind(name="condition", label="condition retirée", reasons=("condition", "scope")),
    Kind(name="stitched", label="citation recousue", reasons=("stitched", "coverage")),
    Kind(name="page", label="mauvaise page", reasons=("coverage", "mark"), place=True),
    Kind(name="mark", label="mauvaise marque", reasons=("coverage", "mark"), place=True),
    Kind(name="no-mark", label="marque absente", reasons=("mark",), place=True),
    Kind(name="mark-range", label="marque hors limites", reasons=("mark",), place=True),
)
EVIDENCE = Kind(name="evidence", label="vrai : preuve d’une question")
ANSWER = Kind(name="answer", label="réponse de référence, libre", free=True)
"""These two come from a file of questions, not from the sentences of a corpus."""
