"""The chat as a child process: started on a free port, waited for, ended cleanly."""

from __future__ import annotations

import errno
import importlib.util
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from assistant.failures import Failure, require_writable
from assistant.settings import Settings, child_environment

HOST = "127.0.0.1"
PORT = 8501
LOG_FILE = "serve.log"
START_LIMIT_S = 90.0
STOP_LIMIT_S = 10.0
_OPTIONS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "1",
    "server.disconnectedSessionTTL": "600",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "theme.base": "light",
    "theme.primaryColor": "#1b4b91",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f1f4f9",
    "theme.textColor": "#1a1d23",
    "theme.linkColor": "#1b4b91",
    "theme.borderColor": "#8b97a8",
    "theme.baseFontSize": "17",
    "theme.headingFontSizes": '["2rem", "1.6rem", "1.3rem", "1.1rem", "1rem", "1rem"]',
}
"""As in .streamlit/config.toml, which is found only where the sources are."""


def check_port(host: str, port: int) -> None:
    """Raises Failure when `port` of `host` cannot be listened on; it names a free port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise Failure(
            "bad-host",
            f"L’adresse {host} n’est pas connue de cette machine.",
            f"Utilisez --host {HOST} (cette machine seulement).",
        ) from error
    with socket.socket(family, kind, protocol) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise Failure(
                    "bad-host",
                    f"L’adresse {host} n’est pas une adresse de cette machine.",
                    f"Utilisez --host {HOST} (cette machine seulement).",
                ) from error
            why = (
                f"Le port {port} est réservé au système."
                if error.errno in (errno.EACCES, errno.EPERM)
                else f"Le port {port} est déjà utilisé par un autre programme, peut-être une "
                "discussion restée ouverte."
            )
            raise Failure(
                "port-in-use",
                why,
                f"Fermez ce programme, ou choisissez un port libre : --port {free_port(host)}",
            ) from error


def free_port(host: str) -> int:
    """A port that is free now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serves the chat with `settings` until Ctrl+C; `ready` is called with its URL when it answers.

    Raises Failure when it cannot start or ends by itself; what the server wrote is in LOG_FILE.
    """
    check_port(host, port)
    require_writable(settings.data_dir)
    app = _app_file()
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    # SIGINT too: a program started in the background is born deaf to it.
    stops = (signal.SIGTERM, signal.SIGINT)
    previous = [signal.signal(number, _interrupt) for number in stops]
    log_path = settings.data_dir / LOG_FILE
    try:
        with (
            log_path.open("wb") as log,
            subprocess.Popen(
                _command(app, host, port),
                env=child_environment(settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            ) as server,
        ):
            try:
                _wait_until_ready(server, _probe_url(host, port), log_path)
                ready(url)
                server.wait()
            except KeyboardInterrupt:
                return
            finally:
                _stop(server)
    finally:
        for number, handler in zip(stops, previous, strict=True):
            signal.signal(number, handler)
    raise Failure(
        "server-stopped",
        "La discussion s’est arrêtée d’elle-même.",
        f"Relancez la commande. Les détails sont dans {log_path}.",
    )


def _command(app: Path, host: str, port: int) -> list[str]:
    options = {**_OPTIONS, "server.address": host, "server.port": str(port)}
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(app), *flags]


def _app_file() -> Path:
    found = importlib.util.find_spec("app")
    if found is None or found.origin is None:
        raise Failure(
            "no-app",
            "La page de discussion (app.py) n’est pas installée.",
            "Réinstallez le programme : make install, ou pip install -c constraints.txt .",
        )
    return Path(found.origin)


def _probe_url(host: str, port: int) -> str:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
    if ":" in reachable and not reachable.startswith("["):
        reachable = f"[{reachable}]"
    return f"http://{reachable}:{port}/_stcore/health"


def _wait_until_ready(server: subprocess.Popen[bytes], url: str, log_path: Path) -> None:
    import httpx

    limit = time.monotonic() + START_LIMIT_S
    with httpx.Client(timeout=2.0, trust_env=False) as client:
        while time.monotonic() < limit and server.poll() is None:
            try:
                if client.get(url).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass  # not listening yet
            time.sleep(0.1)
    raise Failure(
        "server-not-started",
        "La discussion n’a pas pu démarrer.",
        f"Relancez la commande. Les détails sont dans {log_path}.",
    )


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        server.kill()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
