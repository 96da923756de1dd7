"""The four PDF layouts of the sample corpus."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportlab.lib.pagesizes import A4

from evals.sample.flow import Bookmark, BoxMark, Flow, Frame, Page, TextMark
from evals.sample.markup import Block, Source, footer_text, french_date
from evals.sample.paint import paint
from evals.sample.typesetting import (
    BOLD,
    ITALIC,
    REGULAR,
    Style,
    register_fonts,
    word_width,
    words_of,
)

KEY_FIGURES = "Chiffres clés"
_WIDTH, _HEIGHT = A4
_GREY = "#666666"

# A paragraph that is one quotation and says first whose: `CTS 59 : « ... »`.
_ATTRIBUTED = re.compile(r"^[^.«»]{2,60}\s:\s«[^«»]*»$")
_BOTTOM, _HIGHEST_BOTTOM = 66, 486


@dataclass(frozen=True)
class Look:
    """The margins, the styles and the habits of one layout."""

    margin: float
    headings: tuple[Style, Style, Style]
    body: Style
    quote: Style
    cell: Style
    colour: str
    columns: int = 1
    cover: bool = False
    bookmarks: bool = False
    banner: bool = False
    header: bool = True
    attributions: bool = False
    total: bool = False


def _headings(colour: str, sizes: tuple[float, float, float]) -> tuple[Style, Style, Style]:
    first, second, third = (
        Style(BOLD, size, size * 1.3, before, colour=colour)
        for size, before in zip(sizes, (20, 14, 10), strict=True)
    )
    return first, second, third


LOOKS = {
    "report": Look(
        margin=72,
        headings=_headings("#1f3d6b", (16, 12.5, 10.5)),
        body=Style(size=10, leading=14.5, before=7, justify=True, hyphenate=True),
        quote=Style(ITALIC, 10, 14, 7, indent=24),
        cell=Style(size=8.5, leading=11.5, before=10),
        colour="#1f3d6b",
        cover=True,
        bookmarks=True,
        total=True,
    ),
    "brochure": Look(
        margin=50,
        headings=_headings("#00707a", (17, 12, 10)),
        body=Style(size=9.5, leading=13.5, before=6.5),
        quote=Style(ITALIC, 9.5, 13.5, 8, indent=12, colour="#00707a"),
        cell=Style(size=8, leading=10.5, before=8),
        colour="#00707a",
        columns=2,
        cover=True,
        banner=True,
        header=False,
    ),
    "minutes": Look(
        margin=56,
        headings=_headings("#000000", (12, 10.5, 10)),
        body=Style(size=9.5, leading=13.5, before=6),
        quote=Style(ITALIC, 9.5, 13.5, 6, indent=20),
        cell=Style(size=8, leading=10.5, before=8),
        colour="#000000",
    ),
    "synthesis": Look(
        margin=78,
        headings=_headings("#7a2f1d", (15, 12, 10.5)),
        body=Style(size=10, leading=14.5, before=7),
        quote=Style(ITALIC, 9.5, 13.5, 8, indent=30, colour="#333333"),
        cell=Style(size=8.5, leading=11.5, before=10),
        colour="#7a2f1d",
        attributions=True,
    ),
}


def render(source: Source) -> tuple[bytes, list[str]]:
    """The PDF of a source, and the text of the body of each of its pages."""
    register_fonts()
    look = LOOKS[source.meta["layout"]]
    pages = _cover(source.meta, look) if look.cover else []
    if look.banner:
        for section in _sections(source.blocks):
            pages += _balanced(section, look)
    else:
        flow = Flow(_frames(look))
        if not look.cover:
            _title_block(flow, source.meta, look)
        _fill(flow, source.blocks, look)
        pages += flow.pages
    texts = [" ".join(page.text.split()) for page in pages]
    _running_lines(pages, source.meta, look)
    return paint(pages, A4, source.meta), texts


def _sections(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """The blocks cut before each heading of the first level."""
    starts = [
        place
        for place, block in enumerate(blocks)
        if place == 0 or (block.kind == "heading" and block.level == 1)
    ]
    return [blocks[start:end] for start, end in pairwise([*starts, len(blocks)])]


def _balanced(section: Sequence[Block], look: Look) -> list[Page]:
    """The pages of a section, its columns made as short as they can be where one page is enough."""
    for bottom in range(_HIGHEST_BOTTOM, _BOTTOM, -10):
        flow = Flow(_frames(look, bottom))
        _fill(flow, section, look)
        if len(flow.pages) == 1:
            return flow.pages
    flow = Flow(_frames(look))
    _fill(flow, section, look)
    return flow.pages


def _frames(look: Look, bottom: float = _BOTTOM) -> list[Frame]:
    gutter = 22
    usable = _WIDTH - 2 * look.margin
    width = (usable - gutter * (look.columns - 1)) / look.columns
    return [
        Frame(look.margin + place * (width + gutter), bottom, width, _HEIGHT - 70)
        for place in range(look.columns)
    ]


def _cover(meta: dict[str, str], look: Look) -> list[Page]:
    cover = Flow([Frame(72, _BOTTOM, _WIDTH - 144, _HEIGHT - 230)])
    cover.page.marks.append(BoxMark(0, _HEIGHT - 150, _WIDTH, 150, fill=look.colour))
    lines = (
        (meta["body"], Style(BOLD, 13, 18, 0, colour=_GREY)),
        (meta["title"], Style(BOLD, 24, 31, 60, colour=look.colour)),
        (_kind_line(meta), Style(size=13, leading=18, before=40)),
        (french_date(meta["date"]).capitalize(), Style(size=13, leading=18, before=6)),
    )
    for text, style in lines:
        cover.text(text, style)
    return cover.pages


def _kind_line(meta: dict[str, str]) -> str:
    kind = meta["kind"][:1].upper() + meta["kind"][1:]
    return f"{kind} – {meta['region']}"


def _title_block(flow: Flow, meta: dict[str, str], look: Look) -> None:
    grey = Style(size=9.5, leading=13, before=2, colour=_GREY)
    flow.centred(meta["body"], grey)
    flow.centred(meta["title"], Style(BOLD, 15, 20, 8, colour=look.colour))
    flow.centred(f"{_kind_line(meta)} – {french_date(meta['date'])}", replace(grey, before=6))
    flow.skip(14)


def _fill(flow: Flow, blocks: Sequence[Block], look: Look) -> None:
    place = 0
    while place < len(blocks):
        block = blocks[place]
        if look.columns > 1 and block.kind == "heading" and block.text.startswith(KEY_FIGURES):
            end = _section_end(blocks, place)
            _key_figures(flow, blocks[place:end], look)
            place = end
            continue
        _SETTERS[block.kind](flow, block, look)
        place += 1


def _heading(flow: Flow, block: Block, look: Look) -> None:
    if look.banner and block.level == 1:
        _banner(flow, block, look)
        return
    style = look.headings[block.level - 1]
    flow.need(flow.height_of(block.text, style) + 3 * look.body.leading)
    if look.bookmarks and block.level <= 2:
        flow.page.bookmarks.append(_bookmark(block, flow.y))
    flow.text(block.text, style)


def _bookmark(block: Block, y: float) -> Bookmark:
    return Bookmark(block.text.replace("**", ""), block.level, y)


def _banner(flow: Flow, block: Block, look: Look) -> None:
    """A heading across all columns, at the top of the first page of its section."""
    band = Flow([Frame(look.margin, _BOTTOM, _WIDTH - 2 * look.margin, flow.y)])
    band.text(block.text, look.headings[0])
    flow.page.marks.extend(band.page.marks)
    flow.page.text += band.page.text
    flow.page.marks.append(
        BoxMark(look.margin, band.y - 5, _WIDTH - 2 * look.margin, 2, fill=look.colour)
    )
    flow.lower_top(band.y - 20)


def _section_end(blocks: Sequence[Block], start: int) -> int:
    """The place of the first block after `start` that is no bullet and no paragraph."""
    for place in range(start + 1, len(blocks)):
        if blocks[place].kind not in ("bullet", "paragraph"):
            return place
    return len(blocks)


def _key_figures(flow: Flow, blocks: Sequence[Block], look: Look) -> None:
    """A shaded box that is never split; it ends with the bullets and paragraphs below its title."""
    styles = [_boxed_style(block, look) for block in blocks]
    pairs = list(zip(blocks, styles, strict=True))
    height = sum(flow.height_of(block.text, style) for block, style in pairs) + 14
    flow.skip(12)
    flow.need(height)
    box = BoxMark(flow.frame.x, flow.y - height, flow.frame.width, height, "#e3f2f3", look.colour)
    flow.page.marks.append(box)
    flow.skip_always(4)
    for block, style in pairs:
        flow.text(block.text, style, "•" if block.kind == "bullet" else "")
    flow.skip(14)


def _boxed_style(block: Block, look: Look) -> Style:
    if block.kind == "heading":
        return replace(look.headings[2], indent=10, before=4)
    return replace(look.body, indent=22 if block.kind == "bullet" else 10, before=3)


def _paragraph(flow: Flow, block: Block, look: Look) -> None:
    spoken = look.attributions and _ATTRIBUTED.match(block.text)
    flow.text(block.text, replace(look.body, indent=30) if spoken else look.body)


def _bullet(flow: Flow, block: Block, look: Look) -> None:
    style = replace(look.body, indent=6 + 14 * block.level, before=3, justify=False)
    flow.text(block.text, style, "•" if block.level == 1 else "–")


def _quote(flow: Flow, block: Block, look: Look) -> None:
    flow.text(block.text, look.quote)


def _table(flow: Flow, block: Block, look: Look) -> None:
    heading = replace(look.cell, font=BOLD) if block.has_header else None
    flow.table(block.rows, look.cell, heading)


def _page_break(flow: Flow, block: Block, look: Look) -> None:
    if not flow.at_top:
        flow.new_page()


_SETTERS: dict[str, Callable[[Flow, Block, Look], None]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullet": _bullet,
    "quote": _quote,
    "table": _table,
    "page": _page_break,
}


def _running_lines(pages: Sequence[Page], meta: dict[str, str], look: Look) -> None:
    """Add headers, footers and page numbers; they are no part of the text of a page."""
    right = _WIDTH - look.margin
    for number, page in enumerate(pages, start=1):
        page.marks.append(_running(footer_text(meta), look.margin, 38))
        if look.cover and number == 1:
            continue
        label = f"page {number}/{len(pages)}" if look.total else str(number)
        page.marks.append(_running(label, right - _running_width(label), 38))
        if look.header:
            header = meta.get("header") or meta["title"]
            page.marks.append(_running(header, look.margin, _HEIGHT - 44))
            rule = BoxMark(look.margin, _HEIGHT - 50, right - look.margin, 0, stroke="#999999")
            page.marks.append(rule)


def _running(text: str, x: float, y: float) -> TextMark:
    return TextMark(x, y, ((REGULAR, text),), 7.5, _GREY)


def _running_width(text: str) -> float:
    return word_width(words_of(text.replace(" ", "\u00a0"), REGULAR)[0], 7.5)
