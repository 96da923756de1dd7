"""Questions with candidate passages each, of which people judged whether one answers.

The folder holds corpus.jsonl, queries.jsonl ({"id", "text", "answerable"}) and candidates.tsv:
NoMIRACL (Thakur et al., 2024) cut to its French part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.fields import Fields
from evals.problems import InvalidCases, Problem
from evals.public.files import identified, rows
from evals.public.texts import load_texts

CORPUS = "corpus.jsonl"
QUERIES = "queries.jsonl"
CANDIDATES = "candidates.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question that may be answered from `candidates` only, and whether one of them answers."""

    id: str
    text: str
    answerable: bool
    candidates: tuple[str, ...] = ()


def load_askings(folder: Path) -> Mapping[str, Asking]:
    """The questions by id, in the order of their file.

    Raises SuiteError (a file missing) and InvalidCases (faulty lines, candidates that name an
    unknown question or passage, a question without candidates).
    """
    passages = load_texts(folder / CORPUS, "ligne de passage")
    asked = identified(folder / QUERIES, _asking, "question")

    def fault(cells: list[str]) -> str | None:
        if cells[0] not in asked:
            return f"la question « {cells[0]} » n’est pas dans {QUERIES}."
        return (
            None if cells[1] in passages else f"le passage « {cells[1]} » n’est pas dans {CORPUS}."
        )

    path = folder / CANDIDATES
    candidates: dict[str, list[str]] = {id_: [] for id_ in asked}
    for question, passage, _ in rows(path, ("query-id", "corpus-id", "rank"), fault):
        candidates[question].append(passage)
    alone = [id_ for id_, found in candidates.items() if not found]
    if alone:
        message = f"aucun passage pour « {alone[0]} » ; ajoutez-en, ou retirez-la de {QUERIES}."
        raise InvalidCases([Problem(path=path, line=1, message=message)])
    return {
        one.id: Asking(
            id=one.id,
            text=one.text,
            answerable=one.answerable,
            candidates=tuple(candidates[one.id]),
        )
        for one in asked.values()
    }


def _asking(fields: Fields) -> Asking:
    return Asking(
        id=fields.text("id"), text=fields.text("text"), answerable=fields.flag("answerable")
    )
