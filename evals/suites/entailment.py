"""Public entailment sets: does the gate judge a sentence against a text as people did?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant import ClaimCheck, Source, Verdict, verify_claim
from evals.corpora import fingerprint
from evals.public.entailment import Label, Pair, load_pairs
from evals.public.files import absent
from evals.records import Metric, Record, Score
from evals.suite import Bench

METRICS = (
    Metric(
        name="entailed_kept",
        label="Phrases prouvées gardées",
        definition="Part des hypothèses que le texte implique et que la vérification dit prouvées.",
    ),
    Metric(
        name="unfounded_stopped",
        label="Phrases non prouvées arrêtées",
        definition="Part des hypothèses neutres ou contraires que la vérification ne dit pas "
        "prouvées.",
    ),
    Metric(
        name="balanced",
        label="Exactitude équilibrée, prouvée ou non",
        definition="Moyenne des deux parts précédentes : 0,5 pour qui garde tout ou arrête tout.",
        of=("entailed_kept", "unfounded_stopped"),
    ),
    Metric(
        name="three_classes",
        label="Exactitude à trois classes",
        definition="Part des paires où le verdict (prouvée, contredite, non prouvée) est "
        "l’étiquette (implication, contradiction, neutre).",
    ),
    Metric(
        name="contradiction_stopped",
        label="Contradictions arrêtées",
        definition="Part des hypothèses contraires au texte que la vérification ne dit pas "
        "prouvées.",
    ),
    Metric(
        name="contradiction_recall",
        label="Contradictions reconnues",
        definition="Part des hypothèses contraires au texte que la vérification dit contredites.",
    ),
    Metric(
        name="contradiction_precision",
        label="Précision des contradictions",
        definition="Part des hypothèses dites contredites qui sont contraires au texte.",
    ),
    Metric(
        name="consistent_spared",
        label="Hypothèses compatibles épargnées",
        definition="Part des hypothèses neutres ou impliquées qui ne sont pas dites contredites.",
    ),
    Metric(
        name="contradiction_balanced",
        label="Exactitude équilibrée, contredite ou non",
        definition="Moyenne des contradictions reconnues et des hypothèses compatibles épargnées.",
        of=("contradiction_recall", "consistent_spared"),
    ),
)

_SAYS = {
    Verdict.SUPPORTED: Label.ENTAILMENT,
    Verdict.CONTRADICTED: Label.CONTRADICTION,
    Verdict.UNSUPPORTED: Label.NEUTRAL,
}
_EXCERPT = 1_500

Judge = Callable[[str, Sequence[Source]], ClaimCheck]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntailmentSuite:
    """The pairs of a file, each hypothesis judged as a claim with its premise as only source."""

    name: str
    title: str
    pairs: Path
    judge: Judge = verify_claim

    @property
    def metrics(self) -> Sequence[Metric]:
        return METRICS

    def missing(self) -> str | None:
        return absent([self.pairs])

    def fingerprint(self) -> str:
        """Raises SuiteError, InvalidCases."""
        pairs = load_pairs(self.pairs).values()
        return fingerprint([(one.id, one.premise, one.hypothesis, one.label) for one in pairs])

    @contextmanager
    def open(self, bench: Bench) -> Iterator[EntailmentSession]:
        """No index is built: the texts are the premises. Raises SuiteError, InvalidCases."""
        pairs = load_pairs(self.pairs)
        premises = fingerprint([one.premise for one in pairs.values()])
        yield EntailmentSession(pairs=pairs, judge=self.judge, documents=premises, corpus=premises)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntailmentSession:
    """Pairs judged one at a time."""

    pairs: Mapping[str, Pair]
    judge: Judge
    documents: str
    corpus: str

    @property
    def cases(self) -> Sequence[str]:
        return tuple(self.pairs)

    def measure(self, case: str) -> Record:
        """Scores 0 and a line in `errors` when the gate crashes."""
        pair = self.pairs[case]
        check: ClaimCheck | None = None
        errors: tuple[str, ...] = ()
        try:
            check = self.judge(pair.hypothesis, [Source(n=1, text=pair.premise)])
        except Exception as crash:  # noqa: BLE001 - a crash on one pair is a result, not the end
            errors = (f"{type(crash).__name__} : {crash}",)
        return Record(
            id=pair.id,
            group=pair.group,
            documents=(pair.source,) if pair.source else (),
            scores=scores(pair, _SAYS[check.verdict] if check else None),
            detail=_detail(pair, check),
            errors=errors,
        )


def scores(pair: Pair, said: Label | None) -> dict[str, Score]:
    """What applies to the pair; without a verdict (a crash) all of it is 0.

    Where labels are binary, "neutral" does not tell whether the hypothesis is proved: only what
    concerns contradictions applies.
    """
    contradictory = pair.label is Label.CONTRADICTION
    judged = {"contradiction_precision": contradictory} if said is Label.CONTRADICTION else {}
    if contradictory:
        judged["contradiction_recall"] = said is Label.CONTRADICTION
        judged["contradiction_stopped"] = said is not Label.ENTAILMENT
    else:
        judged["consistent_spared"] = said is not Label.CONTRADICTION
    if not pair.binary:
        judged["three_classes"] = said is pair.label
        if pair.label is Label.ENTAILMENT:
            judged["entailed_kept"] = said is Label.ENTAILMENT
        else:
            judged["unfounded_stopped"] = said is not Label.ENTAILMENT
    return {name: Score(hits=float(hit and said is not None)) for name, hit in judged.items()}


def _detail(pair: Pair, check: ClaimCheck | None) -> dict[str, Any]:
    detail: dict[str, Any] = {
        "claim": pair.hypothesis,
        "passages": [{"n": 1, "doc": pair.source or pair.id, "text": pair.premise[:_EXCERPT]}],
        "label": pair.label.value,
    }
    if pair.original is not None:
        detail["edit"] = {"kind": pair.group, "before": pair.original, "after": pair.hypothesis}
    if check is not None:
        detail["verdict"] = check.verdict.value
        detail["reasons"] = [_shortened(asdict(reason)) for reason in check.reasons]
    return detail


def _shortened(reason: Mapping[str, str]) -> dict[str, str]:
    return {key: value[:_EXCERPT] for key, value in reason.items()}
