"""Sentences of French text whose lines are paragraphs, headings or list items."""

from __future__ import annotations

import re

# Abbreviations after which a point ends no sentence ("Lexique des règles typographiques en usage
# à l'Imprimerie nationale", article Abréviations).
_ABBREVIATIONS = frozenset(
    """m mm mme mmes mlle dr drs pr prs me st ste art al cf p pp n no vol fig chap tel av bd env
    ex réf ref hab min max""".split()
)
_END = re.compile(r"(?:[.!?…]+)(?:[ \u00a0\u202f]?[»”\"\)\]])*(?=\s)")
_OPENERS = '«“"([–—-•'


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of `text`, in order, without surrounding blanks.

    A line break always ends one. A point ends one when what follows can open another: a capital,
    a digit, a quote or a bullet; not after an abbreviation or an initial.
    """
    spans = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        spans += _of_line(text, start, end)
        start = end + 1
    return spans


def _of_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends_sentence(text, begin, match.start(), match.end(), end):
            spans.append(_trim(text, begin, match.end()))
            begin = match.end()
    spans.append(_trim(text, begin, end))
    return [span for span in spans if span[0] < span[1]]


def _ends_sentence(text: str, begin: int, point: int, after: int, end: int) -> bool:
    rest = text[after:end].lstrip()
    if not rest:
        return True
    opener = rest[0]
    if not (opener.isupper() or opener.isdigit() or opener in _OPENERS):
        return False
    if text[point] != "." or text[point + 1 : point + 2] == ".":
        return True
    word = re.search(r"[^\W_]+$", text[begin:point])
    if word is None:
        return True
    last = word.group()
    initial = len(last) == 1 and last.isupper()
    return not (initial or last.lower() in _ABBREVIATIONS)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
