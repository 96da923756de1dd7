"""Where a list of attendance ends, in running text: other groups have no part in its status."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import Attendee
from tests.ingest.registers import read_in_process


def found(folder: Path, text: str) -> tuple[Attendee, ...]:
    (folder / "cr.md").write_text(f"# CTS de la Lande\n\n{text}\n", encoding="utf-8")
    return read_in_process(folder / "cr.md").attendance


def statuses(folder: Path, text: str) -> dict[str, str]:
    return {row.name: row.status.value for row in found(folder, text)}


@pytest.mark.parametrize(
    "title",
    ["Invités :", "Intervenants", "Personnalités invitées :", "Étaient également invités :",
     "Secrétariat :", "Secrétaire de séance :", "Président de séance :", "Bureau"],
)  # fmt: skip
def test_a_title_of_others_ends_the_list(tmp_path: Path, title: str) -> None:
    text = f"Membres excusés :\n\n- M. Luc ISSARLEIX, ARS\n\n{title}\n\n- Mme Alix BRUMEZEL, ORS"
    rows = found(tmp_path, text)
    assert [(row.name, row.status.value) for row in rows] == [
        ("M. Luc ISSARLEIX", "excused"),
        ("Mme Alix BRUMEZEL", "unknown"),
    ]
    assert rows[1].mark == title.strip(" :")
    joined = f"Excusés : M. Luc ISSARLEIX\n\n{title.strip(' :')} : Mme Alix BRUMEZEL (ORS)"
    assert statuses(tmp_path, joined) == {
        "M. Luc ISSARLEIX": "excused",
        "Mme Alix BRUMEZEL": "unknown",
    }


def test_a_title_right_under_the_lists_own_is_a_group_of_it(tmp_path: Path) -> None:
    text = "Étaient présents :\n\nInvités :\n\n- Mme Alix BRUMEZEL, ORS"
    assert statuses(tmp_path, text) == {"Mme Alix BRUMEZEL": "present"}


@pytest.mark.parametrize(
    "told",
    [
        "Excusés : M. Luc ISSARLEIX (ARS), Mme Anne FOUCHEROL (CPAM).\n\n"
        "Mme Alix BRUMEZEL, présidente",
        "Excusés : M. Luc ISSARLEIX (ARS), Mme Anne FOUCHEROL (CPAM).\n\n"
        "Désignation des membres\n\nMme Alix BRUMEZEL, présidente",
        "Excusés : M. Luc ISSARLEIX, Mme Anne FOUCHEROL\n\n"
        "Groupe de suivi :\n\n- Mme Alix BRUMEZEL, présidente",
        "Excusés :\n\n- M. Luc ISSARLEIX\n- Mme Anne FOUCHEROL\n\n"
        "La séance commence par le budget de la région.\n\nMme Alix BRUMEZEL, présidente",
    ],
)
def test_a_list_that_was_told_whole_stays_not_open(tmp_path: Path, told: str) -> None:
    assert statuses(tmp_path, told) == {
        "M. Luc ISSARLEIX": "excused",
        "Mme Anne FOUCHEROL": "excused",
    }


def test_a_list_on_its_own_line_goes_on_where_it_says_so(tmp_path: Path) -> None:
    text = (
        "Présents : collège 1 : Mme Alix BRUMEZEL.\n\nCollège 2 : M. Jean ABADIOL.\n\n"
        "Excusés : M. Luc ISSARLEIX\n\nMme Anne FOUCHEROL, maire"
    )
    assert statuses(tmp_path, text) == {
        "Mme Alix BRUMEZEL": "present",
        "M. Jean ABADIOL": "present",
        "M. Luc ISSARLEIX": "excused",
        "Mme Anne FOUCHEROL": "excused",
    }


def test_several_lists_in_one_paragraph(tmp_path: Path) -> None:
    text = (
        "Présents : Mme Alix BRUMEZEL, M. Jean ABADIOL. Membres excusés : M. Luc ISSARLEIX "
        "Absents : M. Paul ESTRABEL Invités : Mme Anne FOUCHEROL, ORS ; M. Yann KERBAZEC"
    )
    assert statuses(tmp_path, text) == {
        "Mme Alix BRUMEZEL": "present",
        "M. Jean ABADIOL": "present",
        "M. Luc ISSARLEIX": "excused",
        "M. Paul ESTRABEL": "unknown",
        "Mme Anne FOUCHEROL": "unknown",
        "M. Yann KERBAZEC": "unknown",
    }
    rows = found(tmp_path, f"Excusés :\n\n- Mme Zoé NIVERNOLD (FHF) {text}")
    assert [(row.name, row.status.value) for row in rows][:2] == [
        ("Mme Zoé NIVERNOLD", "excused"),
        ("Mme Alix BRUMEZEL", "present"),
    ]
