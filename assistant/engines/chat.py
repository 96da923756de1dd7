"""One exchange with a local model, through LangChain's chat model port."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from assistant.engines.errors import (
    EmptyAnswer,
    ModelAbsent,
    OllamaError,
    PromptCut,
    ServerDown,
    ServerFault,
    StreamCut,
    TooSlow,
)

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessageChunk
    from langchain_ollama import ChatOllama

    from assistant.engines.transport import WholePromptTransport

_CONNECT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A model behind an Ollama server, always cold.

    `num_ctx` is the window in tokens, always sent. `timeout_s` bounds the wait for each piece of
    text (the first one waits for the model to load), `deadline_s` the whole answer; it is looked
    at when a piece comes, so an answer ends at the latest after their sum.
    """

    url: str
    model: str
    num_ctx: int
    timeout_s: float
    deadline_s: float

    def stream(
        self, system: str, human: str, *, most: int, schema: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Pieces of text with what the server says beside each: `done` in the last one of a whole
        stream.

        The model stops at `most` tokens; with a JSON `schema` it can write nothing else than a
        value of it, or its beginning. Raises OllamaError.
        """
        from assistant.engines.transport import WholePromptTransport

        transport = WholePromptTransport()
        port = self._port(transport, most, schema)
        pieces = port.stream([("system", system), ("human", human)])
        deadline = time.monotonic() + self.deadline_s
        try:
            while (piece := self._pull(pieces)) is not None:
                if time.monotonic() > deadline:
                    raise TooSlow(self.deadline_s, "ollama_deadline_s")
                yield str(piece.text), piece.response_metadata
        finally:
            cast("Generator[BaseMessageChunk]", pieces).close()
            transport.close()

    def _port(
        self, transport: WholePromptTransport, most: int, schema: Mapping[str, Any] | None
    ) -> ChatOllama:
        import httpx
        from langchain_ollama import ChatOllama

        from assistant.engines.transport import certificates

        return ChatOllama(
            model=self.model,
            base_url=self.url,
            temperature=0,
            num_ctx=self.num_ctx,
            num_predict=most,
            reasoning=False,
            format=dict(schema) if schema is not None else None,
            client_kwargs={
                "timeout": httpx.Timeout(self.timeout_s, connect=min(_CONNECT_S, self.timeout_s)),
                "trust_env": False,
                "verify": certificates(),
            },
            # Ours, because ChatOllama never closes its client: sockets would wait for the
            # garbage collector.
            sync_client_kwargs={"transport": transport},
        )

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


def is_cut(end: Mapping[str, Any]) -> bool:
    """Whether what the server said at the end tells of an answer stopped at its `most` tokens."""
    return end.get("done_reason") == "length"
