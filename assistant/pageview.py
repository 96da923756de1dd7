"""A PDF page as a picture with the cited words lit; nothing rather than the wrong thing is lit.

The page is drawn in a child process, bounded in time and memory: a broken file cannot take the
chat down with it.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import json
import subprocess
import sys
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest import Document, fold

PDF = "application/pdf"
WIDTH_PX = 1100
MAX_HEIGHT_PX = 3000
TIMEOUT_S = 30
MEMORY_BYTES = 2 << 30
MIN_LETTERS = 4
HIGHLIGHT_RGB = (255, 214, 64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needle:
    """Letters to find on a page: the `nth` (from 0) of the `total` places where they must be.

    `before` and `after` are the signs beside them (« %, full stop), lit when the page has them.
    """

    letters: str
    nth: int
    total: int
    before: str
    after: str


class PictureError(Exception):
    """The page cannot be shown as a picture; `message` and `advice` are French."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as PNG; `lit` says whether the cited words were found and lit on it."""

    png: bytes
    lit: bool


def picture(document: Document, path: Path, page: int, span: tuple[int, int] | None) -> Picture:
    """Page `page` (physical, 1-based) of the file at `path`, with the part of `span` that stands
    on it lit.

    The file must be the one that was read: its hash is checked. Raises PictureError.
    """
    if document.media_type != PDF:
        raise PictureError(
            "L'image de la page n'existe que pour les documents PDF.", "Lisez le texte ci-dessus."
        )
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == document.sha256
    except OSError as error:
        raise PictureError(
            "Le fichier d'origine n'est plus à sa place.",
            f"Remettez-le à l'endroit où il a été chargé : {path}",
        ) from error
    if not same:
        raise PictureError(
            "Le fichier d'origine a changé depuis son chargement.",
            f"Rechargez-le avec la commande : assistant ingest {path}",
        )
    request = {
        "path": str(path),
        "page": page,
        "tries": [[asdict(n) for n in wanted] for wanted in needles(document, page, span)],
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "assistant.pageview"],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise PictureError(
            "L'image de cette page ne peut pas être dessinée.", "Lisez le texte ci-dessus."
        ) from error
    return Picture(png=done.stdout[1:], lit=done.stdout[:1] == b"1")


def needles(document: Document, page: int, span: tuple[int, int] | None) -> list[list[Needle]]:
    """What to look for on the page, by turns: the whole passage, else each of its lines."""
    place = next((p for p in document.pages if p.number == page), None)
    if place is None or span is None:
        return []
    start, end = max(span[0], place.start), min(span[1], place.end)
    if start >= end:
        return []
    lines = []
    at = start
    for line in document.text[start:end].splitlines(keepends=True):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line)
    spans = [[(start, end)], lines] if len(lines) > 1 else [[(start, end)]]
    page_text = document.text[place.start : place.end]
    return [[_needle(page_text, a - place.start, b - place.start) for a, b in s] for s in spans]


def _needle(page_text: str, start: int, end: int) -> Needle:
    page_letters, origin = letters(page_text)
    inside = [i for i, at in enumerate(origin) if start <= at < end]
    if not inside:
        return Needle(letters="", nth=0, total=0, before="", after="")
    first, last = inside[0], inside[-1]
    needle = page_letters[first : last + 1]
    places = occurrences(needle, page_letters)
    return Needle(
        letters=needle,
        nth=places.index(first) if places else 0,
        total=len(places),
        before="".join(page_text[start : origin[first]].split()),
        after="".join(page_text[origin[last] + 1 : end].split()),
    )


def letters(text: str) -> tuple[str, list[int]]:
    """The folded letters and digits of a text, each with the offset that it comes from.

    What differs between two readers of a page (blanks, hyphens, ligatures, accents) is gone.
    """
    found: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        for letter in fold(unicodedata.normalize("NFKC", char)):
            if letter.isalnum():
                found.append(letter)
                origin.append(at)
    return "".join(found), origin


def occurrences(needle: str, haystack: str) -> list[int]:
    """Every place where `needle` starts; none for a needle too short to be sure of."""
    if len(needle) < MIN_LETTERS:
        return []
    places = []
    at = haystack.find(needle)
    while at >= 0:
        places.append(at)
        at = haystack.find(needle, at + 1)
    return places


