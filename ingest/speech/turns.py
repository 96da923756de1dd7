"""Who speaks in each unit of the text under one heading. Pure.

The rules of minutes and syntheses: a report ("Mme X indique que") or a label ("CTS 94 : ...") gives
its unit to a speaker; the sentences that follow in the paragraph stay with him until another
speaker, a vote or an impersonal sentence; a new paragraph has a speaker only when it names one,
or opens with a pronoun that can mean one person only; a list belongs to who announces it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.flow import Block
from ingest.speech import lexicon, who
from ingest.speech.cast import ITEM, Cast
from ingest.speech.presenting import announces, extent, is_item, presented_by
from ingest.speech.quotes import Quote, quotes
from ingest.speech.reports import Report, inverted, report_at
from ingest.speech.signatures import signed
from ingest.speech.units import Span, units
from ingest.speech.verbs import SAID, group_at
from ingest.speech.who import Name
from ingest.speech.words import plain, tokens

_IMPERSONAL = re.compile(
    r"(?:il\s+(?:est|a\s+ete|etait|sera|fut)\s+(?:\w+\s+){0,2}?(?P<said>[^\W\d_]+)\b"
    r"|un(?:e)?\s+(?:debat|discussion|echange|tour\s+de\s+table|vote)\b"
    r"|les\s+(?:debats|echanges|discussions)\b|la\s+(?:seance|reunion|parole)\b"
    r"|l'ordre\s+du\s+jour\b|(?:vote|decision|avis|resultats?\s+du\s+vote)\s?[:–—-])"
)
_RECORD = re.compile(
    r"\b(?:est|sont|a\s+ete|ont\s+ete)\s+(?:\w+\s+){0,2}?(?:adoptee?s?|approuvee?s?|rejetee?s?|"
    r"repoussee?s?|retenue?s?|validee?s?|levee?|close|ouverte|acceptee?s?|soumise?s?|mise?s?\s+aux\s+voix|"
    r"votee?s?|consignee?s?|actee?s?|designee?s?)\b"
)
_PASSIVE = SAID | {"decide", "procede", "acte", "donne", "fait", "tenu"}
_VOTES = re.compile(r"\bvoix\b|\bunanimite\b|\babstentions?\b")
_RECORD_WORDS = 10
_FULL_LINE = 60
_AGENT = re.compile(r"\b(?:par|selon|d['’]après)\s+([^,.;:«»]{3,100}?)\s?:$")
_DECIDES = re.compile(
    r"(?:l'assemblee|la\s+commission|le\s+(?:comite|conseil|bureau|college)|la\s+conference)\s+(?:ne\s+)?"
    r"(?:tranche|vote|adopte|decide|approuve|retient|valide|emet|rend|prend|charge|cree|rejette)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`start:end` said by `speaker`; None where the document does not tell."""

    start: int
    end: int
    speaker: str | None


@dataclass(slots=True)
class _State:
    """What the paragraphs read so far leave to the next."""

    labelled: Name | None = None
    opened: bool = False
    leader: Name | None = None
    announcer: Name | None = None
    reach: int = -1
    in_list: bool = False
    speaking: Name | None = None
    named: list[Name] = field(default_factory=list)
    before: list[Name] = field(default_factory=list)
    mentioned: list[Name] = field(default_factory=list)
    opening: bool = True


def records(said: str) -> bool:
    """Whether a sentence (`plain`) is of the record: a vote, a decision, an impersonal passive."""
    impersonal = _IMPERSONAL.match(said)
    if impersonal:
        return impersonal["said"] is None or impersonal["said"] in _PASSIVE
    voted = _RECORD.search(said)
    if voted and (_VOTES.search(said) or len(said.split()) <= _RECORD_WORDS):
        return True
    return bool(_DECIDES.match(said))


def anonymous(text: str, start: int, end: int) -> bool:
    """Whether somebody speaks whom the sentence does not tell: "Plusieurs membres demandent"."""
    words = tokens(text, start, min(end, start + 90))
    if not words or words[0].plain not in lexicon.NOBODY:
        return False
    return any(group_at(words, index) is not None for index in range(1, min(len(words), 9)))


