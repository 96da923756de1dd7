"""Readers that hang, eat memory, crash or print, for the real sandbox."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from ingest import DamagedFile, Document, Limits
from ingest.model import Line
from ingest.pipeline import Reading, parse
from ingest.readers import pdf


def double(value: int, limits: Limits) -> int:
    sys.stdout.write("noise from a library\n")
    sys.stdout.flush()
    os.write(1, b"more noise\n")
    return 2 * value


def refuse(value: str, limits: Limits) -> int:
    raise DamagedFile(value, "conseil")


def hang(value: int, limits: Limits) -> int:
    while True:
        time.sleep(0.1)


def hang_deaf(value: int, limits: Limits) -> int:
    while True:
        value ^= 1


def eat(value: int, limits: Limits) -> int:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def abort(value: int, limits: Limits) -> int:
    os.abort()


def segfault(value: int, limits: Limits) -> int:
    ctypes.string_at(0)
    return value


def leave(value: int, limits: Limits) -> int:
    sys.exit(3)


def fail(value: int, limits: Limits) -> int:
    raise RuntimeError("not an IngestError")


def identity(value: int, limits: Limits) -> int:
    return os.getpid()


def whereabouts(name: str, limits: Limits) -> tuple[str, str | None]:
    return os.getcwd(), os.environ.get(name)


def meet(place: tuple[Path, str, int], limits: Limits) -> int:
    """How many are there, once all of them are."""
    folder, name, count = place
    (folder / name).touch()
    while len(list(folder.iterdir())) < count:
        time.sleep(0.01)
    return count


def start_a_program(path: Path, limits: Limits) -> int:
    program = subprocess.Popen(["sleep", "600"])
    path.write_text(str(program.pid))
    return program.wait()


def is_loaded(modules: tuple[str, ...], limits: Limits) -> bool:
    return all(module in sys.modules for module in modules)


def kill_parent(value: int, limits: Limits) -> int:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
    return value


def parse_with_a_fragile_reader(reading: Reading, limits: Limits) -> list[Document]:
    """As the real one, where pdfium aborts on page 3, hangs on page 9 and faults on page 17."""
    reads = pdf._pdfium_lines
    ways = {2: abort, 8: hang_deaf, 16: segfault}

    def fragile(document: object, index: int) -> tuple[Line, ...]:
        if index in ways:
            ways[index](1, limits)
        return reads(document, index)

    pdf._pdfium_lines = fragile
    return parse(reading, limits)


def parse_with_readers_that_fall(reading: Reading, limits: Limits) -> list[Document]:
    """As the one above, and pypdf falls there too."""
    reads = pdf._pypdf_lines

    def fragile(document: object, index: int) -> tuple[Line, ...]:
        if index in (2, 8, 16):
            abort(1, limits)
        return reads(document, index)

    pdf._pypdf_lines = fragile
    return parse_with_a_fragile_reader(reading, limits)


def parse_with_dead_readers(reading: Reading, limits: Limits) -> list[Document]:
    """As the real one, where both readers fall in every page."""
    pdf._pdfium_lines = pdf._pypdf_lines = lambda document, index: abort(1, limits)
    return parse(reading, limits)


def parse_a_file_that_changes(reading: Reading, limits: Limits) -> list[Document]:
    """As the real one, while someone writes more into the file."""
    reading.source.path.write_bytes(reading.source.path.read_bytes() + b"\nEncore une ligne.\n")
    return parse(reading, limits)


def parse_a_file_that_vanishes(reading: Reading, limits: Limits) -> list[Document]:
    """As the real one, once someone has removed the file."""
    reading.source.path.unlink()
    return parse(reading, limits)
