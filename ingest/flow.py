"""Lines become text: paragraphs joined, broken words mended, page spans kept exact. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.clean import SOFT_HYPHEN
from ingest.french import STOP_WORDS, fold
from ingest.model import UNREAD, Line, Page, RawPage
from ingest.quality import quality

_ENDS = frozenset(".!?…:;»”")
_HYPHENS = ("-", "‐", "\u00ad")
_BROKEN = re.compile(rf"([^\W_]+(?:['’-][^\W_]+)*)[{''.join(_HYPHENS)}]$")
_LONGEST_WORD = 200
_FIRST_WORD = re.compile(r"^[^\W_]+(?:-[^\W_]+)*")
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_KEEPS_BEFORE = frozenset(
    "medico socio non semi ex vice sous demi mi quasi avant apres contre celui celle ceux celles "
    "peut moi toi lui eux nous vous elle elles soi la ci politico economico psycho bucco grand "
    "saint sainte nord sud est ouest plate rendez aller mieux bien mal porte garde chef".split()
)
_KEEPS_AFTER = frozenset(
    "ci la meme memes etre il elle on ils elles je tu nous vous t ce y en sociale social sociaux "
    "sociales economique economiques dela".split()
)
_WRAPPED = 200
_DROP = "\b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or row of a table: one line of the document's text.

    `cells` are the places of a row's cells, as in `Line`.
    """

    start: int
    end: int
    level: int | None = None
    bullet: bool = False
    bold: bool = False
    cells: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A document's text with its pages and blocks as spans."""

    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]


def flow(pages: Sequence[RawPage], printed: Sequence[str | None]) -> Flow:
    """One block a line, "\\n" between; a block that goes over a page break is joined.

    Pages are ordered, disjoint and cover the text, what parts two lines lying on the earlier
    one's page; a page without text is an empty span.
    """
    known = Words.of([line.text for page in pages for line in page.lines])
    parts: list[str] = []
    length = 0
    starts: list[int | None] = []
    opened: list[tuple[int, Line]] = []
    last: Line | None = None
    for page in pages:
        width = _width(page.lines)
        for index, line in enumerate(page.lines):
            glue = ""
            opens = last is None or _opens(last, line, width, is_first=index == 0)
            if last is not None:
                glue = "\n" if opens else _glue(last.text, line.text, known)
            if glue == _DROP:
                parts[-1], glue, length = parts[-1][:-1], "", length - 1
            text = line.text.rstrip(SOFT_HYPHEN)
            length += len(glue)
            if opens:
                opened.append((length, line))
            if index == 0:
                starts.append(length)
            parts += [glue, text]
            length += len(text)
            last = line
        if not page.lines:
            starts.append(None)
    return _spans("".join(parts), pages, printed, starts, opened)


def _spans(
    text: str,
    pages: Sequence[RawPage],
    printed: Sequence[str | None],
    starts: Sequence[int | None],
    opened: Sequence[tuple[int, Line]],
) -> Flow:
    found: list[Page] = []
    end = len(text)
    for page, number, known_start in reversed(list(zip(pages, printed, starts, strict=True))):
        start = end if known_start is None else known_start
        if page is pages[0]:
            start = 0
        found.append(
            Page(
                number=page.number,
                start=start,
                end=end,
                printed=number,
                ocr=page.ocr,
                quality=min(quality(text[start:end]), page.confidence or 1.0),
                unread=page.reader == UNREAD,
                confidence=page.confidence,
                needs_ocr=page.picture,
            )
        )
        end = start
    ends = [start - 1 for start, _ in opened[1:]] + [len(text)]
    blocks = tuple(
        Block(
            start=start,
            end=end,
            level=line.level,
            bullet=line.bullet,
            bold=line.bold,
            cells=line.cells,
        )
        for (start, line), end in zip(opened, ends, strict=False)
    )
    return Flow(text=text, pages=tuple(reversed(found)), blocks=blocks)


def _width(lines: Sequence[Line]) -> float:
    """The length of a full line of the page, in characters."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0.0


def _opens(last: Line, line: Line, width: float, *, is_first: bool) -> bool:
    """Whether `line` begins a new block after `last`."""
    if line.level is not None or last.level is not None:
        return line.level != last.level or line.paragraph is not False
    if line.bullet or "\t" in line.text or "\t" in last.text:
        return True
    if line.paragraph is not None:
        return line.paragraph
    if is_first or line.size is not None:
        return not _continues(last, line, width)
    if width > _WRAPPED or len(last.text) < 0.6 * width:
        return True
    return last.text[-1] in _ENDS and len(last.text) < 0.85 * width and not line.text[0].islower()


def _continues(last: Line, line: Line, width: float) -> bool:
    """Whether a block goes on over a page or column break, told by its words."""
    if last.size and line.size and abs(last.size - line.size) > 0.08 * last.size:
        return False
    if last.text[-1] in _ENDS:
        return False
    if line.text[0].islower() or last.text[-1] in ",-‐\u00ad":
        return True
    words = _WORDS.findall(last.text)
    if words and (fold(words[-1]) in STOP_WORDS or last.text[-1] in "'’"):
        return True
    return not line.text[0].isalpha() and len(last.text) > 0.6 * width


def _glue(last: str, line: str, known: Words) -> str:
    """What stands between two lines of a block: a space, nothing, or _DROP to drop the hyphen."""
    broken, after = _broken(last), _FIRST_WORD.match(line)
    if last[-1] == SOFT_HYPHEN and after:
        return ""
    if not broken or not after:
        return "" if last[-1] in "'’" and after else " "
    before, following = broken.group(1), after.group()
    if not following[0].islower():
        return ""
    return _DROP if _is_one_word(before, following, known) else ""


def _broken(text: str) -> re.Match[str] | None:
    """The word that a line's end cuts, with its hyphen."""
    return _BROKEN.search(text[-_LONGEST_WORD:]) if text[-1:] in _HYPHENS else None


def _is_one_word(before: str, after: str, known: Words) -> bool:
    """Whether the hyphen between the two halves was only put there to break the line."""
    head, after = re.split(r"['’]", fold(before))[-1], fold(after)
    if f"{head}-{after}" in known.all or "-" in head or len(head) == 1:
        return False
    if head + after in known.all:
        return True
    if head in _KEEPS_BEFORE or after.split("-")[0] in _KEEPS_AFTER:
        return False
    if len(head) > 3 and head in known.all and head not in STOP_WORDS:
        return known.hyphenated and after not in known.all
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A document's words, folded, without those that a line's end may have cut.

    `hyphenated` says that the document breaks words between syllables: somewhere a word cut in
    two stands whole elsewhere, and one of its halves is no word.
    """

    all: frozenset[str]
    hyphenated: bool

    @classmethod
    def of(cls, lines: Sequence[str]) -> Words:
        """The words of a document's lines."""
        found: set[str] = set()
        cuts: list[tuple[str, str]] = []
        cut = ""
        for text in lines:
            words = _WORDS.findall(fold(text))
            if cut and words:
                cuts.append((cut, words[0]))
            broken = _broken(text)
            found.update(words[1 if cut else 0 : len(words) - 1 if broken else None])
            cut = re.split(r"['’]", fold(broken.group(1)))[-1] if broken else ""
        return cls(
            all=frozenset(found),
            hyphenated=any(
                a + b in found and f"{a}-{b}" not in found and not {a, b} <= found for a, b in cuts
            ),
        )
