"""What the index was built with, and what to do when it no longer fits."""

from __future__ import annotations

from dataclasses import dataclass

import ingest
from vectorstore.errors import CatalogueOutdated, IndexMismatch

REBUILD = "Lancez « assistant rebuild » pour refaire l'index à partir des documents déjà lus"

# How much the vectors count in the fusion, the words of the question counting for 1. Keys are
# the first 12 signs of the hash of the model's weights (see `SentenceTransformerEmbedder`). The
# packaged model is English: on the sample corpus no share of it found more than words alone
# (docs/decisions/0002-search.md). A model that we could not measure counts for less than words.
DENSE_WEIGHTS = {"53aa51172d14": 0.0}
UNKNOWN_DENSE_WEIGHT = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the vectors and passages in the data folder were made with.

    `collection` is the name of the vectors' collection; `dense_weight` (0 or more) is their
    share in the fusion, against 1 for the words.
    """

    splitter: str
    embedder: str
    dimension: int
    collection: str
    dense_weight: float


def dense_weight(identity: str) -> float:
    """The share of the vectors of embedder `identity`, from the table of known models."""
    weights = identity.rpartition("@")[2].partition(".")[0]
    return DENSE_WEIGHTS.get(weights, UNKNOWN_DENSE_WEIGHT)


def check_schema(version: int, expected: int) -> None:
    """Raises CatalogueOutdated or IndexMismatch when the tables are of another version."""
    if version < expected:
        raise CatalogueOutdated(
            "Le catalogue vient d'une version plus ancienne du programme.", f"{REBUILD}."
        )
    if version > expected:
        raise IndexMismatch(
            "Le catalogue vient d'une version plus récente du programme.",
            "Mettez le programme à jour, ou choisissez un autre dossier de données "
            "(--data-dir) et relancez « assistant ingest DOSSIER ».",
        )


def check_splitter(manifest: Manifest) -> None:
    """Raises IndexMismatch when the passages were cut by another version of the splitter."""
    if manifest.splitter != ingest.SPLITTER_VERSION:
        raise IndexMismatch(
            "L'index a été construit par une autre version du programme "
            f"(découpage « {manifest.splitter} », attendu « {ingest.SPLITTER_VERSION} »).",
            f"{REBUILD}.",
        )


def check_embedder(manifest: Manifest, identity: str) -> None:
    """Raises IndexMismatch when the vectors were made by another model than `identity`."""
    if manifest.embedder != identity:
        raise IndexMismatch(
            f"L'index a été construit avec le modèle de sens « {manifest.embedder} », "
            f"mais le réglage actuel désigne « {identity} ».",
            f"{REBUILD} avec le modèle actuel, ou remettez l'ancien modèle dans les réglages.",
        )
