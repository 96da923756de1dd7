"""Answers written by a local model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.engines.chat import Chat, is_cut
from assistant.engines.drafting import Written, defuse, parse, visible
from assistant.engines.errors import AnswerCut, EmptyAnswer, OllamaError, PromptCut, StreamCut
from assistant.engines.ollama_server import check_address, choose_model, probe, refuse_cloud
from assistant.engines.prompt import HUMAN, SYSTEM, Prompt, fit, was_cut
from assistant.model import Draft, Notice, Token
from assistant.question import Asked
from assistant.settings import Settings
from vectorstore import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class OllamaEngine:
    """Engine over an Ollama server.

    `num_ctx` is in tokens, `timeout_s` and `deadline_s` bound an answer as those of `Chat` do.
    """

    url: str
    model: str
    num_ctx: int = 8192
    timeout_s: float = 60.0
    deadline_s: float = 180.0
    name: str = field(default="ollama", init=False)

    def draft(self, asked: Asked, passages: Sequence[Passage]) -> Iterator[Token | Notice | Draft]:
        """Tokens while the model writes, then notices, then its sentences.

        No Draft at all when the model says that the passages do not answer. Raises OllamaError.
        """
        refuse_cloud(self.model)
        check_address(self.url)
        prompt = fit(asked.text, passages, self.num_ctx)
        text, sent, end = "", "", dict[str, Any]()
        for piece, facts in self._stream(prompt):
            text += piece
            end |= facts
            ready = _whole_words(visible(text))
            sent = sent if ready.startswith(sent) else ""
            if len(ready) > len(sent):
                yield Token(text=defuse(ready[len(sent) :]))
                sent = ready
        rest = visible(text)[len(sent) :]
        if rest:
            yield Token(text=defuse(rest))
        written = self._written(text, end, prompt)
        yield from _notices(written, end)
        yield from written.drafts

    def _written(self, text: str, end: dict[str, Any], prompt: Prompt) -> Written:
        if end.get("done") is not True:
            raise StreamCut
        if was_cut(end.get("prompt_eval_count"), self.num_ctx, prompt.least):
            raise PromptCut(self.num_ctx)
        cut = is_cut(end)
        written = parse(text, prompt.shown, cut=cut)
        if not written.drafts and not written.declined:
            raise AnswerCut if cut else EmptyAnswer(self.model)
        return written

    def _stream(self, prompt: Prompt) -> Iterator[tuple[str, dict[str, Any]]]:
        chat = Chat(
            url=self.url,
            model=self.model,
            num_ctx=self.num_ctx,
            timeout_s=self.timeout_s,
            deadline_s=self.deadline_s,
        )
        human = HUMAN.format(passages=prompt.passages, question=prompt.question)
        return chat.stream(SYSTEM, human, most=prompt.answer_tokens)


def select_engine(settings: Settings, *, required: bool) -> tuple[OllamaEngine | None, str | None]:
    """The engine when server and model are there, else None with the French reason.

    No reason is given to who neither required a model nor named one: they may well not have any.
    """
    try:
        model = choose_model(probe(settings.ollama_url).models, settings.ollama_model)
    except OllamaError as error:
        asked_for = required or settings.ollama_model is not None
        return None, str(error) if asked_for else None
    engine = OllamaEngine(
        url=settings.ollama_url,
        model=model,
        num_ctx=settings.ollama_num_ctx,
        timeout_s=settings.ollama_timeout_s,
        deadline_s=settings.ollama_deadline_s,
    )
    return engine, None


def _notices(written: Written, end: dict[str, Any]) -> Iterator[Notice]:
    if is_cut(end) and not written.declined:
        yield Notice(
            text="La réponse du modèle a été coupée avant la fin : seules ses phrases complètes "
            "sont gardées. Pour en lire plus, posez une question plus précise."
        )
    if written.strays:
        yield Notice(
            text=f"Le modèle a renvoyé {written.strays} fois à un passage qui ne lui avait pas été "
            "montré : ces renvois sont ignorés."
        )


def _whole_words(text: str) -> str:
    """`text` up to its last blank: a mark or a tag comes whole or not at all."""
    return text[: max(text.rfind(" "), text.rfind("\n")) + 1]
