"""The rows of attendance in a document's blocks: tables and lists, page after page. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from ingest.attendance.bare import Ticks, bare_row, ticks
from ingest.attendance.columns import (
    Column,
    Role,
    columns_of,
    distance,
    heads_again,
    under,
    yes_or_no,
)
from ingest.attendance.lists import (
    Lead,
    Person,
    entry,
    lead_in,
    others,
    parts,
    persons,
    told_in_prose,
)
from ingest.attendance.meetings import Meeting, titled
from ingest.attendance.own import own
from ingest.attendance.people import is_person
from ingest.attendance.rows import cells_of, named_below, rows_from
from ingest.attendance.table import Cells, Seat, Table
from ingest.flow import Block, Flow
from ingest.french import fold
from ingest.model import Attendee, Presence

_MOST_WAITING = 2
_LONGEST_GROUP = 200
_TITLE_BLOCKS = 3
_SENTENCE_WORDS = 6
_COLLEGE = re.compile(r"^\W*(?:sous-)?college\b")
_NOISE = re.compile(r"@|https?:|www\.|mailto:", re.IGNORECASE)
_OFFICE = re.compile(
    r"^(?:vice-)?president(?:e)?\b|^(?:directeur|directrice|secretaire|rapporteur|rapporteuse|"
    r"prefet|prefete|tresorier|tresoriere|animateur|animatrice|delegue|deleguee)\b"
)
_AGENDA = re.compile(r"^\W*(?:ordre du jour|\d{1,2}\s*[.)/–-]|[ivx]+\s*[.)/–-]\s|point \d)")


def find(flow: Flow, default: Meeting) -> tuple[Attendee, ...]:
    """The rows that the document tells, in text order.

    `default` is the meeting of the document itself, where no title above a list names another.
    """
    walk = _Walk(flow, default)
    for index in range(len(flow.blocks)):
        walk.step(index)
    return tuple(walk.found)


class _Walk:
    """Goes through the blocks; holds the table or list that is open, and its meeting."""

    def __init__(self, flow: Flow, default: Meeting) -> None:
        self.flow = flow
        self.default = default
        self.meeting = default
        self.level: int | None = None
        self.half: tuple[int, Meeting] | None = None
        self.table: Table | None = None
        self.headed = -2
        self.misfit = False
        self.lead: Lead | None = None
        self.before = 0
        self.is_inline = False
        self.is_whole = False
        self.form: bool | None = None
        self.ends_with_point = False
        self.college: str | None = None
        self.inherited: str | None = None
        self.waiting: list[str] = []
        self.ticked = range(0), ticks([])
        self.edge: tuple[int, float] | None = None
        self.page_starts = [page.start for page in flow.pages]
        self.found: list[Attendee] = []

    def step(self, index: int) -> None:
        block = self.flow.blocks[index]
        cells = cells_of(self.flow, block)
        if len(cells.texts) > 1:
            self.cut(index, block, cells)
            return
        is_list = self.lead is not None or lead_in(cells.texts[0], is_title=_is_title(block))
        spans = parts(self.text(block)) if is_list else [(0, block.end - block.start)]
        for start, end in spans:
            part = replace(block, start=block.start + start, end=block.start + end)
            self.line(index, part, self.text(part).strip())

    def text(self, block: Block) -> str:
        return self.flow.text[block.start : block.end]

    # Rows of tables

    def cut(self, index: int, block: Block, cells: Cells) -> None:
        """A row of a table: its heading, a person, or the end of the table of persons."""
        columns = columns_of(cells.texts, cells.places, named_below(self.flow, index))
        if self.table is not None and self.headed == index - 1 and not columns:
            columns = yes_or_no(cells.texts, cells.places, self.table.columns)
        if columns and (self.table is None or heads_again(columns)):
            self.head(index, cells, columns)
        elif self.table is not None:
            self.person(block, cells)
        elif self.lead is not None:
            self.bare_row(index, block, cells)

    def head(self, index: int, cells: Cells, columns: tuple[Column, ...]) -> None:
        if self.table is not None and self.headed == index - 1:
            columns = under(columns, self.table.columns)
        self.table = Table(
            columns=columns,
            is_placed=cells.is_placed,
            left=min(left for left, _ in cells.places),
        )
        self.headed = index
        self.misfit = False
        self.college, self.inherited, self.waiting, self.edge = None, None, [], None
        if not self.table.has_marks and self.lead is None:
            self.table = None

    def person(self, block: Block, cells: Cells) -> None:
        assert self.table is not None
        default = self.lead.status if self.lead else Presence.UNKNOWN
        seat = self.table.read(cells, self.left(block, cells), default)
        if seat is None or not self.goes_on(seat):
            if seat is not None or not fold(cells.texts[0]).startswith("total"):
                self.table = None
            return
        if not seat.rows and not seat.is_open:
            self.misfit = True
            return
        self.misfit = False
        self.take_group()
        self.inherited = seat.college or self.inherited
        college = self.inherited or self.college
        label = self.lead.label if self.lead and not self.table.has_marks else None
        for row in seat.rows:
            mark = row.mark or label
            self.add(block, college, row.name, row.organisation, row.status, mark)

    def goes_on(self, seat: Seat) -> bool:
        """Whether a row goes on with the open table: what parted it from the rows above may have
        ended that, where the row itself shows no mark and no person."""
        has_mark = any(row.has_mark for row in seat.rows)
        if self.misfit:
            return has_mark or seat.is_open
        names = any(is_person(row.name, strict=False) for row in seat.rows)
        return not self.waiting or has_mark or names or seat.is_open

    def left(self, block: Block, cells: Cells) -> float:
        """The table's left edge on the page of `block`: pages may be set off from each other."""
        assert self.table is not None
        page = self.page_index(block.start)
        if self.edge is None:
            self.edge = page, self.table.left
        if self.edge[0] != page:
            edges = [
                min(left for left, _ in other.cells)
                for other in self.flow.blocks
                if self.page_index(other.start) == page
                and len(other.cells) > 1
                and other.start >= block.start
            ]
            self.edge = page, min(edges, default=self.table.left)
        return self.edge[1] if cells.is_placed else self.table.left

    def bare_row(self, index: int, block: Block, cells: Cells) -> None:
        """A row of a table without heading, under the title of a list."""
        assert self.lead is not None
        row = bare_row(cells, self.lead, self.ticks_around(index))
        if row is None:
            self.close()
            return
        self.take_group()
        self.add(block, self.college, row.name, row.organisation, row.status, row.mark)

    def ticks_around(self, index: int) -> Ticks:
        """The crosses of the rows that stand together at `index`."""
        if index not in self.ticked[0]:
            rows = list(rows_from(self.flow, index))
            self.ticked = range(index, index + len(rows)), ticks(rows)
        return self.ticked[1]

    # Lines

    def line(self, index: int, block: Block, text: str) -> None:
        """A paragraph, title or list item."""
        is_title = _is_title(block)
        if self.new_meeting(index, block, text):
            return
        lead = lead_in(text, is_title=is_title) or self.beside(text)
        if lead:
            self.open(block, text, lead)
            return
        if self.is_whole and not _COLLEGE.match(fold(text)):
            self.close()
        if self.lead is not None and self.table is None and self.listed(block, text):
            return
        if self.table is not None and not is_title and self.lone(block, text):
            return
        for status, mark, person in told_in_prose(text):
            self.add_person(block, None, person, status, mark)
        if self.table is None and self.lead is None:
            return
        if self.table is None and self.ends(text):
            self.close()
            return
        self.waiting.append(text)
        is_group = len(text) <= _LONGEST_GROUP and not _AGENDA.match(fold(text))
        if not is_group or len(self.waiting) > _MOST_WAITING:
            self.close()

    def new_meeting(self, index: int, block: Block, text: str) -> bool:
        """Whether the line is the title of a meeting; then it is the meeting of what follows."""
        is_title = _is_title(block) or index < _TITLE_BLOCKS
        told = titled(text) if is_title else Meeting(body=None, date=None)
        if self.half and index - self.half[0] <= _TITLE_BLOCKS:
            other = self.half[1]
            joined = Meeting(body=told.body or other.body, date=told.date or other.date)
        else:
            joined = told
        if told.body or told.date:
            self.half = index, told
        if joined.body and joined.date and (told.body or told.date):
            self.meeting, self.level, self.half = joined, block.level, None
            self.close()
            return True
        if block.level is not None and self.level is not None and block.level < self.level:
            self.meeting, self.level = self.default, None
        return False

    def open(self, block: Block, text: str, lead: Lead) -> None:
        """A list begins, perhaps on the line itself."""
        self.close()
        inline = persons(text, lead.start, len(text))
        for person in inline:
            self.add_person(block, None, person, lead.status, lead.label)
        if inline or not text[lead.start :].strip(" .:"):
            self.lead, self.before = lead, len(self.found) - len(inline)
            self.is_inline = bool(inline)
            self.is_whole = self.is_inline and text.rstrip().endswith(".")

    def beside(self, text: str) -> Lead | None:
        """The title of others than the open list's; right under its own it is a group of it."""
        if self.lead is None or len(self.found) == self.before:
            return None
        if self.table is not None and self.table.has_marks:
            return None
        return others(text)

    def ends(self, text: str) -> bool:
        """Whether a line that is no entry ends the open list: a sentence, or what follows a list
        that was told on one line."""
        if self.is_inline:
            return not _COLLEGE.match(fold(text))
        return text.rstrip().endswith(".") and len(text.split()) >= _SENTENCE_WORDS

    def listed(self, block: Block, text: str) -> bool:
        """Whether the line is an entry of the open list, or a group of it with its entries."""
        assert self.lead is not None
        if self.form is not None and block.bullet != self.form and ":" in text:
            return False
        group, colon, _ = text.partition(":")
        several = persons(text, 0, len(text), is_line=True)
        grouped = persons(text, len(group) + 1, len(text), is_line=True) if colon else []
        if grouped and not entry(group, strict=True):
            self.form = block.bullet if self.form is None else self.form
            college = group.strip(" •-–*\t")
            for person in grouped:
                self.add_person(block, college, person, self.lead.status, self.lead.label)
            return True
        one = entry(text, strict=bool(self.waiting) or block.level is not None)
        ended = text.rstrip().endswith(".")
        if one and len(several) < 2:
            if ended and self.form is not None and not self.ends_with_point:
                return False
            several = [one]
        if not several or not (one or several[0].start <= 4):
            return False
        if self.form is None:
            self.ends_with_point = ended
        self.form = block.bullet
        self.take_group()
        for person in several:
            told = self.college
            if told and _OFFICE.match(fold(told)):
                person = replace(person, organisation=person.organisation or told)
                told = None
            self.add_person(block, told, person, self.lead.status, self.lead.label)
        return True

    def lone(self, block: Block, text: str) -> bool:
        """Whether the line is a row with a name only: nothing tells the status."""
        assert self.table is not None
        if not is_person(text) or not block.cells:
            return False
        places = [distance(block.cells[0], column.place) for column in self.table.columns]
        role = self.table.columns[places.index(min(places))].role
        if role is Role.LIST:
            self.person(block, cells_of(self.flow, block))
        if role is not Role.NAME:
            return role is Role.LIST
        self.take_group()
        status = Presence.UNKNOWN
        if self.lead is not None and not self.table.has_marks:
            status = self.lead.status
        self.add(block, self.inherited or self.college, text, None, status, None)
        return True

    # What is open

    def take_group(self) -> None:
        """What stood alone above an entry is the name of its group."""
        groups = [text for text in self.waiting if not _NOISE.search(text)]
        if groups:
            self.college = groups[-1].strip(" :•-–\t")
            self.inherited = None
        self.waiting = []

    def close(self) -> None:
        self.table = self.lead = self.form = self.college = self.inherited = self.edge = None
        self.is_inline = self.is_whole = False
        self.waiting = []

    def add_person(
        self, block: Block, college: str | None, person: Person, status: Presence, mark: str
    ) -> None:
        told = own(person.after, status)
        self.add(
            block,
            college,
            person.name,
            person.organisation,
            told.status if told else status,
            told.words if told else mark,
            span=(block.start + person.start, block.start + person.end),
        )

    def add(
        self,
        block: Block,
        college: str | None,
        name: str,
        organisation: str | None,
        status: Presence,
        mark: str | None,
        *,
        span: tuple[int, int] | None = None,
    ) -> None:
        start, end = span or (block.start, block.end)
        self.found.append(
            Attendee(
                page=self.flow.pages[self.page_index(start)].number,
                body=self.meeting.body,
                date=self.meeting.date,
                college=college,
                name=" ".join(name.split()),
                organisation=organisation,
                status=status,
                mark=mark,
                start=start,
                end=end,
            )
        )

    def page_index(self, offset: int) -> int:
        return bisect_right(self.page_starts, offset) - 1


def _is_title(block: Block) -> bool:
    return block.level is not None or block.bold
