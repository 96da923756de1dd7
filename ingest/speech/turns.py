"""Who speaks in each unit of the text under one heading. Pure.

The rules of minutes and syntheses: a report ("Mme X indique que") or a label ("CTS 94 : ...") gives
its unit to a speaker; the sentences that follow in the paragraph stay with him until another
speaker, a vote or an impersonal sentence; a new paragraph has a speaker only when it names one,
or opens with a pronoun that can mean one person only; a list belongs to who announces it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.flow import Block
from ingest.speech.borrowed import borrowed
from ingest.speech.cast import Cast, without_mark
from ingest.speech.labels import label
from ingest.speech.meaning import fit, is_nearest, nearest, set_before, topic
from ingest.speech.names import Name, subject_at
from ingest.speech.presenting import announces, extent, is_item, presented_by
from ingest.speech.quotes import Quote, quotes
from ingest.speech.records import attends, is_anonymous, is_record, votes
from ingest.speech.reports import Report
from ingest.speech.signatures import signed
from ingest.speech.units import Span, trimmed, units
from ingest.speech.voices import introduced, voice_of
from ingest.speech.words import plain

_FULL_LINE = 60
_BACK = 400
_OTHER = Report()
_NOBODY = re.compile(r"[Ii]l\s+conv(?:ient|enait)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`start:end` said by `speaker`; None where the document does not tell."""

    start: int
    end: int
    speaker: str | None


@dataclass(slots=True)
class _State:
    """What the units read so far leave to the next.

    `labelled` is whose label stands above, `leader` whose lead-in the last paragraph ends with,
    `lent` who else is quoted below it, `announcer` whose list or report goes on from the paragraph
    `since` to `reach`. `named` and `mentioned` are the speakers and other subjects of this
    paragraph, `before` the speakers of the one before; `opening` says that this is the first unit
    of the paragraph; `last` is the unit before.
    """

    labelled: Name | None = None
    leader: Name | None = None
    lent: Report | None = None
    announcer: Name | None = None
    since: int = -1
    reach: int = -1
    speaking: Name | None = None
    named: list[Name] = field(default_factory=list)
    mentioned: list[Name] = field(default_factory=list)
    before: list[Name] = field(default_factory=list)
    opening: bool = True
    in_list: bool = False
    last: Span = (0, 0)


