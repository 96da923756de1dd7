"""What may be asked: bounds of a question, and objects of a batch as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.failures import InputError
from assistant.model import Question, Turn
from assistant.question import QuestionError, check
from vectorstore import Filters

MAX_CLAIM = 5_000
FILTER_NAMES = ("region", "body", "kind", "year", "doc")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPassage:
    """A passage sent with a claim; `doc` names the document that it comes from, if known."""

    n: int
    text: str
    doc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimInput:
    """A claim to verify; `marks` are the passages that it points to (all when not given)."""

    claim: str
    passages: tuple[GivenPassage, ...]
    marks: tuple[int, ...]


def checked_question(text: str) -> str:
    """A question that may be asked; raises InputError."""
    try:
        return check(_utf8(text))
    except QuestionError as error:
        raise InputError("question", str(error)) from error


def checked_claim(text: str) -> str:
    """A claim that may be verified; raises InputError."""
    claim = _utf8(text).strip()
    if not claim:
        raise InputError("claim", "L’affirmation est vide.", "Écrivez-la en une phrase.")
    if len(claim) > MAX_CLAIM:
        raise InputError(
            "claim",
            f"L’affirmation compte {len(claim)} caractères ; la limite est de {MAX_CLAIM}.",
            "Vérifiez-la phrase par phrase.",
        )
    return claim


def question_from(line: Mapping[str, object]) -> Question:
    """The question of a batch line, with "history" and "filters" if any; raises InputError."""
    return Question(
        text=checked_question(_string(line, "question")),
        history=tuple(_turn(turn) for turn in _list(line, "history")),
        filters=filters_from(line.get("filters") or {}),
    )


def claim_from(line: Mapping[str, object]) -> ClaimInput:
    """The claim of a batch line, with "passage", or "passages" and "marks"; raises InputError."""
    claim = checked_claim(_string(line, "claim"))
    if "passages" not in line:
        return ClaimInput(
            claim=claim, passages=(GivenPassage(n=1, text=_string(line, "passage")),), marks=(1,)
        )
    passages = tuple(_passage(item) for item in _list(line, "passages"))
    numbers = tuple(passage.n for passage in passages)
    if len(set(numbers)) != len(numbers):
        raise _malformed("deux passages portent le même numéro")
    marks = numbers
    if line.get("marks") is not None:
        marks = tuple(_integer(mark, "marks") for mark in _list(line, "marks"))
    return ClaimInput(claim=claim, passages=passages, marks=marks)


def filters_from(given: object) -> Filters:
    """Filters of a batch line; each value is one item or a list. Raises InputError.

    An unknown name is refused: ignoring it would search more than was asked.
    """
    if not isinstance(given, Mapping):
        raise _malformed("« filters » doit être un objet")
    unknown = sorted(str(name) for name in given if name not in FILTER_NAMES)
    if unknown:
        raise _malformed(f"filtre inconnu : {', '.join(unknown)}")
    texts = {
        name: tuple(_filter_text(item, name) for item in _items(given.get(name)))
        for name in FILTER_NAMES
        if name != "year"
    }
    return Filters(
        year=tuple(_integer(item, "year") for item in _items(given.get("year"))), **texts
    )


def _utf8(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            "not-text",
            "Le texte contient des octets qui ne sont pas de l’UTF-8.",
            "Enregistrez-le en UTF-8, puis relancez.",
        ) from error
    return text


def _malformed(why: str) -> InputError:
    return InputError(
        "bad-line", f"La ligne ne peut pas être utilisée : {why}.", "Corrigez-la, puis relancez."
    )


def _items(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _list(line: Mapping[str, object], key: str) -> list[object]:
    value = line.get(key)
    if value is not None and not isinstance(value, list):
        raise _malformed(f"« {key} » doit être une liste")
    return _items(value)


def _string(line: Mapping[str, object], key: str) -> str:
    value = line.get(key)
    if not isinstance(value, str):
        raise _malformed(f"« {key} » manque ou n’est pas un texte")
    return value


def _integer(value: object, key: str) -> int:
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _malformed(f"« {key} » doit contenir des nombres entiers")


def _filter_text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise _malformed(f"« {key} » doit contenir des textes")
    return value


def _turn(value: object) -> Turn:
    if not isinstance(value, Mapping):
        raise _malformed("« history » doit contenir des objets")
    return Turn(question=_string(value, "question"), answer=_string(value, "answer"))


def _passage(value: object) -> GivenPassage:
    if not isinstance(value, Mapping):
        raise _malformed("« passages » doit contenir des objets")
    doc = value.get("doc")
    return GivenPassage(
        n=_integer(value.get("n"), "n"),
        text=_string(value, "text"),
        doc=doc if isinstance(doc, str) else None,
    )
