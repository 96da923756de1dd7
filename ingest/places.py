"""Where a document speaks of itself: its title, the lines of its head, its running headers. Pure.

The head is what stands like a label before the first heading of the agenda or of the attendance
and before the first sentence. What follows tells of other meetings, other bodies, other regions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.flow import Block, Flow
from ingest.french import fold
from ingest.model import Fact
from ingest.regions import without_regions

EVIDENCE_LONGEST = 160
_OPENING = 2_500
_HEAD_LINES = 20
_LABEL_LONGEST = 200
_SENTENCE_WORDS = 8
_TITLE_LONGEST = 250
_FIRST_PAGES = 3

_NO_TITLE = re.compile(
    r"microsoft|\.(?:docx?|pdf|odt|indd|pptx?|qxd)\b|^(?:untitled|sans titre|document\s*\d*|title)$"
)
_COMMON_HEADING = re.compile(
    r"^(?:edito(?:rial)?|sommaire|introduction|preambule|avant-propos|propos introductifs|"
    r"table des matieres|presents?|ordre du jour|contexte|resume|synthese|remerciements)\W*$"
)
# What was done to the document after its meeting, or is still to be done.
_NOTE = re.compile(
    r"^\W*(?:(?:document|texte|proces-verbal|compte[ -]rendu) )?"
    r"(?:approuve|adopte|valide|redige|diffuse|publie|imprime|mis a jour|version|"
    r"document de travail|projet$|confidentiel|(?:date|lieu)\s*:)"
)
_LETTERHEAD = re.compile(
    r"^(?!.*(?:compte|proces|reunion|seance|avis|rapport))\W*(?:(?:agence regionale de sante|ars)\b"
    r"(?:[\W_]|\b(?:ars|de|du|des|la|le|les|l|d|en|region)\b)*|republique francaise|"
    r"liberte\W+egalite\W+fraternite|prefe(?:t|cture)\w* \D{0,60}|ministere \D{0,60})$"
)
_ENDS_ON_FIGURE = re.compile(r"\d\W*$")
_ROLL = re.compile(
    r"^\W*(?:(?:sont|etaient|liste|membres?|personnes?|titulaires|suppleants|des?)\s+)*"
    r"(?:presente?s?|participante?s?|excuse[es]*|absente?s?|emargement|nom|college\w*)\b"
    r"(?!\s+(?:avis|rapport|document))"
)
_AGENDA = re.compile(
    r"^\W*(?:ordre du jour\s*(?:$|[:.-])|points? (?:a l'ordre du jour|n)|approbation|adoption d|"
    r"validation d|prochaine|suites?\b|suivi d|retours? sur|sommaire|table des matieres)"
)
_NUMBERED = re.compile(
    r"^\s*(?!\d{1,2}\.\d{1,2}\.\d{2,4}\b)"
    r"(?:\d{1,2}(?:(?:\.\d{1,2})+[.)]?|[.)]|\s*[-–—])|[IVX]{1,4}\s*[.)–—-])\s+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where facts are looked for, nearest to the document's own label first.

    `headings` are those after the head that are no item of the agenda, `letterheads` lines that
    only name a host (the health agency hosts the bodies of its region), `opening` is the text
    after the head.
    """

    title: tuple[str, ...]
    head: tuple[str, ...]
    margins: tuple[str, ...]
    headings: tuple[str, ...]
    letterheads: tuple[str, ...]
    opening: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The places that speak for the whole document."""
        return (*self.title, *self.head, *self.margins)


def places(flow: Flow, title: Fact, margins: Sequence[str]) -> Places:
    """The places of a document whose title is known; one that its file's name lent is none."""
    blocks = _head(flow)
    head = [_text(flow, block) for block in blocks]
    after = blocks[-1].end if blocks else 0
    told = [text for text in (*head, *margins) if not is_letterhead(text)]
    return Places(
        title=(title.value,) if title.evidence else (),
        head=tuple(text for text in head if text in told),
        margins=tuple(text for text in margins if text in told),
        headings=tuple(text for text in _headings(flow, after) if not is_item(text)),
        letterheads=tuple(text for text in (*head, *margins) if is_letterhead(text)),
        opening=flow.text[after:_OPENING],
    )


