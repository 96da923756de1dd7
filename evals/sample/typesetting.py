"""Words, line breaking and French hyphenation for the PDF layouts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "Vera", "VeraBd", "VeraIt"
_FILES = {REGULAR: "Vera.ttf", BOLD: "VeraBd.ttf", ITALIC: "VeraIt.ttf"}

# Characters that the embedded fonts lack, and the ones drawn in their place.
_SUBSTITUTES = str.maketrans({"\u202f": "\u00a0", "\u2011": "-"})

# French punctuation and units are never parted from their word, however the source is typed.
_TIED_SPACE = re.compile(r"(?<=«) | (?=[;:!?»%€])")
_ORDINARY_SPACE = re.compile(r"[ \t\n]+")
_VOWELS = "aeiouyàâäéèêëîïôöùûüœ"
_HYPHENATED = re.compile(r"^[^\W\d_]{8,}[.,;:)]*$")
_BREAK = re.compile(
    rf"(?<=[{_VOWELS}])(?=(?:[bcdfgpt][lr]|vr|ch|ph|th|gn|qu|[^\W\d_{_VOWELS}])[{_VOWELS}])"
    rf"|(?<=[{_VOWELS}][lmnrs])(?=(?:[bcdfgpt][lr]|vr|ch|ph|th|qu|[bcdfgjlmnpqrstv])[{_VOWELS}])"
)

Piece = tuple[str, str]
Word = tuple[Piece, ...]


@dataclass(frozen=True)
class Style:
    """How a kind of text is set: sizes in points, colour as a hexadecimal string."""

    font: str = REGULAR
    size: float = 10
    leading: float = 14
    before: float = 6
    indent: float = 0
    colour: str = "#000000"
    justify: bool = False
    hyphenate: bool = False


@dataclass
class Line:
    """One set line: its words, the room left at its end, and whether it ends inside a word."""

    words: list[Word] = field(default_factory=list)
    width: float = 0
    hyphenated: bool = False
    last: bool = False


def register_fonts() -> None:
    """Make the embedded fonts known to the PDF library; calling it again does no harm."""
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file))


def words_of(text: str, font: str) -> list[Word]:
    """Split a text with `**bold**` marks into words, each a run of (font, text) pieces."""
    words: list[list[Piece]] = []
    glued = False
    tied = _TIED_SPACE.sub("\u00a0", text.translate(_SUBSTITUTES))
    for index, segment in enumerate(tied.split("**")):
        face = BOLD if index % 2 else font
        for place, part in enumerate(_ORDINARY_SPACE.split(segment)):
            if place > 0:
                glued = False
            if not part:
                continue
            if glued:
                words[-1].append((face, part))
            else:
                words.append([(face, part)])
            glued = True
    return [tuple(word) for word in words]


def word_width(word: Word, size: float) -> float:
    """The width of a word in points. A character that the fonts lack is an error."""
    for font, text in word:
        glyphs = pdfmetrics.getFont(font).face.charToGlyph
        missing = [character for character in text if ord(character) not in glyphs]
        if missing:
            raise ValueError(f"no glyph for {missing!r} in {text!r}")
    return float(sum(pdfmetrics.stringWidth(text, font, size) for font, text in word))


def space_width(size: float) -> float:
    """The width of an ordinary space in points."""
    return float(pdfmetrics.stringWidth(" ", REGULAR, size))


def break_lines(words: Iterable[Word], width: float, size: float, hyphenate: bool) -> list[Line]:
    """Set words on lines no wider than `width`, except for a single word that is wider."""
    lines = [Line()]
    for word in words:
        line = lines[-1]
        space = space_width(size) if line.words else 0
        full = word_width(word, size)
        if not line.words or line.width + space + full <= width:
            line.words.append(word)
            line.width += space + full
            continue
        halves = _halves(word, width - line.width - space, size) if hyphenate else None
        if halves:
            line.words.append(halves[0])
            line.width += space + word_width(halves[0], size)
            line.hyphenated = True
            word, full = halves[1], word_width(halves[1], size)
        lines.append(Line([word], full))
    lines[-1].last = True
    return lines


def line_text(line: Line) -> str:
    """The words of a line as read, without the hyphen that ends it inside a word."""
    text = " ".join("".join(piece for _, piece in word) for word in line.words)
    return text.removesuffix("-") if line.hyphenated else text


def _halves(word: Word, room: float, size: float) -> tuple[Word, Word] | None:
    """Cut a word with a hyphen at the last French break that fits in `room`, if there is one."""
    if len(word) != 1:
        return None
    font, text = word[0]
    if not _HYPHENATED.match(text) or text[:2].isupper():
        return None
    for place in reversed(_break_places(text)):
        head: Word = ((font, text[:place] + "-"),)
        if word_width(head, size) <= room:
            return head, ((font, text[place:]),)
    return None


def _break_places(text: str) -> list[int]:
    found = (match.start() for match in _BREAK.finditer(text.lower()))
    letters = len(text.rstrip(".,;:)"))
    return [place for place in found if 3 <= place <= letters - 3]
