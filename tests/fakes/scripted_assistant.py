"""An assistant that says what a test tells it to, over documents made by hand."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from assistant.model import (
    Answer,
    Citation,
    Claim,
    Event,
    Question,
    Searched,
    Verdict,
)
from assistant.settings import Settings
from ingest import Document
from vectorstore import DocumentInfo, Filters, Passage, UnknownDocument

Script = Callable[[Question], Iterator[Event]]


class ScriptedStore:
    """Documents in memory, behind the few methods that the chat uses."""

    def __init__(self, documents: Sequence[Document], paths: dict[str, str] | None = None) -> None:
        self.held = {document.id: document for document in documents}
        self._paths = paths or {}

    def documents(self, filters: Filters = Filters()) -> list[DocumentInfo]:
        return [
            DocumentInfo(
                id=document.id,
                title=document.title,
                sha256=document.sha256,
                media_type=document.media_type,
                path=self._paths.get(document.id, f"{document.id}.pdf"),
                pages=sum(page.number is not None for page in document.pages) or None,
                pages_without_text=tuple(
                    page.number
                    for page in document.pages
                    if page.number and not document.text[page.start : page.end].strip()
                ),
                chunks=1,
                body=document.fact("body"),
                region=document.fact("region"),
                kind=document.fact("kind"),
                date=document.fact("date"),
                ingested_at="2026-01-01T00:00:00+00:00",
            )
            for document in self.held.values()
        ]

    def document(self, document_id: str) -> Document:
        if document_id not in self.held:
            raise UnknownDocument("Aucun document ne porte cet identifiant.", "Voyez la liste.")
        return self.held[document_id]

    def corpus_version(self) -> str:
        return hashlib.sha256("".join(d.sha256 for d in self.held.values()).encode()).hexdigest()


class ScriptedAssistant:
    """Plays `script` for each question and keeps the questions that it was asked."""

    def __init__(self, store: ScriptedStore, script: Script) -> None:
        self.store = store
        self.script = script
        self.asked: list[Question] = []
        self.warmed = threading.Event()

    def search(self, question: Question, limit: int) -> list[Passage]:
        self.warmed.set()
        return []

    def stream(self, question: Question, engine: str | None = None) -> Iterator[Event]:
        self.asked.append(question)
        return self.script(question)


def opener(
    assistant: ScriptedAssistant,
) -> Callable[[Settings], AbstractContextManager[ScriptedAssistant]]:
    """What stands in for `open_assistant`."""

    @contextmanager
    def open_assistant(settings: Settings) -> Iterator[ScriptedAssistant]:
        yield assistant

    return open_assistant


def cite(document: Document, quote: str, n: int = 1) -> Citation:
    """A citation of the first place where the document says `quote`."""
    start = document.text.index(quote)
    page = next(p for p in document.pages if p.start <= start < p.end)
    return Citation(
        n=n,
        doc=document.id,
        title=document.title,
        body=document.fact("body"),
        date=document.fact("date"),
        page_start=page.number,
        page_end=page.number,
        printed_page=page.printed,
        section=(),
        speaker=None,
        ocr=False,
        quote=quote,
        char_start=start,
        char_end=start + len(quote),
    )


def answer(question: Question, citations: Sequence[Citation], **changes: object) -> Answer:
    """An answer that repeats what it cites, one sentence a citation."""
    fields: dict[str, object] = {
        "id": "a1",
        "question": question.text,
        "resolved_question": question.text,
        "filters": question.filters,
        "abstained": False,
        "reason": None,
        "text": "\n\n".join(f"{c.quote} [{c.n}]" for c in citations),
        "claims": tuple(
            Claim(text=c.quote, citations=(c.n,), verdict=Verdict.SUPPORTED) for c in citations
        ),
        "citations": tuple(citations),
        "dropped": 0,
        "searched": Searched(documents=2, passages=5, terms=("minibus",)),
        "nearest": (),
        "notices": (),
        "engine": "extractive",
        "model": None,
        "corpus_version": "v1",
        "elapsed_ms": 12,
    }
    return Answer(**{**fields, **changes})  # type: ignore[arg-type]


def refusal(question: Question, nearest: Sequence[Citation]) -> Answer:
    """A refusal with its nearest passages."""
    reason = "Aucun passage du corpus ne répond à cette question."
    return answer(
        question,
        (),
        abstained=True,
        reason=reason,
        text=reason,
        nearest=tuple(nearest),
    )
