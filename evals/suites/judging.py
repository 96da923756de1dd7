"""What a gate is asked and how its verdict is scored, whatever the claims come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from assistant import ClaimCheck, Source, Verdict
from evals.records import Metric, Record, Score
from vectorstore import DocumentInfo

METRICS: Mapping[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric(
            name="gate_caught",
            label="Erreurs arrêtées",
            definition="Part des affirmations fausses, ou vraies mais mal renvoyées, que "
            "la vérification ne dit pas prouvées par ce qu’elles désignent.",
        ),
        Metric(
            name="gate_kept",
            label="Affirmations vraies gardées",
            definition="Part des affirmations vraies et bien renvoyées que la vérification dit "
            "prouvées.",
        ),
        Metric(
            name="gate_balanced",
            label="Exactitude équilibrée de la vérification",
            definition="Moyenne des erreurs arrêtées et des affirmations vraies gardées : 0,5 pour "
            "qui arrête tout ou laisse tout passer.",
            of=("gate_caught", "gate_kept"),
        ),
        Metric(
            name="gate_words",
            label="Mots altérés arrêtés",
            definition="Part des affirmations dont les mots ont été changés et que la vérification "
            "ne dit pas prouvées : dit-elle si ces mots disent exactement cela ?",
        ),
        Metric(
            name="gate_place",
            label="Mauvais renvois arrêtés",
            definition="Part des affirmations vraies qui désignent un autre passage, une autre "
            "page ou rien, et que la vérification ne dit pas prouvées : dit-elle si c’est le bon "
            "endroit ?",
        ),
        Metric(
            name="gate_accused",
            label="Affirmations vraies dites contredites",
            definition="Part des affirmations vraies et bien renvoyées que la vérification dit "
            "contredites par leur propre source.",
            better=-1,
        ),
        Metric(
            name="gate_precision",
            label="Justesse de ce qui est montré",
            definition="Part des phrases que la vérification laisse montrer et qui sont vraies et "
            "bien renvoyées.",
        ),
        Metric(
            name="gate_named",
            label="Nature de l’erreur reconnue",
            definition="Parmi les erreurs arrêtées, part de celles dont un motif donné est de la "
            "nature de l’erreur (un nombre pour un nombre…).",
            better=0,
        ),
        Metric(
            name="gate_contradicted",
            label="Erreurs dites contredites",
            definition="Part des affirmations incompatibles avec leur source que la vérification "
            "dit contredites, et non seulement non prouvées.",
            better=0,
        ),
        Metric(
            name="gate_found",
            label="Bon passage nommé",
            definition="Part des affirmations vraies pour lesquelles la vérification nomme, "
            "désigné ou non, un passage qui les prouve.",
            better=0,
        ),
        Metric(
            name="gate_free",
            label="Réponses de référence gardées",
            definition="Part des phrases des réponses de référence, écrites librement, que la "
            "vérification dit prouvées par les passages de leurs preuves.",
            better=0,
        ),
    )
}

Gate = Callable[[str, Sequence[Source], Sequence[int] | None], ClaimCheck]
Truth = Literal["true", "false", "misplaced", "free"]

EXCERPT = 1_500
"""Characters of a passage that a report shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A claim put to a gate, and what is right to answer.

    `truth`: "true" must be supported by its marks; "false" must not; "misplaced" is true but its
    marks must not support it; "free" only informs. `reasons` are the kinds that name the error.
    `contradicts` says that a source is incompatible with the claim. `gold` are the sources that
    prove it, empty when untold. `marks` None asks about all sources.
    """

    id: str
    group: str
    claim: str
    sources: tuple[Source, ...]
    marks: tuple[int, ...] | None
    truth: Truth
    label: str
    documents: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    contradicts: bool = False
    gold: tuple[int, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSession:
    """Claims put to a gate one at a time."""

    asked: Mapping[str, Asked]
    gate: Gate
    documents: str
    corpus: str

    @property
    def cases(self) -> Sequence[str]:
        return tuple(self.asked)

    def measure(self, case: str) -> Record:
        """A gate that crashes is wrong about the claim, and the crash is told in `errors`."""
        asked = self.asked[case]
        check: ClaimCheck | None = None
        errors: tuple[str, ...] = ()
        try:
            check = self.gate(asked.claim, asked.sources, asked.marks)
        except Exception as crash:  # noqa: BLE001 - a crash on one claim is a result, not the end
            errors = (" ".join(f"{type(crash).__name__} : {crash}".split()),)
        return Record(
            id=asked.id,
            group=asked.group,
            documents=asked.documents,
            scores=scores(asked, check),
            detail=_detail(asked, check),
            errors=errors,
        )


def scores(asked: Asked, check: ClaimCheck | None) -> dict[str, Score]:
    """What applies to the claim; without a verdict (a crash) all that is judged is at its worst."""
    shown = check is not None and check.verdict is Verdict.SUPPORTED
    contradicted = check is not None and check.verdict is Verdict.CONTRADICTED
    said: dict[str, bool] = {}
    if asked.truth == "free":
        return {"gate_free": _score(shown)}
    if asked.truth == "true":
        said["gate_kept"] = shown
        said["gate_accused"] = contradicted or check is None
    else:
        stopped = check is not None and not shown
        said["gate_caught"] = stopped
        said["gate_place" if asked.truth == "misplaced" else "gate_words"] = stopped
        if check is not None and stopped and asked.reasons:
            said["gate_named"] = any(one.kind in asked.reasons for one in check.reasons)
        if asked.contradicts:
            said["gate_contradicted"] = contradicted
    if shown:
        said["gate_precision"] = asked.truth == "true"
    if asked.gold:
        said["gate_found"] = check is not None and bool({*check.supported_by} & {*asked.gold})
    return {name: _score(hit) for name, hit in said.items()}


def _score(hit: bool) -> Score:
    return Score(hits=float(hit))


def facts(infos: Iterable[DocumentInfo]) -> dict[str, tuple[str, ...]]:
    """What `assistant verify` counts as known of each document: title, body, region, date."""
    return {
        info.id: tuple(known for known in (info.title, info.body, info.region, info.date) if known)
        for info in infos
    }


def _detail(asked: Asked, check: ClaimCheck | None) -> dict[str, Any]:
    detail: dict[str, Any] = {
        "claim": asked.claim,
        "passages": [
            {"n": source.n, "doc": source.doc or "", "text": source.text[:EXCERPT]}
            for source in asked.sources
        ],
        "label": asked.label,
        **asked.detail,
    }
    if asked.marks is not None:
        marks = ", ".join(str(mark) for mark in asked.marks)
        detail["notes"] = [f"Passages désignés : {marks or 'aucun'}."]
    if check is not None:
        detail["verdict"] = check.verdict.value
        detail["reasons"] = [
            {key: value[:EXCERPT] for key, value in asdict(reason).items()}
            for reason in check.reasons
        ]
    return detail
