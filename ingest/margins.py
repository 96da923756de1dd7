"""Running headers, footers and page numbers: told by their coming back over the pages. Pure."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.french import fold
from ingest.model import Line, RawPage
from ingest.pagemarks import last_of_many, lone_number, marks, own_number, plain
from ingest.sizes import body_size

_SAID_PAGE = re.compile(r"^\W*page\s*\d", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3}")
_DEPTH = 3
_LEAST_PAGES = 3
_SHARE = 0.25
_MOST = 0.6
_LARGER = 1.02


def without_margins(
    pages: Sequence[RawPage],
) -> tuple[tuple[RawPage, ...], tuple[str | None, ...], tuple[str, ...]]:
    """The pages without what repeats at their edges, each page's printed number or None, and
    the words taken out, each once."""
    tabs = [[line for line in page.lines if line.tab] for page in pages]
    pages = [replace(page, lines=tuple(ln for ln in page.lines if not ln.tab)) for page in pages]
    numbered = [page for page in pages if page.number is not None]
    if not numbered:
        return tuple(pages), (None,) * len(pages), ()
    body = body_size(numbered)
    repeated = [_repeated(numbered, body, top=True), _repeated(numbered, body, top=False)]
    offset = _offset(numbered, repeated[0] | repeated[1])
    counts = _counts(numbered)
    kept: list[RawPage] = []
    printed: list[str | None] = []
    running: dict[str, str] = {}
    for page in pages:
        lines, found, gone = _strip(page, offset, repeated, counts)
        kept.append(replace(page, lines=lines))
        printed.append(found)
        for line in gone:
            if _WORD.search(line.text) and lone_number(line.text) is None:
                running.setdefault(_DIGITS.sub("#", plain(line.text)).strip(), line.text)
    emptied = sum(
        1 for before, after in zip(pages, kept, strict=True) if before.lines and not after.lines
    )
    if 2 * emptied > len(numbered):  # what comes back on every page is all that there is
        return tuple(pages), (None,) * len(pages), ()
    for line in itertools.chain.from_iterable(tabs):
        running.setdefault(fold(line.text), line.text)
    return tuple(kept), tuple(printed), tuple(running.values())


def _edges(page: RawPage) -> dict[int, Line]:
    """The lines near both edges, by their place."""
    count = len(page.lines)
    near = [*range(min(_DEPTH, count)), *range(max(0, count - _DEPTH), count)]
    return {index: page.lines[index] for index in near}


def _offset(pages: Sequence[RawPage], repeated: set[str]) -> int | None:
    """What to add to a physical page to get its printed number; None when too few pages tell."""
    votes: Counter[int] = Counter()
    said = False
    for page in pages:
        found: set[int] = set()
        for line in _edges(page).values():
            said = said or bool(_SAID_PAGE.match(line.text))
            alone = lone_number(line.text)
            if alone is not None:
                found.add(alone)
            elif _keys(line, page.number or 0) & repeated:
                found.update(mark.number for mark in marks(line.text))
        votes.update(number - (page.number or 0) for number in found)
    if not votes:
        return None
    offset, count = max(votes.items(), key=lambda item: (item[1], -abs(item[0])))
    least = 1 if said else max(2, min(_LEAST_PAGES, len(pages)))
    return offset if count >= least else None


def _counts(pages: Sequence[RawPage]) -> set[tuple[int, int]]:
    """What the lines that end in "page 3/9" say of the whole, (what to add to a physical page,
    count of pages), where it is the document's own count or two pages say the same."""
    seen: Counter[tuple[int, int]] = Counter()
    for page in pages:
        said = (last_of_many(line.text) for line in _edges(page).values())
        seen.update({(one[0] - (page.number or 0), one[1]) for one in said if one})
    return {count for count, times in seen.items() if times > 1 or count == (0, len(pages))}


