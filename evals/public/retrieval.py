"""A retrieval set as BEIR lays it out: corpus.jsonl, queries.jsonl and qrels.tsv in one folder."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.public.files import rows
from evals.public.texts import load_texts
from evals.suite import SuiteError

CORPUS = "corpus.jsonl"
QUERIES = "queries.jsonl"
QRELS = "qrels.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked, and the gain of each document that answers (above 0)."""

    id: str
    text: str
    relevant: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSet:
    """`queries` by id, in the order of their file; `texts` of the documents by id."""

    queries: Mapping[str, Query]
    texts: Mapping[str, str]


def load(folder: Path) -> RetrievalSet:
    """The set in `folder`. A query to which no document is relevant is left out, as trec_eval does.

    Raises SuiteError (a file missing, no query left) and InvalidCases (faulty lines, qrels that
    name an unknown query or document).
    """
    texts = load_texts(folder / CORPUS, "ligne de document")
    asked = load_texts(folder / QUERIES, "requête")
    relevant = _relevant(folder / QRELS, asked, texts)
    queries = {
        id_: Query(id=id_, text=text, relevant=relevant[id_])
        for id_, text in asked.items()
        if id_ in relevant
    }
    if not queries:
        raise SuiteError(
            f"{folder / QRELS} ne donne de document pertinent à aucune requête.",
            "Il en faut un au moins : une ligne « requête, document, 1 ».",
        )
    return RetrievalSet(queries=queries, texts=texts)


def _relevant(
    path: Path, queries: Container[str], documents: Container[str]
) -> dict[str, dict[str, float]]:
    def fault(cells: list[str]) -> str | None:
        query, document, score = cells
        if query not in queries:
            return f"la requête « {query} » n’est pas dans {QUERIES}."
        if document not in documents:
            return f"le document « {document} » n’est pas dans {CORPUS}."
        return None if score.isdecimal() else f"la note « {score} » n’est pas un nombre entier."

    found: dict[str, dict[str, float]] = {}
    for query, document, score in rows(path, ("query-id", "corpus-id", "score"), fault):
        if int(score) > 0:
            found.setdefault(query, {})[document] = float(score)
    return found
