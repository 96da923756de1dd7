"""Which lines are headings, and how deep: bookmarks, font size, weight, numbering. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.french import fold
from ingest.model import Line, RawDocument, RawPage
from ingest.sizes import body_size

_LONGEST = 180
_LARGER = 1.12
_FULL_PAGE = 15
_CAPITALS = 12
_NAMED = re.compile(
    r"^(?:piliers?|axes?|parties?|chapitres?|annexes?|th[ée]matiques?|th[èe]mes?|titres?|volets?|"
    r"sujets?|ateliers?|points?)\s+(?:n\s?[°º]\s?)?(?:\d+|[ivx]+)\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s*[-–]?\s+(?=[^\W\d_])")
_LETTERS = re.compile(r"[^\W\d_]")

Style = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive lines of one page in one style that could be one heading: places, text."""

    page: int
    first: int
    last: int
    text: str
    style: Style


def mark(raw: RawDocument) -> RawDocument:
    """The document with `level` set on heading lines; documents that state levels stay as is."""
    pages = [list(page.lines) for page in raw.pages]
    if any(line.level for lines in pages for line in lines):
        return raw
    found: dict[tuple[int, int], int] = {}
    ends: dict[tuple[int, int], int] = {}
    for page, first, last, level in _from_outline(raw):
        found[page, first], ends[page, first] = level, last
    taken = {(p, i) for (p, f), e in ends.items() for i in range(f, e + 1)}
    body = body_size(raw.pages)
    runs = [run for run in _runs(raw.pages, body) if not _touches(run, taken)]
    levels = _style_levels(runs, found, pages)
    for run in runs:
        level = _numbered_level(run.text) if run.style[0] == 0 else levels[run.style]
        found[run.page, run.first], ends[run.page, run.first] = level, run.last
    for (page, first), level in found.items():
        for index in range(first, ends[page, first] + 1):
            line = pages[page][index]
            pages[page][index] = replace(line, level=level, bullet=False, paragraph=index == first)
    return replace(
        raw,
        pages=tuple(
            replace(page, lines=tuple(lines)) for page, lines in zip(raw.pages, pages, strict=True)
        ),
    )


def _touches(run: _Run, taken: set[tuple[int, int]]) -> bool:
    return any((run.page, index) in taken for index in range(run.first, run.last + 1))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _from_outline(raw: RawDocument) -> list[tuple[int, int, int, int]]:
    """(page, first line, last line, level) of each bookmark whose words open a line of its page."""
    found = []
    places = {page.number: index for index, page in enumerate(raw.pages)}
    reached: dict[int, int] = {}
    for level, title, number in raw.outline:
        index = places.get(number)
        wanted = _letters(title)
        if index is None or len(wanted) < 2:
            continue
        span = _locate(raw.pages[index].lines, wanted, reached.get(index, 0))
        if span:
            found.append((index, *span, level))
            reached[index] = span[1] + 1
    return found


def _locate(lines: Sequence[Line], wanted: str, start: int) -> tuple[int, int] | None:
    for first in range(start, len(lines)):
        joined = ""
        for last in range(first, min(len(lines), first + 5)):
            joined += _letters(lines[last].text)
            if joined == wanted or (len(wanted) > 12 and joined == wanted + joined[-1:]):
                return first, last
            if not wanted.startswith(joined) and not _is_prefix(wanted, joined):
                break
            if _is_prefix(wanted, joined):
                while last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1]):
                    last += 1
                return first, last
    return None


def _is_prefix(wanted: str, joined: str) -> bool:
    """Whether the heading as printed says a little more than its bookmark."""
    return len(wanted) > 20 and joined.startswith(wanted) and len(joined) < 1.5 * len(wanted)


def _runs(pages: Sequence[RawPage], body: float) -> list[_Run]:
    """Groups of lines that look like a heading and stand as a paragraph of their own."""
    found = []
    for place, page in enumerate(pages):
        index = 0
        own = max(body, body_size([page])) if len(page.lines) > _FULL_PAGE else body
        while index < len(page.lines):
            last = index
            while last + 1 < len(page.lines) and _goes_on(page.lines[last], page.lines[last + 1]):
                last += 1
            lines = page.lines[index : last + 1]
            if _looks_like_heading(lines, page.lines[last + 1 : last + 2], own):
                text = " ".join(line.text for line in lines)
                style = (lines[0].size or 0.0, lines[0].bold)
                found.append(_Run(place, index, last, text, style))
            index = last + 1
    return found


def _goes_on(line: Line, after: Line) -> bool:
    if after.bullet or "\t" in line.text or "\t" in after.text:
        return False
    alike = line.bold == after.bold and abs((line.size or 0) - (after.size or 0)) <= 0.2 * (
        line.size or 0
    )
    return alike and after.paragraph is not True


def _looks_like_heading(lines: Sequence[Line], after: Sequence[Line], body: float) -> bool:
    text = " ".join(line.text for line in lines)
    if lines[0].bullet or "\t" in text or len(text) > _LONGEST or len(lines) > 5:
        return False
    if len(_LETTERS.findall(text)) < 3 or text[-1] in ",;" or text[0] in '«“"(':
        return False
    if not lines[0].size:
        alone = lines[0].paragraph is not False and (not after or after[0].paragraph is not False)
        return alone and len(text) < 120 and text[-1] not in ".;:," and bool(_NAMED.match(text))
    if text[0].islower() or (text[-1] in ".!" and len(text) > 60):
        return False
    if text[-1] in "-‐‑" or (after and after[0].paragraph is False):
        return False
    if lines[0].size >= _LARGER * body:
        return lines[0].bold or len(text) < 100
    capitals = text.isupper() and len(_LETTERS.findall(text)) >= _CAPITALS
    return (lines[0].bold or capitals) and lines[0].size >= 0.85 * body


def _style_levels(
    runs: Sequence[_Run], found: dict[tuple[int, int], int], pages: Sequence[Sequence[Line]]
) -> dict[Style, int]:
    """Depth of each heading style: as its bookmarked likes, else below the next larger style."""
    votes: dict[Style, Counter[int]] = {}
    for (page, first), level in found.items():
        line = pages[page][first]
        votes.setdefault((line.size or 0.0, line.bold), Counter())[level] += 1
    levels = {style: count.most_common(1)[0][0] for style, count in votes.items()}
    for style in sorted({run.style for run in runs}, key=lambda s: (-s[0], not s[1])):
        if style not in levels:
            above = [lv for s, lv in levels.items() if (s[0], s[1]) > (style[0], style[1])]
            levels[style] = max(above, default=0) + 1
    return levels


def _numbered_level(text: str) -> int:
    dotted = _DOTTED.match(text)
    return dotted.group(1).count(".") + 1 if dotted else 1
