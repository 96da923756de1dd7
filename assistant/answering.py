"""The story: question -> passages -> draft -> claims -> Answer or refusal."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import lru_cache

from assistant.citations import CitationBook, citation
from assistant.engines.extractive import ExtractiveEngine
from assistant.engines.port import Engine, EngineError
from assistant.engines.scoring import units
from assistant.model import (
    Answer,
    Citation,
    Claim,
    Draft,
    Event,
    Final,
    Notice,
    Question,
    Searched,
    Verdict,
)
from assistant.question import Asked, understand
from assistant.refusal import NOTHING_NEAR, ONLY_NEAR, of_named_regions, unanswerable
from assistant.rendering import answer_text
from assistant.verify import Source, verify_claim
from ingest import Document
from vectorstore import DocumentInfo, EmbedderUnavailable, Filters, Passage, Store

PASSAGES_READ = 24
NEAREST_SHOWN = 3


class Assistant:
    """Answers from one store. Engines write drafts; only verified claims are shown."""

    def __init__(
        self, store: Store, choose_engine: Callable[[str | None], tuple[Engine | None, str | None]]
    ) -> None:
        self.store = store
        self._choose_engine = choose_engine
        self._document = lru_cache(maxsize=64)(store.document)
        self._version = ""
        self._extractive = ExtractiveEngine(self._document, self.weight)

    def weight(self, stem: str) -> float:
        """How much a stem tells: its inverse document frequency over chunks (Robertson and
        Spärck Jones), at least a small share so that a frequent word still counts."""
        total = self.store.chunk_count()
        frequency = self.store.document_frequency(stem)
        return max(0.2, math.log(1 + (total - frequency + 0.5) / (frequency + 0.5)))

    def search(self, question: Question, limit: int) -> list[Passage]:
        """The best passages, best first. Raises QuestionError."""
        passages, _ = self._find(understand(question), question.filters, limit)
        return passages

    def ask(self, question: Question, engine: str | None = None) -> Answer:
        """The answer, without the events on the way. Raises QuestionError."""
        for event in self.stream(question, engine):
            if isinstance(event, Final):
                return event.answer
        raise AssertionError("a stream ends with its Final event")

    def stream(self, question: Question, engine: str | None = None) -> Iterator[Event]:
        """Tokens of an unverified draft and notices, then exactly one Final.

        Raises QuestionError.
        """
        started = time.monotonic()
        asked = understand(question)
        version = self.store.corpus_version()
        if version != self._version:  # texts read before an ingest must not be cited after it
            self._document.cache_clear()
            self._version = version
        passages, poorer = self._find(asked, question.filters, PASSAGES_READ)
        infos = {info.id: info for info in self.store.documents(question.filters)}
        known = [p for p in passages if p.chunk.document_id in infos]
        passages = of_named_regions(asked.regions, known, infos)
        story = _Story(question, asked, passages, infos, self._document, version, started)
        if poorer:
            yield story.note(poorer)
        refusal = unanswerable(asked.regions, list(infos.values()), passages)
        if refusal:
            yield Final(answer=story.refuse(refusal, self._nearest(asked, story)))
            return
        model, why_not = self._choose_engine(engine)
        if why_not:
            yield story.note(why_not)
        if model is not None:
            answered = yield from self._by_model(model, story)
            if answered:
                return
        drafts = list(self._extractive.draft(asked, passages))
        answer = story.answer(drafts, self._extractive)
        if answer is None:
            nearest = self._nearest(asked, story)
            answer = story.refuse(ONLY_NEAR if nearest else NOTHING_NEAR, nearest)
        yield Final(answer=answer)

    def _find(self, asked: Asked, filters: Filters, limit: int) -> tuple[list[Passage], str | None]:
        """The passages, and a notice when they were ranked without the embedder."""
        try:
            return self.store.search(asked.query, limit=limit, filters=filters), None
        except EmbedderUnavailable as error:
            passages = self.store.search(asked.query, limit=limit, filters=filters, vectors=False)
            return passages, f"Recherche par les mots seuls : {error.message} {error.advice}"

    def _by_model(self, model: Engine, story: _Story) -> Generator[Event, None, bool]:
        """Streams the model's draft; returns whether a Final was given."""
        drafts: list[Draft] = []
        try:
            for event in model.draft(story.asked, story.passages):
                if isinstance(event, Draft):
                    drafts.append(event)
                elif isinstance(event, Notice):
                    yield story.note(event.text)
                else:
                    yield event
        except EngineError as error:
            yield story.note(str(error))
            return False
        if not drafts:
            reason = "Le modèle local n’a trouvé aucune réponse dans les passages lus."
            yield Final(answer=story.refuse(reason, self._nearest(story.asked, story), model))
            return True
        answer = story.answer(drafts, model)
        if answer is None:
            yield story.note(
                "Aucune phrase rédigée par le modèle n’a pu être prouvée ; voici les phrases du "
                "corpus qui s’en approchent."
            )
            return False
        yield Final(answer=answer)
        return True

    def _nearest(self, asked: Asked, story: _Story) -> tuple[Citation, ...]:
        ranked = units(asked, story.passages, self._document, self.weight)
        return tuple(
            citation(self._document(u.document_id), story.infos[u.document_id], u.span, n=n)
            for n, u in enumerate(ranked[:NEAREST_SHOWN], start=1)
        )


