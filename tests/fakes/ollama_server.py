"""A loopback HTTP server that speaks Ollama's protocol, with the faults seen in the wild.

What is imitated was read in Ollama's documentation and sources: /api/version, /api/tags,
/api/show, /api/chat as NDJSON, /api/embed. A prompt over the window is cut without a word to
`num_ctx - (num_ctx - 4) // 2` tokens, unless the request says `truncate: false` (status 400)
and the server is new enough to know it. `format` (a JSON schema) is recorded, not obeyed: old
servers ignore it too.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


class Fault(Enum):
    """What goes wrong in the middle of /api/chat (ERROR_STATUS: of every POST)."""

    ERROR_IN_STREAM = auto()
    CUT_STREAM = auto()
    NO_DONE = auto()
    STALL = auto()
    ERROR_STATUS = auto()
    NOT_JSON = auto()
    LOADED_ONLY = auto()


@dataclass(slots=True, kw_only=True)
class FakeModel:
    """One installed model."""

    name: str
    digest: str = "0" * 64
    size: int = 3_000_000_000
    context_length: int = 32_768
    dimension: int = 8
    parameters: str = ""


@dataclass(slots=True, kw_only=True)
class Behaviour:
    """What the server answers; a test sets what it needs."""

    models: list[FakeModel] = field(default_factory=lambda: [FakeModel(name="petit:3b")])
    version: str = "0.34.0"
    pieces: list[str] = field(default_factory=lambda: ["Bon", "jour [1]."])
    delay_s: float = 0.0
    fault: Fault | None = None
    done_reason: str = "stop"
    prompt_eval_count: int | None = None
    hides_count: bool = False
    knows_truncate: bool = True
    tokens_per_word: float = 1.4
    vectors: list[list[float]] | None = None
    says: Callable[[dict[str, Any]], str] | None = None
    """Writes from the body of the request, in place of `pieces`."""


class FakeOllama:
    """Context manager: serves on a free port of 127.0.0.1 and records each request."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        self.behaviour = behaviour or Behaviour()
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.hung_up = threading.Event()
        self.released = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def bodies(self, path: str) -> list[dict[str, Any]]:
        """The JSON bodies that came to `path`, in order."""
        return [body for at, body in self.requests if at == path]

    def __enter__(self) -> FakeOllama:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    owner: FakeOllama

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of what is tested, not an error to print."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = 5

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the output of the tests stays clean."""

    def do_GET(self) -> None:
        owner = self.server.owner
        owner.requests.append((self.path, {}))
        if self.path == "/api/version":
            self._json(200, {"version": owner.behaviour.version})
        elif self.path == "/api/tags":
            self._json(200, {"models": [_tag(model) for model in owner.behaviour.models]})
        else:
            self._json(404, {"error": "not found"})

    def do_POST(self) -> None:
        owner = self.server.owner
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        owner.requests.append((self.path, body))
        behaviour = owner.behaviour
        name = body["model"]
        model = next((m for m in behaviour.models if m.name in (name, f"{name}:latest")), None)
        if behaviour.fault is Fault.ERROR_STATUS:
            self._json(500, {"error": "model requires more system memory than is available"})
        elif model is None:
            self._json(404, {"error": f"model '{name}' not found"})
        elif self.path == "/api/show":
            self._json(200, _show(model))
        elif self.path == "/api/chat":
            self._chat(behaviour, body)
        elif self.path == "/api/embed":
            self._embed(behaviour, model, body)

    def _chat(self, behaviour: Behaviour, body: dict[str, Any]) -> None:
        sent = " ".join(message["content"] for message in body["messages"])
        count = round(len(sent.split()) * behaviour.tokens_per_word)
        window = body["options"]["num_ctx"]
        if count >= window:
            if behaviour.knows_truncate and body.get("truncate") is False:
                error = "the prompt is longer than the context length currently available"
                self._json(400, {"error": error})
                return
            count = window - (window - 4) // 2
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            pieces = [behaviour.says(body)] if behaviour.says else behaviour.pieces
            self._stream(behaviour, behaviour.prompt_eval_count or count, pieces)
        except (BrokenPipeError, ConnectionResetError):
            self.server.owner.hung_up.set()
            self.close_connection = True

    def _stream(self, behaviour: Behaviour, count: int, pieces: list[str]) -> None:
        fault = behaviour.fault
        if fault is Fault.LOADED_ONLY:
            self._line({"message": _said(""), "done": True, "done_reason": "load"})
            self._end()
            return
        for number, piece in enumerate(pieces):
            if number == 1 and fault is Fault.STALL:
                self.server.owner.released.wait(5)
            if number == 1 and fault is Fault.CUT_STREAM:
                self.close_connection = True
                return
            if number == 1 and fault is Fault.ERROR_IN_STREAM:
                self._line({"error": "llama runner process no longer running"})
                self._end()
                return
            if number == 1 and fault is Fault.NOT_JSON:
                self._chunk(b"<html>mandataire</html>\n")
                self._end()
                return
            time.sleep(behaviour.delay_s)
            self._line({"message": _said(piece), "done": False})
        if fault is not Fault.NO_DONE:
            last = {"message": _said(""), "done": True, "done_reason": behaviour.done_reason}
            if not behaviour.hides_count:
                last["prompt_eval_count"] = count
            self._line(last | {"eval_count": len(pieces)})
        self._end()

    def _embed(self, behaviour: Behaviour, model: FakeModel, body: dict[str, Any]) -> None:
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        longest = max((len(text.split()) for text in texts), default=0)
        if longest > model.context_length and body.get("truncate") is False:
            self._json(400, {"error": "the input length exceeds the context length"})
            return
        time.sleep(behaviour.delay_s)
        vectors = behaviour.vectors
        if vectors is None:
            vectors = [_vector(text, model.dimension) for text in texts]
        self._json(200, {"model": model.name, "embeddings": vectors})

    def _json(self, status: int, value: dict[str, Any]) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _line(self, value: dict[str, Any]) -> None:
        stamp = {"model": "petit:3b", "created_at": "2026-11-01T10:00:00Z"}
        self._chunk(json.dumps(value if "error" in value else stamp | value).encode() + b"\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _end(self) -> None:
        self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()


def _said(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


def _tag(model: FakeModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "model": model.name,
        "modified_at": "2026-11-01T10:00:00Z",
        "size": model.size,
        "digest": model.digest,
        "details": {"family": "fake", "parameter_size": "3B", "quantization_level": "Q4_K_M"},
    }


def _show(model: FakeModel) -> dict[str, Any]:
    info = {"general.architecture": "fake", "fake.context_length": model.context_length}
    return {"model_info": info, "parameters": model.parameters, "details": {"family": "fake"}}


def _vector(text: str, dimension: int) -> list[float]:
    digest = hashlib.sha256(text.encode()).digest()
    return [digest[i % 32] / 255 - 0.5 for i in range(dimension)]
