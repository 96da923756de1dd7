"""Answers written in the background: a closed tab or another page does not stop them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.answering import Assistant
from assistant.history import History
from assistant.model import Final, Notice, Question, Token
from assistant.question import QuestionError

Explain = Callable[[Exception], str]
"""Turns an error into the French text to show, and keeps its details in the log."""


class Job:
    """One question on its way; its turn is kept in the history however it ends."""

    def __init__(self, turn_id: int, history: History) -> None:
        self.draft = ""
        self.notices: tuple[str, ...] = ()
        self.started = False
        self._turn_id = turn_id
        self._history = history
        self._lock = threading.Lock()
        self._ended = threading.Event()

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def wait(self, seconds: float) -> bool:
        """Waits for the end, at most so long; whether it has come."""
        return self._ended.wait(seconds)

    def stop(self) -> None:
        """Ends at once and keeps the draft; what the engine still says is thrown away."""
        with self._ending() as first:
            if first:
                self._history.stop(self._turn_id, self.draft)

    def run(self, assistant: Assistant, question: Question, explain: Explain) -> None:
        """Follows the stream to its end; to be called in a thread of its own."""
        self.started = True
        try:
            self._follow(assistant, question)
        except QuestionError as error:
            self._fail(str(error))
        except Exception as error:  # noqa: BLE001 - the boundary of the thread
            self._fail(explain(error))
        finally:
            self.stop()

    def _follow(self, assistant: Assistant, question: Question) -> None:
        for event in assistant.stream(question):
            if self.ended:
                return
            if isinstance(event, Token):
                self.draft += event.text
            elif isinstance(event, Notice):
                self.notices += (event.text,)
            elif isinstance(event, Final):
                with self._ending() as first:
                    if first:
                        self._history.answer(self._turn_id, event.answer)

    def _fail(self, message: str) -> None:
        with self._ending() as first:
            if first:
                self._history.fail(self._turn_id, message)

    @contextmanager
    def _ending(self) -> Iterator[bool]:
        """Whether the turn is still to be ended; it is afterwards, unless keeping it failed."""
        with self._lock:
            yield not self._ended.is_set()
            self._ended.set()


class Jobs:
    """The answers being written in this process; `slots` of them at a time."""

    def __init__(self, slots: int = 1) -> None:
        self._slots = threading.Semaphore(slots)
        self._running: dict[int, Job] = {}

    def start(
        self,
        turn_id: int,
        history: History,
        assistant: Assistant,
        question: Question,
        explain: Explain,
    ) -> Job:
        """Answers `question` in a thread and keeps the result in the history."""
        job = Job(turn_id, history)
        self._running[turn_id] = job

        def work() -> None:
            try:
                with self._slots:
                    if not job.ended:
                        job.run(assistant, question, explain)
            finally:
                self._running.pop(turn_id, None)

        threading.Thread(target=work, name=f"answer-{turn_id}", daemon=True).start()
        return job

    def get(self, turn_id: int) -> Job | None:
        """The job that writes this turn, None when there is none in this process."""
        return self._running.get(turn_id)

    @contextmanager
    def idle(self) -> Iterator[None]:
        """A moment in which no answer is being written."""
        with self._slots:
            yield
