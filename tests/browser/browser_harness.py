"""The real chat on a free port and a real browser that may reach this machine only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.serving import START_LIMIT_S, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "evals" / "sample" / "documents"
HOST = "127.0.0.1"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]
WIDE = (1280, 900)
PHONE = (390, 844)
INPUT = '[data-testid="stChatInputTextArea"]'
SOURCES = '[class*="st-key-cite-"] button'
ANSWERED = '[data-testid="stChatMessage"] [data-testid="stExpander"]'
FAILED = '[data-testid="stAlertContentError"]'
NEAREST = '[class*="st-key-near-"] button'


def chromium() -> str | None:
    """The system's Chromium, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def ingest_sample(data_dir: Path) -> None:
    """Reads the sample corpus into `data_dir` with the command that a visitor would run."""
    _assistant(["ingest", str(SAMPLE), "--data-dir", str(data_dir)])


@contextmanager
def chat(data_dir: Path, **settings: str) -> Iterator[str]:
    """The URL of `assistant serve` over `data_dir`, with ASSISTANT_... settings."""
    port = free_port(HOST)
    url = f"http://{HOST}:{port}"
    arguments = ["serve", "--port", str(port), "--data-dir", str(data_dir)]
    with (
        tempfile.TemporaryFile() as output,
        subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", *arguments],
            env={**os.environ, **{f"ASSISTANT_{k.upper()}": v for k, v in settings.items()}},
            cwd=ROOT,
            stdout=output,
            stderr=output,
        ) as server,
    ):
        try:
            _wait_for(url, server)
            yield url
        finally:
            server.terminate()


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=FLAGS)


@contextmanager
def page(opened: Browser, size: tuple[int, int] = WIDE) -> Iterator[Page]:
    """A page in an empty profile; leaving it checks that it reached this machine only."""
    width, height = size
    context = opened.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
    found = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    found.on("request", lambda request: asked.append(request.url))
    found.on("websocket", lambda socket: asked.append(socket.url))
    found.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield found
    finally:
        context.close()
    elsewhere = [url for url in asked if not _stays_here(url)]
    assert asked, "the page asked for nothing: nothing was checked"
    assert not elsewhere, f"requests that left this machine: {elsewhere}"
    assert not errors, errors


def ask(on: Page, question: str) -> None:
    """Types a question and waits until it is answered; an error shown in its place fails."""
    before = on.locator(ANSWERED).count()
    field = on.locator(INPUT)
    field.fill(question)
    field.press("Enter")
    on.wait_for_function(
        "([answered, before]) => document.querySelectorAll(answered).length > before",
        arg=[f"{ANSWERED}, {FAILED}", before],
        timeout=120_000,
    )
    assert on.locator(FAILED).count() == 0, on.locator(FAILED).all_inner_texts()


def _stays_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob"} or parts.hostname == HOST


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    transport = httpx.HTTPTransport(retries=0)
    with httpx.Client(transport=transport, trust_env=False, timeout=2) as client:
        for _ in range(int(START_LIMIT_S / 0.25)):
            if server.poll() is not None:
                break
            try:
                if client.get(f"{url}/_stcore/health").is_success:
                    return
            except httpx.TransportError:
                pass
            try:
                server.wait(0.25)
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError("the chat did not start")


def _assistant(arguments: list[str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
