"""Labelled claims and drafts put to the gate: what it lets through, what it keeps out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant import Source, verify_claim
from evals.claims import ClaimCase, DraftCase, DraftSentence, load_claims, load_drafts
from evals.corpora import REAL, Corpus, fingerprint, prepared
from evals.records import Metric
from evals.suite import Bench
from evals.suites.judging import METRICS, Asked, Gate, GateSession, Truth, facts

# The kinds of error of the two files, as a reader of the report sees them, and the kinds of reason
# by which a gate names them.
ERRORS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "none": ("vrai", ()),
    "number": ("nombre", ("number", "date")),
    "date": ("date", ("date", "number")),
    "entity": ("nom", ("name",)),
    "negation": ("négation", ("negation",)),
    "quantifier": ("quantificateur", ("quantifier",)),
    "force": ("force", ("force",)),
    "attribution": ("attribution", ("attribution", "name")),
    "scope": ("portée", ("scope", "quantifier")),
    "causality": ("cause", ("cause",)),
    "cause": ("cause", ("cause",)),
    "merge": ("faits réunis", ("stitched",)),
    "added-detail": ("détail ajouté", ("coverage",)),
    "added": ("ajout", ("coverage",)),
    "wrong-mark": ("mauvaise marque", ("coverage", "mark")),
    "no-mark": ("marque absente", ("mark",)),
}
_CLAIMS = (
    "gate_balanced",
    "gate_caught",
    "gate_kept",
    "gate_accused",
    "gate_named",
    "gate_contradicted",
)
_DRAFTS = (
    "gate_precision",
    "gate_balanced",
    "gate_caught",
    "gate_kept",
    "gate_words",
    "gate_place",
    "gate_accused",
    "gate_named",
    "gate_contradicted",
    "gate_found",
)
_AT_FAULT = ("wrong-mark", "no-mark")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSuite:
    """Claims with one passage each, judged on its words alone."""

    name: str
    title: str
    claims: Path
    gate: Gate = verify_claim

    @property
    def metrics(self) -> Sequence[Metric]:
        return tuple(METRICS[name] for name in _CLAIMS)

    def missing(self) -> str | None:
        return _missing(self.claims)

    def fingerprint(self) -> str:
        """Raises InvalidCases, OSError."""
        return fingerprint(load_claims(self.claims))

    @contextmanager
    def open(self, bench: Bench) -> Iterator[GateSession]:
        """Raises InvalidCases, OSError."""
        cases = load_claims(self.claims)
        passages = fingerprint([case.passage for case in cases])
        yield GateSession(
            asked={case.id: _claim(case) for case in cases},
            gate=self.gate,
            documents=passages,
            corpus=passages,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSuite:
    """The sentences of drafts, each judged with the passages that it marks.

    What is known of the passages' documents comes from `corpus`; where that is not on this
    machine, a document is known by its identifier only. Neutral sentences (lead-ins, honest
    refusals) are left out, but for an obeyed instruction, which must not be shown.
    """

    name: str
    title: str
    drafts: Path
    corpus: Corpus = REAL
    gate: Gate = verify_claim

    @property
    def metrics(self) -> Sequence[Metric]:
        return tuple(METRICS[name] for name in _DRAFTS)

    def missing(self) -> str | None:
        return _missing(self.drafts)

    def fingerprint(self) -> str:
        """Raises InvalidCases, OSError."""
        return fingerprint(load_drafts(self.drafts))

    @contextmanager
    def open(self, bench: Bench) -> Iterator[GateSession]:
        """Raises InvalidCases, SuiteError, StoreError, OSError."""
        drafts = load_drafts(self.drafts)
        passages = fingerprint([one.text for draft in drafts for one in draft.passages])
        known, corpus = self._known(bench)
        yield GateSession(
            asked={one.id: one for draft in drafts for one in _sentences(draft, known)},
            gate=self.gate,
            documents=passages,
            corpus=corpus or passages,
        )

    def _known(self, bench: Bench) -> tuple[dict[str, tuple[str, ...]], str | None]:
        if self.corpus.missing():
            return {}, None
        with prepared(self.corpus, bench) as ready:
            return facts(ready.assistant.store.documents()), ready.corpus


def _missing(path: Path) -> str | None:
    return None if path.exists() else f"{path} n’existe pas sur cette machine."


def _named(error: str) -> tuple[str, tuple[str, ...]]:
    """French name and reasons of a kind of error; one of the file's own is shown as it is."""
    return ERRORS.get(error, (error, ()))


def _claim(case: ClaimCase) -> Asked:
    group, reasons = _named(case.perturbation)
    context = (case.doc,) if case.doc else ()
    return Asked(
        id=case.id,
        group=group,
        claim=case.claim,
        sources=(Source(n=1, text=case.passage, doc=case.doc, context=context),),
        marks=None,
        truth="true" if case.label == "supported" else "false",
        label=case.label,
        documents=context,
        reasons=reasons,
        contradicts=case.label == "contradicted",
    )


def _sentences(draft: DraftCase, known: Mapping[str, tuple[str, ...]]) -> Iterator[Asked]:
    sources = tuple(
        Source(n=one.n, text=one.text, doc=one.doc, context=known.get(one.doc, (one.doc,)))
        for one in draft.passages
    )
    for number, sentence in enumerate(draft.sentences, start=1):
        if sentence.label == "neutral" and sentence.error == "none":
            continue
        group, reasons = _named(sentence.error)
        yield Asked(
            id=f"{draft.id}.{number}",
            group=group,
            claim=sentence.text,
            sources=sources,
            marks=sentence.marks,
            truth=_truth(sentence),
            label=sentence.label,
            documents=tuple(dict.fromkeys(one.doc for one in draft.passages)),
            reasons=reasons,
            contradicts=sentence.label == "contradicted",
            gold=() if sentence.joint else sentence.supported_by,
            detail={"question": draft.question},
        )


def _truth(sentence: DraftSentence) -> Truth:
    if sentence.label != "supported":
        return "false"
    return "misplaced" if sentence.error in _AT_FAULT else "true"
