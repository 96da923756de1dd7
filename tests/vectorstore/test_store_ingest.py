"""What an ingest does to each file, told by its status."""

from pathlib import Path

import pytest
from fakes.documents import write_corpus, write_lines
from fakes.hashing_embedder import HashingEmbedder
from store_harness import found, statuses

from ingest import Status
from vectorstore import (
    Embedder,
    Progress,
    Store,
)


def no_embedder() -> Embedder:
    raise AssertionError("no vector is needed here")


def test_a_folder_becomes_documents_and_passages(store: Store, corpus: Path) -> None:
    report = store.ingest([corpus])
    assert statuses(report) == dict.fromkeys(
        ["avis-valmont", "bilan-orsec", "compte-rendu"], "added"
    )
    assert [line.path for line in report.files] == sorted(corpus.iterdir())
    assert all(line.chunks > 0 and line.error is None for line in report.files)
    assert report.elapsed_s > 0
    assert sum(line.chunks for line in report.files) == store.chunk_count()
    assert found(store, "Quel est le prix de la navette hospitalière ?") == ["avis-valmont"]
    for passage in store.search("vaccination des lycéens par les pharmaciens", limit=3):
        document = store.document(passage.chunk.document_id)
        assert document.text[passage.chunk.start : passage.chunk.end] == passage.text
        assert passage.title == document.title
    assert store.health().sound


def test_a_second_ingest_changes_nothing_and_loads_nothing(
    store: Store, corpus: Path, open_store
) -> None:
    first = store.ingest([corpus])
    version = store.corpus_version()
    infos = store.documents()
    store.close()
    again = open_store(write=True, embedder=no_embedder)
    second = again.ingest([corpus])
    assert {line.status for line in second.files} == {Status.UNCHANGED}
    assert [line.doc for line in second.files] == [line.doc for line in first.files]
    assert [line.chunks for line in second.files] == [line.chunks for line in first.files]
    assert again.documents() == infos
    assert again.corpus_version() == version


def test_the_same_files_elsewhere_give_the_same_store(
    store: Store, corpus: Path, tmp_path: Path
) -> None:
    store.ingest([corpus])
    copy = write_corpus(tmp_path / "autre" / "corpus")
    with Store.open(tmp_path / "other-data", HashingEmbedder, write=True) as other:
        other.ingest(sorted(copy.iterdir(), reverse=True))
        assert other.corpus_version() == store.corpus_version()
        question = "le médiateur demandé par les usagers"
        assert other.search(question, limit=10) == store.search(question, limit=10)


