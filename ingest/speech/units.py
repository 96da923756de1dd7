"""Paragraphs cut where a speaker may change: sentences, quotations kept whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ingest.french import sentences
from ingest.speech.labels import described, label
from ingest.speech.meaning import set_before
from ingest.speech.quotes import Quote
from ingest.speech.reports import report_at
from ingest.speech.verbs import group_at
from ingest.speech.words import tokens

Span = tuple[int, int]

_LABEL_AFTER_QUOTE = re.compile(
    r'(?<=»)[.;,]?\s+(?!(?:et|puis|ou|mais|ensuite|enfin)\b)(?=[^\s«»:.]{1,40}(?:\s[^\s«»:.]{1,40}){0,8}\s?:\s?[«“"])'
)
_CLAUSE = re.compile(
    r"(?:;|,\s(?:et|mais|puis|tandis\sque)|(?<=»)\set)\s+"
    r"(?=[A-ZÀ-Þl]|selon\s|d['’]après\s|pour\s|quant\sà\s|du\scôté\s)"
)
_ACCORDING = re.compile(r"selon\s|d['’]après\s")
_MISSING_POINT = re.compile(
    r"(?<=[a-zà-ÿ\d)])\s+(?=[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\s[A-ZÀ-Þ]{2,})"
)
_AFTER_QUOTE = re.compile(r"[\u00a0 ]?[.,;!?…]+")
_REST_WORDS = 4
_TAG_REACH = 60


def units(
    text: str,
    start: int,
    end: int,
    outer: Sequence[Quote],
    labelled: Callable[[int, int], object],
) -> list[Span]:
    """The units of `text[start:end]`, a paragraph or the rest of one, in order.

    A sentence that opens a quotation of `outer` goes on to the end of the quotation, even in a
    later paragraph; a sentence is parted where another subject begins to speak, and after the
    quotation of a label (`labelled` tells whether a span opens with one) when words of the author
    follow.
    """
    found: list[Span] = []
    at = start
    for first, last in _sentences(text, start, end):
        if last <= at:
            continue
        first = max(first, at)
        quoted = max((q.end for q in outer if first <= q.start < last), default=0)
        stop = _over_closing(text, max(last, quoted))
        if quoted and _is_prose(text[quoted:stop]) and labelled(first, stop):
            found.append((first, quoted))
            first = trimmed(text, quoted, stop)[0]
        if found and _is_source(text, first, stop):
            found[-1] = found[-1][0], stop
        else:
            found.append((first, stop))
        at = stop
    return found


def _sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences, parted where the words show that another subject begins."""
    spans: list[Span] = []
    for a, b in sentences(text[start:end]):
        first, last = start + a, start + b
        cuts = {
            m.end()
            for m in _LABEL_AFTER_QUOTE.finditer(text, first, last)
            if group_at(tokens(text, m.end(), min(last, m.end() + _TAG_REACH)), 0) is None
        }
        cuts |= {
            m.end() for m in _CLAUSE.finditer(text, first, last) if _speaks(text, m.end(), last)
        }
        cuts |= {
            m.end()
            for m in _MISSING_POINT.finditer(text, first, last)
            if not _follows_capital(text, first, m.start()) and _speaks(text, m.end(), last)
        }
        spans += (trimmed(text, a, b) for a, b in pairwise(sorted({first, *cuts, last})))
    return [span for span in spans if span[0] < span[1]]


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the blanks around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _speaks(text: str, at: int, end: int) -> bool:
    """Whether a subject stands at `at`, after its article, and governs a verb of speech, or
    another voice is named there: "selon M. X,", "pour M. X,"."""
    found = report_at(text, at, end)
    if _ACCORDING.match(text, at, end):
        return bool(found and found.name)
    if set_before(text, at, end):
        return True
    return bool(found and found.name and found.name.start <= at + len("les "))


def _follows_capital(text: str, start: int, at: int) -> bool:
    before = re.search(r"[\w’'-]+\W*$", text[max(start, at - 60) : at])
    return before is not None and before.group()[0].isupper()


def _over_closing(text: str, at: int) -> int:
    """After the point that follows a quotation."""
    after = _AFTER_QUOTE.match(text, at)
    return after.end() if after and text[at - 1 : at] in ("»", "”", '"') else at


def _is_prose(text: str) -> bool:
    """Whether the words after a quotation are more than who is quoted."""
    said = text.strip(" .,;\u00a0")
    return said[:1] not in "([–—-" and len(re.findall(r"[^\W\d_]{2,}", said)) >= _REST_WORDS


def _is_source(text: str, start: int, end: int) -> bool:
    """Whether the words are only who is quoted, after the quotation: "(CTS 94)"."""
    said = text[start:end].strip()
    if said[:1] in ("(", "["):
        return said.rstrip(".;,")[-1:] in (")", "]") and label(text, start, end) is not None
    if said[:1] not in ("–", "—"):
        return False
    return (label(text, start + 1, end) or described(text, start + 1, end)) is not None
