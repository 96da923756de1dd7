"""Tables of attendance in PDFs set in many ways: each person once, under the right heading."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from tests.ingest.registers import (
    WIDTHS,
    Member,
    marked,
    members,
    pdf_of,
    read_in_process,
    rows_of,
    table,
    title,
    wanted,
)

HEAD = ("NOM", "Structure", "Présent", "Excusé")


@pytest.mark.parametrize("sign", ["X", "x", "oui", "×"])
@pytest.mark.parametrize("middle", [False, True])
def test_a_ruled_table_with_wrapped_cells(tmp_path: Path, middle: bool, sign: str) -> None:
    people = members(12)
    made = table([HEAD, *marked(people, HEAD[2:], sign)], WIDTHS, middle=middle)
    path = pdf_of(tmp_path / "a.pdf", [title("CTS du Val Perdu – 4 mars 2021"), made])
    assert rows_of(path) == wanted(people)


STYLES = {
    "nothing": (),
    "level rules": (("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"),),
    "upright rules": (("LINEAFTER", (0, 0), (-2, -1), 0.5, "black"),),
    "a frame": (
        ("BOX", (0, 0), (-1, -1), 0.5, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), 1, "black"),
    ),
    "shades": (("ROWBACKGROUNDS", (0, 0), (-1, -1), ["#dddddd", "#ffffff"]),),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("middle", [False, True])
def test_a_table_without_all_its_rules(tmp_path: Path, middle: bool, style: str) -> None:
    people = members(40)
    made = table([HEAD, *marked(people, HEAD[2:])], WIDTHS, ruled=False, middle=middle,
                 more=STYLES[style])  # fmt: skip
    path = pdf_of(tmp_path / "a.pdf", [title("Membres du conseil"), made])
    assert rows_of(path) == wanted(people)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_goes_on_over_pages_without_its_heading(tmp_path: Path, ruled: bool) -> None:
    people = members(90)
    made = table([HEAD, *marked(people, HEAD[2:])], WIDTHS, ruled=ruled)
    document = read_in_process(pdf_of(tmp_path / "a.pdf", [title("Membres"), made]))
    assert len(document.pages) > 2
    got = [(r.name, r.organisation, r.status.value) for r in document.attendance]
    assert got == wanted(people)
    for row in document.attendance:
        page = next(p for p in document.pages if p.number == row.page)
        assert page.start <= row.start < row.end <= page.end


def test_a_repeated_heading_is_no_person(tmp_path: Path) -> None:
    people = members(70)
    made = table([HEAD, *marked(people, HEAD[2:])], WIDTHS, repeat=1)
    assert rows_of(pdf_of(tmp_path / "a.pdf", [title("Membres"), made])) == wanted(people)


def test_pages_set_off_from_each_other(tmp_path: Path) -> None:
    """Facing pages: the table stands 40 points to the left on the second."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    people = members(40)
    xs = (0, 140, 300, 360)
    for first, left in ((0, 100), (20, 60)):
        y = 760
        if first == 0:
            canvas.setFont("Helvetica-Bold", 9)
            for x, word in zip(xs, HEAD, strict=True):
                canvas.drawString(left + x, y, word)
        canvas.setFont("Helvetica", 9)
        for person in people[first : first + 20]:
            y -= 16
            canvas.drawString(left + xs[0], y, person.name)
            canvas.drawString(left + xs[1], y, "URPS")
            canvas.drawString(left + xs[2 if person.mark == "Présent" else 3] + 12, y, "X")
        canvas.showPage()
    canvas.save()
    people = [Member(p.name, "URPS", p.mark) for p in people]
    assert rows_of(tmp_path / "a.pdf") == wanted(people)


