"""What works on this machine and what is to be done, without loading a model."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.engines.errors import OllamaError
from assistant.engines.ollama_server import (
    MODEL_FOR_8_GB,
    MODEL_FOR_16_GB,
    choose_model,
    probe,
)
from assistant.failures import Failure, require_writable
from assistant.plainout import count_label
from assistant.settings import Settings
from assistant.wiring import open_store
from ingest import ocr_state
from vectorstore import NoIndex, StoreError, load_embedder

PROJECT = "assistant-crsa"
OLDEST_PYTHON = (3, 11)
ENOUGH_DISK = 1_000_000_000
EMBEDDER_LIMIT_S = 5.0
REINSTALL = "Réinstallez : make install, ou pip install -c constraints.txt ."
BETTER_EMBEDDER = (
    "Pour mieux retrouver le français : installez Ollama (https://ollama.com/download), puis "
    "« ollama pull bge-m3 », réglez ASSISTANT_EMBEDDER=ollama:bge-m3 et lancez "
    "« assistant rebuild »."
)


class State(StrEnum):
    """TODO keeps the program from working; OPTIONAL would only make it better."""

    OK = "ok"
    TODO = "todo"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `advice` holds the command that mends it."""

    name: str
    state: State
    detail: str
    advice: str = ""


def examine(settings: Settings) -> Iterator[Check]:
    """All checks, in the order in which they are best mended."""
    yield _python()
    yield _packages()
    yield _folder(settings.data_dir)
    yield _disk(settings.data_dir)
    yield _embedder(settings)
    yield _index(settings)
    yield _ocr()
    yield _ollama(settings)


def plain_lines(checks: Sequence[Check]) -> Iterator[str]:
    """The checks as a person reads them."""
    labels = {State.OK: "OK", State.TODO: "À FAIRE", State.OPTIONAL: "Facultatif"}
    for check in checks:
        yield f"{labels[check.state]:<10} {check.name} : {check.detail}"
        if check.advice:
            yield f"           {check.advice}"


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        return Check(name="Python", state=State.OK, detail=version)
    return Check(
        name="Python",
        state=State.TODO,
        detail=f"{version} est trop ancien",
        advice="Installez Python 3.11 ou plus récent : https://www.python.org/downloads/",
    )


def _packages() -> Check:
    missing = []
    try:
        requirements = importlib.metadata.requires(PROJECT) or []
    except importlib.metadata.PackageNotFoundError:
        requirements = [PROJECT]
    for requirement in requirements:
        name, _, marker = requirement.partition(";")
        if "extra ==" in marker:
            continue
        name = re.split(r"[\s\[<>=!~(]", name.strip(), maxsplit=1)[0]
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        detail = f"il manque {', '.join(missing)}"
        return Check(name="Bibliothèques", state=State.TODO, detail=detail, advice=REINSTALL)
    return Check(name="Bibliothèques", state=State.OK, detail="toutes installées")


def _folder(folder: Path) -> Check:
    name = "Dossier de données"
    try:
        require_writable(folder)
    except Failure as error:
        return Check(name=name, state=State.TODO, detail=error.message, advice=error.advice)
    return Check(name=name, state=State.OK, detail=str(folder))


def _disk(folder: Path) -> Check:
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    detail = f"{free / 1e9:.1f} Go libres".replace(".", ",")
    if free >= ENOUGH_DISK:
        return Check(name="Disque", state=State.OK, detail=detail)
    return Check(
        name="Disque",
        state=State.TODO,
        detail=detail,
        advice="Libérez au moins 1 Go, ou choisissez un autre disque avec --data-dir DOSSIER.",
    )


def _embedder(settings: Settings) -> Check:
    name = "Modèle de sens"
    try:
        embedder = load_embedder(
            settings.embedder, ollama_url=settings.ollama_url, timeout_s=EMBEDDER_LIMIT_S
        )
        identity = embedder.identity
    except StoreError as error:
        return Check(name=name, state=State.TODO, detail=error.message, advice=error.advice)
    weak = settings.embedder == "minilm"
    return Check(
        name=name,
        state=State.OK,
        detail=f"{identity}" + (", fourni, poids vérifiés ; surtout anglais" if weak else ""),
        advice=BETTER_EMBEDDER if weak else "",
    )


def _index(settings: Settings) -> Check:
    name = "Index"
    quick = settings.model_copy(update={"ollama_timeout_s": EMBEDDER_LIMIT_S})
    try:
        with open_store(quick) as store:
            documents, health = len(store.documents()), store.health()
            mismatch = store.mismatch()
    except NoIndex as error:
        return Check(name=name, state=State.OPTIONAL, detail=error.message, advice=error.advice)
    except StoreError as error:
        return Check(name=name, state=State.TODO, detail=error.message, advice=error.advice)
    detail = (
        f"{count_label(documents, 'document')}, {count_label(health.chunks, 'passage')}, "
        f"{count_label(health.sampled, 'vérifié')}"
    )
    if mismatch:
        detail = f"{detail}. {mismatch.message}"
        return Check(name=name, state=State.TODO, detail=detail, advice=mismatch.advice)
    if health.sound:
        return Check(name=name, state=State.OK, detail=detail)
    lost = len(set(health.missing_vectors) | set(health.missing_words))
    return Check(
        name=name,
        state=State.TODO,
        detail=f"{detail}, {count_label(lost, 'introuvable')}",
        advice="assistant rebuild",
    )


def _ocr() -> Check:
    """Needed only for scans: without it their pages are named, and not read."""
    name = "Reconnaissance de texte (scans)"
    state = ocr_state()
    if state.problem is None:
        return Check(name=name, state=State.OK, detail=f"Tesseract {state.version}, français")
    return Check(
        name=name, state=State.OPTIONAL, detail=state.problem.message, advice=state.problem.advice
    )


def _ollama(settings: Settings) -> Check:
    """Needed only when the settings ask for it: without it the answers quote the corpus."""
    name = "Ollama"
    absent = State.TODO if settings.engine == "ollama" else State.OPTIONAL
    try:
        server = probe(settings.ollama_url)
    except OllamaError as error:
        return Check(
            name=name,
            state=absent,
            detail=str(error),
            advice=f"Pour des réponses rédigées : https://ollama.com/download, puis "
            f"« ollama pull {MODEL_FOR_8_GB} » (8 Go de mémoire) ou "
            f"« ollama pull {MODEL_FOR_16_GB} » (16 Go).",
        )
    try:
        model = choose_model(server.models, settings.ollama_model)
    except OllamaError as error:
        return Check(name=name, state=absent, detail=str(error))
    return Check(name=name, state=State.OK, detail=f"version {server.version}, modèle {model}")