def title_of(stated: str | None, flow: Flow, margins: Sequence[str], name: str) -> Fact:
    """The stated title, else the first of headings, first lines and margins that looks like one,
    else the file's name."""
    headings = [text for text in _headings(flow) if _may_title(text)]
    for text in (stated, *(headings[:2] or _first_line(flow)), *margins):
        if text and is_title(text, name):
            return shown(text)
    return Fact(value=name, evidence="")


def shown(text: str) -> Fact:
    """A title as it is shown."""
    short = " ".join(text.split())[:_TITLE_LONGEST]
    return Fact(value=short, evidence=short)


def is_title(text: str, stem: str) -> bool:
    """Whether `text` says more than a program, a common heading or the file's name would."""
    folded = fold(text).strip()
    if _NO_TITLE.search(folded) or _COMMON_HEADING.match(folded):
        return False
    letters = sum(map(str.isalpha, text))
    same_as_name = re.sub(r"\W", "", folded) == re.sub(r"[\W_]", "", fold(stem))
    return letters >= 8 and " " in text.strip() and not same_as_name


def is_letterhead(text: str) -> bool:
    """Whether a line only names the agency or the State, perhaps with its region."""
    return bool(_LETTERHEAD.match(without_regions(text)))


def is_item(text: str) -> bool:
    """Whether a line opens the agenda, the attendance or one of their items."""
    folded = fold(text)
    return bool(_AGENDA.match(folded) or _ROLL.match(folded) or _NUMBERED.match(text))


def is_roll(text: str) -> bool:
    """Whether a line opens the attendance."""
    return bool(_ROLL.match(fold(text)))


def is_sentence(text: str) -> bool:
    """Whether a line is running text; a short label may close on a date and its full stop."""
    ends = text.rstrip()[-1:] in set(".!?;…")
    dated = bool(_ENDS_ON_FIGURE.search(text)) and len(text.split()) < _SENTENCE_WORDS
    return (ends and not dated) or len(text) > _LABEL_LONGEST


def _text(flow: Flow, block: Block) -> str:
    return flow.text[block.start : block.end]


def _head(flow: Flow) -> list[Block]:
    """The blocks before the first item, list or sentence; the first may be titled like an item."""
    found: list[Block] = []
    for block in flow.blocks[:_HEAD_LINES]:
        text = _text(flow, block)
        if block.bullet or is_sentence(text) or (found and is_item(text)):
            break
        found.append(block)
    return found


def _headings(flow: Flow, start: int = 0) -> list[str]:
    """Headings of the first pages, in order."""
    pages = flow.pages[:_FIRST_PAGES]
    end = pages[-1].end if pages and pages[-1].number is not None else 3 * _OPENING
    return [
        _text(flow, block)
        for block in flow.blocks
        if block.level is not None and start <= block.start < end
    ]


def _may_title(text: str) -> bool:
    return not (is_item(text) or is_letterhead(text) or _NOTE.match(fold(text)))


def _first_line(flow: Flow) -> list[str]:
    """The first line of the head, where it stands like a title in a text without headings."""
    lines = [_text(flow, block) for block in _head(flow)]
    line = next((line for line in lines if _may_title(line)), "")
    stands = len(line) < EVIDENCE_LONGEST and line[-1:] not in set(".,;:")
    return [line] if stands else []


def as_written(text: str, folded_words: str, near: int) -> str:
    """The words of `text` that fold to `folded_words`; folding may have moved them a little."""
    for start in sorted(range(len(text)), key=lambda place: abs(place - near))[:400]:
        for end in range(start + 1, min(len(text), start + len(folded_words) + 3) + 1):
            if fold(text[start:end]) == folded_words:
                return text[start:end]
    return text[:EVIDENCE_LONGEST]
