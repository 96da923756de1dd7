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
