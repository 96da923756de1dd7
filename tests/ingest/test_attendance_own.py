"""What an entry says of its own person's coming counts above the title of its list."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import Attendee
from tests.ingest.builders import docx
from tests.ingest.registers import read_in_process, short

Row = tuple[str, str | None, str]


def listed(folder: Path, title: str, entry: str) -> Attendee:
    text = f"Compte rendu\n\n{title} :\n- {entry}\n- Mme Anne FOUCHEROL\n"
    (folder / "cr.txt").write_text(text, encoding="utf-8")
    return read_in_process(folder / "cr.txt").attendance[0]


@pytest.mark.parametrize(
    ("entry", "wanted", "mark"),
    [
        ("Mme Alix BRUMEZEL, excusée, pouvoir donné à M. Jean ABADIOL",
         ("Mme Alix BRUMEZEL", None, "excused"), "excusée"),
        ("Alix BRUMEZEL (UDAF) – excusée", ("Alix BRUMEZEL", "UDAF", "excused"), "excusée"),
        ("M. Jean ABADIOL, maire, absent excusé",
         ("M. Jean ABADIOL", "maire", "excused"), "absent excusé"),
        ("M. Jean ABADIOL (absent)", ("M. Jean ABADIOL", None, "unknown"), "absent"),
        ("M. Jean ABADIOL, non excusé", ("M. Jean ABADIOL", None, "unknown"), "non excusé"),
        ("M. Jean ABADIOL (UDAF), représenté par Mme Lise ESTRABEL",
         ("M. Jean ABADIOL", "UDAF", "unknown"), "représenté par Mme Lise ESTRABEL"),
        ("M. Jean ABADIOL (pouvoir à Mme Lise ESTRABEL)",
         ("M. Jean ABADIOL", None, "unknown"), "pouvoir à Mme Lise ESTRABEL"),
        ("M. Jean ABADIOL, qui a donné pouvoir à Mme Lise ESTRABEL",
         ("M. Jean ABADIOL", None, "unknown"), "qui a donné pouvoir à Mme Lise ESTRABEL"),
        ("M. Jean ABADIOL, excusé à partir de 11 h",
         ("M. Jean ABADIOL", None, "unknown"), "excusé à partir de 11 h"),
        ("M. Jean ABADIOL (représentant Mme Lise ESTRABEL)",
         ("M. Jean ABADIOL", "représentant Mme Lise ESTRABEL", "present"), "Étaient présents"),
        ("M. Jean ABADIOL, en visio", ("M. Jean ABADIOL", None, "present"), "Étaient présents"),
    ],
)  # fmt: skip
def test_among_the_present(tmp_path: Path, entry: str, wanted: Row, mark: str) -> None:
    row = listed(tmp_path, "Étaient présents", entry)
    assert (short(row), row.mark) == (wanted, mark)


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ("M. Jean ABADIOL (pouvoir à Mme Lise ESTRABEL)", "excused"),
        ("M. Jean ABADIOL, représenté par Mme Lise ESTRABEL", "excused"),
        ("M. Jean ABADIOL, présent jusqu’à 10 h", "present"),
    ],
)
def test_among_the_excused(tmp_path: Path, entry: str, status: str) -> None:
    assert listed(tmp_path, "Excusés", entry).status.value == status


def test_on_one_line(tmp_path: Path) -> None:
    text = "Présents : Mme Alix BRUMEZEL (FHF), M. Jean ABADIOL, excusé, M. Paul ESTRABEL (CFDT)\n"
    (tmp_path / "cr.txt").write_text(text, encoding="utf-8")
    assert [short(row) for row in read_in_process(tmp_path / "cr.txt").attendance] == [
        ("Mme Alix BRUMEZEL", "FHF", "present"),
        ("M. Jean ABADIOL", None, "excused"),
        ("M. Paul ESTRABEL", "CFDT", "present"),
    ]


def bare(folder: Path, title: str, *rows: tuple[str, ...]) -> list[Row]:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) + "</w:tr>"
        for row in rows
    )
    path = docx(folder / "cr.docx", f"{paragraph(title)}<w:tbl>{body}</w:tbl>")
    return [short(row) for row in read_in_process(path).attendance]


@pytest.mark.parametrize("title", ["Membres présents :", "Participants"])
def test_the_last_cell_of_a_table_without_heading(tmp_path: Path, title: str) -> None:
    assert bare(
        tmp_path,
        title,
        ("Mme Alix BRUMEZEL", "FHF", "Présente"),
        ("M. Jean ABADIOL", "UDAF", "Excusé"),
        ("M. Paul ESTRABEL", "", "Absent"),
        ("Mme Anne FOUCHEROL", "Présence Rurale", ""),
    ) == [
        ("Mme Alix BRUMEZEL", "FHF", "present"),
        ("M. Jean ABADIOL", "UDAF", "excused"),
        ("M. Paul ESTRABEL", None, "unknown"),
        ("Mme Anne FOUCHEROL", "Présence Rurale", "present"),
    ]


def test_crosses_of_a_table_without_heading(tmp_path: Path) -> None:
    assert bare(
        tmp_path,
        "Liste des présents",
        ("M. Jean ABADIOL", "UDAF", ""),
        ("Mme Alix BRUMEZEL", "", "X"),
    ) == [("M. Jean ABADIOL", "UDAF", "unknown"), ("Mme Alix BRUMEZEL", None, "present")]
    assert bare(
        tmp_path,
        "Participants",
        ("M. Jean ABADIOL", "UDAF", "", "X"),
        ("Mme Alix BRUMEZEL", "FHF", "X", ""),
    ) == [("M. Jean ABADIOL", "UDAF", "unknown"), ("Mme Alix BRUMEZEL", "FHF", "unknown")]
