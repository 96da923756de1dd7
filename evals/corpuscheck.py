"""Cases held against themselves and against the corpus that they are about, before any run.

A gold quote that stands nowhere would count every answer as wrong, in silence.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from evals.cases import Case, Evidence
from evals.lines import Located
from evals.metrics import FOUND, OVERLAP, fact_stated, trigram_share, words
from evals.metrics.text import grams
from evals.problems import Problem
from ingest import Document, Page

Read = Callable[[str], Document]
"""The document of an identifier that is in the corpus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """`problems` make the figures wrong; `notices` are for the author to look at."""

    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def against_answers(cases: Iterable[Located[Case]]) -> tuple[Problem, ...]:
    """Forbidden forms that a right answer holds: the reference answer, or a key fact."""
    problems = []
    for one in cases:
        right = [one.value.answer, *(form for forms in one.value.key_facts for form in forms)]
        for number, forms in enumerate(one.value.forbidden, start=1):
            for form in forms:
                held = next((text for text in right if fact_stated((form,), text)), None)
                if held is not None:
                    message = (
                        f"« forbidden[{number}] » : la forme « {form} » se trouve dans une bonne "
                        f"réponse (« {held} ») ; précisez-la ou retirez-la."
                    )
                    problems.append(Problem(path=one.path, line=one.line, message=message))
    return tuple(problems)


def against_corpus(cases: Iterable[Located[Case]], known: Sequence[str], read: Read) -> Findings:
    """Evidence that the corpus does not bear out, line by line, all at once.

    A document that is not in `known`; a page or a span that it does not have; a quote of which
    less than FOUND of the 3-grams stand in the document (problem), or not all (notice: it counts
    as found); a quote that its document holds elsewhere than at its page (notice).
    """
    names = frozenset(known)
    held: dict[str, _Held] = {}
    problems: list[Problem] = []
    notices: list[Problem] = []
    for one in cases:
        for number, gold in enumerate(one.value.evidence, start=1):
            place = f"« evidence[{number}] »"
            if gold.doc not in names:
                message, kept = f"{place} : {_unknown(gold.doc, known)}", problems
            else:
                if gold.doc not in held:
                    held[gold.doc] = _Held(read(gold.doc))
                message = _fault(gold, held[gold.doc])
                kept = problems
                if not message:
                    message, kept = _doubt(gold, held[gold.doc]), notices
                message = f"{place} : {message}" if message else ""
            if message:
                kept.append(Problem(path=one.path, line=one.line, message=message))
    return Findings(problems=tuple(problems), notices=tuple(notices))


def resolved(case: Case, read: Read) -> Case:
    """The case with the words of each span as the quote of its evidence, where it has none.

    Meant for cases that `against_corpus` finds no problem in.
    """
    return replace(
        case,
        evidence=tuple(
            gold if gold.quote else replace(gold, quote=_spanned(gold, read(gold.doc)))
            for gold in case.evidence
        ),
    )


class _Held:
    """A document with its runs of words, found once for all the quotes looked for in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._words = words(document.text)
        self._runs: dict[int, set[tuple[str, ...]]] = {}

    def missing(self, quote: str) -> list[tuple[str, ...]]:
        """The runs of three words of the quote that the document does not hold, in order."""
        wanted = _runs(quote)
        size = len(wanted[0])
        if size not in self._runs:
            self._runs[size] = set(grams(self._words, size))
        return [run for run in wanted if run not in self._runs[size]]


def _runs(quote: str) -> list[tuple[str, ...]]:
    """Runs of three words, or the whole quote when it is shorter."""
    found = words(quote)
    return grams(found, min(3, len(found)))


def _unknown(doc: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(doc, known, n=3, cutoff=0.6)
    meant = f" ; noms proches : {', '.join(near)}" if near else ""
    return (
        f"le document « {doc} » n’est pas dans le corpus{meant}. "
        "Corrigez « doc » ou ajoutez le document."
    )


def _fault(gold: Evidence, held: _Held) -> str:
    """Why the evidence cannot be used, in French; empty when it can."""
    document = held.document
    pages = _pages(gold, document)
    if gold.page is not None and not pages:
        numbers = [page.number for page in document.pages if page.number is not None]
        has = f"a {max(numbers)} pages" if numbers else "n’a pas de pages : retirez « page »"
        return f"la page {gold.page} n’existe pas, « {gold.doc} » {has}."
    if gold.quote:
        share, first = _share(gold.quote, held)
        if share >= FOUND:
            return ""
        return (
            f"la citation n’est pas dans « {gold.doc} » ({int(100 * share)} % de ses suites de "
            f"trois mots, {int(100 * FOUND)} % attendus) ; à partir de « {first} ». "
            f"Recopiez-la du texte lu : assistant text {gold.doc}"
        )
    if len(pages) > 1:
        return f"« {gold.doc} » a des pages : donnez « page » avec « span »."
    length = sum(page.end - page.start for page in pages)
    if gold.span and gold.span[1] > length:
        return f"l’étendue {list(gold.span)} sort du texte, long de {length} caractères."
    if not words(_spanned(gold, document)):
        return f"l’étendue {list(gold.span or ())} ne contient aucun mot."
    return ""


def _doubt(gold: Evidence, held: _Held) -> str:
    """What the author should look at in evidence that counts; empty when nothing."""
    if not gold.quote:
        return ""
    share, first = _share(gold.quote, held)
    if share < 1:
        return (
            f"citation trouvée à {int(100 * share)} % seulement dans « {gold.doc} » "
            f"(elle compte) ; à partir de « {first} »."
        )
    page = gold.page
    if page is None or _mostly_on(gold.quote, (page, page + 1), held.document):
        return ""
    elsewhere = [
        str(one.number)
        for one in held.document.pages
        if one.number and _mostly_on(gold.quote, (one.number,), held.document)
    ]
    where = f"est à la page {', '.join(elsewhere)}" if elsewhere else "court sur plusieurs pages"
    return f"la citation {where}, pas à la page {page}."


def _share(quote: str, held: _Held) -> tuple[float, str]:
    """Share of the quote's runs in the document, and the first run that is not there."""
    missing, count = held.missing(quote), len(_runs(quote))
    return (count - len(missing)) / count, " ".join(missing[0]) if missing else ""


def _mostly_on(quote: str, numbers: Sequence[int], document: Document) -> bool:
    """Whether the words of these pages, read on, hold half of the quote's runs."""
    spans = [(page.start, page.end) for page in document.pages if page.number in numbers]
    text = words(" ".join(document.text[start:end] for start, end in spans))
    return trigram_share(words(quote), [text]) >= OVERLAP


def _pages(gold: Evidence, document: Document) -> list[Page]:
    """The pages that the evidence may mean: all when it names none."""
    return [page for page in document.pages if gold.page in (None, page.number)]


def _spanned(gold: Evidence, document: Document) -> str:
    if gold.span is None:
        return ""
    start = _pages(gold, document)[0].start
    return document.text[start + gold.span[0] : start + gold.span[1]]
