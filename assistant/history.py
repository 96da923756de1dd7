"""Conversations kept on disk, so that neither a closed tab nor a lost connection loses a turn."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.model import Answer, Turn

HISTORY_FILE = "conversations.sqlite3"
TITLE_CHARS = 80

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS turn (
    id INTEGER PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT,
    partial TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS turn_conversation ON turn (conversation_id);
"""


class HistoryError(Exception):
    """Conversations cannot be read or kept; `message` and `advice` are French."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class TurnState(StrEnum):
    """Where a turn stands. UNREADABLE is an answer kept by another version of the program."""

    PENDING = "pending"
    ANSWERED = "answered"
    STOPPED = "stopped"
    FAILED = "failed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """A question as asked, with its answer, or what was written before it stopped or failed.

    `answer` is there exactly when the state is ANSWERED; `partial` is the draft of a stopped turn
    or the French message of a failed one.
    """

    id: int
    question: str
    state: TurnState
    answer: Answer | None
    partial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A line of the list of conversations; `created_at` is ISO 8601, UTC."""

    id: str
    title: str
    created_at: str


class History:
    """Conversations of one data folder. Every method opens and closes its own connection, so the
    object may be shared between threads. All raise HistoryError."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / HISTORY_FILE
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(self._path) from error
        with self._connection() as db:
            db.executescript(_SCHEMA)

    def start(self, question: str) -> str:
        """A new conversation named after its first question; returns its id."""
        conversation_id = uuid.uuid4().hex
        with self._connection() as db:
            db.execute(
                "INSERT INTO conversation VALUES (?, ?, ?)",
                (conversation_id, _title(question), _now()),
            )
        return conversation_id

    def ask(self, conversation_id: str, question: str) -> int:
        """Keeps a question before it is answered; returns the turn's id."""
        with self._connection() as db:
            cursor = db.execute(
                "INSERT INTO turn (conversation_id, question, state, created_at)"
                " VALUES (?, ?, ?, ?)",
                (conversation_id, question, TurnState.PENDING, _now()),
            )
            turn_id = cursor.lastrowid
        assert turn_id is not None
        return turn_id

    def answer(self, turn_id: int, answer: Answer) -> None:
        """Keeps the answer of a turn."""
        self._end(turn_id, TurnState.ANSWERED, answer=_codec().dump_json(answer).decode())

    def stop(self, turn_id: int, partial: str) -> None:
        """Keeps what was written before a turn was stopped."""
        self._end(turn_id, TurnState.STOPPED, partial=partial)

    def fail(self, turn_id: int, message: str) -> None:
        """Keeps the French message of a turn that could not be answered."""
        self._end(turn_id, TurnState.FAILED, partial=message)

    def turns(self, conversation_id: str) -> tuple[StoredTurn, ...]:
        """The turns of a conversation, oldest first; none for an unknown id."""
        with self._connection() as db:
            rows = db.execute(
                "SELECT id, question, state, answer, partial FROM turn"
                " WHERE conversation_id = ? ORDER BY id",
                (conversation_id,),
            ).fetchall()
        return tuple(_stored(*row) for row in rows)

    def conversations(self, limit: int) -> tuple[Conversation, ...]:
        """The newest conversations first, those without a turn left out."""
        with self._connection() as db:
            rows = db.execute(
                "SELECT id, title, created_at FROM conversation WHERE id IN"
                " (SELECT conversation_id FROM turn) ORDER BY created_at DESC, id LIMIT ?",
                (limit,),
            ).fetchall()
        return tuple(Conversation(id=row[0], title=row[1], created_at=row[2]) for row in rows)

    def forget(self, conversation_id: str) -> None:
        """Removes a conversation with its turns."""
        with self._connection() as db:
            db.execute("DELETE FROM conversation WHERE id = ?", (conversation_id,))

    def _end(
        self, turn_id: int, state: TurnState, *, answer: str | None = None, partial: str = ""
    ) -> None:
        with self._connection() as db:
            db.execute(
                "UPDATE turn SET state = ?, answer = ?, partial = ? WHERE id = ?",
                (state, answer, partial, turn_id),
            )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("PRAGMA secure_delete = ON")
                yield db
        except sqlite3.Error as error:
            raise _unusable(self._path) from error


def said(turns: tuple[StoredTurn, ...]) -> tuple[Turn, ...]:
    """What a follow-up question may build on: the turns that were answered."""
    return tuple(
        Turn(question=turn.question, answer=turn.answer.text) for turn in turns if turn.answer
    )


@cache
def _codec() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def _stored(
    turn_id: int, question: str, state: str, answer: str | None, partial: str
) -> StoredTurn:
    if answer is None:
        return StoredTurn(
            id=turn_id, question=question, state=TurnState(state), answer=None, partial=partial
        )
    try:
        read = _codec().validate_json(answer)
    except ValidationError:
        return StoredTurn(
            id=turn_id, question=question, state=TurnState.UNREADABLE, answer=None, partial=""
        )
    return StoredTurn(
        id=turn_id, question=question, state=TurnState(state), answer=read, partial=partial
    )


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= TITLE_CHARS else line[: TITLE_CHARS - 1].rstrip() + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _unusable(path: Path) -> HistoryError:
    return HistoryError(
        "Les conversations ne peuvent pas être enregistrées.",
        f"Vérifiez que le dossier {path.parent} existe, qu'il reste de la place sur le disque "
        "et que vous avez le droit d'y écrire, puis rechargez la page.",
    )