def test_a_changed_file_replaces_its_older_self(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    version = store.corpus_version()
    old = store.search("navette hospitalière", limit=1)[0].chunk.id
    (corpus / "avis-valmont.txt").write_text(
        "Avis sur la mobilité à Valmont\n\nLe téléphérique relie la clinique au bourg.\n",
        encoding="utf-8",
    )
    report = store.ingest([corpus])
    assert statuses(report) == {
        "avis-valmont": "updated",
        "bilan-orsec": "unchanged",
        "compte-rendu": "unchanged",
    }
    assert found(store, "navette") == []
    assert found(store, "téléphérique") == ["avis-valmont"]
    assert old not in {p.chunk.id for p in store.search("navette hospitalière", limit=50)}
    assert store.corpus_version() != version
    assert len(store.documents()) == 3
    assert store.health().sound


def test_a_file_that_can_no_longer_be_read_keeps_its_last_version(
    store: Store, corpus: Path
) -> None:
    store.ingest([corpus])
    (corpus / "avis-valmont.txt").write_bytes(b"")
    line = store.ingest([corpus]).files[0]
    assert (line.status, line.doc) == (Status.FAILED, "avis-valmont")
    assert line.error is not None
    assert line.error.kind == "empty"
    assert found(store, "navette") == ["avis-valmont"]


def test_one_bad_file_stops_nothing(store: Store, corpus: Path) -> None:
    (corpus / "a-vide.pdf").write_bytes(b"")
    (corpus / "b-faux.pdf").write_bytes(b"%PDF-1.7\nrien de plus")
    report = store.ingest([corpus, corpus / "absent"])
    lines = {line.path.name: line for line in report.files}
    for name in ("a-vide.pdf", "b-faux.pdf", "absent"):
        assert lines[name].status is Status.FAILED
        assert lines[name].error is not None
        assert lines[name].error.advice
    assert len(store.documents()) == 3
    assert store.health().sound


def test_an_unforeseen_error_is_a_failure_of_its_file_alone(corpus: Path, open_store) -> None:
    class Failing(HashingEmbedder):
        def embed_passages(self, texts):
            if any("quorum" in text for text in texts):
                raise ZeroDivisionError("division")
            return super().embed_passages(texts)

    store = open_store(write=True, embedder=Failing)
    line = store.ingest([corpus]).files[-1]
    assert (line.status, line.path.name) == (Status.FAILED, "compte-rendu.txt")
    assert line.error is not None
    assert line.error.kind == "internal"
    assert "division" in line.error.message
    assert [info.id for info in store.documents()] == ["avis-valmont", "bilan-orsec"]
    assert store.health().sound


def test_a_file_that_is_gone_is_told_and_removed_only_when_asked(
    store: Store, corpus: Path
) -> None:
    store.ingest([corpus])
    (corpus / "compte-rendu.txt").unlink()
    assert statuses(store.ingest([corpus]))["compte-rendu"] == "missing"
    assert found(store, "quorum") == ["compte-rendu"]
    report = store.ingest([corpus], prune=True)
    assert statuses(report)["compte-rendu"] == "removed"
    assert found(store, "quorum") == []
    assert "compte-rendu" not in statuses(store.ingest([corpus]))


def test_files_outside_the_folders_given_are_not_missing(
    store: Store, corpus: Path, tmp_path: Path
) -> None:
    store.ingest([corpus])
    other = tmp_path / "corpus-2"
    other.mkdir()
    (corpus / "compte-rendu.txt").unlink()
    assert store.ingest([other], prune=True).files == ()
    store.ingest([corpus / "bilan-orsec.md"], prune=True)
    assert len(store.documents()) == 3


def test_a_folder_that_cannot_be_read_now_loses_nothing(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.ingest([corpus])

    def refuse(path: str) -> None:
        raise PermissionError(13, "refused", path)

    monkeypatch.setattr("ingest.files.os.scandir", refuse)
    monkeypatch.setattr("vectorstore.build.os.lstat", refuse)
    report = store.ingest([corpus], prune=True)
    assert [line.status for line in report.files] == [Status.FAILED]
    assert len(store.documents()) == 3


def test_the_same_bytes_twice_are_one_document(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    copy = corpus / "copie.txt"
    copy.write_bytes((corpus / "avis-valmont.txt").read_bytes())
    (line,) = store.ingest([copy]).files
    assert (line.status, line.doc) == (Status.SKIPPED, "avis-valmont")
    assert line.error is not None
    assert line.error.kind == "duplicate"
    assert found(store, "navette") == ["avis-valmont"]


def test_a_moved_file_keeps_its_document(store: Store, corpus: Path, tmp_path: Path) -> None:
    store.ingest([corpus])
    moved = corpus / "2022" / "avis-valmont.txt"
    moved.parent.mkdir()
    (corpus / "avis-valmont.txt").rename(moved)
    report = store.ingest([corpus], prune=True)
    assert statuses(report) == dict.fromkeys(
        ["avis-valmont", "bilan-orsec", "compte-rendu"], "unchanged"
    )
    assert {info.path for info in store.documents() if info.id == "avis-valmont"} == {str(moved)}


def test_a_renamed_file_is_known_by_its_new_name(store: Store, corpus: Path) -> None:
    store.ingest([corpus])
    (corpus / "avis-valmont.txt").rename(corpus / "avis-mobilite.txt")
    assert statuses(store.ingest([corpus], prune=True)) == {
        "avis-mobilite": "updated",
        "bilan-orsec": "unchanged",
        "compte-rendu": "unchanged",
    }
    assert found(store, "navette") == ["avis-mobilite"]
    assert store.health().sound


def test_a_file_that_takes_the_place_of_another_is_no_duplicate(store: Store, corpus: Path) -> None:
    first, second = corpus / "avis-valmont.txt", corpus / "z-avis.txt"
    store.ingest([corpus])
    second.write_bytes(first.read_bytes())
    first.write_text("Un tout autre contenu sur les ambulances.\n", encoding="utf-8")
    assert statuses(store.ingest([second, first])) == {
        "avis-valmont": "updated",
        "z-avis": "added",
    }


def test_names_that_clash_get_a_part_of_the_hash(
    store: Store, corpus: Path, tmp_path: Path
) -> None:
    store.ingest([corpus])
    other = tmp_path / "autre"
    other.mkdir()
    (other / "Avis Valmont.txt").write_text("Les ambulances bénévoles.\n", encoding="utf-8")
    (line,) = store.ingest([other]).files
    assert line.status is Status.ADDED
    assert line.doc is not None
    assert line.doc.startswith("avis-valmont-")
    assert len(line.doc) == len("avis-valmont-") + 8
    assert found(store, "ambulances") == [line.doc]
    assert found(store, "navette") == ["avis-valmont"]
    assert store.ingest([other]).files[0].status is Status.UNCHANGED


def test_lines_of_json_are_documents_of_their_own(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "fiches.jsonl"
    write_lines(path, {"f1": "Les opticiens mobiles.", "f2": "Le dentiste du port.", "f3": "Fin."})
    assert statuses(store.ingest([path])) == dict.fromkeys(["f1", "f2", "f3"], "added")
    assert found(store, "dentiste") == ["f2"]
    assert statuses(store.ingest([path])) == dict.fromkeys(["f1", "f2", "f3"], "unchanged")
    write_lines(path, {"f1": "Les opticiens mobiles.", "f2": "La sage-femme.", "f4": "Un relais."})
    assert statuses(store.ingest([path])) == {
        "f1": "unchanged",
        "f2": "updated",
        "f3": "removed",
        "f4": "added",
    }
    assert found(store, "dentiste") == []
    assert store.health().sound


def test_progress_tells_files_and_chunks(store: Store, corpus: Path) -> None:
    seen: list[Progress] = []
    report = store.ingest([corpus], progress=seen.append)
    assert [(p.file, p.files) for p in seen if p.chunks == 0] == [(1, 3), (2, 3), (3, 3)]
    ended = [p for p in seen if p.chunks and p.done == p.chunks]
    assert [p.chunks for p in ended] == [line.chunks for line in report.files]
    assert [p.path for p in ended] == [line.path for line in report.files]
