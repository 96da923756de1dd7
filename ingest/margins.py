"""Running headers, footers and page numbers: told by their coming back over the pages. Pure."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.french import fold
from ingest.model import Line, RawPage
from ingest.sizes import body_size

_NUMBER = re.compile(
    r"^[\s\W]*(?:page|p\.)?\s*(\d{1,4})\s*(?:(?:/|sur|de)\s*\d{1,4})?[\s\W]*$", re.IGNORECASE
)
_OF_MANY = re.compile(r"^\W*page\s*(\d{1,4})\s*(?:/|sur|de)\s*(\d{1,4})\W*$", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w\t]+")
_SAID_PAGE = re.compile(r"^\W*page\s*\d", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3}")
_DEPTH = 3
_LEAST_PAGES = 3
_SHARE = 0.25
_MOST = 0.6


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
    kept: list[RawPage] = []
    printed: list[str | None] = []
    running: dict[str, str] = {}
    for page in pages:
        lines, found, gone = _strip(page, offset, repeated)
        kept.append(replace(page, lines=lines))
        printed.append(found)
        for line in gone:
            if _WORD.search(line.text) and not _NUMBER.match(line.text):
                words = _SIGNS.sub(" ", fold(line.text))
                running.setdefault(_DIGITS.sub("#", words).strip(), line.text)
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
            if match := _NUMBER.match(line.text):
                found.add(int(match.group(1)))
            elif _keys(line, page.number or 0) & repeated:
                found.update(int(number) for number in _DIGITS.findall(line.text)[-2:])
        votes.update(number - (page.number or 0) for number in found)
    if not votes:
        return None
    offset, count = max(votes.items(), key=lambda item: (item[1], -abs(item[0])))
    least = 1 if said else max(2, min(_LEAST_PAGES, len(pages)))
    return offset if count >= least else None


def _repeated(pages: Sequence[RawPage], body: float, *, top: bool) -> set[str]:
    """Keys of the lines that come back at one edge of many pages.

    Larger print, text without sizes and cells have to come back on most pages: box titles and
    table headings come back too.
    """
    seen: Counter[str] = Counter()
    prominent: set[str] = set()
    for page in pages:
        near = page.lines[:_DEPTH] if top else page.lines[-_DEPTH:]
        number = page.number or 0
        seen.update(set().union(*(_keys(line, number) for line in near)))
        for line in near:
            prominent.update(_keys(line, number) if _is_prominent(line, body) else ())
    least = max(_LEAST_PAGES, round(_SHARE * len(pages)))
    most = max(_LEAST_PAGES, _MOST * len(pages))
    return {
        key for key, count in seen.items() if key and count >= (most if key in prominent else least)
    } - {key for key in seen if key.count("\t") > 1 and "#" not in key}


def _is_prominent(line: Line, body: float) -> bool:
    return not line.size or line.size > 1.02 * body or line.bold or "\t" in line.text


def _keys(line: Line, page: int) -> set[str]:
    """The line's words, as they are and with each number in turn told from the page's own.

    Signs do not count: a recognition of text sees a dash or misses it.
    "Rapport 2020 - page 7/20" on page 5 gives "... page #2 20", as its like on page 6 does.
    """
    folded = _SIGNS.sub(" ", fold(line.text)).strip(" ")
    if not _WORD.search(folded):
        return set()
    return {folded} | {
        f"{folded[: m.start()]}#{int(m.group()) - page}{folded[m.end() :]}"
        for m in _DIGITS.finditer(folded)
        if len(m.group()) <= 4
    }


def _own_number(text: str) -> str | None:
    """The number of a line that says by itself that it is a page's, "page 17 sur 56", whatever
    the pages around it: those of an extract do not follow each other."""
    said = _OF_MANY.match(text)
    return said.group(1) if said and int(said.group(1)) <= int(said.group(2)) else None


def _strip(
    page: RawPage, offset: int | None, repeated: Sequence[set[str]]
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
            number = _NUMBER.match(line.text)
            own = _own_number(line.text)
            is_number = own is not None or (number is not None and number.group(1) == expected)
            if not is_number and not _keys(line, page.number or 0) & keys:
                break
            if own is not None:
                printed = own
            elif expected is not None and expected in _DIGITS.findall(line.text):
                printed = expected
            gone.append(lines.pop(side))
    return tuple(lines), printed, gone
