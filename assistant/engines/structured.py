"""A local model asked for one JSON value: a door for those who use a model as an instrument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.engines.chat import Chat, is_cut
from assistant.engines.drafting import visible
from assistant.engines.errors import EmptyAnswer, ModelAbsent, PromptCut, StreamCut
from assistant.engines.ollama_server import choose_model, probe
from assistant.engines.prompt import was_cut
from assistant.engines.tokens import least_tokens, most_tokens
from assistant.settings import Settings

_TEMPLATE_TOKENS = 64


class Cut(StrEnum):
    """What was not whole: the model did not read all, or did not write all."""

    PROMPT = "prompt"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What a model wrote, without its thoughts, "" for nothing; it may be no JSON at all."""

    text: str
    cut: Cut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalModel:
    """A model of an Ollama server on this machine or network.

    `digest` changes with the weights, the template and the parameters; `names` are all those under
    which the server holds this very digest; `server` is the version of Ollama.
    """

    name: str
    digest: str
    names: tuple[str, ...]
    server: str
    num_ctx: int
    url: str
    timeout_s: float
    deadline_s: float

    def complete(
        self, system: str, human: str, schema: Mapping[str, Any], *, most: int
    ) -> Completion:
        """The model's answer to `human` in at most `most` tokens, at temperature 0.

        What may not fit in the window is not sent, and is told as Cut.PROMPT. Raises EngineError
        when the server is down, too slow, broken or without the model.
        """
        sent = system + human
        if most_tokens(sent) + most + _TEMPLATE_TOKENS > self.num_ctx:
            return Completion(text="", cut=Cut.PROMPT)
        chat = Chat(
            url=self.url,
            model=self.name,
            num_ctx=self.num_ctx,
            timeout_s=self.timeout_s,
            deadline_s=self.deadline_s,
        )
        text, end = "", dict[str, Any]()
        try:
            for piece, facts in chat.stream(system, human, most=most, schema=schema):
                text += piece
                end |= facts
        except EmptyAnswer:
            return Completion(text="")
        except PromptCut:
            return Completion(text="", cut=Cut.PROMPT)
        if end.get("done") is not True:
            raise StreamCut
        if was_cut(end.get("prompt_eval_count"), self.num_ctx, least_tokens(sent)):
            return Completion(text="", cut=Cut.PROMPT)
        return Completion(text=visible(text).strip(), cut=Cut.ANSWER if is_cut(end) else None)

    def current_digest(self) -> str:
        """The digest that the server has now under this name. Raises EngineError."""
        held = {one.name: one.digest for one in probe(self.url, self.timeout_s).models}
        if self.name not in held:
            raise ModelAbsent(self.name)
        return held[self.name]


def local_model(settings: Settings, name: str) -> LocalModel:
    """The installed model of that name ("petit" is "petit:latest"). Raises EngineError."""
    status = probe(settings.ollama_url)
    known = choose_model(status.models, name)
    digest = next(one.digest for one in status.models if one.name == known)
    return LocalModel(
        name=known,
        digest=digest,
        names=tuple(one.name for one in status.models if one.digest == digest),
        server=status.version,
        num_ctx=settings.ollama_num_ctx,
        url=settings.ollama_url,
        timeout_s=settings.ollama_timeout_s,
        deadline_s=settings.ollama_deadline_s,
    )
