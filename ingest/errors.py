"""Errors of the ingest room; each carries what a person can do next, in French.

IngestError
├── PathRefused        the path cannot be read at all (missing, not a file, outside the folder)
├── FileChanged        another content stands at the path than when the reading began
├── BadCorrections     the file of corrections beside the documents cannot be used
├── UnreadableFile     the bytes are not what a reader can use
│   ├── EmptyFile          0 bytes, or nothing but blanks
│   ├── UnsupportedType    a kind of file that no reader reads
│   ├── EncryptedFile      a password is needed
│   └── DamagedFile        the reader gave up
├── NoText             read without error, but holds no text (a scan, a drawing)
└── ReaderStopped      the bounded child process was stopped
    ├── ReaderTimeout
    ├── ReaderMemory
    └── ReaderCrash
"""

from __future__ import annotations


class IngestError(Exception):
    """What went wrong with one file: `kind` is stable, `message` and `advice` are French."""

    kind = "error"

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type[IngestError], tuple[str, str]]:
        return type(self), (self.message, self.advice)


class PathRefused(IngestError):
    kind = "path-refused"


class FileChanged(IngestError):
    kind = "changed"


class BadCorrections(IngestError):
    kind = "bad-corrections"


class UnreadableFile(IngestError):
    kind = "unreadable"


class EmptyFile(UnreadableFile):
    kind = "empty"


class UnsupportedType(UnreadableFile):
    kind = "unsupported-type"


class EncryptedFile(UnreadableFile):
    kind = "encrypted"


class DamagedFile(UnreadableFile):
    kind = "damaged"


class NoText(IngestError):
    kind = "no-text"


class ReaderStopped(IngestError):
    kind = "reader-stopped"


class ReaderTimeout(ReaderStopped):
    kind = "timeout"


class ReaderMemory(ReaderStopped):
    kind = "memory"


class ReaderCrash(ReaderStopped):
    kind = "crash"
