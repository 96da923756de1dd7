"""What was shown for one question, looked at once for all the scores that need it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from evals.cases import Case
from evals.metrics import claims, distinct, headline
from evals.metrics.support import supports
from evals.pagecheck import Found
from evals.response import Cited, Response

Locate = Callable[[Cited], Found]


class Seen:
    """A case with the response to it. What is looked up on a page may raise what `locate` does."""

    def __init__(self, case: Case, response: Response, locate: Locate) -> None:
        self.case = case
        self.response = response
        self.answer = response.answer or ""
        self.abstained = response.abstained
        self._locate = locate

    @cached_property
    def citations(self) -> tuple[Cited, ...]:
        """Without repeats, in order."""
        return distinct(self.response.citations)

    @cached_property
    def found(self) -> dict[Cited, Found]:
        return {one: self._locate(one) for one in self.citations}

    @cached_property
    def claims(self) -> tuple[claims.Judged, ...]:
        """Judged on the words that the independent reader found at the cited page."""
        words = [self.found[one].words for one in self.response.citations]
        return claims.judged(self.response, words, supports)

    @cached_property
    def faults(self) -> tuple[str, ...]:
        on_page = [one.on_page for one in self.found.values()]
        return headline.faults(self.case, self.answer, self.abstained, self.claims, on_page)
