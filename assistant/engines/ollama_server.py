"""What an Ollama server has, asked quickly; nothing here loads a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from assistant.engines.errors import (
    BadAddress,
    CloudModel,
    ModelAbsent,
    ServerDown,
    ServerFault,
)

MODEL_FOR_8_GB = "ministral-3:3b"
MODEL_FOR_16_GB = "ministral-3:8b"
"""Defaults to advise. Ministral 3 (December 2025, Apache 2.0) names French among its languages,
answers without thinking aloud and follows a system prompt (ollama.com/library/ministral-3, needs
Ollama 0.13.1): 8b is a download of 6.0 GB (8.9 billion weights, Q4_K_M), 3b of about 3 GB (3.8
billion). A window of 8,192 tokens adds about 0.9 and 1.1 GB (26 and 34 layers, 8 key-value heads
of 128, 16 bits)."""

_DEFAULT_TAG = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledModel:
    """A model that the server holds; `size` in bytes. `digest` changes with its weights, its
    template and its parameters, and is the same for two names of one model."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OllamaStatus:
    """A server that answers."""

    url: str
    version: str
    models: tuple[InstalledModel, ...]


def probe(url: str, timeout_s: float = 1.0) -> OllamaStatus:
    """Version and models of the server at `url`. Raises BadAddress, ServerDown, ServerFault."""
    import httpx

    from assistant.engines.transport import certificates

    check_address(url)
    try:
        with httpx.Client(
            base_url=url, timeout=timeout_s, trust_env=False, verify=certificates()
        ) as client:
            version = _object(client.get("/api/version").raise_for_status().json())
            tags = _object(client.get("/api/tags").raise_for_status().json())
    except httpx.TransportError as error:
        raise ServerDown(url) from error
    except httpx.HTTPStatusError as error:
        raise ServerFault(f"code {error.response.status_code}") from error
    except ValueError as error:
        raise ServerFault("sa réponse n’est pas lisible") from error
    models = tuple(
        InstalledModel(
            name=str(model.get("name", "")),
            size=int(model.get("size") or 0),
            digest=str(model.get("digest", "")),
        )
        for model in map(_object, tags.get("models") or [])
    )
    return OllamaStatus(url=url, version=str(version.get("version", "")), models=models)


def choose_model(installed: Sequence[InstalledModel], wanted: str | None = None) -> str:
    """The name, as the server has it, of `wanted`, or of the best advised model installed.

    Raises CloudModel, ModelAbsent (which names the model to pull).
    """
    names = {model.name for model in installed}
    for name in (wanted,) if wanted else (MODEL_FOR_16_GB, MODEL_FOR_8_GB):
        refuse_cloud(name)
        for known in (name, f"{name}:{_DEFAULT_TAG}"):
            if known in names:
                return known
    raise ModelAbsent(wanted or MODEL_FOR_8_GB)


def refuse_cloud(model: str) -> None:
    """Raises CloudModel for a name that Ollama would run on its own servers."""
    if model.lower().endswith(("-cloud", ":cloud")):
        raise CloudModel(model)


def check_address(url: str) -> None:
    """Raises BadAddress: the ollama package would replace a bad address by its default one."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise BadAddress(url)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value