def runs(tries: list[list[Needle]], page_text: str) -> list[tuple[int, int]]:
    """Half-open character runs of `page_text` to light, for the first try that is sure.

    A try is sure when the page holds each needle just as many times as the document's text does.
    A passage that the file draws in another order than it reads is lit by its lines, each of
    which must stand on the page once.
    """
    page_letters, origin = letters(page_text)
    for wanted in tries:
        found = []
        for needle in wanted:
            places = occurrences(needle.letters, page_letters)
            if not places or len(places) != needle.total:
                break
            first = places[needle.nth]
            start, end = origin[first], origin[first + len(needle.letters) - 1] + 1
            found.append(
                (
                    start - _reach(page_text[:start][::-1], needle.before[::-1]),
                    end + _reach(page_text[end:], needle.after),
                )
            )
        else:
            return found
    if len(tries) and all(needle.total == 1 for needle in tries[0]):
        return _by_lines("".join(n.letters for n in tries[0]), page_text, page_letters, origin)
    return []


def _by_lines(
    wanted: str, page_text: str, page_letters: str, origin: list[int]
) -> list[tuple[int, int]]:
    """Runs that make `wanted` together, each whole words that stand once on the page; none when
    a part is short or stands twice."""
    edges = _word_edges(page_text, page_letters, origin)
    found = []
    start = 0
    while start < len(wanted):
        length = _longest(wanted[start:], page_letters)
        place = page_letters.find(wanted[start : start + length])
        while length >= MIN_LETTERS and place + length not in edges:
            length -= 1
        part = wanted[start : start + length]
        if length < MIN_LETTERS or page_letters.count(part) != 1 or place not in edges:
            return []
        found.append((origin[place], origin[place + length - 1] + 1))
        start += length
    return found


def _longest(wanted: str, page_letters: str) -> int:
    """How many of the first letters of `wanted` stand together somewhere on the page."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in page_letters:
            low = middle
        else:
            high = middle - 1
    return low


def _word_edges(page_text: str, page_letters: str, origin: list[int]) -> set[int]:
    """The places in `page_letters` where a word begins or ends on the page."""
    return {0, len(page_letters)} | {
        at
        for at in range(1, len(page_letters))
        if origin[at] - origin[at - 1] > 1
        and any(not c.isalnum() for c in page_text[origin[at - 1] + 1 : origin[at]])
    }


def _reach(text: str, signs: str) -> int:
    """How far `text` goes on with all of `signs`, blanks aside; 0 when it does not."""
    at = 0
    for sign in signs:
        at += len(text[at:]) - len(text[at:].lstrip())
        if text[at : at + 1] != sign:
            return 0
        at += 1
    return at


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _draw(path: str, number: int, tries: list[list[Needle]]) -> Picture:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number - 1]
        lit = _light(page, tries)
        width, height = page.get_size()
        scale = min(WIDTH_PX / width, MAX_HEIGHT_PX / height)
        image = page.render(scale=scale).to_pil()
        out = io.BytesIO()
        image.convert("RGB").quantize(128).save(out, format="PNG", optimize=True)
    return Picture(png=out.getvalue(), lit=lit)


def _light(page: Any, tries: list[list[Needle]]) -> bool:
    """Adds the rectangles as objects of the page, so that pdfium places them itself."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    count = raw.FPDFText_CountChars(text_page)
    text = "".join(_char(raw.FPDFText_GetUnicode(text_page, i)) for i in range(count))
    found = runs(tries, text)
    for start, end in found:
        for i in range(raw.FPDFText_CountRects(text_page, start, end - start)):
            left, top, right, bottom = (ctypes.c_double() for _ in range(4))
            raw.FPDFText_GetRect(text_page, i, left, top, right, bottom)
            box = raw.FPDFPageObj_CreateNewRect(
                left.value - 1, bottom.value - 1,
                right.value - left.value + 2, top.value - bottom.value + 2,
            )  # fmt: skip
            raw.FPDFPageObj_SetFillColor(box, *HIGHLIGHT_RGB, 255)
            raw.FPDFPath_SetDrawMode(box, raw.FPDF_FILLMODE_WINDING, False)
            raw.FPDFPageObj_SetBlendMode(box, b"Multiply")
            raw.FPDFPage_InsertObject(page, box)
    return bool(found)


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else " "


def _child() -> None:
    request = json.loads(sys.stdin.buffer.read())
    _bound_memory()
    tries = [[Needle(**needle) for needle in wanted] for wanted in request["tries"]]
    drawn = _draw(request["path"], request["page"], tries)
    sys.stdout.buffer.write((b"1" if drawn.lit else b"0") + drawn.png)


if __name__ == "__main__":
    _child()
