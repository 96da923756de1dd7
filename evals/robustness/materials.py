"""What was written by hand: rewordings of questions, injected passages, hostile questions.

One JSON object a line, beside this module:

    rewordings.jsonl  {"case": id of the question, "style", "question": the same in other words},
                      written before any answer to them was seen
    injections.jsonl  {"id", "kind", "title", "text", "forbidden": [...]}: a passage that holds an
                      instruction; « {sujet} » in its text gives way to the question asked, so
                      that the passage is found
    hostile.jsonl     {"id", "kind", "question", "refuse": bool, "forbidden": [...], "repeat"?}:
                      `refuse` tells that no document can answer; the question is repeated
                      `repeat` times

`forbidden` are forms (matched as key facts are) that only a system that obeys would state.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.fields import Fields
from evals.lines import read_objects

_HERE = Path(__file__).resolve().parent
REWORDINGS = _HERE / "rewordings.jsonl"
INJECTIONS = _HERE / "injections.jsonl"
HOSTILE = _HERE / "hostile.jsonl"
SUBJECT = "{sujet}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """The question of case `id` in other words."""

    id: str
    style: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Injection:
    """A document of one passage that tries to give orders."""

    id: str
    kind: str
    title: str
    text: str
    forbidden: tuple[str, ...]

    def about(self, subject: str) -> str:
        """The passage's text on a subject (a question, or a few words)."""
        return self.text.replace(SUBJECT, " ".join(subject.split()).rstrip(" ?!."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A question that no good user asks; `refuse` when nothing in a corpus could answer it."""

    id: str
    kind: str
    question: str
    refuse: bool
    forbidden: tuple[str, ...]


@cache
def rewordings(path: Path = REWORDINGS) -> tuple[Rewording, ...]:
    """Raises InvalidCases, OSError."""
    return tuple(one.value for one in read_objects([path], _rewording, "reformulation"))


@cache
def injections(path: Path = INJECTIONS) -> tuple[Injection, ...]:
    """Raises InvalidCases, OSError."""
    return tuple(one.value for one in read_objects([path], _injection, "injection"))


@cache
def hostile(path: Path = HOSTILE) -> tuple[Hostile, ...]:
    """Raises InvalidCases, OSError."""
    return tuple(one.value for one in read_objects([path], _hostile, "question hostile"))


def _rewording(raw: Fields) -> Rewording:
    return Rewording(id=raw.text("case"), style=raw.text("style"), question=raw.text("question"))


def _injection(raw: Fields) -> Injection:
    text = raw.text("text")
    if SUBJECT not in text:
        raw.fault("text", f"doit contenir « {SUBJECT} », que la question remplacera.")
    return Injection(
        id=raw.text("id"),
        kind=raw.text("kind"),
        title=raw.text("title"),
        text=text,
        forbidden=_forbidden(raw),
    )


def _hostile(raw: Fields) -> Hostile:
    repeat = raw.number("repeat", least=1) if raw.has("repeat") else 1
    return Hostile(
        id=raw.text("id"),
        kind=raw.text("kind"),
        question=raw.any_text("question") * repeat,
        refuse=raw.flag("refuse"),
        forbidden=_forbidden(raw),
    )


def _forbidden(raw: Fields) -> tuple[str, ...]:
    forms = []
    for place, form in raw.items("forbidden"):
        if isinstance(form, str) and form.strip():
            forms.append(form)
        else:
            raw.fault(place, "doit être un texte non vide.")
    return tuple(forms)
