"""The model's text becomes sentences with their marks; nothing active is left in it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.engines.prompt import NO_ANSWER
from assistant.model import Draft
from ingest import fold, sentences

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_ACTIVE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s*\S*//\S*.*$", re.MULTILINE)
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*|__|`")
_BLANKS = re.compile(r"[ \t]{2,}")
_BULLET = re.compile(r"\s*(?:[-*•–—▪]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"\s*#{1,6}\s")
_NUMBERS = r"\d{1,3}(?:\s*(?:,|;|et|-|–)\s*\d{1,3})*"
_MARK = re.compile(rf"[\[【]\s*(?:passages?\s+|n°\s*|\^)?({_NUMBERS})\s*[\]】]", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_CLOSES_BEFORE = ".,;:!?…)»"
_DEFUSED = (("![", "["), ("](", "] ("), ("]:", "] :"), ("<", "‹"), ("`", "'"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the model wrote: its sentences, how many pointed to a passage that it was not shown,
    and whether it said that the passages do not answer (there are then no drafts)."""

    drafts: tuple[Draft, ...]
    strays: int
    declined: bool = False


def parse(text: str, shown: int, *, cut: bool = False) -> Written:
    """Sentences and list items of `text` with their marks within 1..shown.

    A mark at the end of a sentence, before or after its full stop, belongs to it; on a line that
    begins with a mark, marks stand before their sentences. With `cut` the last sentence is left
    out: it may lack words even where it seems whole.
    """
    drafts: list[Draft] = []
    strays = 0
    for line in _plain(text).splitlines():
        if _HEADING.match(line):
            continue
        bullet = _BULLET.match(line)
        found, bad = _of_line(line[bullet.end() :] if bullet else line, shown, bullet is not None)
        drafts += found
        strays += bad
    if drafts and _declines(drafts[0].text):
        return Written(drafts=(), strays=0, declined=True)
    kept = [draft for draft in (drafts[:-1] if cut else drafts) if not _declines(draft.text)]
    return Written(drafts=tuple(kept), strays=strays)


def visible(text: str) -> str:
    """`text` without the model's thoughts, finished or not."""
    return _THOUGHT_END.sub("", _THOUGHT.sub("", text))


def defuse(text: str) -> str:
    """`text` in which no Markdown image, link or code and no HTML can begin."""
    for active, harmless in _DEFUSED:
        text = text.replace(active, harmless)
    return text


def _plain(text: str) -> str:
    text = _ACTIVE.sub("", visible(text))
    text = _FENCE.sub("", _TAG.sub("", text))
    text = _DEFINITION.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text)))
    return _BLANKS.sub(" ", _EMPHASIS.sub("", text))


def _of_line(line: str, shown: int, item: bool) -> tuple[list[Draft], int]:
    bare, marks = _lift_marks(line)
    spans = sentences(bare)
    leading = bool(marks) and not bare[: marks[0][0]].strip()
    held: list[list[int]] = [[] for _ in spans]
    strays = 0
    for at, group in marks:
        numbers, bad = _numbers(group, shown)
        strays += bad
        if spans:
            held[_owner(spans, at, leading)] += numbers
    drafts = [
        Draft(text=defuse(bare[start:end]), marks=tuple(dict.fromkeys(numbers)), item=item)
        for (start, end), numbers in zip(spans, held, strict=True)
    ]
    return drafts, strays


def _lift_marks(line: str) -> tuple[str, list[tuple[int, str]]]:
    """The line without its marks, and where in it each one stood."""
    bare = ""
    marks: list[tuple[int, str]] = []
    end = 0
    for found in _MARK.finditer(line):
        bare = _join(bare, line[end : found.start()])
        marks.append((len(bare.rstrip()), found[1]))
        end = found.end()
    return _join(bare, line[end:]), marks


def _join(before: str, after: str) -> str:
    """Glues what stood on the two sides of a mark: one blank between words, none before a stop."""
    if not before or not after:
        return before + after
    if after.lstrip()[:1] in _CLOSES_BEFORE and not after[0].isspace():
        return before.rstrip() + after
    return f"{before.rstrip()} {after.lstrip()}"


def _owner(spans: list[tuple[int, int]], at: int, leading: bool) -> int:
    for number, (start, end) in enumerate(spans):
        if start < at < end or (leading and start >= at):
            return number
    return max((number for number, (start, _) in enumerate(spans) if start < at), default=0)


def _numbers(group: str, shown: int) -> tuple[list[int], int]:
    """Passages that "1, 3-5" names, and how many of its parts name one that was not shown."""
    numbers: list[int] = []
    strays = 0
    for first, last in _RANGE.findall(group):
        named = range(int(first), int(last or first) + 1)
        numbers += [number for number in named if 1 <= number <= shown]
        strays += not named or named[0] < 1 or named[-1] > shown
    return numbers, strays


def _declines(sentence: str) -> bool:
    return fold(sentence).startswith(fold(NO_ANSWER).rstrip("."))
