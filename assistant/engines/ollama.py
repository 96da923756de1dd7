"""Answers written by a local model, through LangChain's chat model port."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from assistant.engines.drafting import Written, defuse, parse, visible
from assistant.engines.errors import (
    AnswerCut,
    EmptyAnswer,
    ModelAbsent,
    OllamaError,
    PromptCut,
    ServerDown,
    ServerFault,
    StreamCut,
    TooSlow,
)
from assistant.engines.ollama_server import check_address, choose_model, probe, refuse_cloud
from assistant.engines.prompt import HUMAN, SYSTEM, Prompt, fit, was_cut
from assistant.model import Draft, Notice, Token
from assistant.question import Asked
from assistant.settings import Settings
from vectorstore import Passage

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessageChunk
    from langchain_core.runnables import Runnable

    from assistant.engines.transport import WholePromptTransport

_CONNECT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OllamaEngine:
    """Engine over an Ollama server.

    `num_ctx` is the window in tokens, always sent. `timeout_s` bounds the wait for each piece of
    text (the first one waits for the model to load), `deadline_s` the whole answer; it is looked
    at when a piece comes, so an answer ends at the latest after their sum.
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
        cut = _is_cut(end)
        written = parse(text, prompt.shown, cut=cut)
        if not written.drafts and not written.declined:
            raise AnswerCut if cut else EmptyAnswer(self.model)
        return written

    def _stream(self, prompt: Prompt) -> Iterator[tuple[str, dict[str, Any]]]:
        from assistant.engines.transport import WholePromptTransport

        transport = WholePromptTransport()
        pieces = self._chain(transport, prompt.answer_tokens).stream(
            {"passages": prompt.passages, "question": prompt.question}
        )
        deadline = time.monotonic() + self.deadline_s
        try:
            while (piece := self._pull(pieces)) is not None:
                if time.monotonic() > deadline:
                    raise TooSlow(self.deadline_s, "ollama_deadline_s")
                yield str(piece.text), piece.response_metadata
        finally:
            cast("Generator[BaseMessageChunk]", pieces).close()
            transport.close()

    def _chain(
        self, transport: WholePromptTransport, answer_tokens: int
    ) -> Runnable[dict[str, str], Any]:
        import httpx
        from langchain_core.prompts import ChatPromptTemplate
        from langchain_ollama import ChatOllama

        chat = ChatOllama(
            model=self.model,
            base_url=self.url,
            temperature=0,
            num_ctx=self.num_ctx,
            num_predict=answer_tokens,
            reasoning=False,
            client_kwargs={
                "timeout": httpx.Timeout(self.timeout_s, connect=min(_CONNECT_S, self.timeout_s)),
                "trust_env": False,
            },
            # Ours, because ChatOllama never closes its client: sockets would wait for the
            # garbage collector.
            sync_client_kwargs={"transport": transport},
        )
        return ChatPromptTemplate.from_messages([("system", SYSTEM), ("human", HUMAN)]) | chat

    def _pull(self, pieces: Iterator[Any]) -> Any:
        """The next piece, None at the end; what the libraries raise becomes one of our errors."""
        import httpx
        from langsmith import tracing_context
        from ollama import ResponseError

        try:
            # Around each step, because a generator's context is that of whoever asks for the
            # next piece. Stronger than LANGSMITH_TRACING=false, which *_TRACING_V2 overrides.
            with tracing_context(enabled=False):
                return next(pieces, None)
        except (httpx.ConnectError, httpx.ConnectTimeout, ConnectionError) as error:
            raise ServerDown(self.url) from error
        except httpx.TimeoutException as error:
            raise TooSlow(self.timeout_s, "ollama_timeout_s") from error
        except httpx.TransportError as error:
            raise StreamCut from error
        except ResponseError as error:
            raise self._of_response(error.status_code, error.error) from error
        except ValueError as error:
            raise self._of_value(error) from error

    def _of_response(self, status: int, detail: str) -> OllamaError:
        if status == 404:
            return ModelAbsent(self.model)
        if status == 400 and "context length" in detail:
            return PromptCut(self.num_ctx)
        return ServerFault(detail)

    def _of_value(self, error: ValueError) -> OllamaError:
        """LangChain raises a bare ValueError when a stream held no text, json when it is not
        NDJSON (a proxy's page, another server on the port)."""
        if "No generation chunks" in str(error):
            return EmptyAnswer(self.model)
        return ServerFault("sa réponse n’est pas lisible")


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
    if _is_cut(end) and not written.declined:
        yield Notice(
            text="La réponse du modèle a été coupée avant la fin : seules ses phrases complètes "
            "sont gardées. Pour en lire plus, posez une question plus précise."
        )
    if written.strays:
        yield Notice(
            text=f"Le modèle a renvoyé {written.strays} fois à un passage qui ne lui avait pas été "
            "montré : ces renvois sont ignorés."
        )


def _is_cut(end: dict[str, Any]) -> bool:
    return end.get("done_reason") == "length"


def _whole_words(text: str) -> str:
    """`text` up to its last blank: a mark or a tag comes whole or not at all."""
    return text[: max(text.rfind(" "), text.rfind("\n")) + 1]
