"""How a request goes to Ollama: straight, and never to be cut in silence."""

from __future__ import annotations

import json
import ssl
from functools import cache

import httpx


@cache
def certificates() -> ssl.SSLContext:
    """Read once: it takes longer than a request, and each client would read its own, even for
    an address without TLS."""
    return httpx.create_ssl_context(trust_env=False)


class WholePromptTransport(httpx.HTTPTransport):
    """Adds `truncate: false`: a server that knows it then refuses a prompt over its window with
    status 400 instead of cutting it. The ollama package (0.6) has no parameter for it."""

    def __init__(self) -> None:
        super().__init__(verify=certificates(), trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.read()) | {"truncate": False}
        headers = [pair for pair in request.headers.raw if pair[0].lower() != b"content-length"]
        whole = httpx.Request(
            request.method,
            request.url,
            headers=headers,
            content=json.dumps(body).encode(),
            extensions=request.extensions,
        )
        return super().handle_request(whole)
