"""Readers that hang, eat memory, crash or print, for the real sandbox."""

from __future__ import annotations

import ctypes
import os
import sys
import time

from ingest import DamagedFile, Limits


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
