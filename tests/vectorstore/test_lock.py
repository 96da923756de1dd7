"""One writer at a time, between processes too."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from vectorstore.errors import StoreLocked
from vectorstore.lock import WriterLock

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from vectorstore.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_writer_of_the_same_process_is_refused(tmp_path: Path) -> None:
    first = WriterLock(tmp_path)
    with pytest.raises(StoreLocked):
        WriterLock(tmp_path, wait_s=0)
    first.release()
    first.release()
    WriterLock(tmp_path, wait_s=0).release()


def test_a_second_process_is_refused_until_the_first_dies(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        started = time.monotonic()
        with pytest.raises(StoreLocked) as refusal:
            WriterLock(tmp_path)
        assert time.monotonic() - started < 5
        assert str(tmp_path) in refusal.value.message
        assert "relancez" in refusal.value.advice
        holder.kill()
        holder.wait()
        WriterLock(tmp_path).release()
