"""The HTML page around the chat, in French: the framework writes it in English."""

from __future__ import annotations

import json
import re
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui import text

_LEFT_OUT = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_SCRIPT = """
(() => {
  const words = new Map(Object.entries(WORDS));
  const prefixes = Object.entries(PREFIXES);
  const inFrench = (label) => {
    const start = prefixes.find(([english]) => label.startsWith(english));
    return words.get(label) || (start && start[1] + label.slice(start[0].length));
  };
  const attributes = ["aria-label", "title", "placeholder"];
  const translate = (element) => {
    for (const name of attributes) {
      const french = inFrench(element.getAttribute(name) || "");
      if (french) element.setAttribute(name, french);
    }
    if (element.closest(".corpus") || element.childElementCount) return;
    const said = element.textContent.trim();
    const french = words.get(said) || (element.closest("[role=option]") && inFrench(said));
    if (french) element.firstChild.nodeValue = french;
  };
  const visit = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    translate(node);
    node.querySelectorAll("*").forEach(translate);
    const lit = node.querySelector(".corpus mark:not([data-still])");
    if (lit) setTimeout(() => lit.scrollIntoView({ block: "nearest" }), 300);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translate(change.target);
      else change.addedNodes.forEach(visit);
    }
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: attributes,
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest && event.target.closest("a[data-opens]");
    if (!mark) return;
    event.preventDefault();
    const button = document.querySelector(".st-key-" + CSS.escape(mark.dataset.opens) + " button");
    if (button) button.click();
  });
})();
"""


def french(html: str) -> str:
    """The page with its language, title and fallback in French, and the script that follows the
    framework's own labels, lets [n] marks open their source and brings lit words into view."""
    html = re.sub(r'<html lang="[^"]*"', '<html lang="fr"', html, count=1)
    html = re.sub(r"<title>[^<]*</title>", f"<title>{escape(text.APP)}</title>", html, count=1)
    html = re.sub(
        r"(<noscript>).*?(</noscript>)",
        lambda found: found[1] + escape(text.NO_SCRIPT) + found[2],
        html,
        count=1,
        flags=re.DOTALL,
    )
    script = _SCRIPT.replace("WORDS", json.dumps(text.CHROME, ensure_ascii=False))
    script = script.replace("PREFIXES", json.dumps(text.CHROME_PREFIXES, ensure_ascii=False))
    return html.replace("</head>", f"<script>{script}</script></head>", 1)


class FrenchShell:
    """ASGI middleware that rewrites the HTML page and touches nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _takes_html(Headers(scope=scope).get("accept", "*/*")):
            await self._app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in _LEFT_OUT]
        await self._app({**scope, "headers": headers}, receive, _Rewriter(send))


def _takes_html(accept: str) -> bool:
    return "text/html" in accept or "*/*" in accept


class _Rewriter:
    """Holds an HTML answer until it is whole, then sends it rewritten."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if "text/html" in Headers(raw=message["headers"]).get("content-type", ""):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
            return
        await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = french(self._body.decode()).encode() if self._body else b""
        headers = MutableHeaders(raw=list(start["headers"]))
        if body:
            headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})
