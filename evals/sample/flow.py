"""Page filling: places lines, tables and boxes in columns and remembers what each page holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from evals.sample.typesetting import (
    REGULAR,
    Line,
    Piece,
    Style,
    Word,
    break_lines,
    line_text,
    space_width,
    word_width,
    words_of,
)

CELL_PADDING = 4


@dataclass(frozen=True)
class TextMark:
    """A run of pieces to draw on one baseline, with `stretch` added to each ordinary space."""

    x: float
    y: float
    pieces: tuple[Piece, ...]
    size: float
    colour: str
    stretch: float = 0


@dataclass(frozen=True)
class BoxMark:
    """A rectangle, filled or outlined; a rule is a rectangle without height or width."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline, with the height on the page that it leads to."""

    title: str
    level: int
    y: float


@dataclass
class Page:
    """What is drawn on a physical page, and the text of its body in reading order."""

    marks: list[TextMark | BoxMark] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    text: str = ""

    def read(self, line: Line) -> None:
        """Add a line to the text of the page, closing the word that the last one left open."""
        self.text += line_text(line) + ("" if line.hyphenated else " ")


@dataclass(frozen=True)
class Frame:
    """The rectangle in which one column of text is set."""

    x: float
    bottom: float
    width: float
    top: float


class Flow:
    """Fills frames in order, page after page."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self._frames = tuple(frames)
        self.pages: list[Page] = []
        self._index = 0
        self._y = 0.0
        self._top = 0.0
        self.new_page()

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def frame(self) -> Frame:
        """The column being filled."""
        return self._frames[self._index]

    @property
    def room(self) -> float:
        """The height left in the column."""
        return self._y - self.frame.bottom

    @property
    def y(self) -> float:
        """The height at which the next element starts."""
        return self._y

    @property
    def at_top(self) -> bool:
        """Whether nothing has been set in the column yet."""
        return self._y >= self._top

    def new_page(self) -> None:
        """Start a page at its first column."""
        self.pages.append(Page())
        self._start(0, max(frame.top for frame in self._frames))

    def new_column(self) -> None:
        """Go to the next column of the page, or to a new page after the last one."""
        if self._index + 1 < len(self._frames):
            self._start(self._index + 1, self._top)
        else:
            self.new_page()

    def lower_top(self, y: float) -> None:
        """Make all columns of this page start at `y`, below something drawn across them."""
        self._start(0, y)

    def need(self, height: float) -> None:
        """Go to the next column unless `height` is left in this one."""
        if self.room < height and not self.at_top:
            self.new_column()

    def skip(self, height: float) -> None:
        """Leave a blank, except at the top of a column."""
        if not self.at_top:
            self._y -= height

    def skip_always(self, height: float) -> None:
        """Leave a blank, at the top of a column too."""
        self._y -= height

    def text(self, text: str, style: Style, bullet: str = "") -> None:
        """Set a text, splitting it between columns where it does not fit."""
        width = self.frame.width - style.indent
        lines = break_lines(words_of(text, style.font), width, style.size, style.hyphenate)
        self.skip(style.before)
        for place, line in enumerate(lines):
            # A word is never cut across two columns: its first line goes along with it.
            self.need(style.leading * (2 if line.hyphenated else 1))
            if bullet and place == 0:
                self._bullet(bullet, style)
            self._set(line, self.frame.x + style.indent, width, style)
            self._y -= style.leading

    def height_of(self, text: str, style: Style) -> float:
        """The height that `text` would take, blank before included."""
        width = self.frame.width - style.indent
        lines = break_lines(words_of(text, style.font), width, style.size, style.hyphenate)
        return style.before + len(lines) * style.leading

    def centred(self, text: str, style: Style) -> None:
        """Set a text on centred lines."""
        self.skip(style.before)
        for line in break_lines(words_of(text, style.font), self.frame.width, style.size, False):
            self.need(style.leading)
            left = self.frame.x + (self.frame.width - line.width) / 2
            self._set(line, left, line.width, style)
            self._y -= style.leading

    def table(self, rows: Sequence[Sequence[str]], style: Style, heading: Style | None) -> None:
        """Set a ruled table. Rows are not split, and the heading row is not repeated."""
        widths = column_widths(rows, style, self.frame.width)
        self.skip(style.before)
        for place, row in enumerate(rows):
            face = heading if heading and place == 0 else style
            cells = [
                break_lines(words_of(cell, face.font), width - 2 * CELL_PADDING, face.size, False)
                for cell, width in zip(row, widths, strict=True)
            ]
            height = max(len(lines) for lines in cells) * face.leading + 2 * CELL_PADDING
            self.need(height + (2 * face.leading if face is heading else 0))
            self._row(cells, widths, height, face, shaded=face is heading)
        self.skip(style.before)

    def _start(self, index: int, top: float) -> None:
        self._index = index
        self._y = self._top = top

    def _bullet(self, bullet: str, style: Style) -> None:
        x = self.frame.x + style.indent - 11
        piece = ((REGULAR, bullet),)
        self.page.marks.append(TextMark(x, self._y - style.size, piece, style.size, style.colour))

    def _set(self, line: Line, x: float, width: float, style: Style) -> None:
        # In the embedded fonts, a no-break space is drawn as an ordinary one and stretches too.
        gaps = sum(text.count(" ") + text.count("\u00a0") for _, text in _pieces(line))
        stretch = 0.0
        if style.justify and not line.last and gaps:
            stretch = (width - line.width) / gaps
        self.page.marks.append(
            TextMark(x, self._y - style.size, _pieces(line), style.size, style.colour, stretch)
        )
        self.page.read(line)

    def _row(
        self,
        cells: list[list[Line]],
        widths: list[float],
        height: float,
        style: Style,
        shaded: bool,
    ) -> None:
        x, top = self.frame.x, self._y
        for lines, width in zip(cells, widths, strict=True):
            self._y = top - CELL_PADDING
            fill = "#e4e9f0" if shaded else None
            box = BoxMark(x, top - height, width, height, fill=fill, stroke="#555555")
            self.page.marks.append(box)
            for line in lines:
                mark = line_text(line) in ("X", "x")
                inset = (width - line.width) / 2 if mark else CELL_PADDING
                self._set(line, x + inset, width, style)
                self._y -= style.leading
            x += width
        self._y = top - height


def column_widths(rows: Sequence[Sequence[str]], style: Style, total: float) -> list[float]:
    """Share `total` between columns so that each holds its longest word.

    What is left goes to columns in proportion to the length of their text.
    """
    least, wanted = [], []
    for column in zip(*rows, strict=True):
        words = [words_of(cell, "VeraBd") for cell in column]
        least.append(max((word_width(w, style.size) for cell in words for w in cell), default=0))
        wanted.append(max(_natural_width(cell, style.size) for cell in words))
    padding = 2 * CELL_PADDING + 1
    spare = total - sum(least) - padding * len(least)
    if spare < 0:
        raise ValueError(f"table too wide for its page: {rows[0]}")
    stretch = [min(wish, total / 2) - low + 1 for wish, low in zip(wanted, least, strict=True)]
    stretch = [max(value, 1) for value in stretch]
    return [
        low + padding + spare * value / sum(stretch)
        for low, value in zip(least, stretch, strict=True)
    ]


def _natural_width(words: Sequence[Word], size: float) -> float:
    return sum(word_width(word, size) + space_width(size) for word in words)


def _pieces(line: Line) -> tuple[Piece, ...]:
    """The pieces of a line with its spaces, neighbours of the same font made one."""
    pieces: list[Piece] = []
    for place, word in enumerate(line.words):
        if place:
            font, text = pieces[-1]
            pieces[-1] = (font, text + " ")
        for font, text in word:
            if pieces and pieces[-1][0] == font:
                pieces[-1] = (font, pieces[-1][1] + text)
            else:
                pieces.append((font, text))
    return tuple(pieces)
