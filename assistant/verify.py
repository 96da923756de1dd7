"""Does a passage say what a claim says? Pure checks, with no model.

Two jobs, kept apart: coverage tells whether this is the right place; the typed checks of
`assistant.checks` tell whether these words say exactly that. Coverage without a failed check is
"supported"; a failed check that names an incompatible word is "contradicted"; all else is
"unsupported". Both look at the few sentences that would be cited, never at the rest of the passage:
what is judged is what the reader opens. The threshold is not fitted yet (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checks import Finding, findings
from assistant.model import Reason, Verdict
from ingest import STOP_WORDS, sentences, stem, tokens

ENOUGH_COVERAGE = 0.76  # a claim of four content words with one that is not there fails
RIGHT_PLACE = 0.5
MAX_WINDOW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered passage; `context` holds what is known of its document (title, region, year)."""

    n: int
    text: str
    doc: str | None = None
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentences of source `n` that carry a claim: half-open spans into its text."""

    n: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """The verdict on a claim. `supported_by` names every source that supports it, marked or not;
    `score` in 0..1 is the coverage by the best source that is judged."""

    verdict: Verdict
    supported_by: tuple[int, ...]
    score: float
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    n: int
    verdict: Verdict
    score: float
    findings: tuple[Finding, ...]
    spans: tuple[tuple[int, int], ...]


def verify_claim(
    claim: str, sources: Sequence[Source], marks: Sequence[int] | None = None
) -> ClaimCheck:
    """The verdict on `claim` about the marked sources, or about all of them without marks."""
    judged = [_judge(claim, source) for source in sources]
    supporting = tuple(j.n for j in judged if j.verdict is Verdict.SUPPORTED)
    counted = judged if marks is None else [j for j in judged if j.n in marks]
    if not counted:
        reason = Reason(kind="mark", claim=claim, passage="")
        return ClaimCheck(
            verdict=Verdict.UNSUPPORTED,
            supported_by=supporting,
            score=0.0,
            reasons=(reason,),
            evidence=(),
        )
    chosen = max(counted, key=lambda j: (j.verdict is Verdict.SUPPORTED, j.score, -j.n))
    passed = [j for j in counted if j.verdict is Verdict.SUPPORTED]
    return ClaimCheck(
        verdict=chosen.verdict,
        supported_by=supporting,
        score=round(chosen.score, 4),
        reasons=tuple(f.reason for f in chosen.findings),
        evidence=tuple(Evidence(n=j.n, spans=j.spans) for j in passed),
    )


def _judge(claim: str, source: Source) -> _Judgement:
    wanted = content_stems(claim)
    known = content_stems(" ".join(source.context))
    spans = _window(wanted, source.text, known)
    window = " ".join(source.text[a:b] for a, b in spans)
    coverage = _coverage(wanted, content_stems(window) | known)
    found = findings(claim, window, " ".join(source.context))
    if coverage < ENOUGH_COVERAGE:
        gap = Reason(kind="coverage", claim=claim, passage=window)
        found = (*found, Finding(reason=gap, hard=False))
    if not found:
        verdict = Verdict.SUPPORTED
    elif coverage >= RIGHT_PLACE and any(f.hard for f in found):
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNSUPPORTED
    return _Judgement(n=source.n, verdict=verdict, score=coverage, findings=found, spans=spans)


def content_stems(text: str) -> frozenset[str]:
    """Stems of the content words of `text`; numbers are left to their own check."""
    return frozenset(
        stem(text[t.start : t.end])
        for t in tokens(text)
        if t.folded.isalpha() and t.folded not in STOP_WORDS
    )


def _coverage(wanted: frozenset[str], held: frozenset[str]) -> float:
    if not wanted:
        return 0.0
    return sum(1 for s in wanted if s in held) / len(wanted)


def _window(
    wanted: frozenset[str], text: str, known: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    """The fewest sentences that together hold what the passage holds of the claim, in order."""
    rest = set(wanted - known) or set(wanted)
    options = [(span, content_stems(text[span[0] : span[1]])) for span in sentences(text)]
    chosen: list[tuple[int, int]] = []
    while rest and options and len(chosen) < MAX_WINDOW:
        span, held = max(options, key=lambda o: (len(rest & o[1]), -o[0][0]))
        if chosen and len(rest & held) < 2:
            break
        chosen.append(span)
        rest -= held
        options = [o for o in options if o[0] != span]
    return tuple(sorted(chosen))
