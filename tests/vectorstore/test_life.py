"""What stays known of a document over its life: older versions, older readers, its file gone."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from store_harness import found, statuses

import ingest
from ingest import Limits, Status
from vectorstore import DocumentInfo, Filters, Store

pytestmark = pytest.mark.model

NEW = "Avis sur la mobilité à Valmont\n\nLe téléphérique relie la clinique au bourg.\n"


def info(store: Store, document_id: str) -> DocumentInfo:
    (known,) = store.documents(Filters(doc=(document_id,)))
    return known


def test_a_replaced_version_stays_known_without_its_words(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    first = info(store, "avis-valmont")
    assert first.replaced == ()
    for text in (NEW, NEW + "Un second tronçon est prévu.\n"):
        (corpus / "avis-valmont.txt").write_text(text, encoding="utf-8")
        assert statuses(store.ingest([corpus]))["avis-valmont"] == "updated"
    oldest, older = info(store, "avis-valmont").replaced
    assert (oldest.sha256, oldest.chunks) == (first.sha256, first.chunks)
    assert oldest.ingested_at == first.ingested_at
    assert datetime.fromisoformat(oldest.replaced_at) <= datetime.fromisoformat(older.replaced_at)
    assert {older.sha256, oldest.sha256} != {info(store, "avis-valmont").sha256}
    assert info(store, "bilan-orsec").replaced == ()


def test_a_line_that_changed_is_a_replaced_document(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "fiches.jsonl"
    for text in ("Les opticiens.", "Les opticiens mobiles."):
        path.write_text(f'{{"id": "f1", "text": "{text}"}}\n{{"id": "f2", "text": "Deux."}}\n')
        store.ingest([path])
    assert len(info(store, "f1").replaced) == 1
    assert info(store, "f2").replaced == ()


def test_versions_follow_a_file_that_is_renamed(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    (corpus / "avis-valmont.txt").write_text(NEW, encoding="utf-8")
    store.ingest([corpus])
    (corpus / "avis-valmont.txt").rename(corpus / "avis-mobilite.txt")
    store.ingest([corpus], prune=True)
    assert len(info(store, "avis-mobilite").replaced) == 1


def test_a_file_whose_name_clashed_keeps_its_id_when_it_changes(
    store: Store, corpus: Path, tmp_path: Path
) -> None:
    store.ingest([corpus])
    other = tmp_path / "autre" / "Avis Valmont.txt"
    other.parent.mkdir()
    other.write_text("Les ambulances bénévoles.\n", encoding="utf-8")
    (first,) = store.ingest([other]).files
    other.write_text("Les ambulances roulent.\n", encoding="utf-8")
    (second,) = store.ingest([other]).files
    assert (second.doc, second.status) == (first.doc, Status.UPDATED)
    assert len(info(store, str(first.doc)).replaced) == 1


def test_a_removed_document_has_no_past(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    (corpus / "avis-valmont.txt").write_text(NEW, encoding="utf-8")
    store.ingest([corpus])
    removal = store.remove("avis-valmont")
    assert (removal.versions, removal.remaining) == (1, 0)
    store.ingest([corpus])
    assert info(store, "avis-valmont").replaced == ()


def test_what_an_older_reader_read_is_told_and_read_again(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.build.ingest.READER_VERSION", "ancienne")
    store.ingest([corpus])
    monkeypatch.undo()
    before = {known.id: known for known in store.documents()}
    assert all(known.outdated for known in before.values())
    read = []
    real = ingest.read

    def counted(source: ingest.SourceFile, limits: Limits) -> list[ingest.Document]:
        read.append(source.path.name)
        return real(source, limits)

    monkeypatch.setattr("vectorstore.build.ingest.read", counted)
    report = store.ingest([corpus])
    assert len(read) == 3
    assert {line.status for line in report.files} == {Status.UNCHANGED}
    assert not any(known.outdated or known.replaced for known in store.documents())
    store.ingest([corpus])
    assert len(read) == 3


def test_another_text_of_the_same_bytes_is_an_update_but_no_older_version(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.build.ingest.READER_VERSION", "ancienne")
    real = ingest.read

    def older(source: ingest.SourceFile, limits: Limits) -> list[ingest.Document]:
        return [
            replace(document, text=document.text.replace("navette", "naveite"))
            for document in real(source, limits)
        ]

    monkeypatch.setattr("vectorstore.build.ingest.read", older)
    store.ingest([corpus])
    version = store.corpus_version()
    monkeypatch.undo()
    assert found(store, "navette") == []
    assert statuses(store.ingest([corpus])) == {
        "avis-valmont": "updated",
        "bilan-orsec": "unchanged",
        "compte-rendu": "unchanged",
    }
    assert found(store, "navette") == ["avis-valmont"]
    assert store.corpus_version() != version
    assert info(store, "avis-valmont").replaced == ()


@pytest.mark.parametrize("gone", ["file", "folder"])
def test_a_path_that_is_gone_is_told_by_its_documents(
    store: Store, corpus: Path, gone: str
) -> None:
    store.ingest([corpus])
    path = corpus / "compte-rendu.txt" if gone == "file" else corpus
    wanted = {"compte-rendu"} if gone == "file" else {"avis-valmont", "bilan-orsec", "compte-rendu"}
    path.unlink() if gone == "file" else shutil.rmtree(path)
    assert statuses(store.ingest([path])) == dict.fromkeys(wanted, "missing")
    assert len(store.documents()) == 3
    assert statuses(store.ingest([path], prune=True)) == dict.fromkeys(wanted, "removed")
    (line,) = store.ingest([path]).files
    assert line.status is Status.FAILED
    assert {known.id for known in store.documents()}.isdisjoint(wanted)


def test_the_bounds_that_are_set_reach_the_reader(store: Store, corpus: Path) -> None:
    report = store.ingest([corpus], limits=Limits(file_bytes=100))
    kinds = [line.error.kind for line in report.files if line.error]
    assert kinds == ["memory"] * 3
    assert store.documents() == []
