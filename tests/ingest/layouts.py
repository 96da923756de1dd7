"""Pages laid out at random from a seed, with the words that a reader would read, in order.

What no rule of typography settles is not made: two boxes side by side without frames are columns.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from reportlab.lib.pagesizes import A4

from tests.ingest.prose import heading, paragraph, sentence
from tests.ingest.typesetting import BOLD, Column, Sheet, Style

WIDTH, _ = A4


def body_style(rng: random.Random, columns: int = 1) -> Style:
    size = rng.choice([8.5, 9, 9.5, 10, 10.5, 11]) - (1.5 if columns == 3 else 0)
    return Style(
        size,
        round(size * rng.choice([1.15, 1.2, 1.3, 1.4]), 1),
        justify=rng.random() < 0.4,
        hyphenate=rng.random() < 0.4,
        gap=rng.choice([3.0, 5.0, 8.0]),
    )


def heading_style(body: Style, rng: random.Random) -> Style:
    size = body.size * rng.choice([1.15, 1.3, 1.6])
    return Style(round(size, 1), round(size * 1.25, 1), font=BOLD, gap=rng.choice([8.0, 12.0]))


def fill(column: Column, body: Style, rng: random.Random) -> None:
    """Paragraphs, headings and lists down to the bottom of the column."""
    fits = True
    while fits:
        kind = rng.random()
        if kind < 0.12:
            fits = column.put(heading(rng), heading_style(body, rng))
        elif kind < 0.25:
            style = Style(body.size, body.leading, gap=2.0, indent=14.0)
            label = rng.choice("•–")
            for _ in range(rng.randint(2, 4)):
                fits = fits and column.put(sentence(rng), style, label)
        else:
            fits = column.put(paragraph(rng), body)
    while column.put(sentence(rng, 4, 9), body):  # columns end about level
        pass


def columns(sheet: Sheet, top: float, bottom: float, count: int, rng: random.Random) -> float:
    """A zone of `count` columns; the lowest y that it reaches."""
    margin = rng.choice([42.0, 56.0, 64.0])
    body = body_style(rng, count)
    gutter = rng.choice([14.0, 18.0, 24.0, 30.0])
    width = (WIDTH - 2 * margin - gutter * (count - 1)) / count
    lowest = top
    for place in range(count):
        ragged_bottom = bottom - (
            rng.choice([0, 0, 40, 120]) if place == count - 1 and bottom - top > 250 else 0
        )
        column = Column(sheet, margin + place * (width + gutter), width, top, ragged_bottom, rng)
        fill(column, body, rng)
        lowest = max(lowest, column.y)
    return lowest


def banner(sheet: Sheet, top: float, rng: random.Random) -> float:
    """A heading over the whole width; where it ends."""
    column = Column(sheet, 56, WIDTH - 112, top, top + 90, rng)
    size = rng.choice([13.0, 16.0, 20.0])
    column.put(sentence(rng, 9, 14).rstrip(" .;:?"), Style(size, size * 1.25, font=BOLD))
    return column.y + 6


def single(sheet: Sheet, rng: random.Random) -> None:
    columns(sheet, banner(sheet, 70, rng), 770, 1, rng)


def two_columns(sheet: Sheet, rng: random.Random) -> None:
    columns(sheet, 70, 770, 2, rng)


def three_columns(sheet: Sheet, rng: random.Random) -> None:
    columns(sheet, banner(sheet, 70, rng), 770, 3, rng)


def zones(sheet: Sheet, rng: random.Random) -> None:
    """Bands of one to three columns, parted by headings over the whole width."""
    y = 66.0
    heights = rng.choice([[700], [330, 330], [230, 220, 230], [190, 480]])
    for height in heights:
        y = banner(sheet, y, rng)
        y = columns(sheet, y + 4, y + height - 60, rng.choice([1, 2, 2, 3]), rng) + 10


def side_box(sheet: Sheet, rng: random.Random) -> None:
    """A framed box beside the running text, on either side."""
    y = banner(sheet, 66, rng)
    body = body_style(rng)
    at_right = rng.random() < 0.6
    narrow = rng.choice([130.0, 150.0, 170.0])
    gutter = rng.choice([20.0, 28.0])
    wide = WIDTH - 112 - narrow - gutter
    main = (56.0, wide) if at_right else (56.0 + narrow + gutter, wide)
    box = (56.0 + wide + gutter, narrow) if at_right else (56.0, narrow)
    top = y + rng.choice([6.0, 120.0])
    bottom = rng.choice([430.0, 600.0, 765.0])

    def set_main() -> None:
        fill(Column(sheet, *main, y, 770, rng), body, rng)

    def set_box() -> None:
        framed(sheet, box[0], box[1], top, bottom, body, rng)

    for action in (set_main, set_box) if at_right else (set_box, set_main):
        action()


def framed(
    sheet: Sheet,
    left: float,
    width: float,
    top: float,
    bottom: float,
    body: Style,
    rng: random.Random,
) -> None:
    small = Style(body.size - 1, round((body.size - 1) * 1.25, 1), gap=3.0)
    column = Column(sheet, left + 7, width - 14, top + 4, bottom - 4, rng)
    column.put(heading(rng, 4), Style(body.size, body.size * 1.25, font=BOLD))
    fill(column, small, rng)
    sheet.frames.append((left, top, width, column.y + 8 - top))


def grid(sheet: Sheet, rng: random.Random) -> None:
    """Framed boxes in rows of two or three, read row by row."""
    y = banner(sheet, 66, rng) + 6
    count = rng.choice([2, 2, 3])
    gap = rng.choice([10.0, 16.0])
    width = (WIDTH - 112 - gap * (count - 1)) / count
    body = body_style(rng, count)
    height = rng.choice([150.0, 210.0])
    while y + height < 775:
        for place in range(count):
            framed(sheet, 56 + place * (width + gap), width, y, y + height, body, rng)
        y += height + gap


def footnotes(sheet: Sheet, rng: random.Random) -> None:
    """One or two columns with notes in small print under them."""
    columns(sheet, 66, 640, rng.choice([1, 2]), rng)
    column = Column(sheet, 56, WIDTH - 112, 664, 780, rng)
    for number in range(1, rng.randint(2, 4)):
        column.put(f"{number} {sentence(rng, 8, 16)}", Style(7.5, 9.5))


def table(sheet: Sheet, rng: random.Random) -> None:
    """Prose, a table whose cells may go over two lines, prose."""
    y = columns(sheet, 66, 300, 1, rng) + 12
    count = rng.choice([3, 4])
    width = (WIDTH - 112) / count
    style = Style(9.0, 11.0)
    rows = [[heading(rng, 3) for _ in range(count)] for _ in range(rng.randint(5, 9))]
    for index, row in enumerate(rows):
        cell_style = Style(9.0, 11.0, font=BOLD) if index == 0 else style
        lowest = y
        for place, cell in enumerate(row):
            column = Column(sheet, 56 + place * width + 4, width - 12, y, y + 80, rng)
            column.put(cell, cell_style)
            lowest = max(lowest, column.y)
        sheet.frames += [(56 + p * width, y, width, lowest + 4 - y) for p in range(count)]
        y = lowest + 4
    columns(sheet, y + 14, 770, 1, rng)


LAYOUTS: dict[str, Callable[[Sheet, random.Random], None]] = {
    "single": single,
    "two_columns": two_columns,
    "three_columns": three_columns,
    "zones": zones,
    "side_box": side_box,
    "grid": grid,
    "footnotes": footnotes,
    "table": table,
}


def made(kind: str, rng: random.Random) -> Sheet:
    sheet = Sheet()
    LAYOUTS[kind](sheet, rng)
    return sheet