class _Story:
    """One question on its way to its answer."""

    def __init__(
        self,
        question: Question,
        asked: Asked,
        passages: Sequence[Passage],
        infos: dict[str, DocumentInfo],
        document: Callable[[str], Document],
        corpus_version: str,
        started: float,
    ) -> None:
        self.question = question
        self.asked = asked
        self.passages = passages
        self.infos = infos
        self._document = document
        self._corpus_version = corpus_version
        self._started = started
        self._notices: list[str] = []

    def note(self, text: str) -> Notice:
        self._notices.append(text)
        return Notice(text=text)

    def answer(self, drafts: Sequence[Draft], engine: Engine) -> Answer | None:
        """The answer built from the drafts that are proved; None when none is."""
        book = CitationBook()
        claims = [c for c in (self._claim(d, book) for d in drafts) if c is not None]
        if not claims:
            return None
        return self._finish(
            engine,
            text=answer_text(claims, book.citations),
            claims=tuple(claims),
            citations=tuple(book.citations),
            dropped=len(drafts) - len(claims),
        )

    def refuse(
        self, reason: str, nearest: tuple[Citation, ...], engine: Engine | None = None
    ) -> Answer:
        return self._finish(engine, text=reason, reason=reason, nearest=nearest)

    def _claim(self, draft: Draft, book: CitationBook) -> Claim | None:
        spans = [(draft.marks[0], draft.span)] if draft.span else self._proof(draft)
        if not spans:
            return None
        numbers = []
        for rank, span in spans:
            doc = self.passages[rank - 1].chunk.document_id
            numbers.append(book.cite(self._document(doc), self.infos[doc], span))
        return Claim(
            text=draft.text,
            citations=tuple(dict.fromkeys(numbers)),
            verdict=Verdict.SUPPORTED,
            item=draft.item,
        )

    def _proof(self, draft: Draft) -> list[tuple[int, tuple[int, int]]]:
        """(rank of the passage, span in its document) for each sentence that carries the claim."""
        marked = [m for m in draft.marks if 1 <= m <= len(self.passages)]
        if not marked:
            return []
        check = verify_claim(draft.text, [self._source(m) for m in marked], marked)
        if check.verdict is not Verdict.SUPPORTED:
            return []
        return [
            (
                found.n,
                (
                    self.passages[found.n - 1].chunk.start + a,
                    self.passages[found.n - 1].chunk.start + b,
                ),
            )
            for found in check.evidence
            for a, b in found.spans
        ]

    def _source(self, mark: int) -> Source:
        passage = self.passages[mark - 1]
        info = self.infos[passage.chunk.document_id]
        known = (info.title, info.body, info.region, info.date, *passage.chunk.section)
        return Source(n=mark, doc=info.id, text=passage.text, context=tuple(k for k in known if k))

    def _finish(
        self,
        engine: Engine | None,
        *,
        text: str,
        reason: str | None = None,
        claims: tuple[Claim, ...] = (),
        citations: tuple[Citation, ...] = (),
        dropped: int = 0,
        nearest: tuple[Citation, ...] = (),
    ) -> Answer:
        name = engine.name if engine else ExtractiveEngine.name
        key = "\x1f".join((self.asked.text, self._corpus_version, name, text))
        return Answer(
            id=hashlib.sha256(key.encode()).hexdigest()[:16],
            question=self.question.text,
            resolved_question=self.asked.text,
            filters=self.question.filters,
            abstained=reason is not None,
            reason=reason,
            text=text,
            claims=claims,
            citations=citations,
            dropped=dropped,
            searched=Searched(
                documents=len(self.infos),
                passages=len(self.passages),
                terms=self.asked.terms,
            ),
            nearest=nearest,
            notices=tuple(self._notices),
            engine=name,
            model=engine.model if engine else None,
            corpus_version=self._corpus_version,
            elapsed_ms=round((time.monotonic() - self._started) * 1000),
        )