class Reader:
    """Reads the paragraphs under one heading; `owner` speaks where the heading says so."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        cast: Cast,
        *,
        title: str = "",
        owner: Name | None = None,
        announcer: Name | None = None,
        list_goes_on: bool = False,
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.cast = cast
        self.owner = owner
        labels = {b.start for b in blocks if cast.label(b.start, b.end)}
        spans = [(b.start, b.end) for b in blocks]
        self.quotes = quotes(text, spans, labels)
        self.outer = [q for q in self.quotes if q.depth == 1]
        self.state = _State()
        self.signed = signed(text, blocks, title, self.others)
        self.title_owner = owner
        if announcer:
            far = extent(text, blocks, -1, self.others, listed=not list_goes_on)
            self.state.announcer, self.state.reach = announcer, far

    def turns(self) -> list[Turn]:
        """The turns in order, those inside a quotation after the one that holds them."""
        found: list[Turn] = []
        at = 0
        for index, block in enumerate(self.blocks):
            if block.end <= at:
                continue
            self.owner = self.signed.get(index, self.title_owner)
            start = max(block.start, at)
            if start == block.start:
                self.open_paragraph(block, index)
            for span in units(self.text, start, block.end, self.outer, self.cast.label):
                name = self.speaker_of(span, index)
                self.state.speaking = name
                found.append(Turn(start=span[0], end=span[1], speaker=name.text if name else None))
                found += self.nested(span, name)
                at = max(at, span[1])
        return found

    def open_paragraph(self, block: Block, index: int) -> None:
        """The speakers of the paragraph before may be meant by a pronoun, no earlier ones."""
        state, text = self.state, self.text
        item = is_item(text, block)
        if not item and self.goes_on(block):
            return
        state.opening = True
        if state.named:
            state.before, state.named = state.named, []
        state.mentioned = []
        if state.announcer and index > state.reach:
            state.announcer = None
        if not item:
            state.in_list = False
            if not self.quotes_on(block) and not (
                state.labelled and self.cast.first_person(block.start, block.end)
            ):
                state.labelled = None
        else:
            state.in_list = True
        if not state.in_list and state.leader and not self.quotes_on(block):
            state.leader = None
        state.speaking = state.announcer or state.leader or state.labelled

    def quotes_on(self, block: Block) -> bool:
        """Whether the paragraph opens with a quotation, or is the end of one."""
        return self.cast.opens(block.start, block.end) or any(
            quote.start == block.start for quote in self.outer
        )

    @property
    def announcing(self) -> Name | None:
        """Who announces, in the last paragraph, what stands under the next title."""
        state = self.state
        if state.announcer and state.reach >= len(self.blocks) - 1:
            return state.announcer
        if self.blocks and self.text[: self.blocks[-1].end].rstrip().endswith(":"):
            return state.leader
        return None

    def goes_on(self, block: Block) -> bool:
        """Whether the paragraph is the rest of a sentence that a page break has cut."""
        before = self.text[: block.start].rstrip()
        first = self.text[block.start : block.start + 1]
        length = len(before) - before.rfind("\n")
        return (
            block is not self.blocks[0]
            and not is_item(self.text, block)
            and (first.islower() or (first in "(0123456789" and length > _FULL_LINE))
            and (before[-1:].isalnum() or before[-1:] in ",'’")
        )

    def speaker_of(self, span: Span, index: int) -> Name | None:
        """Who says the unit; the state keeps what the next units need."""
        text, state = self.text, self.state
        start, end = span
        name = self.explicit(span)
        if name is None:
            name = self.implied(span, index)
            subject = who.subject_at(text, self.bare(span)[0], end)
            if subject:
                state.mentioned.append(subject)
        else:
            state.named.append(name)
        state.opening = False
        lead = text[start:end].rstrip().endswith(":")
        if lead:
            state.leader = name or self.announced(span)
            state.in_list = False
        self.announce(span, name, index, lead=lead)
        return name

    def announce(self, span: Span, name: Name | None, index: int, *, lead: bool) -> None:
        """Sets how far a person's list or report goes on below the paragraph `index`."""
        if name is None or name.kind != "person" or name is self.state.announcer:
            return
        sentence = self.text[slice(*span)]
        account = announces(sentence) or presented_by(self.text, *span) is not None
        if not lead and not account:
            self.state.announcer = None if index > self.state.reach else self.state.announcer
            return
        alone = span[1] >= self.blocks[index].end and span[0] <= self.blocks[index].start
        far = extent(self.text, self.blocks, index, self.others, listed=True)
        if account and alone and far == index:
            far = extent(self.text, self.blocks, index, self.others, listed=False)
        self.state.announcer, self.state.reach = name, far

    def others(self, block: Block) -> bool:
        """Whether the paragraph names a speaker of its own, or is of the record."""
        start, end = self.bare((block.start, block.end))
        if self.cast.label(start, end):
            return True
        first = units(self.text, start, end, self.outer)
        report = report_at(self.text, *first[0]) if first else None
        return bool(report and report.name) or bool(_VOTES.search(plain(self.text[start:end])))

    def explicit(self, span: Span) -> Name | None:
        """Who the unit itself names: a label, a report, a name after the quotation."""
        text, state = self.text, self.state
        start, end = self.bare(span)
        found = self.cast.label(start, end)
        if found:
            state.labelled = found.name
            state.opened = found.said >= end or not text[found.said : end].strip()
            return found.name
        quote = next((q for q in self.outer if start <= q.start < end), None)
        presented = presented_by(text, start, end)
        if presented:
            return presented
        tail = self.tail(quote, end) if quote else self.item_tail(start, end)
        if tail:
            return tail
        report = report_at(text, start, min(end, quote.start) if quote else end)
        if report is None and quote is not None and quote.start > start:
            report = None
        if report is None:
            report = inverted(text, quote.end if quote else start, end)
        if report is None:
            return None
        state.labelled = None
        return self.meant(report)

    def bare(self, span: Span) -> Span:
        """The unit without its list mark."""
        mark = ITEM.match(self.text, *span)
        return (mark.end(), span[1]) if mark else span

    def tail(self, quote: Quote, end: int) -> Name | None:
        """The name between the end of a quotation and the end of its unit."""
        after = self.text[quote.end : end]
        found = re.match(r"[\s.,;]*[(\[]([^()\[\]\n]{2,140})[)\]]", after)
        if found:
            name = who.label(self.text, quote.end + found.start(1), quote.end + found.end(1))
            said = self.text[quote.start : quote.end]
            return None if name is None or who.abbreviates(name.text, said) else name
        found = re.match(r"[\s.,;]*[–—-]\s+(.{2,140}?)[\s.]*$", after, re.DOTALL)
        if found:
            place = quote.end + found.start(1), quote.end + found.end(1)
            return who.label(self.text, *place) or who.described(self.text, *place)
        return None

    def item_tail(self, start: int, end: int) -> Name | None:
        """The numbered body in parentheses that ends a unit: "(CTS 94)"."""
        found = re.search(r"[(\[]([^()\[\]\n]{3,140})[)\]]\s*[.;,]?$", self.text[start:end])
        if found is None:
            return None
        name = who.label(self.text, start + found.start(1), start + found.end(1))
        return name if name and name.kind.startswith("body") and who.numbered(name) else None

    def meant(self, report: Report) -> Name | None:
        """The speaker of a report, whom a pronoun takes from what was said just before."""
        if report.name is not None:
            return report.name
        state = self.state
        named = state.before if state.opening else state.named or state.mentioned
        plural = (report.pronoun.endswith("s") and report.pronoun not in ("ils", "elles")) or (
            report.pronoun
            in ("ils", "elles", "ceux-ci", "celles-ci", "ces derniers", "ces dernieres")
        )
        gender = "f" if "elle" in report.pronoun or "derniere" in report.pronoun else "m"
        fit = [n for n in named if n.plural == plural and n.gender in (gender, "")]
        distinct = {plain(n.text) for n in fit}
        if not fit or (self.state.opening and len(distinct) > 1):
            return None
        return fit[-1]

    def implied(self, span: Span, index: int) -> Name | None:
        """Who goes on speaking in a unit that names nobody."""
        text, state = self.text, self.state
        said = plain(text[slice(*self.bare(span))])
        quoted = any(q.start == span[0] for q in self.outer) or self.cast.opens(*span)
        if quoted and (state.labelled or state.leader):
            return state.labelled or state.leader
        if state.in_list:
            return state.announcer or state.leader or state.labelled or self.owner
        if anonymous(text, *self.bare(span)):
            return self.owner
        subject = who.subject_at(text, self.bare(span)[0], span[1])
        if subject and state.speaking and self.displaces(subject, state.speaking):
            return self.owner
        if records(said):
            return state.announcer if state.announcer and not _VOTES.search(said) else self.owner
        if state.speaking is None:
            return self.owner
        if state.labelled is not None and state.labelled is state.speaking:
            opened = text[: span[0]].rstrip()
            done = opened.endswith(("»", "”")) and not self.cast.first_person(*span)
            return None if done else state.speaking
        if state.speaking.kind == "group" and not re.match(r"(?:ils?|elles?)\b", said):
            return self.owner
        return state.speaking

    def displaces(self, subject: Name, speaking: Name) -> bool:
        """Whether a sentence about `subject` is no longer what `speaking` says.

        A person speaks of bodies; what a body says of another, a synthesis says of it.
        """
        if plain(subject.text).startswith(plain(speaking.text)):
            return False
        return subject.kind in ("person", "function") or "person" not in speaking.kind

    def announced(self, span: Span) -> Name | None:
        """The name that alone announces what follows: "CTS 94 :", "Propositions de l’URPS :"."""
        start, end = self.bare(span)
        name = who.label(self.text, start, end)
        return name if name and (name.kind == "person" or who.numbered(name)) else None

    def nested(self, span: Span, outer: Name | None) -> list[Turn]:
        """The quotations inside the unit that it gives to another speaker."""
        found = []
        first = [q for q in self.quotes if span[0] <= q.start and q.end <= span[1]]
        top = next((q for q in first if q.depth == 1), None)
        for quote in first:
            if quote is top and outer and quote.depth == 1:
                continue
            name = self.introduced(quote, span)
            if name and (outer is None or plain(name.text) != plain(outer.text)):
                found.append(Turn(start=quote.start, end=quote.end, speaker=name.text))
        return found

    def introduced(self, quote: Quote, span: Span) -> Name | None:
        """Who is said, just before the quotation, to speak it."""
        before = self.text[span[0] : quote.start].rstrip()
        if not before.endswith((":", ",")):
            return None
        agent = _AGENT.search(before)
        if agent:
            name = who.label(self.text, span[0] + agent.start(1), span[0] + agent.end(1))
            if name and (name.kind == "person" or who.proper(name)):
                return name
        cut = max(before.rfind(mark) for mark in (". ", "« ", "? ", "! ", "; ", "“"))
        start = span[0] + cut + 1
        found = self.cast.label(start, quote.end)
        if found:
            return found.name
        report = report_at(self.text, start, quote.start)
        if report and report.name:
            return report.name
        return who.described_subject(self.text, start, quote.start)
