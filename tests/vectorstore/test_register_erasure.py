"""The register in the store, and a person who is erased from everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Presence, words
from vectorstore import RegisterQuery, Store, UnknownPerson
from vectorstore.erasure import BLOCK, Erased, forms_of, places, without

MINUTES = """# CTS de la Lande – 4 mars 2021

Étaient présents :

- Mme Alix BRUMEZEL, présidente
- M. Jean ABADIOL, URPS infirmiers

Excusés :

- M. Paul ESTRABEL, UDAF

## Échanges

Mme Brumezel ouvre la séance. Alix Brumezel rappelle le budget des navettes, et Paul Estrabel en
demande le détail. Mme Brumezel Martin est une autre personne ; Jeanne-Alix Brumezel aussi.
"""
OTHER = "Note sur les navettes\n\nBRUMEZEL Alix a écrit sur les navettes du canton.\n"


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "cr-lande.md").write_text(MINUTES, encoding="utf-8")
    (folder / "note.txt").write_text(OTHER, encoding="utf-8")
    return folder


def names(store: Store, **query: object) -> list[str]:
    return [row.attendee.name for row in store.register(RegisterQuery(**query))]  # type: ignore[arg-type]


def test_rows_are_chosen_by_meeting_person_organisation_and_status(
    store: Store, minutes: Path
) -> None:
    store.ingest([minutes])
    assert names(store) == ["Mme Alix BRUMEZEL", "M. Jean ABADIOL", "M. Paul ESTRABEL"]
    assert names(store, person="abadiol jean") == ["M. Jean ABADIOL"]
    assert names(store, organisation="urps") == ["M. Jean ABADIOL"]
    assert names(store, status=Presence.EXCUSED) == ["M. Paul ESTRABEL"]
    for meeting in ("CTS lande", "4 mars 2021", "CTS 04/03/2021", "2021-03-04", "lande mars 2021"):
        assert len(names(store, meeting=meeting)) == 3, meeting
    for meeting in ("CTS 05/03/2021", "CRSA", "avril 2021"):
        assert names(store, meeting=meeting) == []
    row = store.register(RegisterQuery(person="Estrabel"))[0]
    assert row.doc == "cr-lande"
    assert (row.attendee.body, row.attendee.date) == ("CTS de la Lande", "2021-03-04")
    text = store.document("cr-lande").text
    assert text[row.attendee.start : row.attendee.end] == "M. Paul ESTRABEL, UDAF"


def test_a_changed_or_removed_document_takes_its_rows_along(store: Store, minutes: Path) -> None:
    store.ingest([minutes])
    path = minutes / "cr-lande.md"
    path.write_text(MINUTES.replace("ABADIOL", "ISSARLEIX"), encoding="utf-8")
    store.ingest([minutes])
    assert "M. Jean ISSARLEIX" in names(store)
    assert "M. Jean ABADIOL" not in names(store)
    store.remove("cr-lande")
    assert names(store) == []


def test_an_erased_person_is_nowhere_and_does_not_come_back(
    store: Store, minutes: Path, data: Path
) -> None:
    store.ingest([minutes])
    before = {id_: store.document(id_).text for id_ in ("cr-lande", "note")}
    version = store.corpus_version()
    done = store.erase("Alix Brumezel")
    assert (done.docs, done.rows, done.remaining) == (("cr-lande", "note"), 1, 0)
    assert done.places == 4
    assert store.corpus_version() != version
    assert names(store) == ["M. Jean ABADIOL", "M. Paul ESTRABEL"]
    for id_, text in before.items():
        now = store.document(id_).text
        assert len(now) == len(text)
        assert now.count(BLOCK) > 10
        assert all(a == b or b == BLOCK for a, b in zip(text, now, strict=True))
    text = store.document("cr-lande").text
    assert "Mme Brumezel Martin" in text
    assert "Jeanne-Alix Brumezel" in text
    assert "Mme Brumezel ouvre" not in text
    for passage in store.search("Alix Brumezel navettes", limit=20):
        found = words(passage.text)
        assert not ("alix" in found and "brumezel" in found and "jeanne" not in found)
    assert store.health().sound
    assert [line.status.value for line in store.ingest([minutes]).files] == ["unchanged"] * 2
    (minutes / "note.txt").write_text(f"{OTHER}\nUne ligne de plus.\n", encoding="utf-8")
    store.ingest([minutes])
    assert "BRUMEZEL" not in store.document("note").text
    store.rebuild()
    assert "BRUMEZEL" not in store.document("cr-lande").text.replace("Jeanne-Alix BRUMEZEL", "")
    store.close()
    held = [p.read_bytes() for p in data.rglob("*") if p.is_file()]
    assert not any(b"BRUMEZEL Alix" in part for part in held)


def test_no_file_holds_an_erased_name(store: Store, tmp_path: Path, data: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "Note\n\nOdile Kerbazec a écrit. Kerbazec Odile aussi.\n", encoding="utf-8"
    )
    store.ingest([tmp_path / "note.txt"])
    assert any(b"kerbazec" in p.read_bytes().lower() for p in data.rglob("*") if p.is_file())
    store.erase("Odile Kerbazec")
    assert not any(b"erbazec" in p.read_bytes().lower() for p in data.rglob("*") if p.is_file())


def test_words_of_the_name_that_stay_are_said(store: Store, minutes: Path) -> None:
    store.ingest([minutes])
    assert store.erase("Paul Estrabel").words == {}
    assert store.erase("Alix Brumezel").words == {"alix": 1, "brumezel": 2}


def test_an_unknown_person_changes_nothing(store: Store, minutes: Path) -> None:
    store.ingest([minutes])
    version = store.corpus_version()
    for name in ("Yves Personne", "Alix", "BRUMEZEL"):
        with pytest.raises(UnknownPerson):
            store.erase(name)
    assert store.corpus_version() == version


def test_a_file_called_after_the_person_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "avis-odile-kerbazec.txt").write_text("Avis de Odile Kerbazec.", encoding="utf-8")
    store.ingest([tmp_path / "avis-odile-kerbazec.txt"])
    assert store.erase("Odile Kerbazec").files == ("avis-odile-kerbazec",)


def test_a_surname_that_two_persons_bear_is_not_erased_alone() -> None:
    register = ["BRUMEZEL Alix", "BRUMEZEL Jean"]
    forms = forms_of("Alix Brumezel", register)
    assert forms == [("alix", "brumezel"), ("a", "brumezel")]
    assert forms_of("Alix Brumezel", ["BRUMEZEL Alix", "BRUMEZEL Anne"]) == forms[:1]
    assert ("mme", "brumezel") in forms_of("Alix Brumezel", register[:1])
    assert ("mme", "vaur") in forms_of("M. Vaur", [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rose MARTIN, puis MARTIN Rose", ", puis "),
        ("écrire à rose.martin@caisse.fr", "écrire à @caisse.fr"),
        ("R. MARTIN conclut", " conclut"),
        ("Mme Martin-Rose vote", "Mme Martin-Rose vote"),
        ("la rose Martin", "la rose Martin"),
        ("M. Luc MARTIN et Mme MARTIN", "M. Luc MARTIN et Mme MARTIN"),
        ("Jean-Pierre DANEL-ROUX, M. Danel-Roux", ", "),
        ("Jean Pierre DANEL ROUX puis J. DANEL-ROUX ou J.-P. Danel-Roux", " puis  ou "),
        ("Pierre-Jean Danel-Roux", "Pierre-Jean Danel-Roux"),
    ],
)
def test_what_is_blocked_out_is_the_person_and_nobody_else(text: str, left: str) -> None:
    register = ["MARTIN Rose", "MARTIN Luc", "DANEL-ROUX Jean-Pierre"]
    forms = [
        f for name in ("Rose Martin", "Jean-Pierre Danel-Roux") for f in forms_of(name, register)
    ]
    assert without(text, Erased(salt="s", digests={}).of(forms)).replace(BLOCK, "") == left


NAME = st.sampled_from(["Alix BRUMEZEL", "brumezel Alix", "Alix", "Mme Brumezel", "Brumezel-Alix"])
FILLER = st.text(alphabet="ab, .-\n\tÉ", max_size=6)


@given(st.lists(st.tuples(FILLER, NAME), max_size=6))
def test_blocking_out_keeps_length_and_lines_and_is_done_once(parts: list[tuple[str, str]]) -> None:
    text = "".join(filler + name for filler, name in parts)
    erased = Erased(salt="s", digests={}).of(forms_of("Alix BRUMEZEL", []))
    clean = without(text, erased)
    assert len(clean) == len(text)
    assert [i for i, c in enumerate(clean) if c in "\n\t"] == [
        i for i, c in enumerate(text) if c in "\n\t"
    ]
    assert places(clean, erased) == []
    assert without(clean, erased) == clean
