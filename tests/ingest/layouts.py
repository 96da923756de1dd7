"""Pages laid out at random from a seed, with the words that a reader would read, in order.

What no rule of typography settles is not made: two boxes side by side without frames are columns.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
WORDS = """
accès action agence aidant alerte année appui atelier avenir avis besoin bilan cadre calendrier
centre charge commission comité conseil concertation confiance constat contrat coordination crise
débat décision délai démarche département difficulté domicile dossier droit échange éducation
effort élu enjeu enquête équipe établissement étude évaluation expérience famille financement
formation fragilité garantie gouvernance handicap hôpital idée information initiative innovation
inégalité isolement jeunesse journée lien logement maison maladie médecin mesure métier mission
mobilité moyen numérique objectif offre organisation outil parcours partage participation patient
permanence personne pharmacie pilotage place plan politique pratique prévention priorité
professionnel profil projet promotion proposition public qualité question rapport recommandation
recrutement région relais réponse représentant réseau ressource réunion rôle rural santé séance
sécurité service situation société soin solidarité solution souhait soutien suivi synthèse tarif
technique territoire thème transport travail urgence usager vaccination vallée vieillesse village
ville voisinage aborde accompagne ajoute améliore annonce attend avance cherche complète concerne
construit demande développe donne doit entend espère explique facilite forme garantit implique
insiste invite manque mesure montre observe organise partage précise prépare présente propose
protège rappelle reconnaît regrette relève remercie renforce reste retient revient signale
simplifie souligne soutient suggère trouve utilise valorise veut grand petit nouveau premier
régional territorial local social médical collectif commun concret durable essentiel fort lisible
rapide simple utile avec dans pour sans sous vers entre contre depuis pendant malgré selon chez
parmi dont comme aussi encore ensuite enfin souvent toujours parfois déjà bientôt là-bas médico-
social peut-être vingt-deux rendez-vous Loire-Atlantique c’est l’hôpital d’abord qu’elle s’engage
aujourd’hui œuvre cœur
""".split()
LITTLE = """
le la les un une des du de à et ou en au aux ce cette ces son sa ses leur leurs qui que
""".split()
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of text drawn at once: baseline at (x, y) from the top left, `turn` in degrees."""

    x: float
    y: float
    text: str
    size: float
    font: str = REGULAR
    turn: int = 0


@dataclass(slots=True)
class Sheet:
    """One page: what is drawn, what is framed, and its words in reading order."""

    marks: list[Mark] = field(default_factory=list)
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    leading: float
    font: str = REGULAR
    justify: bool = False
    hyphenate: bool = False
    gap: float = 0.0
    indent: float = 0.0


def sentence(rng: random.Random, least: int = 6, most: int = 22) -> str:
    """Words of French that mean nothing together."""
    said: list[str] = []
    for _ in range(rng.randint(least, most)):
        said.append(rng.choice(WORDS if not said or rng.random() < 0.6 else LITTLE))
        if rng.random() < 0.06 and len(said) > 2:
            said[-1] += ","
        if rng.random() < 0.02:
            said.append(rng.choice(["12,5 %", "2021", "14 h 30", "1 250 €", "(ARS)", "« oui »"]))
    text = " ".join(said).rstrip(",")
    return text[0].upper() + text[1:] + rng.choice([".", ".", ".", ".", " ;", " :", " ?"])


def paragraph(rng: random.Random) -> str:
    return " ".join(sentence(rng) for _ in range(rng.randint(1, 5)))


def heading(rng: random.Random, most: int = 7) -> str:
    text = sentence(rng, 2, most).rstrip(" .;:?")
    return text


