"""The chat as a child process: the real app, a real port, a real interrupt."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from cli_harness import Command

from assistant.failures import Failure
from assistant.serving import check_port, free_port

pytestmark = pytest.mark.model

HOST = "127.0.0.1"


@pytest.fixture
def run(tmp_path, capsys):
    return Command(tmp_path, capsys)


@contextmanager
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        yield taken.getsockname()[1]


@contextmanager
def serving(data_dir, *arguments):
    """`assistant serve` in its own group of processes, as in a terminal; its output is JSON."""
    port = free_port(HOST)
    command = [sys.executable, "-m", "assistant.cli", *arguments, "--port", str(port), "--json"]
    with subprocess.Popen(
        [*command, "--data-dir", str(data_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            yield process, port
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_chat_answers_and_ends_cleanly(tmp_path, stop):
    with serving(tmp_path, "serve") as (process, port):
        url = json.loads(process.stdout.readline())["url"]
        assert url == f"http://{HOST}:{port}"
        page = httpx.get(url, trust_env=False)
        assert page.status_code == 200
        assert '<html lang="fr"' in page.text
        if stop == signal.SIGINT:
            os.killpg(process.pid, stop)  # Ctrl+C reaches the whole group
        else:
            process.send_signal(stop)
        _, err = process.communicate(timeout=30)
    said = err.decode()
    assert process.returncode == 0
    assert "La discussion est ouverte" in said
    assert "Discussion arrêtée." in said
    assert "Traceback" not in said
    check_port(HOST, port)


def test_the_chat_ends_cleanly_when_started_in_the_background(tmp_path):
    """As a shell starts `command &`: born with the interrupt ignored."""
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with serving(tmp_path, "serve") as (process, _):
            process.stdout.readline()
            os.killpg(process.pid, signal.SIGINT)
            _, err = process.communicate(timeout=30)
    finally:
        signal.signal(signal.SIGINT, previous)
    assert process.returncode == 0
    assert "Discussion arrêtée." in err.decode()


def test_only_this_machine_is_listened_to(tmp_path):
    with serving(tmp_path, "serve") as (process, port):
        process.stdout.readline()
        with socket.socket() as other, pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", port))


def test_a_chat_that_dies_is_said(tmp_path):
    with serving(tmp_path, "serve") as (process, _):
        process.stdout.readline()
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "arrêtée d’elle-même" in err.decode()
    assert str(tmp_path / "serve.log") in err.decode()


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_said_at_once_with_a_free_one(run, command):
    with busy_port() as port:
        done = run(command, "--port", port)
    assert (done.code, done.out) == (1, "")
    assert f"Le port {port} est déjà utilisé" in done.err
    free = int(done.err.rsplit("--port ", 1)[1])
    check_port(HOST, free)


def test_an_address_of_another_machine_is_refused(run):
    done = run("serve", "--host", "192.0.2.1")
    assert done.code == 1
    assert "n’est pas une adresse de cette machine" in done.err


def test_an_unknown_address_is_refused():
    with pytest.raises(Failure, match="n’est pas connue"):
        check_port("nulle.part.invalid", 8501)


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    run = Command(tmp_path / "fichier" / "donnees", capsys)
    for command in (["serve"], ["demo"], ["demo", "--no-serve"], ["ingest", str(tmp_path)]):
        done = run(*command, *(["--port", free_port(HOST)] if command[0] == "serve" else []))
        assert (done.code, done.out) == (1, "")
        assert "n’est pas accessible en écriture" in done.err
        assert "--data-dir" in done.err
