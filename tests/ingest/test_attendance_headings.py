"""Which row heads a table of attendance and which is a person's, told by tables of plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import Attendee
from tests.ingest.registers import read_in_process, short

Row = tuple[str, str | None, str]


def found(folder: Path, *table: str) -> tuple[Attendee, ...]:
    """The register of a table whose rows are told as "a | b | c"; the first is its heading."""
    head, *others = table
    rule = "|".join(["---"] * (head.count("|") + 1))
    lines = [f"| {line} |" for line in (head, rule, *others)]
    path = folder / "cr.md"
    path.write_text("# CTS de la Lande\n\n" + "\n".join(lines) + "\n\nFin.\n", encoding="utf-8")
    return read_in_process(path).attendance


def rows(folder: Path, *table: str) -> list[Row]:
    return [short(row) for row in found(folder, *table)]


def test_a_person_whose_cells_are_words_of_headings_heads_no_table(tmp_path: Path) -> None:
    assert rows(
        tmp_path,
        "Nom | Présence | Pouvoir",
        "Mme BRUMEZEL Alix | Présente | ",
        "M. ABADIOL Jean | Excusé | Pouvoir à Mme BRUMEZEL",
        "Paul Estrabel | Excusé | Mandat à M. ABADIOL",
        "Mme FOUCHEROL Anne | P | ",
    ) == [
        ("Mme BRUMEZEL Alix", None, "present"),
        ("M. ABADIOL Jean", None, "excused"),
        ("Paul Estrabel", None, "excused"),
        ("Mme FOUCHEROL Anne", None, "present"),
    ]


def test_an_abbreviation_of_two_words_is_no_pair_of_headings(tmp_path: Path) -> None:
    assert rows(
        tmp_path,
        "Nom | Organisme | Statut",
        "Mme BRUMEZEL Alix | FHF | Abs. exc.",
        "M. ABADIOL Jean | UDAF | Présent",
    ) == [("Mme BRUMEZEL Alix", "FHF", "excused"), ("M. ABADIOL Jean", "UDAF", "present")]


@pytest.mark.parametrize("head", ["NOM Prénom | Structure | Présent | Excusé",
                                  "NOM PRÉNOM | Structure | PRÉSENT | Excusé"])  # fmt: skip
def test_a_heading_in_capitals_is_no_person(tmp_path: Path, head: str) -> None:
    rows_ = rows(tmp_path, head, "ABADIOL Jean | UDAF |  | X", head, "BRUMEZEL Alix | APF | X | ")
    assert rows_ == [("ABADIOL Jean", "UDAF", "excused"), ("BRUMEZEL Alix", "APF", "present")]


@pytest.mark.parametrize(
    "seat", ["À désigner", "Poste vacant", "Représentant à désigner", "Vacante", "Non pourvu",
             "En cours de désignation", ""],
)  # fmt: skip
def test_a_vacant_seat_is_skipped(tmp_path: Path, seat: str) -> None:
    assert rows(
        tmp_path,
        "Nom | Organisme | Présent | Excusé",
        "Mme BRUMEZEL Alix | FHF | X | ",
        *[f"{seat} | URPS |  | "] * (3 if seat else 1),
        "M. ABADIOL Jean | UDAF |  | X",
        f"{seat} | Département |  | X",
        "M. ESTRABEL Paul | APF | X | ",
    ) == [
        ("Mme BRUMEZEL Alix", "FHF", "present"),
        ("M. ABADIOL Jean", "UDAF", "excused"),
        ("M. ESTRABEL Paul", "APF", "present"),
    ]


def test_a_vacant_seat_opens_its_college(tmp_path: Path) -> None:
    assert [(row.college, row.name) for row in found(
        tmp_path,
        "Collège | Nom | Présent | Excusé",
        "Élus | Mme BRUMEZEL Alix | X | ",
        "Usagers | À désigner |  | ",
        " | M. ABADIOL Jean |  | X",
    )] == [("Élus", "Mme BRUMEZEL Alix"), ("Usagers", "M. ABADIOL Jean")]  # fmt: skip


def test_a_table_ends_where_its_rows_name_nobody_any_more(tmp_path: Path) -> None:
    assert rows(
        tmp_path,
        "Nom | Organisme | Présent | Excusé",
        "Mme BRUMEZEL Alix | FHF | X | ",
        *["Budget de la région | 2021 |  | "] * 3,
        "M. ABADIOL Jean | UDAF |  | X",
    ) == [("Mme BRUMEZEL Alix", "FHF", "present")]
    assert rows(
        tmp_path,
        "Nom | Organisme | Présent | Excusé",
        "Mme BRUMEZEL Alix | FHF | X | ",
        "Budget | Région | 12 000 | 14 000",
        "M. ABADIOL Jean | UDAF |  | X",
    ) == [("Mme BRUMEZEL Alix", "FHF", "present")]


def test_titular_and_deputy_with_one_mark_for_both(tmp_path: Path) -> None:
    assert [(row.college, *short(row)) for row in found(
        tmp_path,
        "Collège | Organisme | Titulaire | Suppléant | Présent | Excusé",
        "1a | FHF | Mme BRUMEZEL Alix | M. ABADIOL Jean | X | ",
        " | APF | M. ESTRABEL Paul | À désigner |  | X",
        " | UDAF | Vacant | Mme FOUCHEROL Anne | X | ",
        " | CPAM | À désigner | À désigner |  | ",
        " | MSA | M. ISSARLEIX Luc |  | X | ",
    )] == [
        ("1a", "Mme BRUMEZEL Alix", "FHF", "unknown"),
        ("1a", "M. ABADIOL Jean", "FHF", "unknown"),
        ("1a", "M. ESTRABEL Paul", "APF", "excused"),
        ("1a", "Mme FOUCHEROL Anne", "UDAF", "present"),
        ("1a", "M. ISSARLEIX Luc", "MSA", "present"),
    ]  # fmt: skip


def test_titular_and_deputy_each_with_marks(tmp_path: Path) -> None:
    assert rows(
        tmp_path,
        "Titulaires | Organisme | P | E | Suppléants | Organisme | P | E",
        "Mme BRUMEZEL Alix | FHF | X |  | M. ABADIOL Jean | FHP |  | ",
        "M. ESTRABEL Paul | APF |  | X | Mme FOUCHEROL Anne | UDAF | X | ",
    ) == [
        ("Mme BRUMEZEL Alix", "FHF", "present"),
        ("M. ABADIOL Jean", "FHP", "unknown"),
        ("M. ESTRABEL Paul", "APF", "excused"),
        ("Mme FOUCHEROL Anne", "UDAF", "present"),
    ]


@pytest.mark.parametrize(
    "name", ["Nom – Prénom", "Nom — prénom", "Nom complet", "NOM PRENOM (titulaire)",
             "Représentants", "Siégeant", "Représentant désigné"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["Organisme", "Structure représentée"])
def test_the_column_of_names_is_told_by_its_heading_or_its_cells(
    tmp_path: Path, name: str, place: str
) -> None:
    assert rows(
        tmp_path,
        f"Collège | {name} | {place} | Présent | Excusé",
        "Élus | Mme BRUMEZEL Alix | Ville | X | ",
        "Usagers | M. ABADIOL Jean | UDAF |  | X",
    ) == [("Mme BRUMEZEL Alix", "Ville", "present"), ("M. ABADIOL Jean", "UDAF", "excused")]


def test_no_column_of_names_gives_no_row(tmp_path: Path) -> None:
    table = (
        "Collège | Organisme | Présents | Excusés",
        "Élus | Ville | 3 | 2",
        "Usagers | APF | 2 | 1",
    )
    assert rows(tmp_path, *table) == []


def test_yes_and_no_under_presence(tmp_path: Path) -> None:
    wanted = [("Mme BRUMEZEL Alix", None, "present"), ("M. ABADIOL Jean", None, "unknown")]
    people = ("1 | Mme BRUMEZEL Alix | X | ", "1 | M. ABADIOL Jean |  | X")
    assert rows(tmp_path, "Collège | Nom | Présence | ", " |  | Oui | Non", *people) == wanted
    reversed_ = ("1 | Mme BRUMEZEL Alix |  | X", "1 | M. ABADIOL Jean | X | ")
    assert rows(tmp_path, "Collège | Nom | Présence | ", " |  | Non | Oui", *reversed_) == wanted
