"""Lists of attendance in text and Word documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import Attendee
from tests.ingest.builders import docx
from tests.ingest.registers import read_in_process, short

Row = tuple[str, str | None, str]


def read_text(folder: Path, text: str, name: str = "cr.txt") -> tuple[Attendee, ...]:
    (folder / name).write_text(text, encoding="utf-8")
    return read_in_process(folder / name).attendance


def rows(folder: Path, text: str) -> list[Row]:
    return [short(row) for row in read_text(folder, text)]


def test_entries_under_their_titles(tmp_path: Path) -> None:
    text = (
        "Compte rendu du CTS de la Lande du 4 mars 2021\n\n"
        "Étaient présents :\n"
        "- Mme Alix BRUMEZEL, présidente\n"
        "- M. Jean ABADIOL (URPS infirmiers)\n"
        "- Dr Paul de LA MONTFLOURE – CME\n"
        "- KERBAZEC Yann\n\n"
        "Absents excusés :\n"
        "- Madame Odile OSTREVAND ;\n"
        "- M. le Pr Ivan JOUVANCEAU, CHU\n\n"
        "Absents :\n- M. Luc ISSARLEIX\n\n"
        "1. Ouverture de la séance\n\n"
        "Mme BRUMEZEL, présidente, ouvre la séance.\n"
        "M. ABADIOL remercie les présents.\n"
    )
    found = read_text(tmp_path, text)
    assert [short(row) for row in found] == [
        ("Mme Alix BRUMEZEL", "présidente", "present"),
        ("M. Jean ABADIOL", "URPS infirmiers", "present"),
        ("Dr Paul de LA MONTFLOURE", "CME", "present"),
        ("KERBAZEC Yann", None, "present"),
        ("Madame Odile OSTREVAND", None, "excused"),
        ("M. le Pr Ivan JOUVANCEAU", "CHU", "excused"),
        ("M. Luc ISSARLEIX", None, "unknown"),
    ]
    assert {(row.body, row.date) for row in found} == {("CTS de la Lande", "2021-03-04")}
    assert [row.mark for row in found][-1] == "Absents"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Présents : Mme Alix BRUMEZEL (FHF), M. Jean ABADIOL, maire et le Dr Paul ESTRABEL",
         [("Mme Alix BRUMEZEL", "FHF", "present"), ("M. Jean ABADIOL", "maire", "present"),
          ("Dr Paul ESTRABEL", None, "present")]),
        ("Excusés : BRUMEZEL Alix (FHF) ; ABADIOL Jean, adjoint ; ESTRABEL Paul",
         [("BRUMEZEL Alix", "FHF", "excused"), ("ABADIOL Jean", "adjoint", "excused"),
          ("ESTRABEL Paul", None, "excused")]),
        ("Participants : Alix BRUMEZEL, Jean ABADIOL, Paul ESTRABEL",
         [("Alix BRUMEZEL", None, "present"), ("Jean ABADIOL", None, "present"),
          ("Paul ESTRABEL", None, "present")]),
        ("La séance est ouverte à 9 h. Sont excusés Mme Alix Brumezel, qui a donné pouvoir à "
         "M. Jean Abadiol, et M. Paul Estrabel, retenu à Brest. Le quorum est atteint.",
         [("Mme Alix Brumezel", None, "excused"), ("M. Paul Estrabel", None, "excused")]),
        ("Membres présents avec voix délibérative : Alix Brumezel (FHF), Jean-Paul de La Hure et "
         "Paul Estrabel.",
         [("Alix Brumezel", "FHF", "present"), ("Jean-Paul de La Hure", None, "present"),
          ("Paul Estrabel", None, "present")]),
        ("Absents excusés : Alix Brumezel ; Jean Abadiol (pouvoir à Paul Estrabel)",
         [("Alix Brumezel", None, "excused"), ("Jean Abadiol", None, "excused")]),
        ("Étaient présents : collège 1 : Mme Alix Brumezel, M. Jean Abadiol.",
         [("Mme Alix Brumezel", None, "present"), ("M. Jean Abadiol", None, "present")]),
    ],
)  # fmt: skip
def test_persons_on_one_line(tmp_path: Path, line: str, wanted: list[Row]) -> None:
    assert rows(tmp_path, f"Compte rendu\n\n{line}\n") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Présents : 21 membres sur 38. Excusés : 9.\n\nMme Brumezel rappelle les faits.",
        "Les membres présents ont voté.\n\nMme Brumezel, présidente\n\nM. Jean Abadiol, maire",
        "Présence médicale : un enjeu\n\nM. Jean Abadiol décrit la situation du canton.",
        "Présents : France Handicap, Secours Populaire et Croix Rouge.",
        "Présents : Alix Brumezel, la ville de Brest et Paul Estrabel.",
        "Présents : Val Perdu",
        "Pouvoirs : Alix Brumezel donne pouvoir à Jean Abadiol ; Paul Estrabel à Luc Issarleix.",
        "Excusez du peu : Mme Alix Brumezel l’a dit.",
        "Étaient présents :\n\nConseil régional\n\nAgence régionale\n\nUnion des retraités",
        "Le directeur et M. Jean Abadiol sont présents dans le débat public.",
        "Signataires :\n- Mme Alix BRUMEZEL, présidente\n- M. Jean ABADIOL, maire",
    ],
)
def test_what_is_no_attendance_gives_no_row(tmp_path: Path, text: str) -> None:
    assert rows(tmp_path, text) == []


def test_groups_of_a_list_are_its_colleges(tmp_path: Path) -> None:
    text = (
        "# Membres présents\n\n"
        "Présidente de la commission\n\nOdile OSTREVAND\n\n"
        "Représentants des usagers\n\nAlix BRUMEZEL\n\nJean ABADIOL, UDAF\n\n"
        "## Ordre du jour\n\nBudget de la commission\n"
    )
    found = read_text(tmp_path, text, "cr.md")
    assert [(row.college, *short(row)) for row in found] == [
        (None, "Odile OSTREVAND", "Présidente de la commission", "present"),
        ("Représentants des usagers", "Alix BRUMEZEL", None, "present"),
        ("Représentants des usagers", "Jean ABADIOL", "UDAF", "present"),
    ]


def test_a_table_of_plain_text_says_it_in_words(tmp_path: Path) -> None:
    text = (
        "| Nom | Fonction | Présence |\n|---|---|---|\n"
        "| Mme Alix Brumezel | présidente | présente |\n"
        "| M. Jean Abadiol | maire | excusé, pouvoir à Mme Brumezel |\n"
        "| M. Paul Estrabel | UDAF | absent |\n"
    )
    assert [short(row) for row in read_text(tmp_path, text, "cr.md")] == [
        ("Mme Alix Brumezel", "présidente", "present"),
        ("M. Jean Abadiol", "maire", "excused"),
        ("M. Paul Estrabel", "UDAF", "unknown"),
    ]


def test_a_word_table_with_merged_cells(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = [
        ["Collège", "Nom", "Organisme", "Présent", "Excusé"],
        [(start, "Élus"), "BRUMEZEL Alix", "Ville", "X", ""],
        [(goes_on, ""), "ABADIOL Jean", "Département", "", "x"],
        [(start, "Usagers"), "ESTRABEL Paul", "UDAF", "", ""],
        [(goes_on, ""), "FOUCHEROL Anne", "APF", "", "X"],
    ]
    body = "".join(
        "<w:tr>" + "".join(cell(c) if isinstance(c, str) else cell(c[1], c[0]) for c in row)
        + "</w:tr>"
        for row in table
    )  # fmt: skip
    path = docx(tmp_path / "cr.docx", f"<w:tbl>{body}</w:tbl>")
    found = read_in_process(path).attendance
    assert [(row.college, *short(row)) for row in found] == [
        ("Élus", "BRUMEZEL Alix", "Ville", "present"),
        ("Élus", "ABADIOL Jean", "Département", "excused"),
        ("Usagers", "ESTRABEL Paul", "UDAF", "unknown"),
        ("Usagers", "FOUCHEROL Anne", "APF", "excused"),
    ]


def test_a_word_table_of_groups_across_all_columns(tmp_path: Path) -> None:
    def row(*texts: str, span: int = 1) -> str:
        wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
        cells = "".join(f"<w:tc>{wide}<w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in texts)
        return f"<w:tr>{cells}</w:tr>"

    body = (
        row("NOM Prénom", "Qualité", "Présents", "Excusés")
        + row("Collège des usagers", span=4)
        + row("BRUMEZEL Alix", "UDAF", "", "X")
        + row("Personnes qualifiées", span=4)
        + row("ABADIOL Jean", "", "X", "")
    )
    path = docx(tmp_path / "cr.docx", f"<w:tbl>{body}</w:tbl>")
    found = read_in_process(path).attendance
    assert [(row.college, *short(row)) for row in found] == [
        ("Collège des usagers", "BRUMEZEL Alix", "UDAF", "excused"),
        ("Personnes qualifiées", "ABADIOL Jean", None, "present"),
    ]
