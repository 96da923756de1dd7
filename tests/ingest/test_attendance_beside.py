"""Lists that stand beside each other: columns of persons under "Présents" and "Excusés"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.registers import pdf_of, rows_of, table
from tests.ingest.test_attendance_headings import found, rows


def test_two_lists_side_by_side(tmp_path: Path) -> None:
    assert rows(
        tmp_path,
        "Présents | Excusés",
        "Mme BRUMEZEL Alix (FHF) | M. ESTRABEL Paul (CFDT)",
        "M. ABADIOL Jean, maire | Mme FOUCHEROL Anne",
        "M. ISSARLEIX Luc, excusé | ",
    ) == [
        ("Mme BRUMEZEL Alix", "FHF", "present"),
        ("M. ESTRABEL Paul", "CFDT", "excused"),
        ("M. ABADIOL Jean", "maire", "present"),
        ("Mme FOUCHEROL Anne", None, "excused"),
        ("M. ISSARLEIX Luc", None, "excused"),
    ]


def test_several_persons_in_a_cell_beside_their_college(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        "Collège | Présents | Excusés",
        "Usagers | Mme BRUMEZEL Alix (APF) M. ABADIOL Jean (UDAF) | M. ESTRABEL Paul (UFC)",
        "Élus |  | Mme FOUCHEROL Anne, pouvoir à M. ISSARLEIX Luc",
    )
    assert [(r.college, r.name, r.organisation, r.status.value, r.mark) for r in got] == [
        ("Usagers", "Mme BRUMEZEL Alix", "APF", "present", "Présents"),
        ("Usagers", "M. ABADIOL Jean", "UDAF", "present", "Présents"),
        ("Usagers", "M. ESTRABEL Paul", "UFC", "excused", "Excusés"),
        ("Élus", "Mme FOUCHEROL Anne", None, "excused", "Excusés"),
    ]


def test_each_list_with_its_organisations(tmp_path: Path) -> None:
    assert rows(
        tmp_path,
        "Présents | Organisme | Excusés | Organisme",
        "Mme BRUMEZEL Alix | APF | M. ESTRABEL Paul | UFC",
        "M. ABADIOL Jean | UDAF |  | ",
    ) == [
        ("Mme BRUMEZEL Alix", "APF", "present"),
        ("M. ESTRABEL Paul", "UFC", "excused"),
        ("M. ABADIOL Jean", "UDAF", "present"),
    ]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_longer_list_beside_a_shorter_one(tmp_path: Path, ruled: bool) -> None:
    made = table(
        [("Excusés", "Présents"), ("Mme BRUMEZEL Alix (FHF)", "M. ESTRABEL Paul (CFDT)"),
         ("", "M. ISSARLEIX Luc (MSA)")],
        (180, 180),
        ruled=ruled,
    )  # fmt: skip
    assert rows_of(pdf_of(tmp_path / "a.pdf", [made])) == [
        ("Mme BRUMEZEL Alix", "FHF", "excused"),
        ("M. ESTRABEL Paul", "CFDT", "present"),
        ("M. ISSARLEIX Luc", "MSA", "present"),
    ]


def test_what_follows_lists_side_by_side_is_no_part_of_them(tmp_path: Path) -> None:
    assert rows(
        tmp_path,
        "Présents | Excusés",
        "Mme BRUMEZEL Alix | M. ESTRABEL Paul",
        "Budget | Région",
        "M. ABADIOL Jean | Mme FOUCHEROL Anne",
    ) == [("Mme BRUMEZEL Alix", None, "present"), ("M. ESTRABEL Paul", None, "excused")]
