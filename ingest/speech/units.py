"""Paragraphs cut where a speaker may change: sentences, quotations kept whole. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from ingest.french import sentences
from ingest.speech import who
from ingest.speech.quotes import Quote
from ingest.speech.reports import report_at

Span = tuple[int, int]

_TURN = re.compile(
    r"(?<=»)[\s\u00a0]*[.;,]?\s+(?=[^\s«»:.]{1,40}(?:\s[^\s«»:.]{1,40}){0,8}\s?:\s?[«“\"])"
)
_GLUED = re.compile(
    r"(?<=[a-zà-ÿ\d)])\s+(?=[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\s[A-ZÀ-Þ]{2,})"
)
_REST = 4
_CLAUSE = re.compile(r"(?:;|,\s(?:et|mais|puis|tandis\sque)|(?<=»)\set)\s+(?=[A-ZÀ-Þl])")


def units(
    text: str,
    start: int,
    end: int,
    outer: Sequence[Quote],
    labelled: Callable[[int, int], object] = lambda start, end: None,
) -> list[Span]:
    """The units of `text[start:end]`, a paragraph or the rest of one, in order.

    A sentence that opens a quotation goes on to the end of the quotation, even in a later
    paragraph; a sentence is parted where another subject begins to speak, and after the quotation
    of a label (`labelled` tells whether a span opens with one) when words of the author follow.
    """
    found: list[Span] = []
    at = start
    for first, last in _sentences(text, start, end):
        if last <= at:
            continue
        first = max(first, at)
        inside = [q for q in outer if first <= q.start < last]
        stop = max([last, *(q.end for q in inside)])
        stop = _over_closing(text, stop)
        quote_end = max((q.end for q in inside), default=0)
        if labelled(first, stop) and _is_prose(text[quote_end:stop]) and quote_end:
            found.append((first, quote_end))
            first = quote_end
        if found and _is_tail(text, first, stop):
            found[-1] = found[-1][0], stop
        else:
            found.append((first, stop))
        at = stop
    return found


def _sentences(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    for a, b in sentences(text[start:end]):
        first, last = start + a, start + b
        cuts = [m.end() for m in _TURN.finditer(text, first, last)]
        for match in _CLAUSE.finditer(text, first, last):
            found = report_at(text, match.end(), last)
            if found and found.name and found.name.start <= match.end() + 4:
                cuts.append(match.end())
        for match in _GLUED.finditer(text, first, last):
            found = report_at(text, match.end(), last)
            before = re.search(r"[\w’'-]+\W*$", text[first : match.start()])
            cased = before is not None and before.group()[0].isupper()
            if found and found.name and found.name.start == match.end() and not cased:
                cuts.append(match.end())
        edges = sorted({first, *cuts, last})
        spans += list(itertools.pairwise(edges))
    return spans


def _is_prose(text: str) -> bool:
    """Whether the words after a quotation are more than who is quoted."""
    said = text.strip(" .,;\u00a0")
    return said[:1] not in "([–—-" and len(re.findall(r"[^\W\d_]{2,}", said)) >= _REST


def _over_closing(text: str, at: int) -> int:
    """After the point that follows a quotation."""
    after = re.compile(r"[\u00a0 ]?[.,;!?…]+").match(text, at)
    return after.end() if after and text[at - 1 : at] in '»”"' else at


def _is_tail(text: str, start: int, end: int) -> bool:
    """Whether the words are only who is quoted, after the quotation: "(CTS 94)"."""
    said = text[start:end].strip()
    if not said or said[0] not in "([–—":
        return False
    if said[0] in "([":
        return said.rstrip(".;,")[-1:] in (")", "]") and who.label(text, start, end) is not None
    place = start + 1, end
    return (who.label(text, *place) or who.described(text, *place)) is not None
