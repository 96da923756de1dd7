"""Who a sentence or quotation itself names as its speaker. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.speech.cast import Cast, without_mark
from ingest.speech.labels import abbreviates, described, described_subject, label
from ingest.speech.names import Name
from ingest.speech.presenting import presented_by
from ingest.speech.quotes import Quote
from ingest.speech.reports import Report, inverted, report_at

_IN_BRACKETS = re.compile(r"[\s.,;]*[(\[]([^()\[\]\n]{2,140})[)\]]")
_AFTER_DASH = re.compile(r"[\s.,;]*[–—-]\s+(.{2,140}?)[\s.]*$", re.DOTALL)
_LAST_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{3,140})[)\]]\s*[.;,]?$")
_AGENT = re.compile(r"\b(?:par|selon|d['’]après)\s+([^,.;:«»]{3,100}?)\s?:$")
_REACH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who is named as speaking: a report (perhaps by a pronoun) or a label before a colon."""

    report: Report
    labels: bool = False


def voice_of(text: str, start: int, end: int, cast: Cast, outer: Sequence[Quote]) -> Voice | None:
    """Who the unit `start:end` names: a label, a report, a source after it; None when it names
    nobody. `outer` are the quotations in it."""
    start = without_mark(text, start, end)
    found = cast.label(start, end)
    if found:
        return Voice(report=Report(name=found.name), labels=True)
    quote = next((q for q in outer if start <= q.start < end), None)
    source = presented_by(text, start, end) or (
        _source_of(text, quote, end) if quote else _source_at_end(text, start, end)
    )
    if source:
        return Voice(report=Report(name=source))
    report = report_at(text, start, min(end, quote.start) if quote else end) or inverted(
        text, quote.end if quote else start, end
    )
    return Voice(report=report) if report else None


def introduced(text: str, start: int, quote: Quote, cast: Cast) -> Name | None:
    """Who is said, between `start` and the quotation, to speak it."""
    start = max(start, quote.start - _REACH)
    before = text[start : quote.start].rstrip()
    if not before.endswith((":", ",")):
        return None
    agent = _AGENT.search(before)
    if agent:
        name = label(text, start + agent.start(1), start + agent.end(1))
        if name and (name.personal or name.proper):
            return name
    start += 1 + max(before.rfind(mark) for mark in (". ", "« ", "? ", "! ", "; ", "“"))
    found = cast.label(start, quote.end)
    if found:
        return found.name
    report = report_at(text, start, quote.start)
    if report and report.name:
        return report.name
    return described_subject(text, start, quote.start)


def _source_of(text: str, quote: Quote, end: int) -> Name | None:
    """The name between the end of a quotation and the end of its unit."""
    at = quote.end
    found = _IN_BRACKETS.match(text, at, end)
    if found:
        name = label(text, *found.span(1))
        said = text[quote.start : quote.end]
        return None if name is None or abbreviates(name.text, said) else name
    found = _AFTER_DASH.match(text[at : min(end, at + _REACH)])
    if found is None:
        return None
    place = at + found.start(1), at + found.end(1)
    return label(text, *place) or described(text, *place)


def _source_at_end(text: str, start: int, end: int) -> Name | None:
    """The numbered body in brackets that ends a unit: "(CTS 94)"."""
    start = max(start, end - _REACH)
    found = _LAST_BRACKETS.search(text[start:end])
    name = label(text, start + found.start(1), start + found.end(1)) if found else None
    return name if name and name.kind.startswith("body") and name.numbered else None