def wrap(text: str, style: Style, width: float, rng: random.Random) -> list[str]:
    """Lines no wider than `width`; with `hyphenate` some long words go over a line's end."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if stringWidth(longer, style.font, style.size) <= width:
            line = longer
            continue
        if (
            style.hyphenate
            and len(word) > 7
            and word.isalpha()
            and word.islower()
            and rng.random() < 0.7
        ):
            cut = syllable(word)
            head = f"{line} {word[:cut]}-".strip()
            if cut and stringWidth(head, style.font, style.size) <= width:
                lines.append(head)
                line = word[cut:]
                continue
        lines.append(line)
        line = word
    return [*lines, line] if line else lines


def syllable(word: str) -> int:
    """A place between a vowel and a consonant that a vowel follows; 0 without one."""
    vowels = "aeiouyàâéèêëîïôùûœ"
    for cut in range(len(word) - 3, 2, -1):
        if word[cut - 1] in vowels and word[cut] not in vowels and word[cut + 1] in vowels:
            return cut
    return 0


class Column:
    """Sets text from `top` down to `bottom`, in points from the top of the page."""

    def __init__(
        self, sheet: Sheet, left: float, width: float, top: float, bottom: float, rng: random.Random
    ):
        self.sheet, self.left, self.width, self.y, self.bottom, self.rng = (
            sheet,
            left,
            width,
            top,
            bottom,
            rng,
        )

    def put(self, text: str, style: Style, label: str = "") -> bool:
        """Whether the text fitted; nothing is drawn when it does not."""
        indent = style.indent
        lines = wrap(text, style, self.width - indent, self.rng)
        if self.y + style.gap + style.leading * len(lines) > self.bottom:
            return False
        self.y += style.gap
        for index, line in enumerate(lines):
            self.y += style.leading
            last = index == len(lines) - 1
            self._line(line, style, label if index == 0 else "", justify=style.justify and not last)
        self.sheet.read += ([label] if label and label.isalnum() else []) + text.split()
        return True

    def _line(self, line: str, style: Style, label: str, *, justify: bool) -> None:
        left = self.left + style.indent
        if label:
            self.sheet.marks.append(Mark(left - 12, self.y, label, style.size, style.font))
        natural = stringWidth(line, style.font, style.size)
        words = line.split(" ")
        if not justify or len(words) < 3:
            self.sheet.marks.append(Mark(left, self.y, line, style.size, style.font))
            return
        extra = (self.width - style.indent - natural) / (len(words) - 1)
        for word in words:
            self.sheet.marks.append(Mark(left, self.y, word, style.size, style.font))
            left += stringWidth(f"{word} ", style.font, style.size) + extra


def body_style(rng: random.Random, columns: int = 1) -> Style:
    size = rng.choice([8.5, 9, 9.5, 10, 10.5, 11]) - (1.5 if columns == 3 else 0)
    return Style(
        size,
        round(size * rng.choice([1.15, 1.2, 1.3, 1.4]), 1),
        justify=rng.random() < 0.4,
        hyphenate=rng.random() < 0.4,
        gap=rng.choice([3.0, 5.0, 8.0]),
    )


def heading_style(body: Style, rng: random.Random) -> Style:
    size = body.size * rng.choice([1.15, 1.3, 1.6])
    return Style(round(size, 1), round(size * 1.25, 1), font=BOLD, gap=rng.choice([8.0, 12.0]))


def fill(column: Column, body: Style, rng: random.Random) -> None:
    """Paragraphs, headings and lists down to the bottom of the column."""
    fits = True
    while fits:
        kind = rng.random()
        if kind < 0.12:
            fits = column.put(heading(rng), heading_style(body, rng))
        elif kind < 0.25:
            style = Style(body.size, body.leading, gap=2.0, indent=14.0)
            label = rng.choice("•–")
            for _ in range(rng.randint(2, 4)):
                fits = fits and column.put(sentence(rng), style, label)
        else:
            fits = column.put(paragraph(rng), body)
    while column.put(sentence(rng, 4, 9), body):  # columns end about level
        pass


def columns(sheet: Sheet, top: float, bottom: float, count: int, rng: random.Random) -> float:
    """A zone of `count` columns; the lowest y that it reaches."""
    margin = rng.choice([42.0, 56.0, 64.0])
    body = body_style(rng, count)
    gutter = rng.choice([14.0, 18.0, 24.0, 30.0])
    width = (WIDTH - 2 * margin - gutter * (count - 1)) / count
    lowest = top
    for place in range(count):
        ragged_bottom = bottom - (
            rng.choice([0, 0, 40, 120]) if place == count - 1 and bottom - top > 250 else 0
        )
        column = Column(sheet, margin + place * (width + gutter), width, top, ragged_bottom, rng)
        fill(column, body, rng)
        lowest = max(lowest, column.y)
    return lowest


def banner(sheet: Sheet, top: float, rng: random.Random) -> float:
    """A heading over the whole width; where it ends."""
    column = Column(sheet, 56, WIDTH - 112, top, top + 90, rng)
    size = rng.choice([13.0, 16.0, 20.0])
    column.put(sentence(rng, 9, 14).rstrip(" .;:?"), Style(size, size * 1.25, font=BOLD))
    return column.y + 6


def single(sheet: Sheet, rng: random.Random) -> None:
    columns(sheet, banner(sheet, 70, rng), 770, 1, rng)


def two_columns(sheet: Sheet, rng: random.Random) -> None:
    columns(sheet, 70, 770, 2, rng)


def three_columns(sheet: Sheet, rng: random.Random) -> None:
    columns(sheet, banner(sheet, 70, rng), 770, 3, rng)


def zones(sheet: Sheet, rng: random.Random) -> None:
    """Bands of one to three columns, parted by headings over the whole width."""
    y = 66.0
    heights = rng.choice([[700], [330, 330], [230, 220, 230], [190, 480]])
    for height in heights:
        y = banner(sheet, y, rng)
        y = columns(sheet, y + 4, y + height - 60, rng.choice([1, 2, 2, 3]), rng) + 10


def side_box(sheet: Sheet, rng: random.Random) -> None:
    """A framed box beside the running text, on either side."""
    y = banner(sheet, 66, rng)
    body = body_style(rng)
    at_right = rng.random() < 0.6
    narrow = rng.choice([130.0, 150.0, 170.0])
    gutter = rng.choice([20.0, 28.0])
    wide = WIDTH - 112 - narrow - gutter
    main = (56.0, wide) if at_right else (56.0 + narrow + gutter, wide)
    box = (56.0 + wide + gutter, narrow) if at_right else (56.0, narrow)
    top = y + rng.choice([6.0, 120.0])
    bottom = rng.choice([430.0, 600.0, 765.0])

    def set_main() -> None:
        fill(Column(sheet, *main, y, 770, rng), body, rng)

    def set_box() -> None:
        framed(sheet, box[0], box[1], top, bottom, body, rng)

    for action in (set_main, set_box) if at_right else (set_box, set_main):
        action()


def framed(
    sheet: Sheet,
    left: float,
    width: float,
    top: float,
    bottom: float,
    body: Style,
    rng: random.Random,
) -> None:
    small = Style(body.size - 1, round((body.size - 1) * 1.25, 1), gap=3.0)
    column = Column(sheet, left + 7, width - 14, top + 4, bottom - 4, rng)
    column.put(heading(rng, 4), Style(body.size, body.size * 1.25, font=BOLD))
    fill(column, small, rng)
    sheet.frames.append((left, top, width, column.y + 8 - top))


def grid(sheet: Sheet, rng: random.Random) -> None:
    """Framed boxes in rows of two or three, read row by row."""
    y = banner(sheet, 66, rng) + 6
    count = rng.choice([2, 2, 3])
    gap = rng.choice([10.0, 16.0])
    width = (WIDTH - 112 - gap * (count - 1)) / count
    body = body_style(rng, count)
    height = rng.choice([150.0, 210.0])
    while y + height < 775:
        for place in range(count):
            framed(sheet, 56 + place * (width + gap), width, y, y + height, body, rng)
        y += height + gap


def footnotes(sheet: Sheet, rng: random.Random) -> None:
    """One or two columns with notes in small print under them."""
    columns(sheet, 66, 640, rng.choice([1, 2]), rng)
    column = Column(sheet, 56, WIDTH - 112, 664, 780, rng)
    for number in range(1, rng.randint(2, 4)):
        column.put(f"{number} {sentence(rng, 8, 16)}", Style(7.5, 9.5))


def table(sheet: Sheet, rng: random.Random) -> None:
    """Prose, a table whose cells may go over two lines, prose."""
    y = columns(sheet, 66, 300, 1, rng) + 12
    count = rng.choice([3, 4])
    width = (WIDTH - 112) / count
    style = Style(9.0, 11.0)
    rows = [[heading(rng, 3) for _ in range(count)] for _ in range(rng.randint(5, 9))]
    for index, row in enumerate(rows):
        cell_style = Style(9.0, 11.0, font=BOLD) if index == 0 else style
        lowest = y
        for place, cell in enumerate(row):
            column = Column(sheet, 56 + place * width + 4, width - 12, y, y + 80, rng)
            column.put(cell, cell_style)
            lowest = max(lowest, column.y)
        sheet.frames += [(56 + p * width, y, width, lowest + 4 - y) for p in range(count)]
        y = lowest + 4
    columns(sheet, y + 14, 770, 1, rng)


LAYOUTS: dict[str, Callable[[Sheet, random.Random], None]] = {
    "single": single,
    "two_columns": two_columns,
    "three_columns": three_columns,
    "zones": zones,
    "side_box": side_box,
    "grid": grid,
    "footnotes": footnotes,
    "table": table,
}
ORDERS = ("natural", "shuffled", "interleaved")


def drawn(marks: Sequence[Mark], order: str, rng: random.Random) -> list[Mark]:
    """The marks as the content stream has them; `interleaved` goes across the page line by line."""
    if order == "shuffled":
        return rng.sample(list(marks), len(marks))
    if order == "interleaved":
        return sorted(marks, key=lambda mark: (round(mark.y), mark.x))
    return list(marks)


def by_words(marks: Sequence[Mark]) -> list[Mark]:
    """Each word drawn on its own, as Word and InDesign may do."""
    found = []
    for mark in marks:
        if mark.turn:
            found.append(mark)
            continue
        x = mark.x
        for word in mark.text.split(" "):
            found.append(Mark(x, mark.y, word, mark.size, mark.font, mark.turn))
            x += stringWidth(f"{word} ", mark.font, mark.size)
    return found


@dataclass(frozen=True, slots=True)
class Running:
    """Headers, footers, printed numbers and a side tab, on every page of a file."""

    header: str = ""
    footer: str = ""
    offset: int | None = None
    outer: bool = False
    tab: str = ""


def write(
    path: Path,
    sheets: Sequence[Sheet],
    order: str,
    rng: random.Random,
    *,
    words: bool,
    running: Running,
) -> None:
    """The PDF of the sheets."""
    canvas = Canvas(str(path), pagesize=A4)
    for number, sheet in enumerate(sheets, start=1):
        for left, top, width, height in sheet.frames:
            canvas.rect(left, HEIGHT - top - height, width, height)
        marks = [*sheet.marks, *_running_marks(running, number)]
        marks = by_words(marks) if words else marks
        for mark in drawn(marks, order, rng):
            canvas.saveState()
            canvas.translate(mark.x, HEIGHT - mark.y)
            canvas.rotate(mark.turn)
            canvas.setFont(mark.font, mark.size)
            canvas.drawString(0, 0, mark.text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()


def _running_marks(running: Running, number: int) -> list[Mark]:
    marks = []
    if running.header:
        marks.append(Mark(56, 40, running.header, 8))
    if running.footer:
        marks.append(Mark(56, 812, running.footer, 8))
    if running.offset is not None:
        left = running.outer and number % 2 == 0
        marks.append(
            Mark(56 if left and not running.footer else 530, 812, str(number + running.offset), 8)
        )
    if running.tab:
        marks.append(Mark(588, 500, running.tab, 9, BOLD, 90))
    return marks


def made(kind: str, rng: random.Random) -> Sheet:
    sheet = Sheet()
    LAYOUTS[kind](sheet, rng)
    return sheet
