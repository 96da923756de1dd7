"""Vectors from an embedding model that Ollama serves on this machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import numpy as np

from vectorstore.errors import EmbedderUnavailable
from vectorstore.ports import Vectors

if TYPE_CHECKING:
    from ollama import Client

_Reply = TypeVar("_Reply")
_BATCH = 32
_LONGEST = 512
_BYTES_A_TOKEN = 2
_SPECIAL_TOKENS = 2
_OWN_WINDOW = re.compile(r"^num_ctx\s+(\d+)", re.MULTILINE)


class OllamaEmbedderError(EmbedderUnavailable):
    """The embedding model of Ollama gave no usable vectors."""

    kind = "ollama-embedder"


class OllamaEmbedder:
    """Embedder over Ollama's /api/embed; rows are float32 of norm 1.

    Nothing is asked of the server before the first property or vector is. `max_tokens` is what
    the model reads at once, at most 512: longer passages blur, and the server's own window is
    often smaller than the model's. A text that the model would have to cut is refused, not cut.
    Raises OllamaEmbedderError.
    """

    def __init__(self, model: str, url: str, timeout_s: float) -> None:
        if model.lower().endswith(("-cloud", ":cloud")):
            raise OllamaEmbedderError(
                f"Le modèle « {model} » s’exécute sur un serveur distant : vos documents "
                "quitteraient cet ordinateur.",
                "Choisissez un modèle local dans le réglage embedder (sans « cloud » dans son "
                "nom).",
            )
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise OllamaEmbedderError(
                f"L’adresse d’Ollama « {url} » n’est pas valable.",
                "Corrigez le réglage ollama_url, par exemple http://127.0.0.1:11434.",
            )
        self._model = model
        self._url = url
        self._timeout_s = timeout_s

    @cached_property
    def identity(self) -> str:
        """ "ollama:NAME@DIGEST", the digest being that of the model's files on the server."""
        names = {self._model, f"{self._model}:latest"}
        for model in self._ask(lambda client: client.list()).models:
            if model.model in names and model.digest:
                return f"ollama:{self._model}@{model.digest}"
        raise self._absent()

    @cached_property
    def dimension(self) -> int:
        return len(self._vectors(["dimension"])[0])

    @cached_property
    def max_tokens(self) -> int:
        shown = self._ask(lambda client: client.show(self._model))
        windows = [
            int(value)
            for key, value in (shown.modelinfo or {}).items()
            if key.endswith(".context_length")
        ]
        windows += [int(found) for found in _OWN_WINDOW.findall(shown.parameters or "")]
        return min([*windows, _LONGEST])

    def count_tokens(self, text: str) -> int:
        """A token every two bytes: more than any model counts in French text, since Ollama does not
        lend the tokenizer. Measured on 394 windows of the French corpus, even MiniLM's English
        WordPiece, which cuts French fine, has 2.8 characters a token at the very least."""
        return -(-len(text.encode()) // _BYTES_A_TOKEN) + _SPECIAL_TOKENS

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), rows of norm 1, in the order of `texts`."""
        parts = [
            self._vectors(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)
        ]
        rows = np.concatenate(parts) if parts else np.empty((0, self.dimension), np.float32)
        if rows.shape[1] != self.dimension:
            raise self._nonsense()
        return rows

    def embed_query(self, text: str) -> Vectors:
        """Shape (dimension,), norm 1."""
        row: Vectors = self.embed_passages([text])[0]
        return row

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        reply = self._ask(lambda client: client.embed(self._model, list(texts), truncate=False))
        try:
            rows = np.asarray(reply.embeddings, dtype=np.float32)
        except ValueError as error:
            raise self._nonsense() from error
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise self._nonsense()
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        if not norms.all():
            raise self._nonsense()
        unit: Vectors = rows / norms
        return unit

    def _ask(self, question: Callable[[Client], _Reply]) -> _Reply:
        import httpx
        from ollama import Client, ResponseError

        try:
            with Client(host=self._url, timeout=self._timeout_s, trust_env=False) as client:
                return question(client)
        except httpx.TimeoutException as error:
            raise OllamaEmbedderError(
                f"Ollama n’a pas répondu en {self._timeout_s:g} s au calcul des vecteurs.",
                "Augmentez le réglage ollama_timeout_s, ou choisissez un modèle plus petit.",
            ) from error
        except (httpx.TransportError, ConnectionError) as error:
            raise OllamaEmbedderError(
                f"Ollama ne répond pas à l’adresse {self._url}.",
                "Démarrez Ollama (commande « ollama serve »), ou corrigez le réglage ollama_url.",
            ) from error
        except ResponseError as error:
            raise self._of_response(error.status_code, error.error) from error
        except ValueError as error:
            raise self._nonsense() from error

    def _of_response(self, status: int, detail: str) -> OllamaEmbedderError:
        if status == 404:
            return self._absent()
        if "context length" in detail:
            return OllamaEmbedderError(
                f"Un passage est trop long pour le modèle « {self._model} ».",
                "Choisissez un modèle d’une fenêtre plus grande dans le réglage embedder, puis "
                "lancez « assistant rebuild ».",
            )
        return OllamaEmbedderError(
            f"Ollama s’est arrêté sur une erreur ({detail}).",
            "Vérifiez que le modèle du réglage embedder calcule des vecteurs, puis relancez "
            "Ollama.",
        )

    def _absent(self) -> OllamaEmbedderError:
        return OllamaEmbedderError(
            f"Le modèle « {self._model} » n’est pas installé dans Ollama.",
            f"Installez-le avec la commande « ollama pull {self._model} ».",
        )

    def _nonsense(self) -> OllamaEmbedderError:
        return OllamaEmbedderError(
            f"Le modèle « {self._model} » a rendu des vecteurs inutilisables.",
            "Mettez Ollama à jour, ou choisissez un autre modèle dans le réglage embedder.",
        )
