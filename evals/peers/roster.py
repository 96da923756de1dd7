"""The peers: what each is, in the words of the table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PROGRAMS = Path(__file__).resolve().parent / "programs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """`name` is typed by users; `label` heads a column and `about` explains it (French)."""

    name: str
    label: str
    about: str
    program: str

    @property
    def source(self) -> Path:
        return _PROGRAMS / f"{self.program}.py"

    @property
    def requirements(self) -> Path:
        return _PROGRAMS / f"{self.program}.txt"


SERVING = _PROGRAMS / "serving.py"

BM25 = Peer(
    name="bm25",
    label="BM25 simple",
    about="fenêtres de 1 000 caractères, mots tels quels, réglages de rank-bm25 ; ne rédige rien",
    program="bm25",
)
TUTORIAL = Peer(
    name="tutoriel",
    label="RAG des tutoriels LangChain",
    about="PyPDFLoader, RecursiveCharacterTextSplitter 1 000 et 200, Chroma, 4 passages donnés au "
    "modèle, chaîne « stuff »",
    program="langchain_tutorial",
)
FRAMEWORK = Peer(
    name="llamaindex",
    label="LlamaIndex par défaut",
    about="premier tutoriel de LlamaIndex : morceaux de 1 024 jetons et 200 communs, 2 passages "
    "donnés au modèle",
    program="llamaindex_quickstart",
)
PEERS = (TUTORIAL, FRAMEWORK, BM25)