def test_colleges_are_rows_of_the_table_and_merged_cells(tmp_path: Path) -> None:
    people = members(8)
    rows = marked(people, HEAD[2:])
    college = ["Collège des usagers", "", "", ""]
    across = table(
        [HEAD, ["Collège des élus", "", "", ""], *rows[:4], college, *rows[4:]],
        WIDTHS,
        more=[("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 6), (-1, 6))],
    )
    found = read_in_process(pdf_of(tmp_path / "a.pdf", [across])).attendance
    assert [row.college for row in found] == ["Collège des élus"] * 4 + ["Collège des usagers"] * 4
    beside = table(
        [("Collège", *HEAD), *([c, *r] for c, r in zip([*"1   2   "], rows, strict=True))],
        (60, *WIDTHS),
        middle=True,
        more=[("SPAN", (0, 1), (0, 4)), ("SPAN", (0, 5), (0, 8))],
    )
    found = read_in_process(pdf_of(tmp_path / "b.pdf", [beside])).attendance
    assert [row.college for row in found] == ["1"] * 4 + ["2"] * 4
    assert [row.name for row in found] == [person.name for person in people]


def test_four_columns_of_marks(tmp_path: Path) -> None:
    headings = ("Présent", "Excusé", "Absent", "Pouvoir")
    people = members(12, (*headings, None))
    made = table([("Nom et prénom", "Fonction", *headings), *marked(people, headings)],
                 (110, 150, 50, 50, 50, 50))  # fmt: skip
    document = read_in_process(pdf_of(tmp_path / "a.pdf", [made]))
    assert [(r.name, r.organisation, r.status.value) for r in document.attendance] == wanted(people)
    assert [row.mark for row in document.attendance] == [person.mark for person in people]


@pytest.mark.parametrize("ruled", [True, False])
def test_letters_head_the_columns_of_marks(tmp_path: Path, ruled: bool) -> None:
    headings = ("Présent", "Excusé", "Absent")
    people = members(50, headings)
    rows = [[str(1 + n // 20), *row] for n, row in enumerate(marked(people, headings))]
    head = ("Collège", "Nom Prénom", "Organisme", "P", "E", "A")
    made = table([head, *rows], (50, 110, 150, 25, 25, 25), ruled=ruled)
    found = read_in_process(pdf_of(tmp_path / "a.pdf", [title("Membres"), made])).attendance
    assert [(r.name, r.organisation, r.status.value) for r in found] == wanted(people)
    assert [row.college for row in found] == [row[0] for row in rows]


def test_headings_that_nearly_touch(tmp_path: Path) -> None:
    people = members(20)
    rows = [["1", *row] for row in marked(people, HEAD[2:])]
    made = table([("Collège", *HEAD), *rows], (52, 110, 150, 50, 50), ruled=False, middle=True)
    assert rows_of(pdf_of(tmp_path / "a.pdf", [title("Membres"), made])) == wanted(people)


def test_marks_before_the_organisation(tmp_path: Path) -> None:
    people = members(10, ("Présent", None))
    rows = [[p.name, "X" if p.mark else "", p.organisation] for p in people]
    made = table([("Nom", "Présent", "Organisme"), *rows], (120, 60, 200))
    assert rows_of(pdf_of(tmp_path / "a.pdf", [made])) == wanted(people)


def test_words_and_letters_in_one_column(tmp_path: Path) -> None:
    cells = {"P": "present", "E": "excused", "A": "unknown", "Excusée": "excused", "": "unknown",
             "présent (visio)": "present", "en salle": "present", "?": "unknown"}  # fmt: skip
    rows = [[f"NOMDUPER{n}E Alix".replace(str(n), "AEIOUYBC"[n]), "UDAF", word]
            for n, word in enumerate(cells)]  # fmt: skip
    made = table([("Nom", "Organisme", "P/E"), *rows], (140, 150, 100))
    found = rows_of(pdf_of(tmp_path / "a.pdf", [made]))
    assert [status for _, _, status in found] == list(cells.values())


def test_two_marks_that_contradict_each_other_say_nothing(tmp_path: Path) -> None:
    made = table([HEAD, ["ABADIOL Jean", "UDAF", "X", "X"]], WIDTHS)
    assert rows_of(pdf_of(tmp_path / "a.pdf", [made])) == [("ABADIOL Jean", "UDAF", "unknown")]


def test_a_mark_between_two_columns_is_unknown(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for y, row in ((700, ((60, "NOM"), (200, "Structure"), (400, "Présent"), (480, "Excusé"))),
                   (680, ((60, "ABADIOL Jean"), (200, "UDAF"), (453, "X"))),
                   (660, ((60, "BRUMEZEL Alix"), (200, "APF"), (412, "X")))):  # fmt: skip
        for x, text in row:
            canvas.drawString(x, y, text)
    canvas.save()
    assert rows_of(tmp_path / "a.pdf") == [
        ("ABADIOL Jean", "UDAF", "unknown"),
        ("BRUMEZEL Alix", "APF", "present"),
    ]


def test_a_table_without_any_heading_tells_no_status(tmp_path: Path) -> None:
    people = members(6)
    made = table(marked(people, HEAD[2:]), WIDTHS)
    path = pdf_of(tmp_path / "a.pdf", [title("Liste de présence"), made])
    found = rows_of(path)
    assert [name for name, _, _ in found] == [person.name for person in people]
    assert {status for _, _, status in found} == {"unknown"}


def test_first_and_last_names_in_columns_of_their_own(tmp_path: Path) -> None:
    head = ("Nom", "Prénom", "Qualité", "Présent", "Excusé")
    rows = [["ABADIOL", "Jean", "Maire", "X", ""], ["DE BRUMEZEL", "Alix", "UDAF", "", "X"]]
    made = table([head, *rows], (80, 80, 120, 60, 60))
    assert rows_of(pdf_of(tmp_path / "a.pdf", [made])) == [
        ("ABADIOL Jean", "Maire", "present"),
        ("DE BRUMEZEL Alix", "UDAF", "excused"),
    ]


def test_a_heading_of_two_rows(tmp_path: Path) -> None:
    rows = [
        ["Nom", "Structure", "Présence", ""],
        ["", "", "Présent", "Excusé"],
        ["ABADIOL Jean", "UDAF", "X", ""],
        ["BRUMEZEL Alix", "APF", "", "X"],
    ]
    more = [("SPAN", (2, 0), (3, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1))]
    path = pdf_of(tmp_path / "a.pdf", [table(rows, WIDTHS, more=more)])
    assert rows_of(path) == [
        ("ABADIOL Jean", "UDAF", "present"),
        ("BRUMEZEL Alix", "APF", "excused"),
    ]


def test_a_table_on_a_page_turned_by_a_quarter(tmp_path: Path) -> None:
    people = members(8)
    width, height = A4
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setPageRotation(90)
    canvas.translate(width, 0)
    canvas.rotate(90)
    made = table([HEAD, *marked(people, HEAD[2:])], WIDTHS)
    made.wrapOn(canvas, height, width)
    made.drawOn(canvas, 60, 100)
    canvas.showPage()
    canvas.save()
    assert rows_of(tmp_path / "a.pdf") == wanted(people)


def test_several_meetings_each_with_its_title(tmp_path: Path) -> None:
    story = []
    for body, told in (
        ("CTS du Val Perdu", "le 16/06/20"),
        ("CTS de la Lande", "– 1er juillet 2020"),
    ):
        story += [title(f"{body} {told}"), table([HEAD, *marked(members(3), HEAD[2:])], WIDTHS)]
        story += [title("Étaient également invités :"),
                  table([HEAD, *marked(members(2), HEAD[2:])], WIDTHS), PageBreak()]  # fmt: skip
    found = read_in_process(pdf_of(tmp_path / "a.pdf", story)).attendance
    meetings = [(row.body, row.date) for row in found]
    assert (
        meetings
        == [("CTS du Val Perdu", "2020-06-16")] * 5 + [("CTS de la Lande", "2020-07-01")] * 5
    )


@pytest.mark.parametrize(
    "rows",
    [
        [("Action", "Pilote", "2021", "2022"), ("Recruter", "ABADIOL Jean", "X", ""),
         ("Former", "BRUMEZEL Alix", "", "X")],
        [("Nom", "Fonction", "Point suivi", "Bureau"), ("ABADIOL Jean", "Maire", "2", "X")],
        [("Établissement", "Lits", "Présents", "Sorties"), ("CH du Val", "120", "98", "12"),
         ("EHPAD des Lilas", "80", "79", "3")],
        [("Heure", "Sujet", "Durée", "Orateur"), ("9 h", "Accueil", "10", "ABADIOL Jean")],
    ],
)  # fmt: skip
def test_other_tables_give_no_row(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    assert rows_of(pdf_of(tmp_path / "a.pdf", [title("Calendrier"), table(rows, WIDTHS)])) == []


def test_what_follows_the_register_is_no_part_of_it(tmp_path: Path) -> None:
    people = members(4)
    story = [
        table([HEAD, *marked(people, HEAD[2:])], WIDTHS),
        title("Ordre du jour"),
        table([["9 h 30", "Accueil des membres", "", ""], ["10 h", "Budget", "X", ""]], WIDTHS),
        title("Échanges"),
    ]
    assert rows_of(pdf_of(tmp_path / "a.pdf", story)) == wanted(people)