class Reader:
    """Reads the paragraphs under one heading.

    `owner` speaks where the heading says so, `announcer` who announced the list that stands under
    it, which goes on below the next heading when `list_goes_on`.
    """

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
        self._text = text
        self._blocks = blocks
        self._cast = cast
        self._others: dict[int, bool] = {}
        labels = {b.start for b in blocks if cast.label(b.start, b.end)}
        self._quotes = quotes(text, [(b.start, b.end) for b in blocks], labels)
        self._starts = [quote.start for quote in self._quotes]
        self._signed = signed(text, blocks, title, self._names_speaker)
        self._owner = self._heading_owner = owner
        self._state = _State(announcer=announcer)
        if announcer:
            listed = not list_goes_on
            self._state.reach = extent(text, blocks, -1, self._ends_account, listed=listed)

    def turns(self) -> list[Turn]:
        """The turns in order, those inside a quotation after the one that holds them."""
        found: list[Turn] = []
        at = 0
        for index, block in enumerate(self._blocks):
            if block.end <= at:
                continue
            self._owner = self._signed.get(index, self._heading_owner)
            start = max(block.start, at)
            if start == block.start:
                self._open_paragraph(index)
            for span in self._units(start, block.end):
                name = self._speaker_of(span, index)
                self._state.speaking = name
                found += self._parts(span, name)
                at = max(at, span[1])
        return found

    @property
    def announcing(self) -> Name | None:
        """Who announces, in the last paragraph, what stands under the next heading."""
        state = self._state
        if state.announcer and state.reach >= len(self._blocks) - 1:
            return state.announcer
        leads = self._blocks and self._before(self._blocks[-1].end).endswith(":")
        return state.leader if leads else None

    def _units(self, start: int, end: int) -> list[Span]:
        outer = [quote for quote in self._within(start, end) if quote.depth == 1]
        return units(self._text, start, end, outer, self._cast.label)

    def _within(self, start: int, end: int) -> list[Quote]:
        """The quotations that start in the span."""
        return self._quotes[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _before(self, at: int) -> str:
        """The words before a place, without the blanks between."""
        return self._text[max(0, at - _BACK) : at].rstrip()

    def _names_speaker(self, block: Block) -> bool:
        """Whether the paragraph names a speaker of its own."""
        if block.start not in self._others:
            start = without_mark(self._text, block.start, block.end)
            first = next(iter(self._units(start, block.end)), None)
            voice = first and voice_of(self._text, *first, self._cast, ())
            self._others[block.start] = bool(voice and voice.report.name)
        return self._others[block.start]

    def _ends_account(self, block: Block) -> bool:
        """Whether the paragraph ends what a person announced: it names another speaker, is of the
        record, or announces a list in nobody's name."""
        said = self._text[without_mark(self._text, block.start, block.end) : block.end]
        leads = said.rstrip().endswith(":") and not is_item(self._text, block)
        return leads or votes(said) or is_record(said) or self._names_speaker(block)

    def _open_paragraph(self, index: int) -> None:
        """What of the state goes on in a new paragraph."""
        state, block = self._state, self._blocks[index]
        item = is_item(self._text, block)
        if index and not item and self._goes_on(block):
            return
        if state.named:
            state.before = state.named
        state.named, state.mentioned, state.opening = [], [], True
        if index > state.reach:
            state.announcer = None
        state.in_list = item
        if not item and not self._quotes_on(block):
            state.leader = state.lent = None
            if not self._cast.first_person(block.start, block.end):
                state.labelled = None
        state.speaking = state.announcer or state.leader or state.labelled

    def _goes_on(self, block: Block) -> bool:
        """Whether the paragraph is the rest of a sentence that a page break has cut."""
        before, first = self._before(block.start), self._text[block.start : block.start + 1]
        long_line = len(before) - before.rfind("\n") > _FULL_LINE
        rest = first.islower() or (long_line and first in "(0123456789")
        return bool(rest and before) and (before[-1].isalnum() or before[-1] in ",'’")

    def _quotes_on(self, block: Block) -> bool:
        """Whether the paragraph opens with a quotation, or is the end of one."""
        if self._cast.opens(block.start, block.end):
            return True
        return any(quote.start == block.start for quote in self._within(block.start, block.end))

    def _speaker_of(self, span: Span, index: int) -> Name | None:
        """Who says the unit; the state keeps what the next units need."""
        text, state = self._text, self._state
        start = without_mark(text, *span)
        voice = voice_of(text, *span, self._cast, self._outer(span))
        name = self._meant(voice.report, start, span[1]) if voice else None
        if voice:
            state.labelled = name if voice.labels else None
        if name:
            state.named.append(name)
        elif voice and not self._may_go_on(voice.report, start):
            name = self._owner
        else:
            name = self._implied(span, index)
            subject = subject_at(text, start, span[1])
            if subject and subject.text:
                state.mentioned.append(subject)
        state.opening, state.last = False, span
        leads = text[slice(*span)].rstrip().endswith(":")
        if leads:
            state.leader = name or self._announcing_label(start, span[1])
            state.lent = borrowed(text, *span, name) if name else None
            state.in_list = False
        self._announce(span, name, index, leads=leads)
        return name

    def _may_go_on(self, report: Report, start: int) -> bool:
        """Whether a pronoun of whom nothing is known can mean who speaks above.

        After "celui-ci", "il" may mean the same.
        """
        state = self._state
        if is_nearest(report.pronoun):
            state.named, state.mentioned, state.before = [], [], []
            return False
        if _NOBODY.match(self._text, start):
            return True
        return bool(report.pronoun and state.speaking and fit([state.speaking], report.pronoun))

    def _outer(self, span: Span) -> list[Quote]:
        return [quote for quote in self._within(*span) if quote.depth == 1]

    def _announcing_label(self, start: int, end: int) -> Name | None:
        """The name that alone announces what follows: "CTS 94 :"."""
        name = label(self._text, start, end)
        return name if name and (name.personal or name.numbered) else None

    def _announce(self, span: Span, name: Name | None, index: int, *, leads: bool) -> None:
        """Sets how far a person's list or report goes on below the paragraph `index`."""
        state, block = self._state, self._blocks[index]
        if name is None or name.kind != "person" or name is state.announcer:
            return
        account = announces(self._text[slice(*span)]) or (
            presented_by(self._text, *span) is not None
        )
        state.announcer = None
        if not leads and not account:
            return
        far = extent(self._text, self._blocks, index, self._ends_account, listed=True)
        if account and far == index and span == (block.start, block.end):
            far = extent(self._text, self._blocks, index, self._ends_account, listed=False)
        if far > index:
            state.announcer, state.since, state.reach = name, index, far

    def _meant(self, report: Report, start: int, end: int) -> Name | None:
        """The speaker of a report; a pronoun means who spoke, or was spoken of, just before."""
        if report.name is not None or not report.pronoun:
            return report.name
        state, pronoun = self._state, report.pronoun
        if set_before(self._text, start, end):
            about = topic(self._text, start, end)
            return about if about and fit([about], pronoun) else None
        if is_nearest(pronoun):
            opens = plain(self._text[start:end]).startswith(pronoun)
            return nearest(self._text, *state.last, pronoun) if opens else None
        named = state.before if state.opening else state.named or state.mentioned
        found = fit(named, pronoun)
        unsure = state.opening and len({plain(name.text) for name in found}) > 1
        return found[-1] if found and not unsure else None

    def _implied(self, span: Span, index: int) -> Name | None:
        """Who goes on speaking in a unit of the paragraph `index` that names nobody."""
        text, state, speaking = self._text, self._state, self._state.speaking
        start = without_mark(text, *span)
        below = state.announcer is not None and state.since < index
        quoted = self._cast.opens(*span) or any(q.start == span[0] for q in self._outer(span))
        if quoted and state.lent:
            return state.lent.name
        if quoted and (state.labelled or state.leader):
            return state.labelled or state.leader
        if state.in_list and (state.opening or speaking is None):
            return state.announcer or state.leader or state.labelled or self._owner
        if speaking is None or is_anonymous(text, start, span[1]):
            return self._owner
        subject = subject_at(text, start, span[1])
        displaced = subject and (_displaces(subject, speaking) or attends(text, subject, span[1]))
        if displaced or set_before(text, start, span[1]):
            return self._owner
        sentence = text[start : span[1]]
        if is_record(sentence):
            return state.announcer if below and not votes(sentence) else self._owner
        if state.labelled is speaking:
            closed = self._before(span[0]).endswith(("»", "”"))
            return speaking if not closed or self._cast.first_person(*span) else None
        if speaking.kind == "group" and not re.match(r"(?:ils?|elles?)\b", plain(sentence[:6])):
            return self._owner
        return speaking

    def _parts(self, span: Span, name: Name | None) -> list[Turn]:
        """The turns of a unit: its speaker's, cut where a quotation is nobody's known, and those of
        the quotations."""
        nested = self._nested(span, name)
        cuts = [place for turn in nested if not turn.speaker for place in (turn.start, turn.end)]
        edges = [span[0], *cuts, span[1]]
        parts = [trimmed(self._text, *part) for part in zip(edges[::2], edges[1::2], strict=True)]
        speaker = name.text if name else None
        own = [Turn(start=start, end=end, speaker=speaker) for start, end in parts if start < end]
        return sorted((*own, *nested), key=lambda turn: (turn.start, -turn.end))

    def _nested(self, span: Span, outer: Name | None) -> list[Turn]:
        """The quotations inside the unit that are not its speaker's."""
        found: list[Turn] = []
        said, lent = span[0], False
        inside = [quote for quote in self._within(*span) if quote.end <= span[1]]
        for rank, quote in enumerate(inside):
            other = None
            if outer and quote.depth == 1:
                other = borrowed(self._text, said, quote.start, outer) or (_OTHER if lent else None)
                said, lent = quote.end, other is not None
            name = other.name if other else None
            if other is None and (rank or outer is None):
                name = introduced(self._text, span[0], quote, self._cast)
            if other or (name and (outer is None or plain(name.text) != plain(outer.text))):
                speaker = name.text if name else None
                found.append(Turn(start=quote.start, end=quote.end, speaker=speaker))
        return found


def _displaces(subject: Name, speaking: Name) -> bool:
    """Whether a sentence about `subject` is no longer what `speaking` says.

    A person speaks of bodies; what a body would say of another, a synthesis says of it.
    """
    if subject.text and plain(subject.text).startswith(plain(speaking.text)):
        return False
    return subject.kind in ("person", "function") or not speaking.personal
