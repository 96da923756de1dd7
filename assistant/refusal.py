"""When no search can answer: what the question names and the corpus does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest import fold
from vectorstore import DocumentInfo, Passage

NOTHING = "Aucun passage du corpus ne répond à cette question."
NOTHING_NEAR = (
    f"{NOTHING} Aucun n’en approche non plus : essayez d’autres mots, ou vérifiez dans la liste "
    "des documents que le sujet est couvert."
)
ONLY_NEAR = (
    f"{NOTHING} Les passages les plus proches sont montrés pour que vous puissiez juger ; ils ne "
    "sont pas une réponse."
)


def unanswerable(
    named: Sequence[str], documents: Sequence[DocumentInfo], passages: Sequence[Passage]
) -> str | None:
    """The French reason when the corpus cannot hold the answer, whatever is found; else None.

    `named` are the regions that the question means.
    """
    if not documents:
        return (
            "Aucun document ne correspond aux filtres choisis. Élargissez la sélection de "
            "documents ou de régions, puis reposez la question."
        )
    covered = {d.region for d in documents}
    absent = [r for r in named if r not in covered and not _mentioned(r, documents, passages)]
    if absent and len(absent) == len(named):
        return f"Aucun document chargé ne parle de cette région : {', '.join(absent)}."
    return None


def of_named_regions(
    named: Sequence[str], passages: Sequence[Passage], documents: Mapping[str, DocumentInfo]
) -> list[Passage]:
    """The passages without those of another region than the question names; all of them when it
    names none, or none of theirs. A document without a region stays."""
    kept = [p for p in passages if documents[p.chunk.document_id].region in {*named, None}]
    return kept if named and kept else list(passages)


def _mentioned(region: str, documents: Sequence[DocumentInfo], passages: Sequence[Passage]) -> bool:
    texts = [d.title for d in documents] + [p.text for p in passages]
    return any(fold(region) in fold(text) for text in texts)
