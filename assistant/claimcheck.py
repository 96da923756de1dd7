"""Claims given with their passages, checked with what the index knows of their documents."""

from __future__ import annotations

from functools import cached_property

from assistant.inputs import ClaimInput
from assistant.settings import Settings
from assistant.verify import ClaimCheck, Source, verify_claim
from assistant.wiring import open_store
from vectorstore import NoIndex


class Verifier:
    """Checks claims; the index is opened only when a passage names a document."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def check(self, given: ClaimInput) -> ClaimCheck:
        """The verdict about the marked passages. Raises StoreError."""
        sources = [
            Source(
                n=passage.n,
                doc=passage.doc,
                text=passage.text,
                context=self._facts.get(passage.doc, ()) if passage.doc else (),
            )
            for passage in given.passages
        ]
        return verify_claim(given.claim, sources, given.marks)

    @cached_property
    def _facts(self) -> dict[str, tuple[str, ...]]:
        try:
            with open_store(self._settings) as store:
                documents = store.documents()
        except NoIndex:
            return {}
        return {
            info.id: tuple(k for k in (info.title, info.body, info.region, info.date) if k)
            for info in documents
        }
