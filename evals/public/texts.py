"""The lines that hold a text under an id: the documents and the queries of a set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evals.fields import Fields
from evals.public.files import identified


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    id: str
    text: str


def load_texts(path: Path, named: str) -> dict[str, str]:
    """The texts of a JSON Lines file by id, in order. Raises SuiteError, InvalidCases."""
    return {id_: one.text for id_, one in identified(path, _text, named).items()}


def _text(fields: Fields) -> Text:
    return Text(id=fields.text("id"), text=fields.text("text"))
