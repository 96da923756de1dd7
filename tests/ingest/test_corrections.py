"""What people correct beside the documents wins; what they get wrong is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest import BadCorrections, Fact, discover, load_corrections
from ingest.corrections import EVIDENCE, NAME
from tests.ingest.builders import document


def _write(folder: Path, text: str) -> Path:
    (folder / NAME).write_text(text, encoding="utf-8")
    return folder


def test_corrected_facts_win_and_say_so(tmp_path: Path) -> None:
    found = load_corrections(
        _write(tmp_path, '["a.pdf"]\ntitle = "Vrai titre"\nregion = "Bretagne"\nbody = ""\n')
    )
    before = replace(
        document("Texte."),
        facts={name: Fact(value="X", evidence="X") for name in ("title", "body")},
    )
    after = found.applied(before, tmp_path / "a.pdf")
    assert after.title == "Vrai titre"
    assert dict(after.facts) == {
        "title": Fact(value="Vrai titre", evidence=EVIDENCE),
        "region": Fact(value="Bretagne", evidence=EVIDENCE),
    }
    assert found.applied(before, tmp_path / "b.pdf") == before


def test_a_document_without_a_title_keeps_its_own(tmp_path: Path) -> None:
    found = load_corrections(_write(tmp_path, '["a.pdf"]\nkind = "avis"\n'))
    before = replace(document("Texte."), facts={})
    assert found.applied(before, tmp_path / "a.pdf").title == before.title


def test_a_date_may_be_written_as_one_or_as_text(tmp_path: Path) -> None:
    found = load_corrections(_write(tmp_path, '[a]\ndate = 2021-03-12\n[b]\ndate = "2021-03"\n'))
    assert {n: dict(said) for n, said in found.by_name.items()} == {
        "a": {"date": "2021-03-12"},
        "b": {"date": "2021-03"},
    }


def test_a_digest_changes_with_what_is_said_of_its_own_file(tmp_path: Path) -> None:
    a, b = tmp_path / "a.pdf", tmp_path / "b.pdf"
    first = load_corrections(_write(tmp_path, '["a.pdf"]\nkind = "avis"\n'))
    second = load_corrections(
        _write(tmp_path, '["a.pdf"]\nkind = "guide"\n["c.pdf"]\nbody="CTS"\n')
    )
    assert first.digest(a) != second.digest(a) != ""
    assert first.digest(b) == second.digest(b) == ""
    assert load_corrections(tmp_path / "vide").digest(a) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a\n", "TOML"),
        ('region = "Bretagne"\n', "section"),
        ('["a.pdf"]\nauteur = "X"\n', "fait connu"),
        ('["a.pdf"]\nregion = "Bretagn"\n', "n’est pas une région"),
        ('["a.pdf"]\ndate = "12/03/2021"\n', "n’est pas une date"),
        ('["a.pdf"]\ndate = "2021-02-30"\n', "n’est pas une date"),
        ('["a.pdf"]\ntitle = " "\n', "titre est vide"),
        ('["a.pdf"]\nkind = 3\n', "texte d’une ligne"),
        ('["a.pdf"]\nkind = "deux\\nlignes"\n', "texte d’une ligne"),
        ("a = " + "[" * 5000 + "]" * 5000, "imbriqué"),
    ],
)
def test_a_fault_is_said_in_french_with_the_next_step(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadCorrections) as caught:
        load_corrections(_write(tmp_path, text))
    assert said in caught.value.message
    assert "relancez" in caught.value.advice


def test_what_is_no_text_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b'["\xff"]')
    with pytest.raises(BadCorrections, match="UTF-8"):
        load_corrections(tmp_path)
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).mkdir()
    with pytest.raises(BadCorrections, match="ordinaire"):
        load_corrections(tmp_path)


def test_the_file_of_corrections_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Texte.", encoding="utf-8")
    _write(tmp_path, "")
    assert discover([tmp_path]) == [tmp_path / "a.txt"]
