"""`assistant register` and `assistant erase`, as a script and a person use them."""

from __future__ import annotations

import pytest
from cli_harness import Command

pytestmark = pytest.mark.model

KEYS = {"doc", "page", "meeting", "college", "name", "organisation", "status"}
MINUTES = """# CTS de la Lande – 4 mars 2021

| Collège | Nom | Structure | Présent | Excusé |
|---|---|---|---|---|
| Usagers | Mme Alix BRUMEZEL | UDAF | X | |
| Élus | M. Jean ABADIOL | mairie | | X |
| Élus | M. Luc ISSARLEIX | | | |

## Échanges

Alix Brumezel rappelle le calendrier des navettes.
"""


@pytest.fixture
def run(tmp_path, capsys):
    command = Command(tmp_path / "données", capsys)
    (tmp_path / "cr-lande.md").write_text(MINUTES, encoding="utf-8")
    assert command("ingest", tmp_path / "cr-lande.md").code == 0
    return command


def test_the_register_as_json_and_its_filters(run):
    rows = run("register", "--json").json
    assert all(set(row) >= KEYS for row in rows)
    assert rows[0]["meeting"] == {"body": "CTS de la Lande", "date": "2021-03-04"}
    assert [(row["name"], row["college"], row["organisation"], row["status"]) for row in rows] == [
        ("Mme Alix BRUMEZEL", "Usagers", "UDAF", "present"),
        ("M. Jean ABADIOL", "Élus", "mairie", "excused"),
        ("M. Luc ISSARLEIX", "Élus", None, "unknown"),
    ]
    for options, count in (
        (("--person", "abadiol"), 1),
        (("--meeting", "cts 04/03/2021", "--status", "present"), 1),
        (("--organisation", "UDAF"), 1),
        (("--meeting", "CRSA"), 0),
    ):
        assert len(run("register", "--json", *options).json) == count, options
    wrong = run("register", "--status", "absent")
    assert (wrong.code, wrong.out) == (2, "")


def test_the_register_in_a_terminal(run):
    shown = run("register").out
    assert "CTS de la Lande, 4 mars 2021 (cr-lande)" in shown
    assert "3 noms : 1 présent, 1 excusé, 1 inconnu" in shown
    assert "Mme Alix BRUMEZEL" in shown
    assert "Aucune ligne de registre" in run("register", "--person", "Personne").out


def test_an_erasure_is_proved_and_says_what_stays(run, tmp_path):
    assert run("search", "calendrier des navettes", "--json").json["passages"]
    done = run("erase", "Alix Brumezel", "--json").json
    assert (done["rows"], done["places"], done["remaining"]) == (1, 2, 0)
    assert len(run("register", "--json").json) == 2
    found = run("search", "Alix Brumezel navettes", "--json").json["passages"]
    assert found
    assert not any("brumezel" in passage["text"].lower() for passage in found)
    assert "brumezel" not in run("text", "cr-lande").out.lower()
    (tmp_path / "cr-lande.md").write_text(MINUTES + "\nFin.\n", encoding="utf-8")
    run("ingest", tmp_path / "cr-lande.md")
    assert "brumezel" not in run("text", "cr-lande").out.lower()
    again = run("erase", "Alix Brumezel")
    assert again.code == 1
    assert "Aucun document ne porte le nom" in again.err
    told = run("erase", "Jean Abadiol").out
    assert "1 ligne de registre et 1 mention dans 1 document" in told
    assert "le nom ne se trouve plus" in told
