"""One claim, the words that it cites, one call, one ruling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from assistant import Completion
from evals.judge.errors import JudgeError
from evals.judge.judgements import Identity, Judgements, opened
from evals.judge.prompt import MOST, SCHEMA, SYSTEM, Ruling, prompt_hash, question, reading


class Model(Protocol):
    """What a judge needs of a local model; each step may raise EngineError."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    @property
    def num_ctx(self) -> int: ...

    def complete(
        self, system: str, human: str, schema: Mapping[str, Any], *, most: int
    ) -> Completion: ...

    def current_digest(self) -> str: ...


class Judge:
    """A model of one digest with one prompt; use `seated`."""

    def __init__(self, model: Model, identity: Identity, kept: Judgements) -> None:
        self.identity = identity
        self._model = model
        self._kept = kept

    def rule(self, claim: str, words: Sequence[str]) -> Ruling:
        """What the model says of the claim, asked once for ever.

        No words are cited: UNCITED, and the model is not asked. Raises EngineError, and JudgeError
        when the model is no longer the same: its last ruling is then not kept.
        """
        if not words:
            return Ruling.UNCITED
        key = self.identity.key(claim, words)
        known = self._kept.get(key)
        if known is not None:
            return known
        done = self._model.complete(SYSTEM, question(claim, words), SCHEMA, most=MOST)
        if self._model.current_digest() != self.identity.digest:
            raise JudgeError(
                f"Le modèle « {self._model.name} » a changé pendant les jugements (mise à jour ?).",
                "C’est un autre juge : qualifiez-le avec « assistant eval judge qualify --model "
                f"{self._model.name} ».",
            )
        ruling = Ruling.UNREADABLE if done.cut else reading(done.text)
        self._kept.add(key, ruling, done.text)
        return ruling


def identity_of(model: Model) -> Identity:
    """Raises JudgeError when the server does not tell which model it is."""
    if not model.digest:
        raise JudgeError(
            f"Ollama ne donne pas l’empreinte du modèle « {model.name} ».",
            "Mettez Ollama à jour : sans elle, rien ne dit que c’est le modèle qualifié.",
        )
    return Identity(model=model.name, digest=model.digest, prompt=prompt_hash(model.num_ctx))


@contextmanager
def seated(model: Model, folder: Path) -> Iterator[Judge]:
    """The model as judge, with what it judged before. Raises JudgeError."""
    identity = identity_of(model)
    with opened(folder, identity) as kept:
        yield Judge(model, identity, kept)
