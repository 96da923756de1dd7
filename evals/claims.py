"""Labelled claims and drafts, on which the gate is judged; JSON Lines, UTF-8.

Claims, one a line:

    id, claim, passage
    label         supported, contradicted (incompatible with the passage) or unsupported (nothing
                  entails it: overstatements and moved attributions too)
    perturbation  the kind of change that made a false claim; "none" for a true one
    doc           may be left out: the document of the passage, whose facts count as context

Drafts, one answer a line, as a small model writes them over numbered passages:

    id, question
    passages      [{"n", "doc", "text"}, ...]
    sentences     [{"text", "marks", "label", "supported_by", "error", "joint"?}, ...]

A sentence is judged against all passages. `label` is as above, or neutral: a lead-in, a closing, an
honest refusal. `marks` are the [n] that the draft carries; one may point to no passage, as models
do. `supported_by` lists the passages that each prove it, which together prove it when `joint`; a
supported sentence has some, no other has. `error` is the kind of fault, "none" without one;
wrong-mark and no-mark leave a sentence supported. Other keys are ignored, unless one looks like a
known key.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evals.fields import Fields
from evals.lines import read_objects

CLAIM_LABELS = ("supported", "contradicted", "unsupported")
SENTENCE_LABELS = (*CLAIM_LABELS, "neutral")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCase:
    """A claim with the passage that is said to prove it."""

    id: str
    claim: str
    passage: str
    label: str
    perturbation: str
    doc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPassage:
    """A passage as numbered in the prompt."""

    n: int
    doc: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """A sentence of a draft without its marks, which stand in `marks`."""

    text: str
    marks: tuple[int, ...]
    label: str
    supported_by: tuple[int, ...]
    error: str
    joint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCase:
    """An answer drafted over passages, each sentence judged."""

    id: str
    question: str
    passages: tuple[DraftPassage, ...]
    sentences: tuple[DraftSentence, ...]


def load_claims(*paths: Path) -> tuple[ClaimCase, ...]:
    """The claims of the files, in order.

    Raises InvalidCases with all faults of all lines, OSError when a file cannot be opened.
    """
    return tuple(one.value for one in read_objects(paths, _claim, "affirmation"))


def load_drafts(*paths: Path) -> tuple[DraftCase, ...]:
    """The drafts of the files, in order.

    Raises InvalidCases with all faults of all lines, OSError when a file cannot be opened.
    """
    return tuple(one.value for one in read_objects(paths, _draft, "ébauche de réponse"))


def _claim(raw: Fields) -> ClaimCase:
    raw.near_misses(("id", "claim", "passage", "label", "perturbation", "doc"))
    return ClaimCase(
        id=raw.text("id"),
        claim=raw.text("claim"),
        passage=raw.text("passage"),
        label=raw.choice("label", CLAIM_LABELS),
        perturbation=raw.text("perturbation"),
        doc=raw.text("doc") if raw.has("doc") else None,
    )


def _draft(raw: Fields) -> DraftCase:
    raw.near_misses(("id", "question", "passages", "sentences"))
    passages = tuple(_passage(item) for item in raw.objects("passages"))
    numbers = [one.n for one in passages]
    if len(set(numbers)) < len(numbers) and not raw.faults:
        raw.fault("passages", "a deux passages du même numéro « n ».")
    case = DraftCase(
        id=raw.text("id"),
        question=raw.text("question"),
        passages=passages,
        sentences=tuple(_sentence(item, numbers) for item in raw.objects("sentences")),
    )
    if not raw.faults and not (passages and case.sentences):
        raw.fault("", "une ébauche demande au moins un passage et une phrase.")
    return case


def _passage(raw: Fields) -> DraftPassage:
    raw.near_misses(("n", "doc", "text"))
    return DraftPassage(n=raw.number("n", least=1), doc=raw.text("doc"), text=raw.text("text"))


def _sentence(raw: Fields, numbers: list[int]) -> DraftSentence:
    raw.near_misses(("text", "marks", "label", "supported_by", "error", "joint"))
    sentence = DraftSentence(
        text=raw.text("text"),
        marks=raw.numbers("marks", least=0),
        label=raw.choice("label", SENTENCE_LABELS),
        supported_by=raw.numbers("supported_by", least=1),
        error=raw.text("error"),
        joint=raw.flag("joint") if raw.has("joint") else False,
    )
    absent = [str(n) for n in sentence.supported_by if n not in numbers]
    if absent:
        raw.fault("supported_by", f"nomme des passages absents : {', '.join(absent)}.")
    if not raw.faults and (sentence.label == "supported") != bool(sentence.supported_by):
        raw.fault("supported_by", "doit nommer des passages si « label » est supported, sinon non.")
    if not raw.faults and sentence.joint and len(sentence.supported_by) < 2:
        raw.fault("joint", "est vrai : « supported_by » doit nommer au moins deux passages.")
    return sentence