def _repeated(pages: Sequence[RawPage], body: float, *, top: bool) -> set[str]:
    """Keys of the lines that come back at one edge of many pages.

    Larger print, text without sizes and cells have to come back on most pages: box titles and
    table headings come back too.
    """
    seen: Counter[str] = Counter()
    prominent: set[str] = set()
    alone = _lone_offsets(pages)
    for page in pages:
        count = len(page.lines)
        places = range(min(_DEPTH, count)) if top else range(max(0, count - _DEPTH), count)
        found: set[str] = set()
        for place in places:
            line = page.lines[place]
            keys = {plain(line.text)} | _numbered(page, place, body, alone, top=top)
            found |= keys
            prominent.update(keys if _is_prominent(line, body) else ())
        seen.update(key for key in found if _WORD.search(key))
    least = max(_LEAST_PAGES, round(_SHARE * len(pages)))
    most = max(_LEAST_PAGES, _MOST * len(pages))
    return {
        key for key, count in seen.items() if count >= (most if key in prominent else least)
    } - {key for key in seen if key.count("\t") > 1 and "#" not in key}


def _lone_offsets(pages: Sequence[RawPage]) -> set[int]:
    """What lines that hold a number alone add to the physical page, on two pages or more."""
    seen: Counter[int] = Counter()
    for page in pages:
        numbers = (lone_number(line.text) for line in _edges(page).values())
        seen.update({number - (page.number or 0) for number in numbers if number is not None})
    return {offset for offset, times in seen.items() if times > 1}


def _numbered(page: RawPage, place: int, body: float, alone: set[int], *, top: bool) -> set[str]:
    """The keys of a line told from the page's number, where its print bears out that its number
    is the page's: headings differ by a number too.

    A line that says "page" always does; a title in larger print never does otherwise; one of the
    text's size does if it stands apart and nothing else numbers the page.
    """
    line = page.lines[place]
    number = page.number or 0
    said = {_key(mark.around, mark.number - number) for mark in marks(line.text) if mark.named}
    if _is_title(line, body):
        return said
    small = bool(line.size) and (line.size or 0.0) < body / _LARGER
    if small or (_is_apart(page, place, top=top) and not _has_number(page, alone)):
        return _told_keys(line, number)
    many = {_key(mark.around, mark.number - number) for mark in marks(line.text) if mark.of_many}
    return said | many


def _is_title(line: Line, body: float) -> bool:
    if not line.size:
        return line.bold
    return line.size > _LARGER * body or (line.bold and line.size * _LARGER > body)


def _is_apart(page: RawPage, place: int, *, top: bool) -> bool:
    """Whether the line is no part of a paragraph with the one towards the page's middle."""
    below = place + 1 if top else place
    return below >= len(page.lines) or page.lines[below].paragraph is not False


def _has_number(page: RawPage, alone: set[int]) -> bool:
    numbers = (lone_number(line.text) for line in _edges(page).values())
    return any(number - (page.number or 0) in alone for number in numbers if number is not None)


def _is_prominent(line: Line, body: float) -> bool:
    return not line.size or line.size > _LARGER * body or line.bold or "\t" in line.text


def _keys(line: Line, page: int) -> set[str]:
    """The line's words, as they are and with each number that can be its page's told from it.

    "Rapport 2020 - page 7/20" on page 5 gives "... page #2 20", as its like on page 6 does.
    """
    return {key for key in {plain(line.text)} | _told_keys(line, page) if _WORD.search(key)}


def _told_keys(line: Line, page: int) -> set[str]:
    return {_key(mark.around, mark.number - page) for mark in marks(line.text)}


def _key(around: tuple[str, str], offset: int) -> str:
    return f"{around[0]} #{offset} {around[1]}".strip(" ")


def _strip(
    page: RawPage,
    offset: int | None,
    repeated: Sequence[set[str]],
    counts: set[tuple[int, int]],
) -> tuple[tuple[Line, ...], str | None, list[Line]]:
    lines = list(page.lines)
    gone: list[Line] = []
    expected = str((page.number or 0) + offset) if offset is not None else None
    printed: str | None = None
    for side, keys in zip((0, -1), repeated, strict=True):
        for _ in range(_DEPTH):
            if not lines:
                break
            line = lines[side]
            own = own_number(line.text) or _counted_number(line, page.number or 0, counts)
            is_number = own is not None or str(lone_number(line.text)) == expected
            if not is_number and not _keys(line, page.number or 0) & keys:
                break
            if own is not None:
                printed = own
            elif expected is not None and expected in _DIGITS.findall(line.text):
                printed = expected
            gone.append(lines.pop(side))
    return tuple(lines), printed, gone


def _counted_number(line: Line, page: int, counts: set[tuple[int, int]]) -> str | None:
    said = last_of_many(line.text)
    return str(said[0]) if said and (said[0] - page, said[1]) in counts else None
