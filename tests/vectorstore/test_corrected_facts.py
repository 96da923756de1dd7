"""Facts corrected beside the documents, over the life of a document."""

from pathlib import Path

from fakes.documents import write_lines
from store_harness import statuses

from ingest import Status
from vectorstore import Filters, Store

CORRECTION = '["avis-valmont.txt"]\nregion = "Bretagne"\nterritory = "Finistère"\n'


def _write(corpus: Path, text: str) -> None:
    (corpus / "corrections.toml").write_text(text, encoding="utf-8")


def _region(store: Store) -> str | None:
    return store.document("avis-valmont").fact("region")


def test_a_correction_is_taken_up_changed_and_taken_back(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    found = _region(store)
    _write(corpus, CORRECTION)
    after = statuses(store.ingest([corpus]))
    assert after["avis-valmont"] == "updated"
    assert {status for doc, status in after.items() if doc != "avis-valmont"} == {"unchanged"}
    assert store.document("avis-valmont").facts["region"].evidence == "corrigé à la main"
    (known,) = store.documents(Filters(region=("Bretagne",)))
    assert (known.id, known.territory, known.replaced) == ("avis-valmont", "Finistère", ())
    assert set(statuses(store.ingest([corpus])).values()) == {"unchanged"}
    _write(corpus, CORRECTION.replace("Bretagne", "Corse"))
    store.ingest([corpus])
    assert _region(store) == "Corse"
    (corpus / "corrections.toml").unlink()
    assert statuses(store.ingest([corpus]))["avis-valmont"] == "updated"
    assert _region(store) == found


def test_a_correction_outlives_a_new_version_and_a_rebuild(store: Store, corpus: Path) -> None:
    _write(corpus, CORRECTION)
    store.ingest([corpus])
    (corpus / "avis-valmont.txt").write_text("Avis de la CRSA Normandie, changé.\n", "utf-8")
    store.ingest([corpus])
    assert _region(store) == "Bretagne"
    store.rebuild()
    assert _region(store) == "Bretagne"


def test_a_bad_file_of_corrections_is_told_and_stops_nothing(store: Store, corpus: Path) -> None:
    _write(corpus, CORRECTION)
    store.ingest([corpus])
    _write(corpus, CORRECTION.replace("Bretagne", "Bretagn"))
    done = store.ingest([corpus])
    (fault,) = [file for file in done.files if file.status is Status.FAILED]
    assert fault.path.name == "corrections.toml"
    assert fault.error is not None
    assert (fault.error.kind, fault.doc) == ("bad-corrections", None)
    assert {file.status for file in done.files if file is not fault} == {Status.UNCHANGED}
    assert _region(store) == "Bretagne"


def test_a_name_that_is_no_file_beside_is_told_and_the_rest_applies(
    store: Store, corpus: Path
) -> None:
    _write(corpus, CORRECTION + '["avis-valmnt.txt"]\nkind = "avis"\n')
    (fault,) = [f for f in store.ingest([corpus]).files if f.status is Status.FAILED]
    assert fault.error is not None
    assert "« avis-valmnt.txt »" in fault.error.message
    assert "avis-valmont" not in fault.error.message
    assert _region(store) == "Bretagne"


def test_a_document_of_json_lines_is_corrected_by_its_id(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "fiches"
    folder.mkdir()
    write_lines(folder / "fiches.jsonl", {"f1": "Les opticiens.", "f2": "Le dentiste."})
    assert statuses(store.ingest([folder])) == {"f1": "added", "f2": "added"}
    _write(folder, '["f2"]\ntitle = "Soins dentaires"\nregion = "Corse"\n')
    assert statuses(store.ingest([folder])) == {"f1": "unchanged", "f2": "updated"}
    assert (store.document("f2").title, store.document("f2").fact("region")) == (
        "Soins dentaires",
        "Corse",
    )
    assert store.document("f1").fact("region") is None
